import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Card, Message } from '../../src/chat/message.ts';
import { plainWords, text } from '../../src/chat/message.ts';
import { ManualClock } from '../../src/clock.ts';
import { PlatformError, TransportError } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import { Deliverer } from '../../src/outbox/deliverer.ts';
import { Outbox } from '../../src/outbox/outbox.ts';
import { RateLimits } from '../../src/outbox/rate-limits.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';
import { quietHours, wecomLimits } from '../helpers/sending.ts';
import { ScriptedPlatform } from './scripted-platform.ts';

const clock = new ManualClock(new Date('2026-03-02T01:03:00Z'));
const log: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const silence = new TransportError('message/send', 'unknown', 'timeout');
const unreached = new TransportError('message/send', 'no', 'refused connection');
const card: Card = {
  ...{ kind: 'card', id: 'call-up:2026-01', title: '调训通知', lines: ['请确认。'], fields: [] },
  buttons: [{ label: '确认参加', press: { action: 'call-up.answer', data: {} } }],
};
const file: Message = { kind: 'file', name: '登记册.xlsx', sha256: 'f'.repeat(64) };
let bare: BareStore;
let platform: ScriptedPlatform;
let outbox: Outbox;
let deliverer: Deliverer;

beforeAll(async () => {
  bare = await openBareStore(clock);
});
afterAll(() => bare.stop());
beforeEach(async () => {
  await bare.empty();
  clock.advanceMs(24 * 3600_000);
  platform = new ScriptedPlatform();
  platform.recognisedMs = 0;
  outbox = new Outbox(bare.store, clock, ['wecom'], quietHours, () => undefined);
  deliverer = newDeliverer('one');
});

function newDeliverer(owner: string): Deliverer {
  return new Deliverer({
    ...{ store: bare.store, platform, clock, rateLimits: new RateLimits(wecomLimits), quiet: quietHours, owner, log },
    throttle: () => 'none',
    moveToOtherPlatform: () => Promise.resolve(new Map()),
    tellLostFiles: (rows, unsure) => outbox.tellLostFiles(rows, unsure),
  });
}

async function add(message: Message, key = 'm'): Promise<void> {
  await outbox.add([{ cadreId: 'li', message, key, urgency: 'urgent', via: { platform: 'wecom', userId: 'li' } }]);
}

/** Lets an hour pass, minute by minute, and sends whatever becomes due. */
async function anHour(by = deliverer): Promise<void> {
  for (let minute = 0; minute < 60; minute += 1) {
    while ((await by.round()) > 0);
    clock.advanceMs(60_000);
  }
}

const row = (key = 'm') => bare.store.deliveries.byKey(key);
const said = () => platform.calls.map(({ message }) => plainWords(message));

describe('where the vendor does not recognise a repeat', () => {
  it.each<[string, Message]>([
    ['a card', card],
    ['a text', text('已为您登记。')],
    ['a file', file],
  ])('%s without an answer is repeated once, says that it is a repeat, and is then listed', async (_what, message) => {
    platform.always = silence;
    await add(message);
    await anHour();
    const [first = '', repeat = '', ...more] = said().filter((words) => !words.includes('不能确定是否送达'));
    expect(first).not.toContain('重发');
    expect(repeat).toContain('（重发）');
    expect(more).toEqual([]);
    expect(await row()).toMatchObject({ state: 'refused', error: 'unanswered', unsure: true });
    expect((await bare.store.undelivered.list(clock.now(), 10)).map(({ _id }) => _id)).toContain('m');
  });

  it('an answer long before the silence takes nothing from the time in which the vendor recognises the repeat', async () => {
    platform.recognisedMs = 20 * 60_000;
    platform.next(new PlatformError('message/send', '-1', 'later'));
    await add(text('已为您登记。'));
    await deliverer.round();
    clock.advanceMs(30 * 60_000);
    platform.next(silence);
    await deliverer.round();
    clock.advanceMs(60_000);
    await deliverer.round();
    expect(said()).toEqual(['已为您登记。', '已为您登记。', '已为您登记。']);
  });

  it('a message in a group is repeated once', async () => {
    const posts: string[] = [];
    const sendToGroup = async (_group: string, message: Message) => {
      posts.push(plainWords(message));
      throw silence;
    };
    Object.assign(platform, { sendToGroup });
    await outbox.post(
      { platform: 'wecom', userId: 'group' },
      { cadreId: 'class:1', message: text('通知'), key: 'm', urgency: 'urgent' },
    );
    await anHour();
    expect(posts).toEqual(['通知', '（重发）如已收到，请忽略本条。\n通知']);
    expect(await row()).toMatchObject({ state: 'refused', error: 'unanswered' });
  });

  it('a new group is made and bound once, and not welcomed a second time for want of an answer', async () => {
    const said: string[] = [];
    Object.assign(platform, {
      createGroup: async () => 'chat-1',
      sendToGroup: async (_group: string, message: Message) => {
        said.push(plainWords(message));
        throw silence;
      },
    });
    const group = { classId: '2026-01', name: '中青班', owner: 'li', members: ['li', 'wu'] };
    await outbox.makeGroup('wecom', group, 'li', 'm');
    await anHour();
    expect(said).toHaveLength(1);
    expect(await row()).toMatchObject({ state: 'sent' });
    expect(await bare.store.classGroups.ofClass('2026-01')).toMatchObject([{ groupId: 'chat-1' }]);
  });

  it('what certainly did not arrive is tried as often as it takes, and says nothing of a repeat', async () => {
    platform.next(unreached, unreached, unreached, unreached);
    await add(card);
    await anHour();
    expect(said()).toHaveLength(5);
    expect(said().join()).not.toContain('重发');
    expect(await row()).toMatchObject({ state: 'sent', unsure: false });
  });

  it('a repeat that is answered ends the matter, also where a refusal that passes came in between', async () => {
    platform.next(silence, unreached, unreached);
    await add(text('已登记。'));
    await anHour();
    expect(said()).toHaveLength(4);
    expect(said().slice(1)).toEqual(Array(3).fill('（重发）如已收到，请忽略本条。\n已登记。'));
    expect(await row()).toMatchObject({ state: 'sent' });
  });

  it('a listed card that arrived after all still takes its answer, and is then listed no more', async () => {
    platform.always = silence;
    await add(card);
    await anHour();
    const found = await bare.store.sentCards.cardByCode('li', String((await row())?.cardCode));
    expect(found).toMatchObject({ _id: 'm', open: true });
    await bare.store.sentCards.settleCard('m', 'u1', clock.now(), { ...card, settled: '已确认参加' });
    expect(await bare.store.undelivered.count(clock.now())).toBe(0);
  });

  it('an operator’s own try says that it is a repeat', async () => {
    platform.next(silence, silence);
    await add(text('已登记。'));
    await anHour();
    const reached = { platform: 'wecom' as const, userId: 'li' };
    await bare.store.undelivered.retry('m', reached, 'cli', clock.now(), new Date(clock.now().getTime() + 3600_000));
    await anHour();
    expect(said()).toEqual(['已登记。', ...Array(2).fill('（重发）如已收到，请忽略本条。\n已登记。')]);
    expect(await row()).toMatchObject({ state: 'sent' });
  });

  it('a person who waits for a file is told that it may have arrived', async () => {
    platform.next(silence, silence);
    await add(file);
    await anHour();
    expect(said().at(-1)).toBe(
      '文件“登记册.xlsx”已发送，但不能确定是否送达。如未收到，请稍后重新获取；仍收不到的，请联系系统管理员。',
    );
  });
});

describe('a process that dies while it sends', () => {
  it('leaves what it had not handed over as if it had not been taken, and what it had handed over as unsure', async () => {
    await add(text('first'), 'first');
    await outbox.add([
      {
        ...{ cadreId: 'wu', message: text('second'), key: 'second', urgency: 'urgent' },
        via: { platform: 'wecom', userId: 'wu' },
      },
    ]);
    const { claims } = bare.store;
    const begin = claims.begin.bind(claims);
    // The process is gone once it began with the first; nothing of the second was begun.
    claims.begin = async (claim, keys, call) => keys.includes('first') && begin(claim, keys, call);
    platform.always = () => new Promise(() => undefined);
    void deliverer.round();
    while (platform.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    claims.begin = begin;
    platform.always = undefined;
    clock.advanceMs(61_000);
    const other = newDeliverer('two');
    await other.round();
    expect(said()).toEqual(['first', '（重发）如已收到，请忽略本条。\nfirst', 'second']);
    expect(await row('second')).toMatchObject({ state: 'sent', unsure: false });
  });

  it('and dies again, does not make a third message of it', async () => {
    await add(card);
    for (const owner of ['one', 'two', 'three', 'four']) {
      platform.always = () => new Promise(() => undefined);
      const calls = platform.calls.length;
      const mortal = newDeliverer(owner);
      const round = mortal.round();
      await Promise.race([
        round,
        (async () => {
          while (platform.calls.length === calls) await new Promise((resolve) => setImmediate(resolve));
        })(),
      ]);
      clock.advanceMs(61_000);
    }
    expect(platform.calls).toHaveLength(2);
    expect(await row()).toMatchObject({ state: 'refused', error: 'unanswered' });
  });
});

describe('where the vendor recognises a repeat for half an hour', () => {
  it('it is repeated unmarked in that time, once more as a marked repeat only if none was made, and then listed', async () => {
    platform.recognisedMs = 30 * 60_000;
    platform.always = silence;
    await add(text('已登记。'));
    await anHour();
    expect(new Set(said())).toEqual(new Set(['已登记。']));
    expect(platform.calls.every(({ again }, index) => again === index > 0)).toBe(true);
    expect(await row()).toMatchObject({ state: 'refused', error: 'unanswered' });
  });

  it('a process that comes back after that time repeats it once, marked', async () => {
    platform.recognisedMs = 30 * 60_000;
    platform.next(silence);
    await add(text('已登记。'));
    await deliverer.round();
    clock.advanceMs(5 * 3600_000);
    await anHour();
    expect(said()).toEqual(['已登记。', '（重发）如已收到，请忽略本条。\n已登记。']);
  });
});

it('where the vendor takes no key twice, a message is repeated under its key until it is answered', async () => {
  platform.recognisedMs = Number.POSITIVE_INFINITY;
  platform.next(...Array<Error>(9).fill(silence));
  await add(card);
  await anHour();
  expect(new Set(platform.calls.map(({ key }) => key)).size).toBe(1);
  expect(said().join()).not.toContain('重发');
  expect(await row()).toMatchObject({ state: 'sent' });
});
