import { classArg, numberArg } from '../../src/bot/arguments.ts';
import { type Argument, UsageFault } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass, findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendList } from '../../src/bot/sheet-on-request.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { isLong, type ListSheet } from '../../src/chat/long-list.ts';
import { typedWord } from '../../src/chat/plain-text.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { reserveSeatsFor } from '../../src/training/call-up/call-up.ts';
import { type Criteria, readCriteria } from '../../src/training/call-up/call-up-criteria.ts';
import type { CallUpRow } from '../../src/training/call-up/call-ups.ts';
import { chooseFor } from '../../src/training/call-up/candidates.ts';
import {
  cancelProposal,
  issueCallUp,
  listProposal,
  sendCallUpProgress,
  sendProposal,
} from '../../src/training/call-up/presses.ts';
import { callUpPreviewWords } from '../../src/training/call-up/preview-words.ts';
import { proposedRows } from '../../src/training/call-up/proposed-rows.ts';
import { callUpWords } from '../../src/training/call-up/words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { issue } from './call-up-issue.ts';
import { dropList, proposeList } from './propose-list.ts';

const trialWord = '试算';

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
        trainingClass: await listedClass(ctx, classId),
        proposal,
      }),
      forget: dropList,
      dropped: callUpWords.cancelled,
    },
    issue,
  );
}

/** The class of a list that waits; dropping the list of a class that others hold ends it, which a second run of the same update finds done. */
async function listedClass(ctx: Context, classId: string): Promise<ClassRow> {
  await ctx.requireIn('call-up.issue', { classId });
  const found = await ctx.store.classes.byId(classId);
  return found?.withdrawal?.byUpdate === ctx.update.id ? found : allowedClass(ctx, 'call-up.issue', classId);
}

/** What a list with these seats and criteria would be; nothing is kept, and what is proposed already stands. */
async function tryOut(ctx: Context, trainingClass: ClassRow, seats: number, criteria: Criteria): Promise<void> {
  refuseHeldElsewhere(trainingClass);
  const drawn = { seats, ...criteria, proposedBy: ctx.person._id };
  const choice = await chooseFor(ctx.store, trainingClass, drawn, ctx.rulesOf(trainingClass));
  const rows = await proposedRows(ctx.store, trainingClass._id, choice, ctx.update.id);
  await ctx.reply(callUpPreviewWords.trial(trainingClass, criteria, rows, choice));
}

async function propose(ctx: Context, trainingClass: ClassRow, seats: number, criteria: Criteria): Promise<void> {
  refuseHeldElsewhere(trainingClass);
  if (trainingClass.state === 'draft') throw new RuleError('class.no-timetable', { classId: trainingClass._id });
  const rules = ctx.rulesOf(trainingClass);
  const drawn = { seats, ...criteria, proposedBy: ctx.person._id };
  const named = await proposeList(
    ctx,
    trainingClass,
    { seats, reserveSeats: reserveSeatsFor(seats, rules.callUp), ...criteria },
    () => chooseFor(ctx.store, trainingClass, drawn, rules),
  );
  if (named === 0) await ctx.reply(callUpWords.nobody);
}

/** @throws RuleError `sending.held-elsewhere`: whom others take is not for the rules of need to choose */
export function refuseHeldElsewhere({ organiser }: ClassRow): void {
  if (organiser !== undefined) throw new RuleError('sending.held-elsewhere', { organiser });
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

async function unitNames(ctx: Context, rows: readonly CallUpRow[]): Promise<Map<string, string>> {
  const units = await ctx.store.units.many([...new Set(rows.map((row) => row.unitId))]);
  return new Map(units.map((unit) => [unit._id, unit.name]));
}
