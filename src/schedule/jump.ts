import type { Clock } from '../clock.ts';
import { nextDailySlot, type Schedule } from './slots.ts';

/** What a jump meets on its way. */
export interface OnTheWay<Job> {
  clock: Clock;
  moveTo: (time: Date) => void | Promise<void>;
  /** The jobs that run at the stops. */
  passed: readonly Job[];
  /** Runs what is due, of these jobs or, without any named, of all; never rejects. */
  tick: (only?: readonly Job[]) => Promise<void>;
  /** Moments besides the jobs' slots to stop at, if there are any in this span. */
  moments: (after: Date, until: Date) => Promise<readonly Date[]>;
  /** Lets everything happen that can happen at the present time. */
  settle: () => Promise<void>;
}

/**
 * Takes a clock forward to `to` and stops at the daily slots on the way, so that what is done once a day is done at its hour. Jobs that run
 * many times a day run at these stops and at the end: they look at what is due, not at the minute. The clock is moved only when nothing is
 * under way: a call that began before a jump would end weeks after its lease.
 */
export async function jump<Job extends { schedule: Schedule }>(to: Date, onTheWay: OnTheWay<Job>): Promise<void> {
  const { clock, moveTo, passed, tick, moments, settle } = onTheWay;
  await settle();
  for (;;) {
    const now = clock.now();
    if (now >= to) return;
    const slots = passed.map(({ schedule }) => nextDailySlot(schedule, now)).filter((slot) => slot !== undefined);
    const stops = [...slots, ...(await moments(now, to))].filter((stop) => stop > now);
    const next = stops.reduce((earliest, stop) => (stop < earliest ? stop : earliest), to);
    await moveTo(next);
    await (next < to ? tick(passed) : tick());
    await settle();
  }
}
