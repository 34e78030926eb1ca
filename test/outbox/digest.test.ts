import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { cardOf } from '../../src/chat/card.ts';
import { text } from '../../src/chat/message.ts';
import { ManualClock } from '../../src/clock.ts';
import type { Log } from '../../src/log.ts';
import { Deliverer } from '../../src/outbox/deliverer.ts';
import type { NewMessage } from '../../src/outbox/new-delivery.ts';
import { Outbox } from '../../src/outbox/outbox.ts';
import { RateLimits } from '../../src/outbox/rate-limits.ts';
import type { Throttle } from '../../src/outbox/send-time.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';
import { quietHours, wecomLimits } from '../helpers/sending.ts';
import { ScriptedPlatform } from './scripted-platform.ts';

const clock = new ManualClock(beijingTime('2026-03-02', '09:03'));
const log: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
let bare: BareStore;
let platform: ScriptedPlatform;
let outbox: Outbox;
let throttle: Throttle;

beforeAll(async () => {
  bare = await openBareStore(clock);
});
afterAll(() => bare.stop());
beforeEach(async () => {
  await bare.empty();
  clock.moveTo(beijingTime('2026-03-02', '09:03'));
  platform = new ScriptedPlatform();
  outbox = new Outbox(bare.store, clock, ['wecom'], quietHours, () => undefined);
  throttle = 'none';
});

function deliverer(store = bare.store): Deliverer {
  const rateLimits = new RateLimits(wecomLimits);
  const moveToOtherPlatform = () => Promise.resolve(new Map());
  const tellLostFiles = () => Promise.resolve();
  return new Deliverer({
    ...{
      store,
      platform,
      clock,
      rateLimits,
      quiet: quietHours,
      throttle: () => throttle,
      moveToOtherPlatform,
      tellLostFiles,
      owner: 'one',
      log,
    },
  });
}

async function drain(): Promise<void> {
  const one = deliverer();
  while ((await one.round()) > 0);
}

function low(userId: string, words: string, more: Partial<NewMessage> = {}): NewMessage {
  const via = { platform: 'wecom' as const, userId };
  return { cadreId: userId, message: text(words), key: `${userId}:${words}`, via, urgency: 'low', ...more };
}

const stateOf = async (key: string) => (await bare.store.deliveries.byKey(key))?.state;
const morning = (dateOn: string) => clock.moveTo(beijingTime(dateOn, '07:36'));

describe('messages of little weight', () => {
  it('come as one per person on the next morning, each with its result', async () => {
    await outbox.add([low('li', 'a'), low('wu', 'x'), low('li', 'b')]);
    await drain();
    expect(platform.taken).toEqual([]);
    morning('2026-03-03');
    await drain();
    expect(platform.taken.sort()).toEqual(['li 为您汇总 2 条消息：\n\n1. a\n\n2. b', 'wu x']);
    expect(await bare.store.deliveries.byKey('li:a')).toMatchObject({ state: 'merged', mergedInto: 'digest:li:a' });
    expect(await stateOf('digest:li:a')).toBe('sent');
    expect(await bare.store.deliveries.open()).toBe(0);
  });

  it('keep the button of what they tell; several of one kind become one that names none of them', async () => {
    const told = (event: string): NewMessage['message'] =>
      cardOf({
        ...{ id: `told:${event}`, title: '记分告知', lines: [`${event}加1分。`] },
        buttons: [{ label: '提出异议', press: { action: 'objection.told', data: { classId: '2026-01', event } } }],
      });
    await outbox.add([low('li', 'a', { message: told('a') }), low('li', 'b', { message: told('b') }), low('li', 'c')]);
    morning('2026-03-03');
    await drain();
    expect(platform.taken).toHaveLength(1);
    const digest = await bare.store.deliveries.byKey('digest:li:a');
    expect(digest).toMatchObject({
      open: true,
      message: {
        lines: ['1. 【记分告知】a加1分。', '2. 【记分告知】b加1分。', '3. c'],
        buttons: [{ label: '提出异议', press: { action: 'objection.told', data: { classId: '2026-01' } } }],
      },
    });
    const { open } = (await bare.store.deliveries.byKey('li:a')) ?? {};
    expect(open).toBeUndefined();
  });

  it('leave an urgent one alone, which goes at once', async () => {
    await outbox.add([low('li', 'a'), low('li', 'now', { urgency: 'urgent' })]);
    await drain();
    expect(platform.taken).toEqual(['li now']);
  });

  it('end in the same digest when the bot dies after making it, and what came later in the next', async () => {
    await outbox.add([low('li', 'a'), low('li', 'b')]);
    morning('2026-03-03');
    const { deliveries } = bare.store;
    const dying = Object.create(deliveries, {
      merge: { value: () => Promise.reject(new Error('died')) },
    }) as typeof deliveries;
    const first = deliverer({ ...bare.store, deliveries: dying });
    await expect(first.round()).rejects.toThrow('died');
    await bare.store.releaseAll(clock.now());
    await outbox.add([low('li', 'c', { expiresAt: new Date(clock.now().getTime() + 60_000) })]);
    await drain();
    expect(platform.taken).toEqual(['li 为您汇总 2 条消息：\n\n1. a\n\n2. b', 'li c']);
  });

  it('are told once when the bot was down for long after making a digest, and its first message has expired meanwhile', async () => {
    const tomorrow = beijingTime('2026-03-03', '09:00');
    await outbox.add([low('li', 'a', { expiresAt: tomorrow }), low('li', 'b'), low('li', 'c')]);
    morning('2026-03-03');
    const { deliveries } = bare.store;
    // Of three messages one is merged when the bot dies.
    const dying = Object.create(deliveries, {
      merge: {
        value: async (keys: readonly string[], key: string, now: Date) => {
          await deliveries.merge(keys.slice(1, 2), key, now);
          throw new Error('died');
        },
      },
    }) as typeof deliveries;
    await expect(deliverer({ ...bare.store, deliveries: dying }).round()).rejects.toThrow('died');
    await bare.store.releaseAll(clock.now());
    clock.moveTo(beijingTime('2026-03-04', '10:00'));
    await drain();
    expect(platform.taken).toEqual(['li 为您汇总 3 条消息：\n\n1. a\n\n2. b\n\n3. c']);
    expect(await bare.store.deliveries.open()).toBe(0);
  });

  it('say no more than one screen holds at once', async () => {
    await outbox.add(Array.from({ length: 25 }, (_, index) => low('li', `m${index}`)));
    morning('2026-03-03');
    await drain();
    expect(platform.taken.map((each) => each.split('\n')[0])).toEqual([
      'li 为您汇总 20 条消息：',
      'li 为您汇总 5 条消息：',
    ]);
  });
});

describe('the quiet hours', () => {
  it('also hold back a message whose next try falls into them', async () => {
    clock.moveTo(beijingTime('2026-03-02', '20:59'));
    platform.next(() => [{ userId: 'li', result: 'later', code: 'busy' }]);
    await outbox.add([low('li', 'a', { urgency: 'normal' })]);
    await drain();
    clock.advanceMs(10 * 60_000);
    await drain();
    expect(platform.taken).toEqual([]);
    await outbox.add([low('li', 'answer', { urgency: 'urgent' })]);
    await drain();
    expect(platform.taken).toEqual(['li answer']);
    morning('2026-03-03');
    await drain();
    expect(platform.taken).toEqual(['li answer', 'li a']);
  });
});

describe('an allowance that is nearly used up', () => {
  it('gathers texts that can wait until the morning, and never holds back what cannot', async () => {
    throttle = 'normal';
    await outbox.add(['a', 'b'].map((words) => low('li', words, { urgency: 'normal' })));
    await outbox.add([low('li', 'now', { urgency: 'urgent' })]);
    await drain();
    expect(platform.taken).toEqual(['li now']);
    morning('2026-03-03');
    await drain();
    expect(platform.taken).toEqual(['li now', 'li 为您汇总 2 条消息：\n\n1. a\n\n2. b']);
  });

  it('leaves what is said in a group in the group', async () => {
    throttle = 'normal';
    const posted: string[] = [];
    Object.assign(platform, {
      sendToGroup: async (group: string, message: { text: string }) => void posted.push(`${group} ${message.text}`),
    });
    const group = { platform: 'wecom' as const, userId: 'chat1' };
    for (const words of ['a', 'b'])
      await outbox.post(group, { cadreId: 'class:2026-01', message: text(words), key: `post:${words}` });
    await drain();
    morning('2026-03-03');
    await drain();
    expect([posted, platform.taken]).toEqual([['chat1 a', 'chat1 b'], []]);
  });
});
