import type { Context } from '../../src/bot/context.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { halfOf } from '../../src/calendar/half-day.ts';
import { isHeld } from '../../src/training/activities/activity.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { SessionRow } from '../../src/training/class/sessions.ts';
import { withoutPlan } from '../../src/training/follow-up/class-follow-up.ts';
import { owedBy } from '../../src/training/works/work-figures.ts';
import { kindOf, markedAs } from '../../src/training/works/work-kind.ts';

/** How many half-days are over of which nobody is marked at all, as there or as absent. */
export async function unmarkedHalfDays(
  { store, now }: Context,
  classId: string,
  sessions: readonly SessionRow[],
): Promise<number> {
  const marked = new Set((await store.signIns.ofClass(classId)).map(({ sessionId }) => sessionId));
  const halves = new Map<string, SessionRow[]>();
  for (const session of sessions) {
    const half = `${session.dateOn} ${halfOf(session)}`;
    halves.set(half, [...(halves.get(half) ?? []), session]);
  }
  const isUnmarked = (held: readonly SessionRow[]) =>
    held.every(({ _id, endsAt }) => endsAt <= now && !marked.has(_id));
  return [...halves.values()].filter(isUnmarked).length;
}

/** How many activities took place of which nobody wrote minutes. */
export async function activitiesWithoutMinutes({ store, now }: Context, classId: string): Promise<number> {
  const activities = await store.activities.ofClass(classId);
  return activities.filter((row) => isHeld(row, beijingDateOf(now)) && row.minutes === '').length;
}

/** How many works of a class were not handed in or not marked yet. */
export async function unfinishedWorks(ctx: Context, trainingClass: ClassRow): Promise<number> {
  const { store } = ctx;
  const { works: rules, scoring } = ctx.rulesOf(trainingClass);
  const assignments = (await store.assignments.ofClass(trainingClass._id)).filter(({ state }) => state === 'open');
  const trainees = assignments.length === 0 ? [] : await store.enrollments.traineesOf(trainingClass._id);
  const counts = await Promise.all(
    assignments.map(async ({ _id, kind }) => {
      const { part } = markedAs(kindOf(rules, kind), rules, scoring);
      return owedBy(trainees, await store.works.of(_id), part).filter(({ standing }) => standing !== 'marked').length;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** How many tests of a class are still going on. */
export async function unfinishedTests({ store, now }: Context, classId: string): Promise<number> {
  const tests = await store.tests.ofClasses([classId]);
  return tests.filter(({ state, closesAt }) => state === 'open' && closesAt > now).length;
}

/** How many trainees have not written their action plan; before the last day of the class nobody is asked for it. */
export async function missingPlans({ store, now }: Context, { _id: classId, closesOn }: ClassRow): Promise<number> {
  if (beijingDateOf(now) < closesOn) return 0;
  const [trainees, plans] = await Promise.all([
    store.enrollments.traineesOf(classId),
    store.actionPlans.ofClass(classId),
  ]);
  return withoutPlan({ trainees, plans }).length;
}
