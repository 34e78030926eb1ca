import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import { ManualClock } from '../../src/clock.ts';
import type { Log } from '../../src/log.ts';
import { Outbox } from '../../src/outbox/outbox.ts';
import type { Limits } from '../../src/outbox/rate-limits.ts';
import { Delivery } from '../../src/start/delivery.ts';
import { shippedRulePacks } from '../../src/training/rule-packs.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';
import { dingtalkLimits, quietHours, wecomLimits } from '../helpers/sending.ts';
import { ScriptedPlatform } from './scripted-platform.ts';

const clock = new ManualClock(beijingTime('2026-03-02', '11:00'));
const log: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
let bare: BareStore;
let outbox: Outbox;

beforeAll(async () => {
  bare = await openBareStore(clock);
});
afterAll(() => bare.stop());
beforeEach(async () => {
  await bare.empty();
  clock.advanceMs(24 * 3600_000);
  outbox = new Outbox(bare.store, clock, ['wecom'], quietHours, () => undefined);
});

/** A process that has just started. */
function restarted(wecom: Limits): { platform: ScriptedPlatform; delivery: Delivery } {
  const platform = new ScriptedPlatform();
  const delivery = new Delivery({
    ...{ store: bare.store, platforms: [platform], clock, log, outbox, lookMs: 1_000, report: () => undefined },
    burden: () => shippedRulePacks().on('2026-03-02').burden,
    sending: { quiet: quietHours, limits: { wecom, dingtalk: dingtalkLimits } },
  });
  return { platform, delivery };
}

async function add(...words: readonly string[]): Promise<void> {
  const messages = words.map((each) => ({
    ...{ cadreId: 'li', message: text(each), key: each, urgency: 'urgent' as const },
    via: { platform: 'wecom' as const, userId: 'li' },
  }));
  await outbox.add(messages);
}

describe('after a restart', () => {
  it('what one person got in the last minute and the last hour counts against their limits', async () => {
    const limits = { ...wecomLimits, person: { perMinute: 2, perHour: 3 } };
    const before = restarted(limits);
    await add('1', '2');
    await before.delivery.round();
    await before.delivery.stop();
    clock.advanceMs(59_000);
    const { platform, delivery } = restarted(limits);
    await add('3', '4');
    await delivery.round();
    expect(platform.taken).toEqual([]);
    clock.advanceMs(15_000);
    await delivery.round();
    expect(platform.taken).toEqual(['li 3']);
    await delivery.stop();
  });

  it('calls of the last second count against the rate of the API, one for all who shared it', async () => {
    const limits = { ...wecomLimits, api: { perSecond: 2, perMinute: 100 } };
    const before = restarted(limits);
    const notice = ['li', 'wu', 'he'].map((userId) => ({
      ...{ cadreId: userId, message: text('notice'), key: `${userId}:notice`, urgency: 'urgent' as const },
      via: { platform: 'wecom' as const, userId },
    }));
    await outbox.add(notice);
    await before.delivery.round();
    await before.delivery.stop();
    clock.advanceMs(999);
    const { platform, delivery } = restarted(limits);
    const other = (userId: string) => ({
      ...{ cadreId: userId, message: text(`for ${userId}`), key: userId, urgency: 'urgent' as const },
      via: { platform: 'wecom' as const, userId },
    });
    await outbox.add([other('li'), other('wu')]);
    await delivery.round();
    expect(platform.taken).toEqual(['li for li']);
    clock.advanceMs(1);
    await delivery.round();
    expect(platform.taken).toEqual(['li for li', 'wu for wu']);
    await delivery.stop();
  });

  it('what another process sent counts for the one that takes over from it, and only once', async () => {
    const limits = { ...wecomLimits, person: { perMinute: 2, perHour: 4 } };
    const [one, other] = [restarted(limits), restarted(limits)];
    await add('1', '2');
    await one.delivery.round();
    expect(await other.delivery.round()).toBe(0);
    await one.delivery.stop();
    await add('3', '4', '5');
    await other.delivery.round();
    expect(other.platform.taken).toEqual([]);
    clock.advanceMs(60_000);
    await other.delivery.round();
    expect(other.platform.taken).toEqual(['li 3', 'li 4']);
    await other.delivery.stop();
    clock.advanceMs(57 * 60_000);
    await one.delivery.round();
    expect(one.platform.taken).toEqual(['li 1', 'li 2']);
    clock.advanceMs(2 * 60_000);
    await one.delivery.round();
    expect(one.platform.taken).toEqual(['li 1', 'li 2', 'li 5']);
    await one.delivery.stop();
  });
});
