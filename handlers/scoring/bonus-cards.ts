import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Card } from '../../src/chat/message.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { withProofs } from '../../src/training/proofs/words.ts';
import { alikeBonuses } from '../../src/training/scoring/achievement.ts';
import { alikeWords } from '../../src/training/scoring/alike-words.ts';
import { entryOfMark, evidenceAbout, marksOfEntry } from '../../src/training/scoring/evidence.ts';
import { reverseWords } from '../../src/training/scoring/reverse-words.ts';
import { settledEvents, stepName } from '../../src/training/scoring/score-event.ts';
import type { ScoreEventRow } from '../../src/training/scoring/score-events.ts';
import { itemName, type ScoringScheme } from '../../src/training/scoring/scoring-scheme.ts';
import { vetoWords } from '../../src/training/scoring/veto-words.ts';
import { isVeto } from '../../src/training/scoring/vetoes.ts';
import { scoringWords } from '../../src/training/scoring/words.ts';

/** The card about these bonuses, which were proposed together. */
export function bonusCardId(marks: readonly ScoreEventRow[], entryId: string): string {
  const [mark] = marks;
  return `bonus:${mark === undefined || marks.length > 1 ? entryId : mark._id}`;
}

/** What the evaluation team decides on, with the evidence there is. @param marks - proposed together; not empty */
export async function teamCard(ctx: Context, marks: readonly ScoreEventRow[], entryId: string): Promise<Card> {
  const [event] = marks;
  if (event === undefined) throw new Error(`no bonus was proposed by ${entryId}`);
  const trainingClass = await findClass(ctx, event.classId);
  const people = await ctx.store.cadres.many([event.authorId, ...marks.map(({ cadreId }) => cadreId)]);
  const nameOf = (id: string) => people.find(({ _id }) => _id === id)?.name ?? '';
  const names = marks.map(({ cadreId }) => nameOf(cadreId));
  const { scoring } = ctx.rulesOf(trainingClass);
  const [item, proposer] = [itemName(scoring, event.item), nameOf(event.authorId)];
  const card = isVeto(event, scoring)
    ? vetoWords.toTeam(trainingClass, names[0] ?? '', stepName(event, scoring), event, proposer)
    : marks.length > 1
      ? scoringWords.bonusesToTeam(trainingClass, entryId, names, { item, event, proposer })
      : scoringWords.bonusToTeam(trainingClass, names[0] ?? '', item, event, proposer);
  const about = evidenceAbout(event.classId, entryId);
  return withProofs(await withAlike(ctx, card, marks, nameOf, scoring), about, await ctx.store.proofs.countOf(about));
}

/** What of a class waits for the evaluation team to confirm it, bonuses proposed together as one: the card, its key for a member, who proposed it. */
export async function openProposals(ctx: Context, trainingClass: ClassRow) {
  const { scoring } = ctx.rulesOf(trainingClass);
  const rows = await ctx.store.scoreEvents.ofClass(trainingClass._id);
  const standing = new Set(settledEvents(rows).standing.map(({ _id }) => _id));
  const waits = ({ _id, item, needsSecond, confirmedBy, refusedBy }: ScoreEventRow) =>
    standing.has(_id) &&
    (confirmedBy ?? refusedBy) === undefined &&
    (needsSecond === true || scoring.bonusItems.some(({ id }) => id === item));
  const entries = new Set(rows.filter(waits).flatMap((row) => entryOfMark(row) ?? []));
  return Promise.all(
    [...entries].map(async (entryId) => {
      const marks = await marksOfEntry(ctx.store, trainingClass._id, entryId);
      const about = marks.length > 1 ? `${entryId}:bonus` : (marks[0]?._id ?? '');
      const key = (cadreId: string) => `bonus:${about}:${cadreId}` as const;
      return { card: await teamCard(ctx, marks, entryId), key, by: marks[0]?.authorId ?? '' };
    }),
  );
}

/** The bonuses of the same person that may be for the same achievement, in words. */
export async function alikeTo(
  ctx: Context,
  event: ScoreEventRow,
  scheme: ScoringScheme,
): Promise<{ id: string; words: string }[]> {
  const rows = await ctx.store.scoreEvents.ofTrainee(event.classId, event.cadreId);
  return alikeBonuses(event, rows, scheme).map((each) => ({
    id: each._id,
    words: alikeWords.one(itemName(scheme, each.item), each),
  }));
}

/** The card with what may be the same achievement; of one person it may be confirmed as that. */
async function withAlike(
  ctx: Context,
  card: Card,
  marks: readonly ScoreEventRow[],
  nameOf: (cadreId: string) => string,
  scheme: ScoringScheme,
): Promise<Card> {
  const lines: string[] = [];
  let first: string | undefined;
  for (const mark of marks) {
    const alike = await alikeTo(ctx, mark, scheme);
    first ??= alike[0]?.id;
    const name = marks.length > 1 ? nameOf(mark.cadreId) : '';
    if (alike.length > 0)
      lines.push(
        alikeWords.line(
          alike.map(({ words }) => words),
          name,
        ),
      );
  }
  if (first === undefined) return card;
  const [mark, ...others] = marks;
  const same = mark === undefined || others.length > 0 ? [] : [alikeWords.sameButton(mark._id, first)];
  return { ...card, lines: [...card.lines, ...lines], buttons: [...card.buttons, ...same] };
}

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
