import type { Context } from '../../src/bot/context.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { withoutPlan } from '../../src/training/follow-up/class-follow-up.ts';
import { owedBy } from '../../src/training/works/work-figures.ts';
import { kindOf, markedAs } from '../../src/training/works/work-kind.ts';

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
