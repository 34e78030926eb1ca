import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { ManualClock } from '../../src/clock.ts';
import type { Log } from '../../src/log.ts';
import { Outbox } from '../../src/outbox/outbox.ts';
import { QuotaLedger } from '../../src/outbox/quota.ts';
import { QuotaWarner } from '../../src/outbox/quota-warner.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';
import { smallCounty } from '../helpers/county.ts';
import { quietHours } from '../helpers/sending.ts';

const clock = new ManualClock(beijingTime('2026-03-30', '10:03'));
const log: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
let bare: BareStore;

beforeAll(async () => {
  bare = await openBareStore(clock);
});
afterAll(() => bare.stop());
beforeEach(async () => {
  await bare.empty();
  clock.moveTo(beijingTime('2026-03-30', '10:03'));
});

function newLedger(): QuotaLedger {
  const allowance = { call: 100, push: 50 };
  return new QuotaLedger({ platform: 'dingtalk', allowance, usage: bare.store.usage, clock, log });
}

function spend(ledger: QuotaLedger, calls: number): void {
  for (let n = 0; n < calls; n += 1) ledger.spent('call');
}

const stored = async (month = '2026-03') => (await bare.store.usage.of('dingtalk', month))?.call ?? 0;

describe('the ledger of a month’s allowance', () => {
  it('says what must wait, as it fills up', async () => {
    const ledger = newLedger();
    spend(ledger, 69);
    expect(ledger.throttle()).toBe('none');
    ledger.spent('call');
    expect(ledger.throttle()).toBe('low');
    spend(ledger, 20);
    expect(ledger.throttle()).toBe('normal');
    await ledger.store();
    expect(ledger.throttle()).toBe('normal');
  });

  it('loses fewer than 20 uses in a crash, and writes once for 20', async () => {
    const ledger = newLedger();
    spend(ledger, 59);
    await expect.poll(() => stored()).toBeGreaterThanOrEqual(40);
    const restarted = newLedger();
    await restarted.store();
    expect(restarted.throttle()).toBe('none');
    spend(restarted, 30);
    expect(restarted.throttle()).toBe('low');
  });

  it('stores what comes within the same second with the first use after it', async () => {
    const ledger = newLedger();
    spend(ledger, 20);
    await expect.poll(() => stored()).toBe(20);
    spend(ledger, 30);
    await ledger.store();
    spend(ledger, 25);
    clock.advanceMs(1_000);
    spend(ledger, 1);
    await expect.poll(() => stored()).toBe(76);
  });

  it('adds up what several processes use', async () => {
    const [one, two] = [newLedger(), newLedger()];
    spend(one, 15);
    spend(two, 16);
    await Promise.all([one.store(), two.store()]);
    expect(await stored()).toBe(31);
  });

  it('keeps its counts while the store is away', async () => {
    const ledger = newLedger();
    spend(ledger, 10);
    const { usage } = bare.store;
    const away = Object.create(usage, {
      add: { value: () => Promise.reject(new Error('away')) },
    }) as typeof usage;
    const cut = new QuotaLedger({ platform: 'dingtalk', allowance: { call: 10, push: 10 }, usage: away, clock, log });
    cut.spent('call');
    await expect(cut.store()).rejects.toThrow('away');
    for (let n = 0; n < 8; n += 1) cut.spent('call');
    expect(cut.throttle()).toBe('normal');
  });

  it('begins anew with the Beijing month', async () => {
    const ledger = newLedger();
    spend(ledger, 95);
    await ledger.store();
    clock.moveTo(beijingTime('2026-04-01', '00:01'));
    expect(ledger.throttle()).toBe('none');
    ledger.spent('call');
    await ledger.store();
    expect([await stored('2026-03'), await stored('2026-04')]).toEqual([95, 1]);
  });
});

describe('system admins', () => {
  it('are told once at 70 % and once at 90 %, also when the bot dies in between', async () => {
    const { units, cadres } = smallCounty('dingtalk');
    await bare.store.units.put(units.map(({ id, ...unit }) => ({ _id: id, ...unit })));
    await bare.store.cadres.fill(cadres.map(({ id, ...cadre }) => ({ _id: id, ...cadre })));
    const outbox = new Outbox(bare.store, clock, ['dingtalk'], quietHours, () => undefined);
    const ledger = newLedger();
    const warner = () => new QuotaWarner(ledger, bare.store, outbox, [{ platform: 'dingtalk', userId: 'org' }]);
    const told = async () =>
      (await bare.store.deliveries.due('dingtalk', clock.now(), 50)).map((row) => [
        row.cadreId,
        row.message.kind === 'text' ? /的 (\d+)%/.exec(row.message.text)?.[1] : '',
      ]);
    spend(ledger, 69);
    await warner().round();
    expect(await told()).toEqual([]);
    ledger.spent('call');
    await warner().round();
    await warner().round();
    expect(await told()).toEqual([
      ['admin', '70'],
      ['org', '70'],
    ]);
    spend(ledger, 25);
    await warner().round();
    await warner().round();
    expect((await told()).map((each) => each.join(' ')).sort()).toEqual(['admin 70', 'admin 90', 'org 70', 'org 90']);
  });
});
