import { isDeepStrictEqual } from 'node:util';
import type { ChatPlatform } from '../../src/chat/platform.ts';
import type { Update } from '../../src/chat/update.ts';
import { ManualClock } from '../../src/clock.ts';
import type { Log } from '../../src/log.ts';
import { Intake } from '../../src/platforms/dingtalk/intake.ts';
import { createDingtalkPlatform } from '../../src/platforms/dingtalk/platform.ts';
import { readFrame, writeAck } from '../../src/platforms/dingtalk/stream-frame.ts';
import { StreamTopics } from '../../src/platforms/dingtalk/stream-topics.ts';
import { createWecomAibot } from '../../src/platforms/wecom/aibot.ts';
import { createWecomPlatform } from '../../src/platforms/wecom/platform.ts';
import { api, appSecret, cardSecret, eventAesKey, eventToken, nowMs, oapi } from '../platforms/dingtalk/setup.ts';
import { agentId, corpId } from '../platforms/wecom/callbacks.ts';
import { checkReceived, checkUpdate, updatesOf } from './checks.ts';
import { dingtalkCase } from './dingtalk-callbacks.ts';
import { shownRequest, tryCases } from './fuzzing.ts';
import type { RandomInput } from './random-input.ts';
import { streamFrame } from './stream-frames.ts';
import { aibotCase, botId, type Case, wecomCase, wecomKeys } from './wecom-callbacks.ts';

const silent: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
const ding = { appKey: 'dingappkey', robotCode: 'dingappkey', corpId: 'ding123', apiBase: api, oapiBase: oapi };
const dingKeys = { appSecret, eventToken, eventAesKey, cardCallbackSecret: cardSecret };
const wecom = { corpId, agentId, secret: 'secret', ...wecomKeys, apiBase: 'https://qyapi.weixin.qq.com' };

/** Both vendors' adapters with fixed keys, and a clock that goes on a little with every case. */
export class Receivers {
  readonly clock = new ManualClock(new Date(nowMs));
  readonly wecom = createWecomPlatform({ ...wecom, clock: this.clock, log: silent });
  readonly aibot = createWecomAibot({ ...wecom, botId, clock: this.clock, log: silent });
  readonly dingtalk = createDingtalkPlatform({ ...ding, ...dingKeys, clock: this.clock, log: silent });
  /** How the cases ended, by adapter and kind. */
  readonly counted = new Map<string, number>();
  readonly #topics = new StreamTopics({
    intake: new Intake({ ...ding, clock: this.clock, log: silent, onSession: ignore, onUnknown: ignore }),
    take: async (update: Update) => checkUpdate(update, 'dingtalk'),
    clock: this.clock,
    // A promise that is broken inside `take` is told as a receipt that could not be stored.
    log: { ...silent, error: (facts) => this.#broken.push(String(facts.reason)) },
  });
  readonly #broken: string[] = [];

  /** So many callbacks at all addresses, called in this process. */
  async callbacks(count: number): Promise<void> {
    const make = (random: RandomInput) => this.#made(random);
    await tryCases(
      'callbacks',
      count,
      make,
      (each) => this.#callback(each),
      ({ made }) => shownRequest(made.request),
    );
  }

  /** So many frames of DingTalk's Stream. */
  async frames(count: number): Promise<void> {
    const make = (random: RandomInput) => streamFrame(random, this.#tick());
    await tryCases(
      'frames',
      count,
      make,
      (text) => this.#frame(text),
      (text) => Buffer.from(text).toString('base64'),
    );
  }

  #made(random: RandomInput): { name: 'wecom' | 'aibot' | 'dingtalk'; made: Case } {
    const atMs = this.#tick();
    const share = random.next();
    if (share < 0.45) return { name: 'wecom', made: wecomCase(random, atMs) };
    if (share < 0.55) return { name: 'aibot', made: aibotCase(random, atMs) };
    return { name: 'dingtalk', made: dingtalkCase(random, atMs) };
  }

  async #callback({ name, made }: { name: 'wecom' | 'aibot' | 'dingtalk'; made: Case }): Promise<void> {
    const platform: ChatPlatform = this[name];
    const received = await platform.receive(made.request);
    checkReceived(received, platform.name);
    this.#count(`${name} ${received.kind}`);
    if (made.forged === true && received.kind !== 'refused') throw new Error('what nobody signed is refused');
    if (made.unspoiled === undefined || received.kind === 'refused') return;
    const expected = await platform.receive(made.unspoiled);
    if (!isDeepStrictEqual(updatesOf(received), updatesOf(expected)))
      throw new Error('a spoiled cover never changes what is understood');
  }

  async #frame(text: string): Promise<void> {
    const frame = readFrame(text);
    this.#count(frame === undefined ? 'frame unreadable' : 'frame read');
    if (frame === undefined) return;
    const ack = await this.#topics.handle(frame);
    if (ack !== undefined) JSON.parse(writeAck(frame.messageId, ack));
    this.#count(`frame answered ${ack?.code ?? 'with nothing'}`);
    const [broken] = this.#broken.splice(0);
    if (broken !== undefined) throw new Error(broken);
  }

  #tick(): number {
    this.clock.advanceMs(7);
    return this.clock.now().getTime();
  }

  #count(what: string): void {
    this.counted.set(what, (this.counted.get(what) ?? 0) + 1);
  }
}

function ignore(): void {
  // Nothing of these cases is worth a line.
}
