import { describe, expect, it } from 'vitest';
import { ManualClock, ShiftedClock } from '../src/clock.ts';

const start = new Date('2026-03-02T01:00:00Z');

describe('a clock that is put forward', () => {
  it('runs on from where it was moved to', () => {
    const base = new ManualClock(start);
    const clock = new ShiftedClock(base);
    expect(clock.now()).toEqual(start);
    clock.moveTo(new Date('2026-03-03T00:30:00Z'));
    base.advanceMs(90_000);
    expect(clock.now()).toEqual(new Date('2026-03-03T00:31:30Z'));
  });

  it('never goes back', () => {
    const clock = new ShiftedClock(new ManualClock(start), 60_000);
    clock.moveTo(start);
    expect(clock.now()).toEqual(new Date('2026-03-02T01:01:00Z'));
    expect(new ShiftedClock(new ManualClock(start), -5).now()).toEqual(start);
  });
});
