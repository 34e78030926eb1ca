import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { destroyBallots } from '../../src/training/committee/election-steps.ts';
import { type ElectionRow, isGoingOn } from '../../src/training/committee/elections.ts';
import { namesIn } from '../../src/training/committee/names.ts';
import type { NameOf } from '../../src/training/committee/words.ts';

export interface OfClass {
  trainingClass: ClassRow;
  row: ElectionRow;
}

/** The election of a card, for a trainee of its class; who is none is told the same as where there is none. @throws RuleError `committee.not-there` */
export async function ownElection(
  ctx: Context,
  { classId, election }: { classId: string; election: number },
): Promise<OfClass> {
  await ctx.require('committee.take-part', { cadreId: ctx.person._id });
  const enrollment = await ctx.store.enrollments.byId(classId, ctx.person._id);
  const row = await ctx.store.elections.byId(`${classId}:${election}`);
  if (enrollment === null || enrollment.state === 'withdrawn' || row === null)
    throw new RuleError('committee.not-there', {});
  return { trainingClass: await findClass(ctx, classId), row };
}

/** The election that goes on in a class, or that this update has ended. @throws RuleError `committee.none` */
export async function presentElection(ctx: Context, classId: string): Promise<ElectionRow> {
  const last = (await ctx.store.elections.ofClass(classId)).at(-1);
  if (last === undefined || !(isGoingOn(last) || last.updates.includes(ctx.update.id)))
    throw new RuleError('committee.none', { classId });
  return last;
}

/** Names of everybody an election is about. */
export function namesOf({ store }: Context, row: ElectionRow): Promise<NameOf> {
  return namesIn(store, row);
}

/** Everybody who takes part in the class. */
export async function traineeIds({ store }: Context, classId: string): Promise<string[]> {
  return (await store.enrollments.traineesOf(classId)).map(({ cadreId }) => cadreId);
}

/** The ballots of an election that nobody counts any more are destroyed. */
export function dropBallots({ store }: Context, row: ElectionRow): Promise<void> {
  return destroyBallots(store, row);
}
