import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Card, type Message, text } from '../../src/chat/message.ts';
import { ManualClock } from '../../src/clock.ts';
import { PlatformError, TransportError } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import { Deliverer } from '../../src/outbox/deliverer.ts';
import type { DeliveryRow } from '../../src/outbox/delivery-row.ts';
import type { NewMessage } from '../../src/outbox/new-delivery.ts';
import { Outbox } from '../../src/outbox/outbox.ts';
import { RateLimits } from '../../src/outbox/rate-limits.ts';
import type { Throttle } from '../../src/outbox/send-time.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';
import { quietHours, wecomLimits } from '../helpers/sending.ts';
import { allSent, ScriptedPlatform } from './scripted-platform.ts';

const clock = new ManualClock(new Date('2026-03-02T01:03:00Z'));
let bare: BareStore;
let platform: ScriptedPlatform;
let outbox: Outbox;
let deliverer: Deliverer;
let loud: string[];
let throttle: Throttle;

const silence = new TransportError('message/send', 'unknown', 'timeout');
const busy = new PlatformError('message/send', '6000', 'later');
const noAddress = new PlatformError('message/send', '60020', 'never', { fault: 'account' });
const badUser = new PlatformError('message/send', '40003', 'never', { fault: 'receiver' });

beforeAll(async () => {
  bare = await openBareStore(clock);
});
afterAll(() => bare.stop());
beforeEach(async () => {
  await bare.empty();
  clock.advanceMs(24 * 3600_000);
  platform = new ScriptedPlatform();
  outbox = new Outbox(bare.store, clock, ['wecom'], quietHours, () => undefined);
  loud = [];
  throttle = 'none';
  deliverer = newDeliverer('one');
});

/** @param aheadMs - how much this process' clock is ahead */
function newDeliverer(owner: string, aheadMs = 0, limits = wecomLimits): Deliverer {
  const error = (_: unknown, sentence: string) => void loud.push(sentence);
  const log: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error };
  const ownClock = { now: () => new Date(clock.now().getTime() + aheadMs) };
  return new Deliverer({
    store: bare.store,
    platform,
    clock: ownClock,
    rateLimits: new RateLimits(limits),
    quiet: quietHours,
    throttle: () => throttle,
    moveToOtherPlatform: (rows) => outbox.moveToOtherPlatform(rows),
    tellLostFiles: (rows, unsure) => outbox.tellLostFiles(rows, unsure),
    owner,
    log,
  });
}

function to(userId: string, words: string, more: Partial<NewMessage> = {}): NewMessage {
  const via = { platform: 'wecom' as const, userId };
  return { cadreId: userId, message: text(words), key: `${userId}:${words}`, via, ...more };
}

async function drain(which = deliverer): Promise<void> {
  while ((await which.round()) > 0);
}

/** Time passes, and whatever becomes due goes out. */
async function wait(seconds: number, which = deliverer): Promise<void> {
  clock.advanceMs(seconds * 1000);
  await drain(which);
}

const stateOf = async (key: string) => (await bare.store.deliveries.byKey(key))?.state;

describe('order', () => {
  it('keeps a person’s later messages behind one that failed, also those added afterwards', async () => {
    platform.next(busy);
    await outbox.add([to('li', 'first'), to('li', 'second')]);
    await drain();
    await outbox.add([to('li', 'third'), to('wu', 'other')]);
    await drain();
    expect(platform.taken).toEqual(['wu other']);
    await wait(3);
    await wait(3);
    expect(platform.taken).toEqual(['wu other', 'li first', 'li second', 'li third']);
  });

  it('lets the others pass once a message has failed for some ten minutes', async () => {
    await outbox.add([to('li', 'bad')]);
    platform.always = (call) => {
      if (call.message.kind === 'text' && call.message.text === 'bad') throw busy;
      return allSent(call);
    };
    await drain();
    await outbox.add([to('li', 'good')]);
    for (let tries = 0; tries < 6; tries += 1) await wait(100);
    expect(platform.taken).toEqual([]);
    for (let tries = 0; tries < 6; tries += 1) await wait(100);
    expect(platform.taken).toEqual(['li good']);
    expect(await stateOf('li:bad')).toBe('due');
  });

  it('holds for a thousand messages of one moment', async () => {
    const many = Array.from({ length: 12 }, (_, index) => to('li', `m${index}`));
    const others = Array.from({ length: 996 }, (_, index) => to(`p${index}`, 'notice'));
    await outbox.add([...many.slice(0, 6), ...others, ...many.slice(6)]);
    for (let rounds = 0; rounds < 10; rounds += 1) await wait(1);
    expect(platform.taken.filter((each) => each.startsWith('li '))).toEqual(many.map((_, index) => `li m${index}`));
    expect(platform.taken).toHaveLength(1_008);
  });

  it('has each second its share of a queue that our own rate holds up, so that no row is taken up every second', async () => {
    const slow = newDeliverer('slow', 0, { ...wecomLimits, api: { perSecond: 3, perMinute: 100 } });
    const words = Array.from({ length: 12 }, (_, place) => `words ${place}`);
    await outbox.add(words.map((each, place) => to(`p${place}`, each)));
    await drain(slow);
    const waiting = (await bare.store.deliveries.many(words.map((each, place) => `p${place}:${each}`)))
      .filter(({ state }) => state === 'due')
      .map(({ dueAt }) => (dueAt.getTime() - clock.now().getTime()) / 1000);
    expect(waiting.sort()).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3]);
    for (const second of [1, 2, 3]) {
      await wait(1, slow);
      expect(platform.taken.length).toBe(3 * (second + 1));
    }
    expect(platform.taken.map((each) => each.split(' ').slice(1).join(' '))).toEqual(words);
  });

  it('goes out in one call to a thousand people where it is the same for all', async () => {
    await outbox.add(Array.from({ length: 1_000 }, (_, index) => to(`p${index}`, 'notice')));
    await drain();
    expect(platform.calls.map((call) => call.to.length)).toEqual([1_000]);
  });

  it('makes somebody who has had enough for the moment wait, in line, until they may get one more and no longer', async () => {
    await outbox.add(Array.from({ length: 26 }, (_, index) => to('li', `m${index}`)));
    await drain();
    expect(platform.taken).toHaveLength(25);
    await wait(55);
    await outbox.add([to('li', 'last')]);
    await drain();
    expect(platform.taken).toHaveLength(25);
    await wait(6);
    expect(platform.taken.slice(25)).toEqual(['li m25', 'li last']);
  });
});

describe('failures', () => {
  it('tells the platform of a repeat after a silence, and of none after a plain no', async () => {
    platform.next(busy, silence);
    await outbox.add([to('li', 'hello')]);
    for (let tries = 0; tries < 3; tries += 1) await wait(10);
    expect(platform.calls.map((call) => call.again)).toEqual([false, false, true]);
    expect(platform.taken).toEqual(['li hello']);
  });

  it('of our own, e.g. a store that is away for a moment, are tried again; those that stay are given up', async () => {
    const away = new Error('the store is away');
    platform.next(away);
    await outbox.add([to('li', 'hello')]);
    await drain();
    await wait(3);
    expect(platform.taken).toEqual(['li hello']);
    platform.always = away;
    await outbox.add([to('li', 'bad')]);
    for (let tries = 0; tries < 6; tries += 1) await wait(20);
    expect(await bare.store.deliveries.byKey('li:bad')).toMatchObject({ state: 'refused', error: 'internal' });
    expect(platform.calls).toHaveLength(2 + 5);
  });

  it('refused for one of many, goes to the others', async () => {
    platform.next((call) =>
      call.to.map((userId) =>
        userId === 'gone' ? { userId, result: 'refused', code: 'invaliduser' } : { userId, result: 'sent', handle: {} },
      ),
    );
    await outbox.add(['li', 'gone', 'wu'].map((userId) => to(userId, 'notice')));
    await drain();
    expect(platform.calls).toHaveLength(1);
    expect(platform.taken).toEqual(['li notice', 'wu notice']);
    expect(await stateOf('gone:notice')).toBe('refused');
    expect((await bare.store.undelivered.refused(10)).map((row) => row.error)).toEqual(['invaliduser']);
  });

  it('whose whole call is refused because of one receiver, finds that one', async () => {
    platform.always = (call) => {
      if (call.to.includes('gone')) throw badUser;
      return allSent(call);
    };
    await outbox.add(Array.from({ length: 40 }, (_, index) => to(index === 17 ? 'gone' : `p${index}`, 'notice')));
    await drain();
    expect(platform.taken).toHaveLength(39);
    expect((await bare.store.undelivered.refused(10)).map((row) => row.userId)).toEqual(['gone']);
    expect(platform.calls.length).toBeLessThan(14);
  });

  it('of a later part of a message are not tried again in halves: everybody has the first part', async () => {
    platform.next(new PlatformError('message/send', '45002', 'never', { partly: true }));
    await outbox.add(['li', 'wu'].map((userId) => to(userId, 'notice')));
    await drain();
    expect(platform.calls).toHaveLength(1);
    expect((await bare.store.undelivered.refused(10)).map((row) => row.error)).toEqual(['45002', '45002']);
  });

  it('are not sent any more after their time, each by its own', async () => {
    const soon = new Date(clock.now().getTime() + 5_000);
    platform.next(busy, busy);
    const late = [to('li', 'notice', { expiresAt: soon }), to('wu', 'again', { expiresAt: soon, isReminder: true })];
    await outbox.add([...late, to('wu', 'notice')]);
    await drain();
    await wait(8);
    expect(platform.taken).toEqual(['wu notice']);
    expect([await stateOf('li:notice'), await stateOf('wu:again')]).toEqual(['expired', 'expired']);
    const listed = await bare.store.undelivered.list(clock.now(), 10);
    expect(listed.map((row) => [row._id, row.error])).toEqual([['li:notice', 'expired']]);
    expect(await bare.store.undelivered.count(clock.now())).toBe(1);
  });

  it('of a file until its time is over are told to whoever waits for it', async () => {
    const expiresAt = new Date(clock.now().getTime() + 5_000);
    const file: Message = { kind: 'file', name: '名册.xlsx', sha256: 'a'.repeat(64) };
    platform.next(busy);
    await outbox.add([to('li', '', { message: file, key: 'file:li', expiresAt })]);
    await drain();
    await wait(8);
    await drain();
    expect(platform.taken).toEqual([expect.stringContaining('li 抱歉，文件“名册.xlsx”未能送达')]);
  });

  it('give a refused card its answers back when an operator sends it again', async () => {
    platform.next(badUser);
    await outbox.add([to('li', '', { message: card(), key: 'card:li' })]);
    await drain();
    expect(await bare.store.deliveries.byKey('card:li')).toMatchObject({ state: 'refused', open: false });
    expect(await outbox.retry('card:li', 'u1')).toBe(true);
    await drain();
    expect(await bare.store.deliveries.byKey('card:li')).toMatchObject({ state: 'sent', open: true });
  });
});

describe('a refusal of the whole account', () => {
  it.each([
    ['an address that is not allowed', noAddress],
    ['an app that was stopped', new PlatformError('message/send', '50003', 'never', { fault: 'account' })],
    ['a permission that was withdrawn', new PlatformError('message/send', '48006', 'never', { fault: 'account' })],
    ['a secret that is wrong', new PlatformError('gettoken', '40001', 'never', { fault: 'account' })],
    ['a proxy that says no', new PlatformError('message/send', 'http-407', 'later', { fault: 'account' })],
  ])('keeps every message waiting, loudly, with few calls: %s', async (_, refusal) => {
    platform.always = refusal;
    await outbox.add(Array.from({ length: 30 }, (__, index) => to(`p${index}`, `notice ${index}`)));
    for (let rounds = 0; rounds < 15; rounds += 1) await wait(240);
    expect(await bare.store.undelivered.refused(10)).toEqual([]);
    expect(platform.calls.length).toBeLessThan(60);
    expect(loud.length).toBeGreaterThan(3);
    platform.always = undefined;
    await wait(600);
    expect(platform.taken).toHaveLength(30);
  });

  it('leaves other ways open: texts go while the app may not send cards', async () => {
    platform.always = (call) => {
      if (call.message.kind === 'card') throw new PlatformError('message/send', '43012', 'never', { fault: 'way' });
      return allSent(call);
    };
    await outbox.add([to('li', '', { message: card(), key: 'card:li' }), to('li', 'text')]);
    await wait(1);
    expect(platform.taken).toEqual(['li text']);
    platform.always = undefined;
    await wait(601);
    expect(platform.taken).toEqual(['li text', 'li Title']);
  });

  it('by too many calls makes all wait a little, and one after the other longer', async () => {
    platform.next(new PlatformError('message/send', '45009', 'later', { fault: 'rate' }));
    await outbox.add([to('li', 'a'), to('wu', 'b')]);
    await drain();
    const calls = platform.calls.length;
    await drain();
    expect(platform.calls).toHaveLength(calls);
    await wait(2);
    expect(platform.taken.sort()).toEqual(['li a', 'wu b']);
    expect(loud).toEqual([]);
  });
});

describe('the lease', () => {
  it('lets one process deliver and the other take over when the first is gone, without overtaking', async () => {
    const second = newDeliverer('two');
    platform.next(() => new Promise(() => undefined));
    await outbox.add([to('li', 'first')]);
    void deliverer.round();
    await until(() => platform.calls.length === 1);
    await outbox.add([to('li', 'second')]);
    expect(await second.round()).toBe(0);
    await wait(59, second);
    expect(platform.taken).toEqual([]);
    await wait(2, second);
    expect(platform.taken).toEqual(['li first', 'li second']);
    expect(platform.calls[1]).toMatchObject({ again: true });
  });

  it.each([0, 5_000, -5_000])('is renewed while a round goes on, other clocks %i ms ahead', async (aheadMs) => {
    const second = newDeliverer('two', aheadMs);
    const overtaking: number[] = [];
    platform.always = async (call) => {
      clock.advanceMs(15_000);
      overtaking.push((await second.sweep()) + (await second.round()));
      return allSent(call);
    };
    await outbox.add(Array.from({ length: 12 }, (_, index) => to('li', `m${index}`)));
    await drain();
    expect(platform.taken).toEqual(Array.from({ length: 12 }, (_, index) => `li m${index}`));
    expect(Math.max(...overtaking)).toBe(0);
  });

  it('outlasts a call for which the vendor takes minutes, and the message goes out once', async () => {
    const second = newDeliverer('two');
    platform.next(async (call) => {
      for (let sweeps = 0; sweeps < 10; sweeps += 1) {
        clock.advanceMs(15_000);
        await deliverer.sweep();
        expect((await second.sweep()) + (await second.round())).toBe(0);
      }
      return allSent(call);
    });
    await outbox.add([to('li', 'hello')]);
    await drain();
    await wait(60);
    expect(platform.calls).toHaveLength(1);
    expect(await stateOf('li:hello')).toBe('sent');
  });

  it('once lost, ends the round before the next call and changes nothing any more', async () => {
    const second = newDeliverer('two');
    platform.next(async (call) => {
      clock.advanceMs(90_000);
      await drain(second);
      return allSent(call);
    });
    await outbox.add([to('li', 'first'), to('li', 'second'), to('li', 'third')]);
    await deliverer.round();
    expect(platform.calls.map((call) => (call.message.kind === 'text' ? call.message.text : ''))).toEqual([
      'first',
      ...['first', 'second', 'third'],
    ]);
    expect(await bare.store.deliveries.open()).toBe(0);
  });

  it('once lost, ends the round also where the process leads again when its call is answered', async () => {
    const second = newDeliverer('two');
    platform.next(async (call) => {
      clock.advanceMs(90_000);
      await drain(second);
      await second.stop();
      await deliverer.round();
      return allSent(call);
    });
    await outbox.add([to('li', 'first'), to('li', 'second')]);
    await drain();
    expect(platform.calls.map(({ message, again }) => [message, again])).toEqual([
      [text('first'), false],
      [text('first'), true],
      [text('second'), true],
    ]);
  });

  it('that ended while nobody else took it is renewed, and nothing is sent again: the clock was put forward', async () => {
    platform.next(async (call) => {
      clock.advanceMs(20 * 60_000);
      await deliverer.sweep();
      return allSent(call);
    });
    await outbox.add([to('li', 'first'), to('li', 'second')]);
    await drain();
    expect(platform.calls.map(({ message, again }) => [message, again])).toEqual([
      [text('first'), false],
      [text('second'), false],
    ]);
  });

  it('that ends soon makes no further call; what was not tried goes out as if it had not been taken', async () => {
    platform.next((call) => {
      deliverer.endRound();
      return allSent(call);
    });
    await outbox.add([to('li', 'first'), to('li', 'second'), to('wu', '', { message: card(), key: 'card:wu' })]);
    await drain();
    await deliverer.stop();
    const left = (await Promise.all(['li:second', 'card:wu'].map((key) => bare.store.deliveries.byKey(key)))).filter(
      (row) => row?.state !== 'sent',
    );
    expect(left.length).toBeGreaterThan(0);
    for (const row of left) expect(row).toMatchObject({ state: 'due', unsure: false, attempts: 0 });
    await drain(newDeliverer('two'));
    expect(platform.taken.sort()).toEqual(['li first', 'li second', 'wu Title']);
  });

  it('is given back at a stop', async () => {
    await deliverer.round();
    await deliverer.stop();
    await outbox.add([to('li', 'hello')]);
    await drain(newDeliverer('two'));
    expect(platform.taken).toEqual(['li hello']);
  });
});

describe('a card that was changed', () => {
  const settled = (words: string): Card => ({ ...card(), settled: words });
  const change = async (words: string, by: string) => {
    const delivery = await bare.store.deliveries.byKey('card:li');
    if (delivery === null) throw new Error('no card');
    await bare.store.sentCards.settleCard('card:li', by, clock.now(), settled(words));
    await outbox.revise(delivery, settled(words), `card:li~${by}`);
  };

  it('shows its last look, whichever change gets through first', async () => {
    await outbox.add([to('li', '', { message: card(), key: 'card:li' })]);
    await drain();
    platform.nextRevision(busy);
    await change('first', 'u1');
    await drain();
    await bare.store.sentCards.settleCard('card:li', 'u1', clock.now(), settled('second'));
    await outbox.revise((await bare.store.deliveries.byKey('card:li')) as DeliveryRow, settled('second'), 'card:li~u2');
    await drain();
    await wait(10);
    expect(platform.revisions.map((each) => each.card.settled)).toEqual(['second', 'second']);
  });

  it('is closed on the screen too, also when what waits is sent in the middle of closing it', async () => {
    await outbox.add([to('li', '', { message: card(), key: 'card:li' })]);
    await drain();
    const { sentCards } = bare.store;
    const settle = sentCards.settleCard.bind(sentCards);
    vi.spyOn(sentCards, 'settleCard').mockImplementationOnce(async (...what) => {
      await drain();
      return settle(...what);
    });
    await outbox.closeCard((await bare.store.deliveries.byKey('card:li')) as DeliveryRow, 'over', 'job');
    await drain();
    expect(platform.revisions.at(-1)?.card.settled).toBe('over');
  });

  it('is closed also when it goes out just then', async () => {
    await outbox.add([to('li', '', { message: card(), key: 'card:li' })]);
    const before = (await bare.store.deliveries.byKey('card:li')) as DeliveryRow;
    await drain();
    await outbox.closeCard(before, 'over', 'job');
    await drain();
    expect(platform.revisions.at(-1)?.card.settled).toBe('over');
    expect((await bare.store.deliveries.byKey('card:li'))?.open).toBe(false);
  });

  it('keeps the answer of whoever gave it before it was closed', async () => {
    await outbox.add([to('li', '', { message: card(), key: 'card:li' })]);
    await drain();
    const before = (await bare.store.deliveries.byKey('card:li')) as DeliveryRow;
    await change('answered', 'u1');
    await outbox.closeCard(before, 'over', 'job');
    await drain();
    expect(platform.revisions.map((each) => each.card.settled)).toEqual(['answered']);
  });

  it('goes out anew where the one on the screen cannot be changed, if its person waits for it, and is then the one that is pressed', async () => {
    await outbox.add([to('li', '', { message: card(), key: 'card:li' })]);
    await drain();
    const before = (await bare.store.deliveries.byKey('card:li')) as DeliveryRow;
    platform.canRevise = false;
    const next: Card = { ...card(), title: 'next question' };
    await bare.store.sentCards.settleCard('card:li', 'u1', clock.now(), next);
    await outbox.revise(before, next, 'card:li~u1', true);
    await drain();
    expect(platform.taken.at(-1)).toBe('li next question');
    const now = (await bare.store.deliveries.byKey('card:li')) as DeliveryRow;
    expect(now.open).toBe(true);
    expect(now.cardRef).not.toBe(before.cardRef);
    expect((await bare.store.sentCards.byCardRef(now.cardRef ?? ''))?._id).toBe('card:li');
    await change('done', 'u2');
    await drain();
    expect(platform.taken).toHaveLength(2);
  });

  it('holds up no message while it waits for its card to arrive', async () => {
    await outbox.add([to('li', '', { message: card(), key: 'card:li' })]);
    await bare.store.claims.claim(['card:li'], 'gone', new Date(clock.now().getTime() + 30_000));
    await change('done', 'u1');
    await outbox.add([to('li', 'thanks')]);
    await wait(3);
    expect(platform.taken).toEqual(['li thanks']);
    await deliverer.sweep();
    for (let tries = 0; tries < 6; tries += 1) await wait(10);
    expect(platform.revisions).toEqual([]);
    await deliverer.sweep();
    for (let tries = 0; tries < 6; tries += 1) await wait(30);
    expect(platform.taken).toEqual(['li thanks', 'li Title']);
    expect(platform.revisions.map((each) => each.card.settled)).toEqual(['done']);
  });
});

describe('a message that is stopped', () => {
  it('is not sent, unless it may be on the screen: then it goes its way, to be taken back', async () => {
    platform.next(silence);
    await outbox.add([to('li', '', { message: card(), key: 'card:li' })]);
    await drain();
    await outbox.add([to('wu', '', { message: card(), key: 'card:wu' })]);
    await bare.store.recalls.cancel(['card:li', 'card:wu'], 'u1');
    await wait(10);
    expect(platform.taken).toEqual(['li Title']);
    expect([await stateOf('card:li'), await stateOf('card:wu')]).toEqual(['sent', 'cancelled']);
  });
});

describe('what is known of a call', () => {
  it('is written down by the next round when the store failed just then, and the message does not go out again', async () => {
    const { claims } = bare.store;
    const storeResults = claims.storeResults.bind(claims);
    claims.storeResults = () => Promise.reject(new Error('disk full'));
    await outbox.add([to('li', 'hello')]);
    await expect(deliverer.round()).rejects.toThrow('disk full');
    claims.storeResults = storeResults;
    await drain();
    expect(platform.taken).toEqual(['li hello']);
    expect(await stateOf('li:hello')).toBe('sent');
  });

  it('is written down before the rest is released, when a sweep and a round come to it at once', async () => {
    const { claims } = bare.store;
    const storeResults = claims.storeResults.bind(claims);
    claims.storeResults = () => Promise.reject(new Error('disk full'));
    await outbox.add([to('li', 'hello')]);
    await expect(deliverer.round()).rejects.toThrow('disk full');
    claims.storeResults = async (claim, results) => {
      for (let question = 0; results.length > 0 && question < 10; question += 1) await bare.store.deliveries.open();
      await storeResults(claim, results);
    };
    await Promise.all([deliverer.sweep(), deliverer.round()]);
    claims.storeResults = storeResults;
    await drain();
    expect(platform.taken).toEqual(['li hello']);
  });

  it('is written down while the next calls are made, never of more than 38 messages behind', async () => {
    const { claims } = bare.store;
    const storeResults = claims.storeResults.bind(claims);
    let [written, most, writes] = [0, 0, 0];
    claims.storeResults = async (claim, results) => {
      if (results.length > 0) writes += 1;
      await storeResults(claim, results);
      written += results.length;
    };
    platform.always = (call) => {
      most = Math.max(most, platform.calls.length - written);
      return allSent(call);
    };
    await outbox.add(Array.from({ length: 60 }, (_, index) => to(`p${index}`, `hello ${index}`)));
    await drain();
    claims.storeResults = storeResults;
    expect([platform.taken.length, written]).toEqual([60, 60]);
    expect(most).toBeLessThanOrEqual(38);
    expect(writes).toBeLessThan(30);
  });

  it('and cannot be written down lets nothing go out any more but what is under way', async () => {
    const { claims } = bare.store;
    const storeResults = claims.storeResults.bind(claims);
    claims.storeResults = () => Promise.reject(new Error('disk full'));
    await outbox.add(Array.from({ length: 60 }, (_, index) => to(`p${index}`, `hello ${index}`)));
    await expect(deliverer.round()).rejects.toThrow('disk full');
    expect(platform.calls.length).toBeLessThan(60);
    claims.storeResults = storeResults;
    await drain();
    expect([...platform.taken].sort()).toEqual([...new Set(platform.taken)].sort());
    expect(platform.taken).toHaveLength(60);
  });

  it('carries the name of the installation in its key, so that a wiped bot uses other keys', async () => {
    await outbox.add([to('li', 'hello')]);
    await drain();
    const [name] = platform.calls[0]?.key.split(':') ?? [];
    expect(name).toMatch(/^[0-9a-f]{8}$/);
    const other = await openBareStore(clock);
    expect(other.store.installation).not.toBe(name);
    await other.stop();
  });
});

function card(): Card {
  const press = { action: 'a', data: {} };
  return { kind: 'card', id: 'c:1', title: 'Title', lines: [], fields: [], buttons: [{ label: 'Yes', press }] };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
