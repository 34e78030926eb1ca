import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../src/clock.ts';
import { Arrivals, GivingWay } from '../../src/inbox/giving-way.ts';

const startMs = Date.parse('2026-03-02T01:00:00Z');

/** So many callbacks a second for so long, evenly. @returns the time after the last */
function come(arrivals: Arrivals, perSecond: number, fromMs: number, lastingMs: number): number {
  for (let count = 0; count < (perSecond * lastingMs) / 1_000; count += 1)
    arrivals.came(Math.floor(fromMs + (count * 1_000) / perSecond));
  return fromMs + lastingMs;
}

function newGivingWay(busyShare: () => number) {
  const clock = new ManualClock(new Date(startMs));
  const arrivals = new Arrivals();
  let looks = 0;
  const givingWay = new GivingWay(clock, arrivals, () => {
    looks += 1;
    return busyShare();
  });
  return { clock, arrivals, givingWay, looks: () => looks };
}

/** A crowd has just been there. */
function crowded(busyShare: () => number) {
  const parts = newGivingWay(busyShare);
  parts.clock.moveTo(new Date(come(parts.arrivals, 2_000, startMs, 100)));
  return parts;
}

const untold = () => false;

describe('callbacks', () => {
  it('are a crowd from 640 a second on, and for four tenths of a second after', () => {
    const arrivals = new Arrivals();
    const nowMs = come(arrivals, 1_000, startMs, 100);
    expect(arrivals.areCrowd(nowMs)).toBe(true);
    expect(arrivals.areCrowd(nowMs + 399)).toBe(true);
    expect(arrivals.areCrowd(nowMs + 400)).toBe(false);
  });

  it('are none at 200 a second, as many as a county never sends', () => {
    const arrivals = new Arrivals();
    expect(arrivals.areCrowd(come(arrivals, 200, startMs, 10_000))).toBe(false);
  });

  it('are none while the clock stands still, and none for long after it was set back', () => {
    const arrivals = new Arrivals();
    for (let count = 0; count < 1_000; count += 1) arrivals.came(startMs);
    expect(arrivals.areCrowd(startMs)).toBe(false);
    expect(arrivals.areCrowd(startMs + 100)).toBe(true);
    expect(arrivals.areCrowd(startMs - 3_600_000)).toBe(false);
  });
});

describe('the next updates', () => {
  it('are taken at once, and as many as one likes, where no crowd comes', async () => {
    const { givingWay, looks } = newGivingWay(() => 1);
    expect(await givingWay.turn(untold)).toBeUndefined();
    expect(looks()).toBe(1);
  });

  it('are few while a crowd comes, and are taken in the end even if the process never has a free moment', async () => {
    const { givingWay, looks } = crowded(() => 1);
    expect(await givingWay.turn(untold)).toBe(16);
    expect(looks()).toBeGreaterThan(10);
    expect(looks()).toBeLessThan(100);
  });

  it('come after 40 callbacks for each of those before', async () => {
    const { clock, arrivals, givingWay, looks } = crowded(() => 1);
    await givingWay.turn(untold);
    clock.moveTo(new Date(come(arrivals, 6_400, clock.now().getTime(), 100)));
    const before = looks();
    expect(await givingWay.turn(untold)).toBe(16);
    expect(looks() - before).toBe(1);
  });

  it('come when the process has had nothing to do twice in a row, and not at a single such moment', async () => {
    const shares = [1, 0.1, 1, 0.1, 0.1, 1];
    const { givingWay, looks } = crowded(() => shares.shift() ?? 1);
    await givingWay.turn(untold);
    expect(looks()).toBe(5);
  });

  it('are not waited for by a process that ends', async () => {
    const { givingWay, looks } = crowded(() => 1);
    await givingWay.turn(() => true);
    expect(looks()).toBe(1);
  });
});

describe('work that may wait', () => {
  it('waits while a crowd comes, no longer than it said', async () => {
    const { givingWay, looks } = crowded(() => 1);
    await givingWay.pause(50);
    expect(looks()).toBe(11);
  });

  it('waits for nobody otherwise', async () => {
    const { givingWay, looks } = newGivingWay(() => 1);
    await givingWay.pause(50);
    expect(looks()).toBe(1);
  });
});
