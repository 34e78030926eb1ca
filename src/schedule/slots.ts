import { addDays, beijingDateOf, beijingTime, weekdayOf } from '../calendar/beijing-time.ts';

/** When a job runs, Beijing time. Minutes 0 and 30 are avoided: the platforms are slow then (wecom.md 4.1). */
export type Schedule =
  /** Every so many minutes of the hour, shifted by `atMinute`. */
  | { everyMinutes: number; atMinute: number }
  /** Once a day at `at` (`HH:mm`), on these weekdays (0 = Sunday); every day when absent. */
  | { dailyAt: string; weekdays?: readonly number[] };

/** The latest slot at or before `now`. */
export function latestSlot(schedule: Schedule, now: Date): Date {
  if ('everyMinutes' in schedule) {
    const stepMs = schedule.everyMinutes * 60_000;
    const shiftMs = schedule.atMinute * 60_000;
    return new Date(Math.floor((now.getTime() - shiftMs) / stepMs) * stepMs + shiftMs);
  }
  const { dailyAt, weekdays } = schedule;
  for (let dateOn = beijingDateOf(now); ; dateOn = addDays(dateOn, -1)) {
    const slot = beijingTime(dateOn, dailyAt);
    if (slot <= now && (weekdays === undefined || weekdays.includes(weekdayOf(dateOn)))) return slot;
  }
}

/** The first slot after `after` of a schedule that is once a day at most; `undefined` for the others. */
export function nextDailySlot(schedule: Schedule, after: Date): Date | undefined {
  if (!('dailyAt' in schedule)) return undefined;
  const { dailyAt, weekdays } = schedule;
  for (let dateOn = beijingDateOf(after); ; dateOn = addDays(dateOn, 1)) {
    const slot = beijingTime(dateOn, dailyAt);
    if (slot > after && (weekdays === undefined || weekdays.includes(weekdayOf(dateOn)))) return slot;
  }
}
