import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import { RuleError } from '../../src/errors.ts';
import { touchedSince } from '../../src/training/scoring/scheme-standing.ts';
import { schemeWords } from '../../src/training/scoring/scheme-words.ts';
import { reversalOf, type ScoreEvent } from '../../src/training/scoring/score-event.ts';
import { type ScoreEventRow, scoreEventRow } from '../../src/training/scoring/score-events.ts';
import { proposedScheme } from './scheme-facts.ts';

/**
 * Enters what was typed or shown at `at`. The scheme it rests on may be confirmed at the same moment: whoever enters looks for that after writing,
 * and whoever confirms looks for entries after saying so, so that one of the two always sees the other.
 * @throws RuleError `score.scheme-moved`, with nothing left that counts
 */
export async function enterScores(
  ctx: Context,
  { classId, at }: { classId: string; at: Date },
  events: readonly ScoreEventRow[],
): Promise<void> {
  await refuseWhenSchemeMoved(ctx, classId, at, events);
  await ctx.store.scoreEvents.add(events);
  try {
    await refuseWhenSchemeMoved(ctx, classId, at, events);
  } catch (error) {
    const reversals = events.map((event) => reversalOf(event, schemeWords.movedReason, ctx.person._id, ctx.now));
    await ctx.store.scoreEvents.add(reversals.map((each) => scoreEventRow(classId, each)));
    throw error;
  }
}

/**
 * Checks that no scheme was confirmed since, nor is being confirmed, by which these entries could not be made.
 * @throws RuleError `score.scheme-moved`
 */
export async function refuseWhenSchemeMoved(
  ctx: Context,
  classId: string,
  at: Date,
  entries: readonly Pick<ScoreEvent, 'item' | 'step'>[],
): Promise<void> {
  const trainingClass = await findClass(ctx, classId);
  const confirmed = await ctx.store.schemeProposals.confirmedOf(classId);
  const coming = confirmed.filter(({ after }) => after === (trainingClass.schemes?.length ?? 0));
  const schemes = coming.map((each) => proposedScheme(ctx, trainingClass, each));
  const touched = touchedSince(ctx.rulesOf(trainingClass), at, schemes, entries);
  if (touched.length === 0) return;
  throw new RuleError('score.scheme-moved', { names: [...new Set(touched.map(({ name }) => name))].join('、') });
}
