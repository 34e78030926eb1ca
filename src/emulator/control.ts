import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerBlob } from './blob-answer.ts';
import { ControlError } from './control-error.ts';
import type { CallbackUrls, Emulator } from './driver.ts';
import { type JsonObject, objectOf, parseJson, textOf } from './json.ts';
import type { EmulatorOptions } from './options.ts';
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
import type { AboutView, ClockView, HintsView, OthersView, Replayed, Vendor } from './view.ts';
import type { World } from './world.ts';

/** What the page is given besides the emulated platforms. */
type ControlOptions = Pick<EmulatorOptions, 'setClock' | 'clockStops' | 'bystanders' | 'guide'>;

/** The control API of `view.ts` in JSON. */
export class Control {
  readonly #world: World;
  readonly #emulator: Emulator;
  readonly #given: ControlOptions;
  #movingToMs: number | undefined;

  constructor(world: World, emulator: Emulator, given: ControlOptions) {
    this.#world = world;
    this.#emulator = emulator;
    this.#given = given;
  }

  /**
   * @param body - of a POST
   * @returns the answer's JSON value, or `undefined` for an unknown path
   * @throws ControlError
   */
  async answer(method: string, url: URL, body: string): Promise<unknown> {
    if (method === 'GET') return await this.#read(url.pathname.slice('/control/'.length), url.searchParams);
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

  #read(path: string, query: URLSearchParams): unknown | Promise<unknown> {
    switch (path) {
      case 'people':
        return this.#emulator.people(query.get('search') ?? '', limitOf(query.get('limit')), anyVendorOf(query));
      case 'conversation':
        return this.#emulator.conversation(...personOf(query), query.get('group') ?? undefined);
      case 'groups':
        return this.#emulator.groups(...personOf(query));
      case 'calendar':
        return this.#emulator.calendar(...personOf(query));
      case 'clock':
        return this.#clock();
      case 'others':
        return this.#others();
      case 'about':
        return this.#about();
      case 'hints':
        return this.#hints(...personOf(query));
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
        this.#plays(body);
        return await this.#emulator.say(sayOf(body));
      case 'send':
        this.#plays(body);
        return await this.#emulator.send(sendOf(body));
      case 'press':
        this.#plays(body);
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
      case 'others':
        return this.#turnOthers(body);
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

  async #clock(): Promise<ClockView> {
    const stops = await this.#given.clockStops?.();
    return {
      nowMs: this.#world.nowMs(),
      movable: this.#given.setClock !== undefined,
      ...(this.#movingToMs === undefined ? {} : { movingToMs: this.#movingToMs }),
      ...(stops === undefined || stops.length === 0 ? {} : { stops }),
    };
  }

  async #about(): Promise<AboutView> {
    const { guide } = this.#given;
    const walk = ((await guide?.walk()) ?? []).flatMap(({ person, ...step }) => {
      const who = this.#emulator.person(person);
      return who === undefined ? [] : [{ ...step, who }];
    });
    return { sentences: guide?.about() ?? [], walk };
  }

  async #hints(vendor: Vendor, userId: string): Promise<HintsView> {
    return (await this.#given.guide?.hints(this.#emulator.personOf(vendor, userId))) ?? [];
  }

  #others(): OthersView {
    const { bystanders } = this.#given;
    return bystanders === undefined ? {} : { isOn: bystanders.isOn };
  }

  #turnOthers({ isOn }: JsonObject): OthersView {
    if (this.#given.bystanders === undefined) throw new ControlError('这里没有可以自动参加的人。', 403);
    if (typeof isOn !== 'boolean') throw new ControlError('请写明是打开还是关闭。');
    this.#given.bystanders.turn(isOn);
    return this.#others();
  }

  /** Whoever is acted for on the page is no bystander any more. */
  #plays(body: JsonObject): void {
    const { bystanders } = this.#given;
    if (bystanders !== undefined) bystanders.plays(this.#emulator.personOf(vendorOf(body.vendor), textOf(body.userId)));
  }

  async #moveClock(body: JsonObject): Promise<ClockView> {
    const { setClock } = this.#given;
    if (setClock === undefined) throw new ControlError('这里的时钟不能调整。', 403);
    const { nowMs } = body;
    if (typeof nowMs !== 'number' || !Number.isFinite(nowMs)) throw new ControlError('请给出要跳到的时间。');
    if (nowMs < this.#world.nowMs()) throw new ControlError('时钟只能向前调整。');
    if (this.#movingToMs !== undefined) throw new ControlError('时钟正在调整，请稍候。', 409);
    this.#movingToMs = nowMs;
    try {
      await setClock(new Date(nowMs));
    } finally {
      this.#movingToMs = undefined;
    }
    this.#emulator.clockMoved();
    await this.#emulator.pump();
    return await this.#clock();
  }

  /** What was done on another day, once more; answers when everything is done. */
  async #replay(body: JsonObject): Promise<Replayed> {
    const transcript = readTranscript(body);
    return await replay(this.#emulator, transcript, {
      nowMs: () => this.#world.nowMs(),
      ...(this.#given.setClock === undefined ? {} : { moveTo: this.#given.setClock }),
      settle: () => untilQuiet(this.#emulator, this.#world.rules.replayQuietMs),
    });
  }
}
