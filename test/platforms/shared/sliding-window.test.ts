import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../src/clock.ts';
import { SlidingWindow } from '../../../src/platforms/shared/sliding-window.ts';

const start = new Date('2026-03-02T01:17:00Z');

describe('a limit within a span', () => {
  it('is the same at the edge of a calendar minute: what was used just before counts just after', () => {
    const clock = new ManualClock(new Date('2026-03-02T01:17:59.990Z'));
    const window = new SlidingWindow(clock, 2, 60_000);
    expect([window.use('a'), window.use('a'), window.use('a')]).toEqual([true, true, false]);
    clock.advanceMs(20);
    expect(window.use('a')).toBe(false);
    expect(window.use('b')).toBe(true);
    clock.advanceMs(59_980);
    expect(window.use('a')).toBe(true);
  });

  it('is never passed within any span, whenever the uses come', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 120 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 8 }), (waits, most) => {
        const clock = new ManualClock(start);
        const window = new SlidingWindow(clock, most, 1_000);
        const usedAtMs: number[] = [];
        for (const wait of waits) {
          clock.advanceMs(wait);
          if (window.use('a')) usedAtMs.push(clock.now().getTime());
        }
        for (const [index, atMs] of usedAtMs.entries())
          expect(usedAtMs.slice(0, index + 1).filter((each) => atMs - each < 1_000).length).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('does not last longer after a clock that was set back', () => {
    const clock = new ManualClock(start);
    const window = new SlidingWindow(clock, 1, 60_000);
    expect(window.use('a')).toBe(true);
    clock.advanceMs(-3_600_000);
    expect(window.use('a')).toBe(true);
  });
});
