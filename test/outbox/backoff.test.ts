import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../src/outbox/backoff.ts';
import { Budget, dingtalkLimits, wecomLimits } from '../../src/outbox/budget.ts';

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

describe('the rate budget', () => {
  it('stops before the 30 messages a minute above which WeCom drops in silence', () => {
    const budget = new Budget(wecomLimits);
    for (let n = 0; n < 25; n += 1) budget.sent('li', 1_000);
    expect(budget.personLeft('li', 1_000)).toBe(0);
    expect(budget.personLeft('wang', 1_000)).toBe(25);
    expect(budget.personLeft('li', 61_001)).toBe(25);
  });

  it('keeps below the 20 calls a second of a DingTalk app', () => {
    const budget = new Budget(dingtalkLimits);
    for (let n = 0; n < 18; n += 1) budget.called(5_000);
    expect(budget.callFreeAtMs(5_500)).toBe(6_000);
    expect(budget.callFreeAtMs(6_000)).toBe(6_000);
  });

  it('forgets people whose minute is over', () => {
    const budget = new Budget(wecomLimits);
    budget.sent('li', 1_000);
    budget.called(1_000);
    budget.called(120_000);
    expect(budget.size).toBe(0);
  });
});
