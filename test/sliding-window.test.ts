import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SlidingWindows } from '../src/sliding-window.ts';

/** A limit kept by a window. @returns whether one more use at this time keeps within it; then it is counted */
function limit(most: number, lengthMs: number) {
  const windows = new SlidingWindows(lengthMs);
  return (key: string, nowMs: number) => {
    const window = windows.of(key);
    if (window.freeAtMs(most, nowMs) > nowMs) return false;
    window.add(nowMs);
    return true;
  };
}

const edgeMs = Date.parse('2026-03-02T01:18:00.000Z');

describe('a limit kept by a sliding window', () => {
  it('is the same at the edge of a calendar minute: what was used just before counts just after', () => {
    const use = limit(2, 60_000);
    expect([use('a', edgeMs - 10), use('a', edgeMs - 10), use('a', edgeMs - 10)]).toEqual([true, true, false]);
    expect(use('a', edgeMs + 10)).toBe(false);
    expect(use('b', edgeMs + 10)).toBe(true);
    expect(use('a', edgeMs - 10 + 60_000)).toBe(true);
  });

  it('is never passed within any span, whenever the uses come', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 120 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 8 }), (waits, most) => {
        const use = limit(most, 1_000);
        const usedAtMs: number[] = [];
        let nowMs = edgeMs;
        for (const wait of waits) {
          nowMs += wait;
          if (use('a', nowMs)) usedAtMs.push(nowMs);
        }
        for (const [index, atMs] of usedAtMs.entries())
          expect(usedAtMs.slice(0, index + 1).filter((each) => atMs - each < 1_000).length).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('does not last longer after a clock that was set back by more than its span', () => {
    const use = limit(1, 60_000);
    expect(use('a', edgeMs)).toBe(true);
    expect(use('a', edgeMs - 3_600_000)).toBe(true);
  });
});
