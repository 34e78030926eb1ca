import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import type { ListStep } from '../../src/training/call-up/approval.ts';
import { approvalWords } from '../../src/training/call-up/approval-words.ts';
import { deadlinesFor } from '../../src/training/call-up/call-up-deadlines.ts';
import { askListReturn, giveListReturn, submitList } from '../../src/training/call-up/presses.ts';
import { callUpPreviewWords, type ShownList } from '../../src/training/call-up/preview-words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { refuseUnlessConsulted } from './call-up-issue.ts';
import { closeApproval, nameOf, waitingList } from './list-cards.ts';

const mostReasonLetters = 100;

type Proposal = Facts<typeof submitList>;

/** A list goes to others of the organisation department for approval; whoever approves it sends it out, and whoever does not sends it back. */
export function callUpApprove(router: Router): void {
  router.press(submitList, submit);
  router.press(askListReturn, async (ctx, about) => {
    await waiting(ctx, about);
    await ctx.expect(giveListReturn.with(about));
    await ctx.reply(approvalWords.askReturn);
  });
  router.press(giveListReturn, sendBack);
}

async function submit(ctx: Context, about: Proposal): Promise<void> {
  const { trainingClass, shown } = await waiting(ctx, about);
  refuseUnlessConsulted(ctx, trainingClass, shown);
  deadlinesFor(ctx.now, trainingClass, ctx.rulesOf(trainingClass).callUp);
  if (shown.approvers.length === 0) throw new RuleError('call-up.nobody-approves', {});
  const list = await take(ctx, about, 'submitted');
  const handed: ShownList = { ...shown, list };
  const card = callUpPreviewWords.toApprove(trainingClass, handed, await nameOf(ctx, list.proposedBy));
  const key = `${list._id}:${ctx.update.id}`;
  await ctx.sendAll(
    shown.approvers.map((cadreId) => ({ cadreId, message: card, key: `call-up-approve:${key}:${cadreId}` as const })),
  );
  await ctx.revise(callUpPreviewWords.card(trainingClass, handed));
  await ctx.reply(approvalWords.submitted(shown.approvers.map((id) => shown.staffNames.get(id) ?? '')));
}

async function sendBack(ctx: Context, about: Proposal): Promise<void> {
  const reason = [...(ctx.words ?? '').trim()].slice(0, mostReasonLetters).join('');
  if (reason === '') throw new RuleError('call-up.no-return-reason', {});
  const { trainingClass, shown } = await waiting(ctx, about);
  const list = await take(ctx, about, 'sentBack', reason);
  const { proposedBy } = list;
  const card = callUpPreviewWords.card(trainingClass, { ...shown, list });
  await ctx.send(proposedBy, card, `call-up-returned:${list._id}:${ctx.update.id}`);
  await closeApproval(ctx, shown, approvalWords.sentBackBy(ctx.person.name));
  await ctx.settle(approvalWords.sentBack);
  await ctx.reply(approvalWords.sentBackReply(await nameOf(ctx, proposedBy)));
}

/** Notes the step. @throws RuleError `call-up.proposal-gone`, `call-up.list-moved` when another was faster */
async function take(ctx: Context, { proposal }: Proposal, what: ListStep['what'], reason?: string) {
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const list = await ctx.store.callUpLists.take(proposal, { what, ...by, ...(reason !== undefined && { reason }) });
  if (list === null) throw new RuleError('call-up.proposal-gone', {});
  if (list.steps?.some(({ byUpdate }) => byUpdate === ctx.update.id) !== true)
    throw new RuleError('call-up.list-moved', {});
  return list;
}

/** The list, if this person may issue it. @throws RuleError `call-up.proposal-gone` */
async function waiting(
  ctx: Context,
  { classId, proposal }: Proposal,
): Promise<{ trainingClass: ClassRow; shown: ShownList }> {
  const trainingClass = await allowedClass(ctx, 'call-up.issue', classId);
  const shown = await waitingList(ctx, trainingClass);
  if (shown?.list._id !== proposal || shown.list.approval !== undefined)
    throw new RuleError('call-up.proposal-gone', {});
  await ctx.require('call-up.issue', { classId, cadreIds: shown.rows.map(({ cadreId }) => cadreId) });
  return { trainingClass, shown };
}
