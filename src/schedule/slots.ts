import { addDays, beijingDateOf, beijingTime } from '../calendar/beijing-time.ts';
import { isWorkingDay } from '../calendar/working-days.ts';

/** When a job runs, Beijing time. Minutes 0 and 30 are avoided because the platforms are slow then (docs/vendors/wecom.md, Messages). */
export type Schedule =
  /** Every so many minutes of the hour, shifted by `atMinute`. */
  | { everyMinutes: number; atMinute: number }
  /** Once a day at this time (`HH:mm`): every day, or on working days alone. */
  | { dailyAt: string; onWorkingDays?: true };

/** The latest slot at or before `now`. */
export function latestSlot(schedule: Schedule, now: Date): Date {
  if ('everyMinutes' in schedule) {
    const stepMs = schedule.everyMinutes * 60_000;
    const shiftMs = schedule.atMinute * 60_000;
    return new Date(Math.floor((now.getTime() - shiftMs) / stepMs) * stepMs + shiftMs);
  }
  const { dailyAt, onWorkingDays } = schedule;
  for (let dateOn = beijingDateOf(now); ; dateOn = addDays(dateOn, -1)) {
    const slot = beijingTime(dateOn, dailyAt);
    if (slot <= now && (onWorkingDays === undefined || isWorkingDay(dateOn))) return slot;
  }
}

/** The first slot after `after` of a schedule that is once a day at most; `undefined` for the others. */
export function nextDailySlot(schedule: Schedule, after: Date): Date | undefined {
  if (!('dailyAt' in schedule)) return undefined;
  const { dailyAt, onWorkingDays } = schedule;
  for (let dateOn = beijingDateOf(after); ; dateOn = addDays(dateOn, 1)) {
    const slot = beijingTime(dateOn, dailyAt);
    if (slot > after && (onWorkingDays === undefined || isWorkingDay(dateOn))) return slot;
  }
}
