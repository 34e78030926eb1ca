import type { Context } from '../../src/bot/context.ts';
import { RuleError } from '../../src/errors.ts';
import { reverseWords } from '../../src/training/scoring/reverse-words.ts';
import type { ScoreEventRow } from '../../src/training/scoring/score-events.ts';

/** Reverses a bonus that is not confirmed, so that nobody can confirm it any more. */
export async function withdrawBonus(ctx: Context, event: ScoreEventRow): Promise<void> {
  const { confirmedBy, refusedBy } = await ctx.store.scoreEvents.decide(event._id, { refusedBy: ctx.person._id });
  if (confirmedBy !== undefined) throw new RuleError('score.reverse-bonus', {});
  if (refusedBy !== ctx.person._id) throw new RuleError('score.bonus-decided', {});
  await closeTeamCards(ctx, event._id, reverseWords.withdrawnBy(ctx.person.name));
}

/** Closes the cards that asked the evaluation team. @param about - the bonus, or the entry of several */
export async function closeTeamCards(ctx: Context, about: string, settled: string): Promise<void> {
  for (const member of await ctx.store.cadres.withRole('evaluationTeam'))
    await ctx.closeCard(`bonus:${about}:${member._id}`, settled);
}
