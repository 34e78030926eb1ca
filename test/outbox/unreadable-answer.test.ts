import { afterAll, beforeAll, expect, it } from 'vitest';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import { ManualClock } from '../../src/clock.ts';
import { TransportError } from '../../src/errors.ts';
import { Deliverer } from '../../src/outbox/deliverer.ts';
import { Outbox } from '../../src/outbox/outbox.ts';
import { RateLimits } from '../../src/outbox/rate-limits.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';
import { quietHours, wecomLimits } from '../helpers/sending.ts';
import { ScriptedPlatform } from './scripted-platform.ts';

const clock = new ManualClock(beijingTime('2026-03-02', '09:03'));
let bare: BareStore;

beforeAll(async () => {
  bare = await openBareStore(clock);
});
afterAll(() => bare.stop());

it('a message that left and was answered by a page is not as if untried: all wait, and its repeat says that it is one', async () => {
  const { store } = bare;
  const loud: string[] = [];
  const silent = () => undefined;
  const log = {
    debug: silent,
    info: silent,
    warn: silent,
    error: (_: unknown, words: string) => void loud.push(words),
  };
  const platform = new ScriptedPlatform();
  const outbox = new Outbox(store, clock, ['wecom'], quietHours, silent);
  const deliverer = new Deliverer({
    ...{ store, platform, clock, log, quiet: quietHours, owner: 'one', rateLimits: new RateLimits(wecomLimits) },
    ...{ throttle: () => 'none' as const, moveToOtherPlatform: async () => new Map<string, string>() },
    tellLostFiles: async () => undefined,
  });
  const send = async (userId: string) => {
    const via = { platform: 'wecom' as const, userId };
    await outbox.add([{ cadreId: userId, message: text('您好'), key: userId, via }]);
    while ((await deliverer.round()) > 0);
  };
  platform.next(new TransportError('message/send', 'unknown', 'unreadable-answer', { fault: 'account' }));
  await send('li');
  expect(await store.deliveries.byKey('li')).toMatchObject({ state: 'due', unsure: true, attempts: 1 });
  await send('wu');
  expect(platform.calls).toHaveLength(1);
  expect(loud).toHaveLength(1);
  clock.advanceMs(61_000);
  while ((await deliverer.round()) > 0);
  expect(platform.calls.map(({ to, again }) => [...to, again])).toEqual([
    ['li', false],
    ['li', true],
    ['wu', false],
  ]);
});
