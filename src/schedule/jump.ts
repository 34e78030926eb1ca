import type { Clock } from '../clock.ts';
import { nextDailySlot, type Schedule } from './slots.ts';

/**
 * Takes a clock forward to `to` and stops at the daily slots on the way, so that what is done once a day is done at its hour. Jobs that run
 * many times a day run at these stops and at the end: they look at what is due, not at the minute.
 * @param passed - the jobs that run at the stops
 * @param tick - runs what is due, of these jobs or, without any named, of all; never rejects
 */
export async function jump<Job extends { schedule: Schedule }>(
  to: Date,
  clock: Clock,
  moveTo: (time: Date) => void | Promise<void>,
  passed: readonly Job[],
  tick: (only?: readonly Job[]) => Promise<void>,
): Promise<void> {
  for (;;) {
    const now = clock.now();
    const slots = passed.map(({ schedule }) => nextDailySlot(schedule, now)).filter((slot) => slot !== undefined);
    const next = slots.reduce((earliest, slot) => (slot < earliest ? slot : earliest), to);
    await moveTo(next);
    if (next.getTime() === to.getTime()) return tick();
    await tick(passed);
  }
}
