import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import {
  assessClass,
  type Gathered,
  gatherTrainees,
  standingDecisions,
  undecidedOf,
  unratedOf,
} from '../../src/training/grading/class-assessment.ts';
import type { GradingDecisions, GradingRow } from '../../src/training/grading/gradings.ts';
import { confirmCardKey } from '../../src/training/grading/gradings.ts';
import { offerWords } from '../../src/training/grading/offer-words.ts';
import { offerCardId } from '../../src/training/grading/ready-to-grade.ts';
import { isTieOf } from '../../src/training/grading/standing-tie.ts';
import { gradingWords } from '../../src/training/grading/words.ts';
import type { RulePack } from '../../src/training/rule-pack.ts';
import { proposeUnlessAsked } from '../class/drop-out.ts';

/** The decisions of the new proposal, given the present class and the earlier proposal. */
export type Decide = (gathered: readonly Gathered[], before: GradingDecisions) => GradingDecisions & Notes;

interface Notes {
  /** Remarks to the proposer in addition to the figures, as sentences. */
  notes: readonly string[];
}

/**
 * Makes a proposal in place of the present one and shows it to its author; if marks are missing, the answer says which. Cards of earlier
 * proposals are closed, so that people only confirm what their card shows.
 *
 * @throws RuleError `grade.confirmed-already`, `grade.proposed-meanwhile`, `grade.no-trainees`, and those of `gradeClass`
 */
export async function makeProposal(ctx: Context, trainingClass: ClassRow, decide: Decide): Promise<void> {
  const classId = trainingClass._id;
  const before = await ctx.store.gradings.byClass(classId);
  const made = before?.proposals.includes(ctx.update.id) === true;
  if (before !== null && !made) refuseWhenConfirmed(before);
  const gathered = await gatherTrainees(ctx.store, trainingClass, ctx.rulesOf(trainingClass), ctx.now);
  if (gathered.every(({ enrollment }) => enrollment.state === 'withdrawn'))
    throw new RuleError('grade.no-trainees', { classId });
  const undecided = undecidedOf(gathered);
  if (undecided.length > 0) {
    for (const { cadreId, reason } of undecided)
      await proposeUnlessAsked(ctx, trainingClass, cadreId, { reason, about: `grade:${classId}:${cadreId}` });
    return ctx.reply(gradingWords.undecided(trainingClass, undecided));
  }
  const waiting = unratedOf(gathered);
  if (waiting.length > 0) return ctx.reply(gradingWords.unrated(trainingClass, waiting));
  const row = made ? before : await propose(ctx, trainingClass, gathered, before, decide);
  if (row?.proposal !== ctx.update.id) throw new RuleError('grade.proposed-meanwhile', { classId });
  for (const { _id } of await ctx.store.cadres.withRole('evaluationTeam'))
    await settleCopies(ctx, _id, offerCardId(classId), offerWords.begun(ctx.person.name));
  const earlier = row.proposals.filter((each) => each !== row.proposal);
  for (const each of earlier) await closeConfirmCards(ctx, each, gradingWords.replaced);
  const assessed = assessClass(classId, gathered, row, ctx.rulesOf(trainingClass));
  const last = earlier.at(-1);
  const notes =
    last !== undefined && (await wasSubmitted(ctx, last)) ? [...row.notes, gradingWords.askAgain] : row.notes;
  await ctx.reply(gradingWords.preview(trainingClass, row.proposal, assessed, notes));
}

/** Whether the other members were asked to confirm this proposal. */
async function wasSubmitted(ctx: Context, proposal: string): Promise<boolean> {
  for (const member of await ctx.store.cadres.withRole('evaluationTeam'))
    if ((await ctx.store.deliveries.byKey(confirmCardKey(proposal, member._id))) !== null) return true;
  return false;
}

function propose(
  ctx: Context,
  trainingClass: ClassRow,
  gathered: readonly Gathered[],
  before: GradingRow | null,
  decide: Decide,
): Promise<GradingRow | null> {
  const rules = ctx.rulesOf(trainingClass);
  const decided = withoutOldTie(rules, gathered, decide(gathered, before ?? { changes: [] }));
  const classId = trainingClass._id;
  const basis = assessClass(classId, gathered, decided, rules).basis();
  const by = { proposal: ctx.update.id, proposedBy: ctx.person._id, proposedAt: ctx.now };
  return ctx.store.gradings.propose({ _id: classId, ...by, basis, ...decided }, before?.proposal);
}

/** Without an order that was decided for a tie which the changes of the same proposal have ended or altered; the notes say so. */
function withoutOldTie(
  rules: RulePack,
  gathered: readonly Gathered[],
  decided: GradingDecisions & Notes,
): GradingDecisions & Notes {
  const { tieDecision, ...others } = decided;
  if (tieDecision === undefined || isTieOf(gathered, decided, rules)) return decided;
  const names = tieDecision.cadreIds.map((id) => gathered.find(({ trainee }) => trainee.cadreId === id)?.trainee.name);
  return { ...others, notes: [...others.notes, gradingWords.tieOver(names.map((name) => name ?? ''))] };
}

/** The earlier decisions that still fit, and the sentence about those that do not. */
export function keptDecisions(rules: RulePack, gathered: readonly Gathered[], before: GradingDecisions) {
  const { kept, dropped } = standingDecisions(gathered, before, rules);
  return { kept, notes: dropped.length === 0 ? [] : [gradingWords.dropped(dropped)] };
}

/** @throws RuleError `grade.confirmed-already` */
export function refuseWhenConfirmed(grading: GradingRow): void {
  if (grading.state !== 'proposed' && grading.state !== 'returned')
    throw new RuleError('grade.confirmed-already', { classId: grading._id });
}

/** Closes the cards that asked to confirm a proposal, for every member. */
export async function closeConfirmCards(ctx: Context, proposal: string, settled: string): Promise<void> {
  for (const member of await ctx.store.cadres.withRole('evaluationTeam'))
    await ctx.closeCard(confirmCardKey(proposal, member._id), settled);
}
