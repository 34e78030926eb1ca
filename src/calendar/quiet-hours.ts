import { addDays, beijingDateOf, beijingTime } from './beijing-time.ts';

/** Daily hours without messages that can wait, Beijing clocks `HH:mm`; none where both are equal, `until` is then only the hour of the digest. */
export interface QuietHours {
  from: string;
  until: string;
}

/** The quiet hours of one night, or of one noon. */
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

/** When the quiet hours begin that end on this Beijing date; `undefined` where there are none. */
export function quietFrom(endsOn: string, { from, until }: QuietHours): Date | undefined {
  if (from === until) return undefined;
  return beijingTime(from < until ? endsOn : addDays(endsOn, -1), from);
}
