import { classArg, numberArg } from '../../src/bot/arguments.ts';
import { type Argument, UsageFault } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass, findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendList } from '../../src/bot/sheet-on-request.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { isLong, type ListSheet } from '../../src/chat/long-list.ts';
import { typedWord } from '../../src/chat/plain-text.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import type { MessageKey } from '../../src/outbox/causes.ts';
import { reserveSeatsFor } from '../../src/training/call-up/call-up.ts';
import { type Criteria, readCriteria } from '../../src/training/call-up/call-up-criteria.ts';
import { callUpDeadlines } from '../../src/training/call-up/call-up-deadlines.ts';
import { passedOverAlike } from '../../src/training/call-up/call-up-lists.ts';
import { type CallUpRow, callUpNoticeKey } from '../../src/training/call-up/call-ups.ts';
import { chooseFor } from '../../src/training/call-up/candidates.ts';
import {
  cancelProposal,
  issueCallUp,
  listProposal,
  sendCallUpProgress,
  sendProposal,
  undoIssuing,
} from '../../src/training/call-up/presses.ts';
import { callUpPreviewWords, type ShownList } from '../../src/training/call-up/preview-words.ts';
import { proposedRows } from '../../src/training/call-up/proposed-rows.ts';
import { shownList } from '../../src/training/call-up/shown-list.ts';
import { callUpWords } from '../../src/training/call-up/words.ts';
import { type ClassRow, callUpDueKey } from '../../src/training/class/classes.ts';
import { type Reporting, reportingOf } from '../../src/training/class/reporting.ts';
import { classWords } from '../../src/training/class/words.ts';
import { closeConsultation } from './consultation-cards.ts';

const trialWord = '试算';

/** Taking back a list that was just issued. */
export const issuing = {
  kind: undoIssuing,
  instead: ({ classId }: { classId: string }) => `“/撤销调训 ${classId} 姓名 理由”`,
};

/** Optional criteria for the people on the list; with 试算 it is only tried out. */
const criteriaArg: Argument<'criteria', Criteria & { isTrial: boolean }> = {
  key: 'criteria',
  usage: '[条件…] [试算]',
  take(words) {
    const typed = words.rest();
    const isTrial = typed.some((word) => typedWord(word) === trialWord);
    const read = readCriteria(typed.filter((word) => typedWord(word) !== trialWord));
    if ('unknown' in read) throw new UsageFault(`“${read.unknown}”不是可用的条件。`);
    return () => ({ ...read, isTrial });
  },
};

/** Named call-up: the organisation department has a list made by the rules, checks it with its reasons, and sends the notices. */
export function callUp(router: Router): void {
  router.command(
    {
      names: ['点名', 'call-up', '点名调训'],
      action: 'call-up.propose',
      right: 'class',
      args: [classArg(), numberArg('seats', '名额', 3), criteriaArg],
      missing: '请写明名额。',
      usage: (line) =>
        `${line}，条件可写：科级正职、科级副职、科员、新提拔、学时不足、久未培训、关键岗位、新录用、年轻干部；末尾写“试算”，只看结果，不保存`,
      example: '/点名 {class} 40 科级副职 年轻干部',
      about: '按规则点名调训，先看名单和理由，再发通知',
      next: '先看名单和理由，确认后向干部发出调训通知并告知所在单位。',
    },
    async (ctx, { trainingClass, seats, criteria: { isTrial, ...criteria } }) =>
      isTrial ? tryOut(ctx, trainingClass, seats, criteria) : propose(ctx, trainingClass, seats, criteria),
  );
  router.command(
    {
      names: ['调训进度', 'call-up-progress'],
      action: 'call-up.progress',
      right: 'found',
      args: [classArg()],
      example: '/调训进度 {class}',
      about: '查看调训通知的答复情况',
      next: '列出答复情况；需要调整的，由县委组织部用“/增补”或“/撤销调训”。',
    },
    progress,
  );
  router.sheet(sendCallUpProgress, async (ctx, { classId }) => {
    const visible = await visibleCallUps(ctx, classId);
    const trainingClass = await findClass(ctx, classId);
    return callUpWords.progressSheet(trainingClass, visible, await unitNames(ctx, visible), beijingDateOf(ctx.now));
  });
  router.press(listProposal, showList);
  router.sheet(sendProposal, async (ctx, about) => {
    const { trainingClass, rows } = await proposed(ctx, about);
    return listSheet(ctx, trainingClass, rows);
  });
  router.preview(
    {
      confirm: issueCallUp,
      drop: cancelProposal,
      shown: async (ctx, { classId, proposal }) => ({
        trainingClass: await allowedClass(ctx, 'call-up.issue', classId),
        proposal,
      }),
      forget: async (ctx, { trainingClass, proposal }) => {
        const shown = await waitingList(ctx, trainingClass);
        if (shown?.list._id === proposal) await closeConsultation(ctx, shown);
        await ctx.store.callUps.drop(trainingClass._id, proposal);
        const left = (await ctx.store.callUps.ofClass(trainingClass._id)).some((row) => row.proposal === proposal);
        if (!left) await ctx.store.callUpLists.drop(proposal);
      },
      dropped: callUpWords.cancelled,
    },
    issue,
  );
}

/** What a list with these seats and criteria would be; nothing is kept, and what is proposed already stands. */
async function tryOut(ctx: Context, trainingClass: ClassRow, seats: number, criteria: Criteria): Promise<void> {
  const drawn = { seats, ...criteria, proposedBy: ctx.person._id };
  const choice = await chooseFor(ctx.store, trainingClass, drawn, ctx.rulesOf(trainingClass));
  const rows = await proposedRows(ctx.store, trainingClass._id, choice, ctx.update.id);
  await ctx.reply(callUpPreviewWords.trial(trainingClass, criteria, rows, choice));
}

async function propose(ctx: Context, trainingClass: ClassRow, seats: number, criteria: Criteria): Promise<void> {
  if (trainingClass.state === 'draft') throw new RuleError('class.no-timetable', { classId: trainingClass._id });
  await refuseIfIssued(ctx, trainingClass._id, undefined);
  callUpDeadlines(ctx.now, trainingClass.opensOn, ctx.rulesOf(trainingClass).callUp);
  const rules = ctx.rulesOf(trainingClass);
  const drawn = { seats, ...criteria, proposedBy: ctx.person._id };
  const choice = await chooseFor(ctx.store, trainingClass, drawn, rules);
  const proposal = ctx.update.id;
  const former = await waitingList(ctx, trainingClass);
  if (former?.list._id !== proposal) await closeConsultation(ctx, former);
  await ctx.store.callUpLists.propose({
    ...{ _id: proposal, classId: trainingClass._id, seats, reserveSeats: reserveSeatsFor(seats, rules.callUp) },
    ...{ rankLevels: [...criteria.rankLevels], groups: [...criteria.groups], proposedBy: ctx.person._id },
    ...{ proposedAt: ctx.now, passedOver: passedOverAlike(choice.passedOver) },
  });
  const rows = await proposedRows(ctx.store, trainingClass._id, choice, proposal);
  await ctx.store.callUps.propose(trainingClass._id, proposal, rows);
  const named = rows.filter((row) => row.listed === 'named');
  if (named.length === 0) return ctx.reply(callUpWords.nobody);
  const list = await ctx.store.callUpLists.byId(proposal);
  const shown = list && (await shownList(ctx.store, list, rules.callUp));
  if (!shown) throw new RuleError('call-up.proposal-gone', {});
  await ctx.reply(callUpPreviewWords.card(trainingClass, shown));
}

/** The list of a class that waits to be issued. */
async function waitingList(ctx: Context, trainingClass: ClassRow): Promise<ShownList | undefined> {
  const list = await ctx.store.callUpLists.ofClass(trainingClass._id);
  return list === null ? undefined : shownList(ctx.store, list, ctx.rulesOf(trainingClass).callUp);
}

/** Where units must be asked first, as long as they have time to answer. @throws RuleError `call-up.consult-first` */
function refuseUnlessConsulted(ctx: Context, trainingClass: ClassRow, shown: ShownList | undefined): void {
  if (shown === undefined || ctx.rulesOf(trainingClass).callUp.consultation.mode !== 'required') return;
  const { list, consultation } = shown;
  const isOver = list.consultBy !== undefined && ctx.now > list.consultBy;
  const count = (list.consultBy === undefined ? consultation.asked : consultation.openUnitIds).length;
  if (count > 0 && !isOver) throw new RuleError('call-up.consult-first', { count });
}

async function issue(
  ctx: Context,
  { trainingClass, proposal }: { trainingClass: ClassRow; proposal: string },
): Promise<void> {
  await refuseIfIssued(ctx, trainingClass._id, proposal);
  const listed = (await ctx.store.callUps.ofClass(trainingClass._id)).filter((row) => row.proposal === proposal);
  await ctx.require('call-up.issue', { classId: trainingClass._id, cadreIds: listed.map((row) => row.cadreId) });
  const shown = await waitingList(ctx, trainingClass);
  refuseUnlessConsulted(ctx, trainingClass, shown);
  const { answerBy, note } = callUpDeadlines(ctx.now, trainingClass.opensOn, ctx.rulesOf(trainingClass).callUp);
  // Before the notices are written down: a second run does not see the list wait any more.
  await closeConsultation(ctx, shown);
  await ctx.store.callUps.issue(trainingClass._id, proposal, ctx.update.id, {
    answerBy,
    issuedAt: ctx.now,
    issuedBy: ctx.person._id,
    ...(trainingClass.listsTakenBack === undefined ? {} : { issue: ctx.update.id }),
  });
  const rows = (await ctx.store.callUps.ofClass(trainingClass._id)).filter(
    (row) => row.listed === 'named' && row.moves.includes(ctx.update.id),
  );
  if (rows.length === 0) throw new RuleError('call-up.proposal-gone', {});
  await sendNotices(ctx, trainingClass, rows);
  await ctx.settle(callUpWords.issued);
  for (const { _id } of await ctx.store.cadres.withRole('orgDept'))
    await ctx.closeCard(callUpDueKey(trainingClass._id, _id), classWords.calledUp);
  const facts = { count: rows.length, answerBy, note, forMorning: ctx.isQuietTime() };
  const of = { classId: trainingClass._id, proposal };
  await replyWithUndo(ctx, callUpWords.issuedReply(trainingClass, facts), issuing, of);
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
    const text = callUpWords.toUnit(
      trainingClass,
      own.map((row) => row.name),
      reporting,
    );
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

async function showList(ctx: Context, { classId, proposal }: Facts<typeof listProposal>): Promise<void> {
  const { trainingClass, rows } = await proposed(ctx, { classId, proposal });
  if (!isLong(rows)) return ctx.reply(callUpWords.list(trainingClass, rows, await unitNames(ctx, rows)));
  await ctx.reply(callUpWords.listComing(rows.length));
  await sendList(ctx, await listSheet(ctx, trainingClass, rows));
}

async function listSheet(ctx: Context, trainingClass: ClassRow, rows: readonly CallUpRow[]): Promise<ListSheet> {
  const people = await ctx.store.cadres.many(rows.map(({ cadreId }) => cadreId));
  const byId = new Map(people.map((each) => [each._id, each]));
  return callUpWords.listSheet(trainingClass, rows, await unitNames(ctx, rows), byId);
}

/** The list of a proposal, for who may see it. @throws RuleError `call-up.proposal-gone` */
async function proposed(ctx: Context, { classId, proposal }: Facts<typeof listProposal>) {
  const trainingClass = await allowedClass(ctx, 'call-up.propose', classId);
  const rows = (await ctx.store.callUps.ofClass(classId)).filter((row) => row.proposal === proposal);
  if (rows.length === 0) throw new RuleError('call-up.proposal-gone', {});
  return { trainingClass, rows };
}

async function progress(ctx: Context, { trainingClass }: { trainingClass: ClassRow }): Promise<void> {
  const visible = await visibleCallUps(ctx, trainingClass._id);
  await ctx.reply(callUpWords.progress(trainingClass, visible, await unitNames(ctx, visible)));
}

/** The call-ups that were issued, as far as the person may see them. @throws RuleError `policy…` when they may see none */
async function visibleCallUps(ctx: Context, classId: string): Promise<CallUpRow[]> {
  const rows = await ctx.store.callUps.ofClass(classId);
  const issued = rows.filter((row) => row.issuedAt !== undefined);
  const visible = await ctx.allowedOf('call-up.progress', issued, ({ unitId }) => ({ classId, unitId }));
  if (visible.length === 0) await ctx.require('call-up.progress', { classId });
  return visible;
}

/** Checks that no list was issued yet, except by this same update. */
async function refuseIfIssued(ctx: Context, classId: string, proposal: string | undefined): Promise<void> {
  const rows = await ctx.store.callUps.ofClass(classId);
  const issued = rows.find((row) => row.issuedAt !== undefined);
  if (issued !== undefined && issued.proposal !== proposal) throw new RuleError('class.already-called', { classId });
}

async function unitNames(ctx: Context, rows: readonly CallUpRow[]): Promise<Map<string, string>> {
  const units = await ctx.store.units.many([...new Set(rows.map((row) => row.unitId))]);
  return new Map(units.map((unit) => [unit._id, unit.name]));
}
