import type { Context } from '../../src/bot/context.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { byCadre } from '../../src/training/class/by-cadre.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { SchemePoints } from '../../src/training/class/scheme-versions.ts';
import { schemeWith } from '../../src/training/scoring/class-scheme.ts';
import type { SchemeProposalRow } from '../../src/training/scoring/scheme-proposals.ts';
import { type SchemeEffect, schemeEffect, touchedEntries } from '../../src/training/scoring/scheme-standing.ts';
import { type ScoreEvent, settledEvents } from '../../src/training/scoring/score-event.ts';
import type { ScoringScheme } from '../../src/training/scoring/scoring-scheme.ts';
import { markedIn } from '../works/assignment-named.ts';

/** The table that the class has where it has none of its own: that of its kind and rule pack. */
export function usualScheme(ctx: Context, trainingClass: ClassRow): ScoringScheme {
  return ctx.rulesOf({ ...trainingClass, schemes: [] }).scoring;
}

/** The table as a proposal would have it. */
export function proposedScheme(ctx: Context, trainingClass: ClassRow, { points }: Pick<SchemeProposalRow, 'points'>) {
  return schemeWith(usualScheme(ctx, trainingClass), points);
}

/** Every standing and reversed event of the class. */
function eventsIn(ctx: Context, { _id }: ClassRow) {
  return ctx.store.scoreEvents.ofClass(_id);
}

/** What keeps a change from being made: entries that count, and marks of works that are not entered yet because another marker is to read them. */
async function groundOf(ctx: Context, trainingClass: ClassRow): Promise<Pick<ScoreEvent, 'item' | 'step'>[]> {
  const { standing } = settledEvents(await eventsIn(ctx, trainingClass));
  const waiting: Pick<ScoreEvent, 'item' | 'step'>[] = [];
  for (const row of await ctx.store.assignments.ofClass(trainingClass._id)) {
    const { counts } = markedIn(ctx, trainingClass, row);
    if (counts === undefined) continue;
    const works = (await ctx.store.works.of(row._id)).filter(
      ({ _id, marks }) => marks.length > 0 && !standing.some(({ source }) => source === `work:${_id}`),
    );
    waiting.push(...works.map(() => ({ item: counts.item, step: counts.part })));
  }
  return [...standing, ...waiting];
}

/** What a scheme with these points would change although it was marked or entered by the former ones. */
export async function touchedBy(ctx: Context, trainingClass: ClassRow, points: readonly SchemePoints[]) {
  const wanted = proposedScheme(ctx, trainingClass, { points });
  return touchedEntries(ctx.rulesOf(trainingClass).scoring, wanted, await groundOf(ctx, trainingClass));
}

/** What a proposal changes, as things stand. */
export async function effectOf(ctx: Context, trainingClass: ClassRow, row: SchemeProposalRow): Promise<SchemeEffect> {
  const trainees = await ctx.store.enrollments.traineesOf(trainingClass._id);
  const eventsOf = byCadre(await eventsIn(ctx, trainingClass));
  const present = ctx.rulesOf(trainingClass).scoring;
  return schemeEffect(present, proposedScheme(ctx, trainingClass, row), trainees, eventsOf);
}

/** Whether points may have been given by the present scheme, so that a change needs a reason. */
export async function hasBegun(ctx: Context, trainingClass: ClassRow): Promise<boolean> {
  return trainingClass.opensOn <= beijingDateOf(ctx.now) || (await eventsIn(ctx, trainingClass)).length > 0;
}
