import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../src/clock.ts';
import { SpentStamps } from '../../../src/platforms/dingtalk/spent-stamps.ts';
import { nowMs } from './setup.ts';

describe('timestamps that were used', () => {
  it('are used once', () => {
    const spent = new SpentStamps(new ManualClock(new Date(nowMs)), 1000);
    expect(spent.spend(nowMs)).toBe(true);
    expect(spent.spend(nowMs)).toBe(false);
    expect(spent.spend(nowMs + 1)).toBe(true);
  });

  it('are forgotten once the window would refuse them, so that memory stays bounded', () => {
    const clock = new ManualClock(new Date(nowMs));
    const spent = new SpentStamps(clock, 200_000);
    for (let stamp = 0; stamp < 100_000; stamp += 1) spent.spend(nowMs + stamp);
    expect(spent.spend(nowMs + 100_000)).toBe(false);
    clock.advanceMs(250_000);
    expect(spent.spend(nowMs + 100_000)).toBe(true);
  });
});
