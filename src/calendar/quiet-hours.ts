import { addDays, beijingDateOf, beijingTime } from './beijing-time.ts';

/** The daily hours in which messages that can wait are not sent, Beijing time `HH:mm`. If both are equal there are none, and `until` is just the time of the digest. */
export interface QuietHours {
  from: string;
  until: string;
}

/** The quiet hours of one particular day or night. */
export interface QuietStretch {
  /** The first quiet instant. */
  beganAt: Date;
  /** The first instant after them. */
  endsAt: Date;
}

/** The quiet hours an instant lies in, if any. */
export function quietAt(at: Date, quiet: QuietHours): QuietStretch | undefined {
  const todayOn = beijingDateOf(at);
  const endsToday = beijingTime(todayOn, quiet.until);
  const endsAt = endsToday > at ? endsToday : beijingTime(addDays(todayOn, 1), quiet.until);
  const beganAt = quietFrom(beijingDateOf(endsAt), quiet);
  return beganAt === undefined || at < beganAt ? undefined : { beganAt, endsAt };
}

/** The beginning of the quiet hours that end on this Beijing day; `undefined` if there are none. */
export function quietFrom(endsOn: string, { from, until }: QuietHours): Date | undefined {
  if (from === until) return undefined;
  return beijingTime(from < until ? endsOn : addDays(endsOn, -1), from);
}
