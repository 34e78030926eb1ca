import type { Context } from '../../src/bot/context.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
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
