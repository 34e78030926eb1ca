import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { GradingRow } from '../../src/training/grading/gradings.ts';
import { publishCardKey } from '../../src/training/grading/gradings.ts';
import { confirmGrading, giveReturnReason, returnGrading } from '../../src/training/grading/presses.ts';
import { gradingWords } from '../../src/training/grading/words.ts';
import { openObjections } from '../objections/before-grading.ts';
import { closeConfirmCards } from './grading-proposal.ts';
import { stillAsProposed } from './still-as-proposed.ts';

const mostReasonLetters = 200;

/** Another member of the evaluation team confirms a grading or returns it. */
export function gradingConfirm(router: Router): void {
  router.press(confirmGrading, confirm);
  router.press(returnGrading, async (ctx, facts) => {
    const { row } = await shownProposal(ctx, facts);
    if (row.decision !== undefined && row.decision !== ctx.update.id) throw decidedAlready(row);
    await ctx.expect(giveReturnReason.with({ classId: row._id, proposal: row.proposal }));
    await ctx.reply(gradingWords.askReturn);
  });
  router.press(giveReturnReason, sendBack);
}

/**
 * Confirms a proposal. The class is first closed to new scores and then the scores are computed again, so that none can be added in between.
 * If anything changed since the proposal, the class is opened again and the proposal returned.
 */
async function confirm(ctx: Context, facts: Shown): Promise<void> {
  const { trainingClass, row: shown } = await shownProposal(ctx, facts);
  const row = await decide(ctx, shown, 'confirming');
  if (row.state === 'returned' || (row.state === 'confirming' && !(await settleResults(ctx, trainingClass, row)))) {
    await closeConfirmCards(ctx, row.proposal, gradingWords.staleCard);
    await ctx.send(row.proposedBy, gradingWords.staleToProposer(trainingClass), `grade-stale:${row.proposal}`);
    throw new RuleError('grade.stale', { classId: row._id });
  }
  await closeConfirmCards(ctx, row.proposal, gradingWords.confirmedBy(ctx.person.name));
  await ctx.send(
    row.proposedBy,
    gradingWords.confirmedToProposer(trainingClass, ctx.person.name),
    `grade-confirmed:${row.proposal}`,
  );
  await askToPublish(ctx, trainingClass, row);
  await ctx.reply(gradingWords.confirmedReply(trainingClass));
}

/** Stores the results and confirms the grading, if the scores are still those of the proposal. @returns whether they are */
async function settleResults(ctx: Context, trainingClass: ClassRow, row: GradingRow): Promise<boolean> {
  const { classes, gradings, assessments } = ctx.store;
  await classes.move(row._id, ['planned'], 'graded');
  const fresh = await freshRows(ctx, trainingClass, row);
  if (fresh === undefined) {
    await classes.move(row._id, ['graded'], 'planned');
    await gradings.endCheck(row._id, ctx.update.id, 'returned');
    return false;
  }
  await assessments.put(fresh);
  await gradings.endCheck(row._id, ctx.update.id, 'confirmed');
  return true;
}

async function freshRows(ctx: Context, trainingClass: ClassRow, row: GradingRow) {
  // Whoever objects before the class is closed is heard first.
  if ((await openObjections(ctx, row._id)) > 0) return undefined;
  return (await stillAsProposed(ctx, trainingClass, row))?.explainedRows();
}

async function askToPublish(ctx: Context, trainingClass: ClassRow, row: GradingRow): Promise<void> {
  const rows = await ctx.store.assessments.ofClass(trainingClass._id);
  const message = gradingWords.toPublish(trainingClass, rows, row);
  const department = await ctx.store.cadres.withRole('orgDept');
  await ctx.sendAll(department.map(({ _id }) => ({ cadreId: _id, message, key: publishCardKey(row, _id) })));
}

async function sendBack(ctx: Context, facts: Shown): Promise<void> {
  const { trainingClass, row: shown } = await shownProposal(ctx, facts);
  const words = [...(ctx.words ?? '').trim()].slice(0, mostReasonLetters).join('');
  if (words === '') throw new RuleError('grade.no-return-reason', {});
  const row = await decide(ctx, shown, 'returned', { returnedBecause: words });
  await closeConfirmCards(ctx, row.proposal, gradingWords.returnedBy(ctx.person.name));
  await ctx.send(
    row.proposedBy,
    gradingWords.returnedToProposer(trainingClass, ctx.person.name, words),
    `grade-returned:${row.proposal}`,
  );
  await ctx.reply(gradingWords.returnedReply);
}

/** Checks that nobody else has decided on the proposal; the update that did may run again. */
async function decide(
  ctx: Context,
  shown: GradingRow,
  to: 'confirming' | 'returned',
  why: Pick<GradingRow, 'returnedBecause'> = {},
): Promise<GradingRow> {
  const by = { decision: ctx.update.id, decidedBy: ctx.person._id, decidedAt: ctx.now, ...why };
  const row = await ctx.store.gradings.decide(shown._id, shown.proposal, to, by);
  if (row?.decision !== ctx.update.id) throw decidedAlready(shown);
  return row;
}

/** What the card shows. */
type Shown = Facts<typeof confirmGrading>;

/** The proposal that the card shows, if it is still the present one and this person may decide on it. */
async function shownProposal(
  ctx: Context,
  { classId, proposal }: Shown,
): Promise<{ trainingClass: ClassRow; row: GradingRow }> {
  const present = await ctx.store.gradings.byClass(classId);
  const row = await ctx.requireFound(
    'grade.confirm',
    present?.proposal === proposal ? present : null,
    ({ _id, proposedBy }) => ({ classId: _id, proposedBy }),
    new RuleError('grade.proposal-changed', { classId }),
  );
  return { trainingClass: await findClass(ctx, row._id), row };
}

function decidedAlready(row: GradingRow): RuleError {
  return new RuleError('grade.decided-already', { classId: row._id });
}
