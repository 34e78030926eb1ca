import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../src/clock.ts';
import { SlidingWindows } from '../src/sliding-window.ts';

const start = new Date('2026-03-02T01:17:00Z');

/** A limit of `most` uses of a key within the window's length: uses it if it may be used now. */
function limit(clock: ManualClock, most: number, lengthMs: number): (key: string) => boolean {
  const windows = new SlidingWindows(lengthMs);
  return (key) => {
    const nowMs = clock.now().getTime();
    if (windows.of(key).freeAtMs(most, nowMs) > nowMs) return false;
    windows.of(key).add(nowMs);
    return true;
  };
}

describe('a limit within a span', () => {
  it('is the same at the edge of a calendar minute: what was used just before counts just after', () => {
    const clock = new ManualClock(new Date('2026-03-02T01:17:59.990Z'));
    const use = limit(clock, 2, 60_000);
    expect([use('a'), use('a'), use('a')]).toEqual([true, true, false]);
    clock.advanceMs(20);
    expect(use('a')).toBe(false);
    expect(use('b')).toBe(true);
    clock.advanceMs(59_980);
    expect(use('a')).toBe(true);
  });

  it('is never passed within any span, whenever the uses come', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 120 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 8 }), (waits, most) => {
        const clock = new ManualClock(start);
        const use = limit(clock, most, 1_000);
        const usedAtMs: number[] = [];
        for (const wait of waits) {
          clock.advanceMs(wait);
          if (use('a')) usedAtMs.push(clock.now().getTime());
        }
        for (const [index, atMs] of usedAtMs.entries())
          expect(usedAtMs.slice(0, index + 1).filter((each) => atMs - each < 1_000).length).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('does not last longer after a clock that was set back', () => {
    const clock = new ManualClock(start);
    const use = limit(clock, 1, 60_000);
    expect(use('a')).toBe(true);
    clock.advanceMs(-3_600_000);
    expect(use('a')).toBe(true);
  });
});
