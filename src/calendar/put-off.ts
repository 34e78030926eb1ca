import { addDays, addMinutes, beijingDateOf, beijingTime, formatDate, formatDay } from './beijing-time.ts';
import { type QuietHours, quietAt } from './quiet-hours.ts';
import { addWorkingDays } from './working-days.ts';

/** A time to which something that waits may be put off. */
export interface PutOffTime {
  /** At most ten characters, to fit on a button. */
  label: string;
  at: Date;
}

const eveningClock = '20:00';
const morningClock = '08:30';

/**
 * In an hour, this evening, and the next working morning: those that lie outside the quiet hours and before the deadline.
 * @param by - the deadline, if there is one
 */
export function putOffTimes(now: Date, by: Date | undefined, quiet: QuietHours): PutOffTime[] {
  const todayOn = beijingDateOf(now);
  const nextOn = addWorkingDays(todayOn, 1);
  const times = [
    { label: '一小时后', at: addMinutes(now, 60) },
    { label: `今晚${eveningClock}`, at: beijingTime(todayOn, eveningClock) },
    { label: `${dayLabel(todayOn, nextOn)}${morningClock}`, at: beijingTime(nextOn, morningClock) },
  ];
  return times.filter(({ at }) => at > now && (by === undefined || at < by) && quietAt(at, quiet) === undefined);
}

/** `明天`, `周一` within a week, `10月9日` after that. */
function dayLabel(todayOn: string, dateOn: string): string {
  if (dateOn === addDays(todayOn, 1)) return '明天';
  const [, weekday = ''] = formatDay(dateOn).split(' ');
  return dateOn < addDays(todayOn, 7) ? weekday : formatDate(dateOn).slice(5);
}
