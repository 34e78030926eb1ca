import type { IncomingMessage, ServerResponse } from 'node:http';
import { ControlError } from './control-error.ts';
import type { Emulator } from './emulator.ts';
import { type JsonObject, listOf, objectOf, parseJson, textOf } from './json.ts';
import type { ClockView, FaultRequest, PressRequest, SayRequest, StreamAct, Vendor } from './view.ts';
import type { World } from './world.ts';

const FAULTS = [
  'slow',
  'accept-then-hang',
  'reset',
  'server-error',
  'rate-limit',
  'expire-token',
  'duplicate',
  'reorder',
  'drop',
  'partial-accept',
];
const API_ONLY = ['rate-limit', 'expire-token', 'partial-accept'];
const STREAM_ACTS: readonly StreamAct[] = ['ping', 'disconnect', 'cut', 'broken-json', 'unknown-type', 'huge'];
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

/** The control API of `view.ts` in JSON. */
export class Control {
  readonly #world: World;
  readonly #emulator: Emulator;
  readonly #setClock: ((time: Date) => void) | undefined;

  constructor(world: World, emulator: Emulator, setClock: ((time: Date) => void) | undefined) {
    this.#world = world;
    this.#emulator = emulator;
    this.#setClock = setClock;
  }

  /**
   * @param body - of a POST
   * @returns the answer's JSON value, or `undefined` for an unknown path
   * @throws ControlError
   */
  async answer(method: string, url: URL, body: string): Promise<unknown> {
    if (method === 'GET') return this.#read(url.pathname.slice('/control/'.length), url.searchParams);
    const parsed = parseJson(body);
    if (typeof parsed !== 'object' || parsed === null) throw new ControlError('请求的内容不是 JSON。');
    return await this.#act(url.pathname.slice('/control/'.length), objectOf(parsed));
  }

  /** `GET /control/stream`: one server-sent event per change, until the reader goes away. */
  stream(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    response.write(': open\n\n');
    const stop = this.#world.subscribe((change) => response.write(`data: ${JSON.stringify(change)}\n\n`));
    const beat = setInterval(() => response.write(': alive\n\n'), 20_000).unref();
    request.on('close', () => {
      clearInterval(beat);
      stop();
    });
  }

  #read(path: string, query: URLSearchParams): unknown {
    switch (path) {
      case 'people':
        return this.#emulator.people(query.get('search') ?? '', limitOf(query.get('limit')), anyVendorOf(query));
      case 'conversation':
        return this.#emulator.conversation(vendorOf(query.get('vendor')), query.get('userId') ?? '');
      case 'clock':
        return this.#clock();
      case 'faults':
        return this.#world.faults.waiting();
      case 'ledger':
        return this.#emulator.ledger();
      case 'calls':
        return this.#emulator.calls();
      default:
        return undefined;
    }
  }

  async #act(path: string, body: JsonObject): Promise<unknown> {
    switch (path) {
      case 'say':
        return await this.#emulator.say(sayOf(body));
      case 'press':
        return await this.#emulator.press(pressOf(body));
      case 'open':
        await this.#emulator.open(vendorOf(body.vendor), textOf(body.userId));
        return {};
      case 'faults':
        this.#emulator.fault(faultOf(body));
        return this.#world.faults.waiting();
      case 'dingtalk-stream':
        return { connections: this.#emulator.dingtalkStream(streamActOf(body.act)) };
      case 'clock':
        return await this.#moveClock(body);
      default:
        return undefined;
    }
  }

  #clock(): ClockView {
    return { nowMs: this.#world.nowMs(), movable: this.#setClock !== undefined };
  }

  async #moveClock(body: JsonObject): Promise<ClockView> {
    if (this.#setClock === undefined) throw new ControlError('这里的时钟不能调整。', 403);
    const { nowMs } = body;
    if (typeof nowMs !== 'number' || !Number.isFinite(nowMs)) throw new ControlError('请给出要跳到的时间。');
    if (nowMs < this.#world.nowMs()) throw new ControlError('时钟只能向前调整。');
    this.#setClock(new Date(nowMs));
    await this.#emulator.pump();
    return this.#clock();
  }
}

function sayOf(body: JsonObject): SayRequest {
  return { ...whoOf(body), text: textOf(body.text), ...idOf(body) };
}

function pressOf(body: JsonObject): PressRequest {
  const choices = listOf(body.choices).map(textOf);
  return { ...whoOf(body), item: textOf(body.item), button: textOf(body.button), choices, ...idOf(body) };
}

function whoOf(body: JsonObject): { vendor: Vendor; userId: string } {
  return { vendor: vendorOf(body.vendor), userId: textOf(body.userId) };
}

function idOf(body: JsonObject): { id?: string } {
  return typeof body.id === 'string' && body.id !== '' ? { id: body.id } : {};
}

/** Also used for requests that come in without HTTP. @throws ControlError */
export function faultOf(body: JsonObject): FaultRequest {
  const { where, fault, times } = body;
  const vendor = vendorOf(body.vendor);
  if (where !== 'api' && where !== 'callback') throw new ControlError('故障的位置只能是接口调用或回调。');
  if (!isFault(fault)) throw new ControlError('没有这种故障。');
  if (where === 'callback' && API_ONLY.includes(fault)) throw new ControlError('这种故障只能用于接口调用。');
  if (typeof times !== 'number' || !Number.isInteger(times) || times < 0 || times > 10_000) {
    throw new ControlError('故障的次数要在 0 到 10000 之间。');
  }
  const path = textOf(body.path);
  return { vendor, where, fault, times, ...(path === '' ? {} : { path }) };
}

function isFault(fault: unknown): fault is FaultRequest['fault'] {
  return typeof fault === 'string' && FAULTS.includes(fault);
}

function streamActOf(act: unknown): StreamAct {
  const known = STREAM_ACTS.find((candidate) => candidate === act);
  if (known === undefined) throw new ControlError('没有这种操作。');
  return known;
}

function vendorOf(vendor: unknown): Vendor {
  if (vendor !== 'wecom' && vendor !== 'dingtalk') throw new ControlError('平台只能是 wecom 或 dingtalk。');
  return vendor;
}

function anyVendorOf(query: URLSearchParams): Vendor | undefined {
  const vendor = query.get('vendor') ?? '';
  return vendor === '' ? undefined : vendorOf(vendor);
}

function limitOf(limit: string | null): number {
  const wanted = Number(limit ?? DEFAULT_LIMIT);
  return Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, MAX_LIMIT) : DEFAULT_LIMIT;
}
