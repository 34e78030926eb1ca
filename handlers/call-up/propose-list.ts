import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { RuleError } from '../../src/errors.ts';
import { approvalWords } from '../../src/training/call-up/approval-words.ts';
import type { CallUpChoice } from '../../src/training/call-up/call-up.ts';
import type { Criteria } from '../../src/training/call-up/call-up-criteria.ts';
import { deadlinesFor } from '../../src/training/call-up/call-up-deadlines.ts';
import { passedOverAlike } from '../../src/training/call-up/call-up-lists.ts';
import { callUpPreviewId, callUpPreviewWords, type ShownList } from '../../src/training/call-up/preview-words.ts';
import { proposedRows } from '../../src/training/call-up/proposed-rows.ts';
import { sendingWords } from '../../src/training/call-up/sending-words.ts';
import { shownList } from '../../src/training/call-up/shown-list.ts';
import { type ClassRow, isHeldHere } from '../../src/training/class/classes.ts';
import { refuseIfIssued } from './call-up-issue.ts';
import { closeConsultation } from './consultation-cards.ts';
import { closeApproval, listCardFor, nameOf, waitingList } from './list-cards.ts';

/**
 * Keeps a list of a class in place of the one that waits, and shows it to whoever drew it; another's list is shown instead.
 * @returns how many are named, nothing where another's list was shown
 */
export async function proposeList(
  ctx: Context,
  trainingClass: ClassRow,
  drawn: Criteria & { seats: number; reserveSeats: number; quotaCall?: string },
  choose: () => Promise<CallUpChoice>,
): Promise<number | undefined> {
  await refuseIfIssued(ctx, trainingClass._id, undefined);
  const rules = ctx.rulesOf(trainingClass).callUp;
  deadlinesFor(ctx.now, trainingClass, rules);
  const proposal = ctx.update.id;
  const former = await waitingList(ctx, trainingClass);
  if (former !== undefined && (await isOthers(ctx, trainingClass, former))) return undefined;
  const choice = await choose();
  if (former?.list._id !== proposal) {
    await closeConsultation(ctx, former);
    await closeApproval(ctx, former, approvalWords.dropped);
  }
  await ctx.store.callUpLists.propose({
    ...{ _id: proposal, classId: trainingClass._id, seats: drawn.seats, reserveSeats: drawn.reserveSeats },
    ...{ rankLevels: [...drawn.rankLevels], groups: [...drawn.groups], proposedBy: ctx.person._id },
    ...{ proposedAt: ctx.now, passedOver: passedOverAlike(choice.passedOver) },
    ...(drawn.quotaCall === undefined ? {} : { quotaCall: drawn.quotaCall }),
  });
  const rows = await proposedRows(ctx.store, trainingClass._id, choice, proposal);
  await ctx.store.callUps.propose(trainingClass._id, proposal, rows);
  const named = rows.filter((row) => row.listed === 'named').length;
  if (named === 0) return 0;
  const list = await ctx.store.callUpLists.byId(proposal);
  const shown = list && (await shownList(ctx.store, list, rules));
  if (!shown) throw new RuleError('call-up.proposal-gone', {});
  await ctx.reply(callUpPreviewWords.card(trainingClass, shown));
  return named;
}

/** Whether another has drawn a list of this class: it is shown, and nothing takes its place unseen. */
async function isOthers(ctx: Context, trainingClass: ClassRow, former: ShownList): Promise<boolean> {
  const { proposedBy, proposedAt, approval } = former.list;
  if (approval !== undefined) throw new RuleError('class.already-called', { classId: trainingClass._id });
  if (proposedBy === ctx.person._id) return false;
  await ctx.reply(approvalWords.drawnBy(trainingClass, await nameOf(ctx, proposedBy), proposedAt));
  await ctx.reply(await listCardFor(ctx, trainingClass, former));
  return true;
}

/** Drops a list that was not issued, with what waits for others on their screens; whoever drew it hears it from another. */
export async function dropList(
  ctx: Context,
  { trainingClass, proposal }: { trainingClass: ClassRow; proposal: string },
): Promise<void> {
  const shown = await waitingList(ctx, trainingClass);
  const list = shown?.list;
  if (list?._id === proposal) {
    await closeConsultation(ctx, shown);
    await closeApproval(ctx, shown, approvalWords.dropped);
    if (list.proposedBy !== ctx.person._id) {
      await settleCopies(ctx, list.proposedBy, callUpPreviewId(proposal), approvalWords.dropped);
      const said = approvalWords.droppedBy(trainingClass, ctx.person.name);
      await ctx.send(list.proposedBy, said, `call-up-dropped:${proposal}`);
    }
  }
  await ctx.store.callUps.drop(trainingClass._id, proposal);
  const left = (await ctx.store.callUps.ofClass(trainingClass._id)).some((row) => row.proposal === proposal);
  if (!left) await ctx.store.callUpLists.drop(proposal);
  await endSending(ctx, trainingClass);
}

/** A class that others hold is known here only for the people sent to it: without a list it ends. */
async function endSending(ctx: Context, trainingClass: ClassRow): Promise<void> {
  if (isHeldHere(trainingClass) || (await ctx.store.callUps.ofClass(trainingClass._id)).length > 0) return;
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  await ctx.store.classes.withdraw(trainingClass._id, { ...by, reason: sendingWords.notSent, cadreIds: [] });
}
