import { addDays } from '../../calendar/beijing-time.ts';
import { type ClassRow, dutyTraineeOn } from '../class/classes.ts';
import type { ActivityRow } from './activities.ts';
import type { ActivityKind } from './activity-rules.ts';

/** For so many days before it, the cards of the mornings name an activity to those who have a part in it. */
const namedDaysBefore = 7;
/** On one card. */
const mostActivities = 2;

/** What a trainee has a part in, as the card of a morning says it. */
export type OwnPart =
  | { is: 'duty'; dateOn: string }
  | { is: 'speaker' | 'recorder'; dateOn: string; kind: ActivityKind; title: string };

/**
 * What somebody has a part in on a day of class and soon after: being on duty, also on the next day of class, and activities.
 * @param days - of class, in order
 */
export function ownParts(
  trainingClass: Pick<ClassRow, 'keepers'>,
  activities: readonly Pick<ActivityRow, 'state' | 'dateOn' | 'kind' | 'title' | 'speakers' | 'recorder'>[],
  cadreId: string,
  { dateOn, days }: { dateOn: string; days: readonly string[] },
): OwnPart[] {
  const nextOn = days.find((each) => each > dateOn);
  const duties = [dateOn, ...(nextOn === undefined ? [] : [nextOn])].filter(
    (each) => dutyTraineeOn(trainingClass, each) === cadreId,
  );
  const untilOn = addDays(dateOn, namedDaysBefore);
  const named = activities.flatMap((row): OwnPart[] => {
    const is = row.speakers.includes(cadreId) ? 'speaker' : row.recorder === cadreId ? 'recorder' : undefined;
    if (is === undefined || row.state !== 'planned' || row.dateOn === undefined) return [];
    if (row.dateOn < dateOn || row.dateOn > untilOn) return [];
    return [{ is, dateOn: row.dateOn, kind: row.kind, title: row.title }];
  });
  const soonest = named.sort((a, b) => (a.dateOn < b.dateOn ? -1 : 1)).slice(0, mostActivities);
  return [...duties.map((each) => ({ is: 'duty', dateOn: each }) as const), ...soonest];
}

/** Whether the card of a morning names an activity to its speakers on an earlier day. @param cardDays - days of class whose card is still to come */
export function isNamedByCards(activityOn: string, cardDays: readonly string[]): boolean {
  return cardDays.some((each) => each < activityOn && addDays(each, namedDaysBefore) >= activityOn);
}
