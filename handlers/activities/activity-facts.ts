import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import { formatDays } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import type { ActivityRow } from '../../src/training/activities/activities.ts';
import type { ActivityNames } from '../../src/training/activities/words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';

export type ActivityAction = 'activity.manage' | 'activity.minutes' | 'activity.read' | 'activity.decide';

export const unknownActivity = (number: string) => new RuleError('record.unknown', { what: '活动', number });

/** An activity, if this person may do this to it: of those who take part, whoever is named by `own`. */
export async function activityNumbered(
  ctx: Context,
  number: string,
  action: ActivityAction,
  own: (row: ActivityRow) => readonly string[] = () => [],
): Promise<ActivityRow> {
  const subject = (row: ActivityRow) => ({
    classId: row.classId,
    ...(own(row).includes(ctx.person._id) ? { cadreId: ctx.person._id } : {}),
    ...(action === 'activity.decide' ? { cadreIds: row.speakers } : {}),
  });
  return ctx.requireFound(action, await ctx.store.activities.byId(number), subject, unknownActivity(number));
}

export async function activityNames(ctx: Context, trainingClass: ClassRow, rows: readonly ActivityRow[]) {
  const ids = new Set(rows.flatMap(({ speakers, recorder, absent }) => [...speakers, recorder, ...absent]));
  ids.delete('');
  const people = new Map((await ctx.store.cadres.many([...ids])).map(({ _id, name }) => [_id, name]));
  const { kinds } = ctx.rulesNear(trainingClass).activities;
  return { kind: (kind) => kinds[kind].name, person: (id) => people.get(id) ?? id } satisfies ActivityNames;
}

/** How one activity and its people are called. */
export async function namesFor(ctx: Context, row: ActivityRow): Promise<ActivityNames> {
  return activityNames(ctx, await findClass(ctx, row.classId), [row]);
}

/** @throws RuleError `activity.outside-class` */
export function requireWithin({ name, opensOn, closesOn }: ClassRow, dateOn: string): void {
  if (dateOn < opensOn || dateOn > closesOn)
    throw new RuleError('activity.outside-class', { name, days: formatDays(opensOn, closesOn) });
}
