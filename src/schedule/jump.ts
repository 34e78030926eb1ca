import type { Clock } from '../clock.ts';
import { nextDailySlot, type Schedule } from './slots.ts';

/**
 * Takes a clock forward to `to` and stops at every daily slot on the way, so that what is done once a day is done at its hour. Jobs that
 * run many times a day run at these stops and at the end: they look at what is due, not at the minute.
 * @param schedules - of the jobs
 * @param tick - runs what is due; never rejects
 */
export async function jump(
  to: Date,
  clock: Clock,
  moveTo: (time: Date) => void | Promise<void>,
  schedules: readonly Schedule[],
  tick: () => Promise<void>,
): Promise<void> {
  for (;;) {
    const now = clock.now();
    const slots = schedules.map((schedule) => nextDailySlot(schedule, now)).filter((slot) => slot !== undefined);
    const next = slots.reduce((earliest, slot) => (slot < earliest ? slot : earliest), to);
    await moveTo(next);
    await tick();
    if (next.getTime() === to.getTime()) return;
  }
}
