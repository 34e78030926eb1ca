import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import { ManualClock } from '../../src/clock.ts';
import { PlatformError } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import { Deliverer } from '../../src/outbox/deliverer.ts';
import type { NewMessage } from '../../src/outbox/new-delivery.ts';
import { Outbox } from '../../src/outbox/outbox.ts';
import { RateLimits } from '../../src/outbox/rate-limits.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';
import { quietHours, wecomLimits } from '../helpers/sending.ts';
import { ScriptedPlatform } from './scripted-platform.ts';

const clock = new ManualClock(beijingTime('2026-03-02', '11:00'));
const log: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
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
  clock.moveTo(beijingTime('2026-03-02', '11:00'));
  platform = new ScriptedPlatform();
  outbox = new Outbox(bare.store, clock, ['wecom'], quietHours, () => undefined);
  deliverer = newDeliverer('one');
});

function newDeliverer(owner: string): Deliverer {
  return new Deliverer({
    ...{ store: bare.store, platform, clock, rateLimits: new RateLimits(wecomLimits), quiet: quietHours, owner, log },
    throttle: () => 'none',
    moveToOtherPlatform: () => Promise.resolve(new Map()),
    tellLostFiles: () => Promise.resolve(),
  });
}

function to(userId: string, words: string, more: Partial<NewMessage> = {}): NewMessage {
  const via = { platform: 'wecom' as const, userId };
  return { cadreId: userId, message: text(words), key: `${userId}:${words}`, via, ...more };
}

async function drain(which = deliverer): Promise<void> {
  while ((await which.round()) > 0);
}

/** The clock was an hour and a half ahead, and somebody puts it right. */
const setBack = () => clock.advanceMs(-90 * 60_000);

async function wait(seconds: number, which = deliverer): Promise<void> {
  clock.advanceMs(seconds * 1000);
  await which.sweep();
  await drain(which);
}

describe('a clock that is set back holds up', () => {
  it('nobody who had enough messages by the old time', async () => {
    await outbox.add(Array.from({ length: 26 }, (_, index) => to('li', `m${index}`)));
    await drain();
    expect(platform.taken).toHaveLength(25);
    setBack();
    await wait(1);
    expect(platform.taken).toHaveLength(26);
  });

  it('neither what was just added nor what waits for another try', async () => {
    platform.next(new PlatformError('message/send', '6000', 'later'));
    await outbox.add([to('wu', 'again')]);
    await drain();
    await outbox.add([to('li', 'new')]);
    setBack();
    await outbox.add([to('li', 'newer')]);
    await wait(0);
    expect(platform.taken.sort()).toEqual(['li new', 'li newer', 'wu again']);
  });

  it('nothing by a pause of the vendor', async () => {
    platform.next(new PlatformError('message/send', '45009', 'later', { fault: 'rate' }));
    await outbox.add([to('li', 'hello')]);
    await drain();
    setBack();
    await wait(0);
    expect(platform.taken).toEqual(['li hello']);
  });

  it('nobody who takes over from a process that died, and its messages are sent again', async () => {
    platform.next(() => new Promise(() => undefined));
    await outbox.add([to('li', 'hello')]);
    void deliverer.round();
    while (platform.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const second = newDeliverer('two');
    await drain(second);
    setBack();
    await wait(0, second);
    expect(platform.taken).toEqual(['li hello']);
  });

  it('and does not send again what is under way', async () => {
    platform.next(async ({ to: people }) => {
      setBack();
      await deliverer.sweep();
      return people.map((userId) => ({ userId, result: 'sent', handle: {} }));
    });
    await outbox.add([to('li', 'hello')]);
    await drain();
    await wait(70);
    expect(platform.calls).toHaveLength(1);
    expect(await bare.store.deliveries.byKey('li:hello')).toMatchObject({ state: 'sent' });
  });
});
