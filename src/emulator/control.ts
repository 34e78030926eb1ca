import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerBlob } from './blob-answer.ts';
import { ControlError } from './control-error.ts';
import type { CallbackUrls, Emulator } from './driver.ts';
import { type JsonObject, objectOf, parseJson, textOf } from './json.ts';
import { readTranscript } from './read-transcript.ts';
import { replay, untilQuiet } from './replay.ts';
import {
  anyVendorOf,
  CALLBACK_URLS,
  callbackUrlsOf,
  faultOf,
  groupRequestOf,
  limitOf,
  personOf,
  pressOf,
  sayOf,
  sendOf,
  vendorOf,
  whoOf,
} from './requests.ts';
import { vendorAct } from './vendor-acts.ts';
import type { ClockView, Replayed } from './view.ts';
import type { World } from './world.ts';

/** The control API of `view.ts` in JSON. */
export class Control {
  readonly #world: World;
  readonly #emulator: Emulator;
  readonly #setClock: ((time: Date) => void | Promise<void>) | undefined;

  constructor(world: World, emulator: Emulator, setClock: ((time: Date) => void | Promise<void>) | undefined) {
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

  /** `GET /control/blob?sha256=&name=&as=`: the bytes of a picture or file that somebody was sent. */
  blob(query: URLSearchParams, response: ServerResponse): void {
    answerBlob(this.#world.blobs, query, response);
  }

  #read(path: string, query: URLSearchParams): unknown {
    switch (path) {
      case 'people':
        return this.#emulator.people(query.get('search') ?? '', limitOf(query.get('limit')), anyVendorOf(query));
      case 'conversation':
        return this.#emulator.conversation(...personOf(query), query.get('group') ?? undefined);
      case 'groups':
        return this.#emulator.groups(...personOf(query));
      case 'clock':
        return this.#clock();
      case 'faults':
        return this.#world.faults.waiting();
      case 'ledger':
        return this.#emulator.ledger(query.has('userId') ? whoOf(Object.fromEntries(query)) : undefined);
      case 'consoles':
        return this.#emulator.consoles();
      case 'transcript':
        return this.#emulator.transcript();
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
      case 'send':
        return await this.#emulator.send(sendOf(body));
      case 'press':
        return await this.#emulator.press(pressOf(body));
      case 'open':
        await this.#emulator.open(vendorOf(body.vendor), textOf(body.userId));
        return {};
      case 'faults':
        this.#emulator.fault(faultOf(body));
        return this.#world.faults.waiting();
      case 'groups':
        await this.#emulator.makeGroup(groupRequestOf(body));
        return {};
      case 'callback-urls':
        return await this.#saveCallbackUrls(callbackUrlsOf(body));
      case 'replay':
        return await this.#replay(body);
      case 'clock':
        return await this.#moveClock(body);
      default:
        return await vendorAct(this.#emulator, path, body);
    }
  }

  /** Answers with what the consoles find wrong with the addresses that were given. */
  async #saveCallbackUrls(urls: CallbackUrls): Promise<{ faults: string[] }> {
    this.#emulator.setCallbackUrls(urls);
    const given = CALLBACK_URLS.filter((name) => urls[name]);
    return { faults: await this.#emulator.verifyUrls(given) };
  }

  #clock(): ClockView {
    return { nowMs: this.#world.nowMs(), movable: this.#setClock !== undefined };
  }

  async #moveClock(body: JsonObject): Promise<ClockView> {
    if (this.#setClock === undefined) throw new ControlError('这里的时钟不能调整。', 403);
    const { nowMs } = body;
    if (typeof nowMs !== 'number' || !Number.isFinite(nowMs)) throw new ControlError('请给出要跳到的时间。');
    if (nowMs < this.#world.nowMs()) throw new ControlError('时钟只能向前调整。');
    await this.#setClock(new Date(nowMs));
    this.#emulator.clockMoved();
    await this.#emulator.pump();
    return this.#clock();
  }

  /** What was done on another day, once more; answers when everything is done. */
  async #replay(body: JsonObject): Promise<Replayed> {
    const transcript = readTranscript(body);
    return await replay(this.#emulator, transcript, {
      nowMs: () => this.#world.nowMs(),
      ...(this.#setClock === undefined ? {} : { moveTo: this.#setClock }),
      settle: () => untilQuiet(this.#emulator, this.#world.rules.replayQuietMs),
    });
  }
}
