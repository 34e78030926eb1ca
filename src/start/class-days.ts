import { addDays, addMinutes, beijingDateOf, beijingTime } from '../calendar/beijing-time.ts';
import type { ClockStop } from '../emulator/view.ts';
import type { Store } from '../stores.ts';

/** When the first people are about to come in. */
const morning = '08:05';
const daysAhead = 180;

/** Around a session: its sign-in card is out, the late ones come, it is over and absences are reported. */
const beforeMinutes = 12;
const lateMinutes = 7;
const reportedMinutes = 16;

/** Moments of class days between these two at which people act. */
export async function classMoments({ sessions }: Pick<Store, 'sessions'>, after: Date, until: Date): Promise<Date[]> {
  const held = await sessions.startingBetween(addMinutes(after, -24 * 60), addMinutes(until, beforeMinutes));
  return held
    .flatMap(({ startsAt, endsAt }) => [
      addMinutes(startsAt, -beforeMinutes),
      addMinutes(startsAt, lateMinutes),
      addMinutes(endsAt, reportedMinutes),
    ])
    .filter((moment) => moment > after && moment < until);
}

/** The morning of the next day on which any class is taught, as a stop of the demo's clock; none where none is planned. */
export async function nextClassDay({ sessions }: Pick<Store, 'sessions'>, now: Date): Promise<ClockStop[]> {
  const todayOn = beijingDateOf(now);
  const from = now < beijingTime(todayOn, morning) ? todayOn : addDays(todayOn, 1);
  const [next] = await sessions.startingBetween(
    beijingTime(from, '00:00'),
    beijingTime(addDays(from, daysAhead), '00:00'),
  );
  if (next === undefined) return [];
  return [{ label: `跳到下一个上课日 ${morning}`, atMs: beijingTime(next.dateOn, morning).getTime() }];
}
