import { addDays, addMinutes, beijingDateOf, beijingTime } from '../calendar/beijing-time.ts';
import { addWorkingDays } from '../calendar/working-days.ts';
import type { ClockStop } from '../emulator/view.ts';
import type { Store } from '../stores.ts';

/** When the first people are about to come in. */
const morning = '08:05';
const workingMorning = '08:35';
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

/** Where the demo's clock may go next: to the next day on which a class is taught, if one is planned, and to the next working morning. */
export async function clockStops({ sessions }: Pick<Store, 'sessions'>, now: Date): Promise<ClockStop[]> {
  const todayOn = beijingDateOf(now);
  const from = now < beijingTime(todayOn, morning) ? todayOn : addDays(todayOn, 1);
  const [next] = await sessions.startingBetween(
    beijingTime(from, '00:00'),
    beijingTime(addDays(from, daysAhead), '00:00'),
  );
  const workingOn = addWorkingDays(todayOn, 1);
  return [
    ...(next === undefined
      ? []
      : [{ label: `下一个上课日 ${morning}`, atMs: beijingTime(next.dateOn, morning).getTime() }]),
    { label: `下一个工作日 ${workingMorning}`, atMs: beijingTime(workingOn, workingMorning).getTime() },
  ];
}
