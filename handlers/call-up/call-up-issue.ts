import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import type { MessageKey } from '../../src/outbox/causes.ts';
import { listBasis, listNumber } from '../../src/training/call-up/approval.ts';
import { approvalWords } from '../../src/training/call-up/approval-words.ts';
import { deadlinesFor } from '../../src/training/call-up/call-up-deadlines.ts';
import type { CallUpListRow } from '../../src/training/call-up/call-up-lists.ts';
import { type CallUpRow, callUpNoticeKey } from '../../src/training/call-up/call-ups.ts';
import { type issueCallUp, sendCallUpDocument, undoIssuing } from '../../src/training/call-up/presses.ts';
import { callUpPreviewId, type ShownList } from '../../src/training/call-up/preview-words.ts';
import { callUpWords } from '../../src/training/call-up/words.ts';
import { type ClassRow, callUpDueKey } from '../../src/training/class/classes.ts';
import { type Reporting, reportingOf } from '../../src/training/class/reporting.ts';
import { classWords } from '../../src/training/class/words.ts';
import { closeConsultation } from './consultation-cards.ts';
import { closeApproval, listCardFor, nameOf, waitingList } from './list-cards.ts';
import { closeQuotaCards } from './quota-cards.ts';

/** Taking back a list that was just issued. */
export const issuing = {
  kind: undoIssuing,
  instead: ({ classId }: { classId: string }) => `“/撤销调训 ${classId} 姓名 理由”`,
};

/** Approves a list, which freezes it under its number, and sends the notices. */
export async function issue(
  ctx: Context,
  { trainingClass, proposal }: { trainingClass: ClassRow; proposal: string },
  { basis }: Pick<Facts<typeof issueCallUp>, 'basis'>,
): Promise<void> {
  const classId = trainingClass._id;
  await refuseIfIssued(ctx, classId, proposal);
  const listed = (await ctx.store.callUps.ofClass(classId)).filter((row) => row.proposal === proposal);
  await ctx.require('call-up.issue', { classId, cadreIds: listed.map((row) => row.cadreId) });
  const { answerBy, note } = deadlinesFor(ctx.now, trainingClass, ctx.rulesOf(trainingClass).callUp);
  const list = await approved(ctx, trainingClass, proposal, basis);
  if (list?.approval === undefined) return;
  const { number } = list.approval;
  // Before the notices are written down: a second run does not see the list wait any more.
  const shown = await waitingList(ctx, trainingClass);
  await closeConsultation(ctx, shown);
  await closeApproval(ctx, shown, approvalWords.approvedBy(ctx.person.name, list.approval));
  await closeQuotaCards(ctx, classId);
  await ctx.store.callUps.issue(classId, proposal, ctx.update.id, {
    ...{ answerBy, issuedAt: ctx.now, issuedBy: list.proposedBy, listNumber: number },
    ...(trainingClass.listsTakenBack === undefined ? {} : { issue: ctx.update.id }),
  });
  const rows = (await ctx.store.callUps.ofClass(classId)).filter(
    (row) => row.listed === 'named' && row.moves.includes(ctx.update.id),
  );
  if (rows.length === 0) throw new RuleError('call-up.proposal-gone', {});
  await sendNotices(ctx, trainingClass, rows);
  await ctx.settle(callUpWords.issued);
  await tellProposer(ctx, trainingClass, list, rows.length);
  for (const { _id } of await ctx.store.cadres.withRole('orgDept'))
    await ctx.closeCard(callUpDueKey(classId, _id), classWords.calledUp);
  const facts = { count: rows.length, answerBy, note, forMorning: ctx.isQuietTime(), number };
  const document = { label: '发送文档', press: sendCallUpDocument.with({ classId }) };
  await replyWithUndo(ctx, callUpWords.issuedReply(trainingClass, facts), issuing, { classId, proposal }, [document]);
}

/**
 * The list with this person's approval; nothing where another has approved it or it is not as it was shown, which is said then.
 * @throws RuleError `call-up.proposal-gone`, `call-up.needs-second`, `call-up.consult-first`
 */
async function approved(
  ctx: Context,
  trainingClass: ClassRow,
  proposal: string,
  basis: string | undefined,
): Promise<CallUpListRow | undefined> {
  const { callUpLists } = ctx.store;
  const before = await callUpLists.byId(proposal);
  if (before?.approval === undefined) {
    const shown = await waitingList(ctx, trainingClass);
    if (shown?.list._id !== proposal) throw new RuleError('call-up.proposal-gone', {});
    if (shown.list.proposedBy === ctx.person._id && !shown.mayApproveOwn)
      throw new RuleError('call-up.needs-second', {});
    refuseUnlessConsulted(ctx, trainingClass, shown);
    if (basis !== undefined && basis !== listBasis(shown.list, shown.rows)) {
      await ctx.settle(approvalWords.changedSettled);
      await ctx.reply(approvalWords.changed);
      await ctx.reply(await listCardFor(ctx, trainingClass, shown));
      return undefined;
    }
  }
  const number = listNumber(trainingClass._id, trainingClass.listsTakenBack?.length ?? 0);
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const list = await callUpLists.approve(proposal, { number, ...by });
  if (list?.approval === undefined) throw new RuleError('call-up.proposal-gone', {});
  if (list.approval.byUpdate === ctx.update.id) return list;
  const approver = await nameOf(ctx, list.approval.by);
  await ctx.settle(approvalWords.approvedBy(approver, list.approval));
  await ctx.reply(approvalWords.approvedAlready(trainingClass, approver, list.approval));
  return undefined;
}

/** Whoever drew the list hears that another has approved it. */
async function tellProposer(ctx: Context, trainingClass: ClassRow, list: CallUpListRow, people: number): Promise<void> {
  if (list.approval === undefined || list.proposedBy === ctx.person._id) return;
  const { name } = ctx.person;
  const settled = approvalWords.approvedBy(name, list.approval);
  await settleCopies(ctx, list.proposedBy, callUpPreviewId(list._id), settled);
  const said = approvalWords.approvedToProposer(trainingClass, name, list.approval, people);
  await ctx.send(list.proposedBy, said, `call-up-approved:${list._id}:${ctx.update.id}`);
}

/** Where units must be asked first, as long as they have time to answer. @throws RuleError `call-up.consult-first` */
export function refuseUnlessConsulted(ctx: Context, trainingClass: ClassRow, shown: ShownList): void {
  if (ctx.rulesOf(trainingClass).callUp.consultation.mode !== 'required') return;
  const { list, consultation } = shown;
  const isOver = list.consultBy !== undefined && ctx.now > list.consultBy;
  const count = (list.consultBy === undefined ? consultation.asked : consultation.openUnitIds).length;
  if (count > 0 && !isOver) throw new RuleError('call-up.consult-first', { count });
}

/** Checks that no list was issued yet, except by this same update. */
export async function refuseIfIssued(ctx: Context, classId: string, proposal: string | undefined): Promise<void> {
  const rows = await ctx.store.callUps.ofClass(classId);
  const issued = rows.find((row) => row.issuedAt !== undefined);
  if (issued !== undefined && issued.proposal !== proposal) throw new RuleError('class.already-called', { classId });
}

/** Sends the notice to each person, and one message to the head and the liaison of each unit. */
export async function sendNotices(ctx: Context, trainingClass: ClassRow, rows: readonly CallUpRow[]): Promise<void> {
  const { numerator, denominator } = ctx.rulesOf(trainingClass).attendance.leaveLimit;
  const reporting = await reportingNow(ctx, trainingClass);
  await ctx.sendAll(
    rows.map((row) => ({
      cadreId: row.cadreId,
      message: callUpWords.notice(trainingClass, row, `${numerator}/${denominator}`, reporting),
      key: callUpNoticeKey(row),
    })),
  );
  await ctx.sendAll(await unitMessages(ctx, trainingClass, rows));
}

/** One message to the head and the liaison of each unit of whom somebody is called up. */
export async function unitMessages(ctx: Context, trainingClass: ClassRow, rows: readonly CallUpRow[]) {
  const units = await ctx.store.units.many([...new Set(rows.map((row) => row.unitId))]);
  const reporting = await reportingNow(ctx, trainingClass);
  return units.flatMap((unit) => {
    const own = rows.filter((row) => row.unitId === unit._id);
    const text = callUpWords.toUnit(trainingClass, own, reporting);
    const staff = [...new Set([unit.headId, unit.liaisonId])].filter((id) => id !== undefined);
    const about = [
      trainingClass._id,
      unit._id,
      own[0]?.proposal,
      own[0]?.addedByUpdate ?? own[0]?.substituteFor ?? '',
    ].join(':');
    return staff.map((cadreId) => ({
      cadreId,
      message: { kind: 'text' as const, text },
      key: `call-up-unit:${about}:${cadreId}` as const,
    }));
  });
}

/** What the notice of this class says of reporting. */
async function reportingNow(ctx: Context, trainingClass: ClassRow): Promise<Reporting> {
  const teacher = await ctx.store.cadres.byId(trainingClass.teacherId);
  return reportingOf(trainingClass, ctx.rulesOf(trainingClass).callUp.reporting, teacher?.name);
}

/** Head and liaison of the unit, who were told that this person is called up, hear that the person is no longer. */
export async function tellUnitOfAbsence(ctx: Context, trainingClass: ClassRow, row: CallUpRow, key: MessageKey) {
  const [unit] = await ctx.store.units.many([row.unitId]);
  const staff = [...new Set([unit?.headId, unit?.liaisonId])].filter((id) => id !== undefined);
  for (const id of staff)
    await ctx.send(id, callUpWords.cancelledToUnit(trainingClass, row.name), `call-up-unit:${key}:${id}`);
}
