import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateLimits } from '../../src/outbox/rate-limits.ts';
import { backoffMs } from '../../src/store/backoff.ts';
import { dingtalkLimits, wecomLimits } from '../helpers/sending.ts';

describe('waiting before the next attempt', () => {
  it('grows, stays within a fifth of its mean and never exceeds twelve minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.string(), (attempts, key) => {
        const mean = Math.min(2_000 * 2 ** (attempts - 1), 600_000);
        const wait = backoffMs(attempts, key);
        expect(wait).toBeGreaterThanOrEqual(Math.floor(mean * 0.8));
        expect(wait).toBeLessThanOrEqual(Math.ceil(mean * 1.2));
      }),
    );
  });

  it('is the same for the same attempt of the same message', () => {
    expect(backoffMs(3, 'a')).toBe(backoffMs(3, 'a'));
  });
});

/** The most of these times that lie within any stretch of so many milliseconds. */
function mostWithin(atMs: readonly number[], lengthMs: number): number {
  return Math.max(0, ...atMs.map((from) => atMs.filter((at) => at >= from && at < from + lengthMs).length));
}

describe('the rate limits', () => {
  it('stops before the 30 messages a minute above which WeCom drops in silence', () => {
    const rateLimits = new RateLimits(wecomLimits);
    for (let n = 0; n < 25; n += 1) rateLimits.sent('li', 1_000);
    expect(rateLimits.personFreeAtMs('li', 1_000)).toBe(61_000);
    expect(rateLimits.personFreeAtMs('wang', 1_000, 24)).toBe(1_000);
    expect(rateLimits.personFreeAtMs('wang', 1_000, 25)).toBe(61_000);
    expect(rateLimits.personFreeAtMs('li', 61_001, 24)).toBe(61_001);
  });

  it('counts a day of 900 messages in an hour to one person, below the 1000 of WeCom', () => {
    const rateLimits = new RateLimits(wecomLimits);
    for (let n = 0; n < 900; n += 1) rateLimits.sent('li', n * 4_000 - 3_599_000);
    expect(rateLimits.personFreeAtMs('li', 0)).toBe(1_000);
    expect(rateLimits.personFreeAtMs('li', 1_800_000, 24)).toBe(1_800_000);
  });

  it('keeps below the 20 calls a second of each API of a DingTalk app', () => {
    const rateLimits = new RateLimits(dingtalkLimits);
    for (let n = 0; n < 18; n += 1) rateLimits.called('send', 5_000);
    expect(rateLimits.callFreeAtMs('send', 1, 5_500)).toBe(6_000);
    expect(rateLimits.callFreeAtMs('send', 1, 6_000)).toBe(6_000);
    expect(rateLimits.callFreeAtMs('revise', 1, 5_500)).toBe(5_500);
  });

  it('keeps below the 10,000 calls a minute of a WeCom company, whatever each second brings', () => {
    const rateLimits = new RateLimits({ ...wecomLimits, api: { perSecond: 1_000_000, perMinute: 9_000 } });
    for (let n = 0; n < 9_000; n += 1) rateLimits.called('send', 61_000);
    expect(rateLimits.callFreeAtMs('send', 1, 62_000)).toBe(121_000);
  });

  it('keeps the limit of a second over the edge between two seconds', () => {
    const rateLimits = new RateLimits(dingtalkLimits);
    for (let n = 0; n < 18; n += 1) rateLimits.called('send', 5_995);
    expect(rateLimits.callFreeAtMs('send', 1, 6_005)).toBe(6_995);
  });

  it('lets no stretch of a second, a minute or an hour have more than its limit, whenever calls are wanted', () => {
    const limits = { person: { perMinute: 4, perHour: 9 }, api: { perSecond: 3, perMinute: 20 }, personsPerDay: 1_000 };
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 150 }), (gapsMs) => {
        const rateLimits = new RateLimits(limits);
        const calls: number[] = [];
        const messages: number[] = [];
        let nowMs = 1_700_000_000_000;
        for (const gapMs of gapsMs) {
          nowMs += gapMs;
          if (rateLimits.callFreeAtMs('send', 1, nowMs) > nowMs) continue;
          rateLimits.called('send', nowMs);
          calls.push(nowMs);
          if (rateLimits.personFreeAtMs('li', nowMs) > nowMs) continue;
          rateLimits.sent('li', nowMs);
          messages.push(nowMs);
        }
        expect(mostWithin(calls, 1_000)).toBeLessThanOrEqual(3);
        expect(mostWithin(calls, 60_000)).toBeLessThanOrEqual(20);
        expect(mostWithin(messages, 60_000)).toBeLessThanOrEqual(4);
        expect(mostWithin(messages, 3600_000)).toBeLessThanOrEqual(9);
      }),
    );
  });

  it('gives postponed calls the earliest times at which the limit holds', () => {
    const rateLimits = new RateLimits({ ...dingtalkLimits, api: { perSecond: 2, perMinute: 100 } });
    rateLimits.called('send', 1_000);
    rateLimits.called('send', 1_400);
    const freeAt = [0, 1, 2, 3, 4].map((ahead) => rateLimits.callFreeAtMs('send', 1, 1_500, ahead));
    expect(freeAt).toEqual([2_000, 2_400, 3_000, 3_400, 4_000]);
  });

  it('lets a message in several parts go once all of them keep within the limit, and one with more parts than that on its own', () => {
    const rateLimits = new RateLimits({ ...dingtalkLimits, api: { perSecond: 3, perMinute: 100 } });
    expect(rateLimits.callFreeAtMs('send', 1, 900, 0, 5)).toBe(900);
    rateLimits.called('send', 1_000);
    rateLimits.called('send', 1_400);
    expect(rateLimits.callFreeAtMs('send', 1, 1_500, 0, 1)).toBe(1_500);
    expect(rateLimits.callFreeAtMs('send', 1, 1_500, 0, 2)).toBe(2_000);
    expect(rateLimits.callFreeAtMs('send', 1, 1_500, 0, 5)).toBe(2_400);
  });

  it('counts from now on what was sent under a clock that was set back, and drops what lies a window ahead', () => {
    const rateLimits = new RateLimits({ ...dingtalkLimits, api: { perSecond: 2, perMinute: 100 } });
    rateLimits.called('send', 10_500);
    rateLimits.called('send', 10_900);
    expect(rateLimits.callFreeAtMs('send', 1, 10_000)).toBe(11_000);
    rateLimits.called('send', 200_000);
    rateLimits.called('send', 200_000);
    expect(rateLimits.callFreeAtMs('send', 1, 100_000)).toBe(100_000);
  });

  it('lets the app reach so many people in a Beijing day and no more, and goes on at midnight', () => {
    const rateLimits = new RateLimits({ ...wecomLimits, personsPerDay: 100 });
    const noon = Date.parse('2026-03-02T12:00:00+08:00');
    const midnight = Date.parse('2026-03-03T00:00:00+08:00');
    rateLimits.sentEarlierToday(80, noon);
    for (let n = 0; n < 15; n += 1) rateLimits.sent(`p${n}`, noon);
    expect(rateLimits.callFreeAtMs('send', 5, noon)).toBe(noon);
    expect(rateLimits.callFreeAtMs('send', 6, noon)).toBe(midnight);
    expect(rateLimits.callFreeAtMs('revise', 0, noon)).toBe(noon);
    expect(rateLimits.callFreeAtMs('send', 100, midnight)).toBe(midnight);
  });

  it('forgets people whose hour is over', () => {
    const rateLimits = new RateLimits(wecomLimits);
    rateLimits.sent('li', 1_000);
    rateLimits.called('send', 100_000);
    expect(rateLimits.size).toBe(1);
    rateLimits.called('send', 3_700_000);
    expect(rateLimits.size).toBe(0);
  });
});
