import { optional, textArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendSheet } from '../../src/bot/sheet-on-request.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { RuleError } from '../../src/errors.ts';
import { beyondUnit, isSameNeed, type NeedItem, readNeedLines, withNeeds } from '../../src/training/needs/need-item.ts';
import { blankNeedSheet, NEED_SHEET } from '../../src/training/needs/need-sheet.ts';
import { peopleTotal } from '../../src/training/needs/people-by-level.ts';
import { giveReport, reportNothing, sendBlankReport, startReport } from '../../src/training/needs/presses.ts';
import { reportWords } from '../../src/training/needs/report-words.ts';
import { menuTopics } from '../../src/training/needs/topics.ts';
import { isReportMovedBy, type ReportStep, type UnitReportRow } from '../../src/training/needs/unit-reports.ts';
import { openReport, peopleInUnits, reportTarget, type Target } from './report-target.ts';
import { changingReport } from './report-undo.ts';
import { settleReportCards } from './round-change.ts';

/** `/申报需求` and `/撤需求`: a unit says what training it needs, in short words, changed until the last day. */
export function unitReport(router: Router): void {
  router.command(
    {
      names: ['申报需求', 'report-needs'],
      action: 'need.report',
      right: 'found',
      args: [optional(textArg('needs', '主题 层级人数 理由'))],
      example: '/申报需求 基层治理 科级副职5人 科员3人 矛盾纠纷增多',
      about: '申报本单位的培训需求，一行一项；不写内容的，领取申报表',
      next: '直接记录，截止前可以更改；同一主题再报的，以后报的为准。',
    },
    (ctx, { needs = '' }) => report(ctx, needs),
  );
  router.command(
    {
      names: ['撤需求', 'withdraw-need'],
      action: 'need.report',
      right: 'found',
      args: [textArg('topic', '主题')],
      missing: '请写明主题。',
      example: '/撤需求 基层治理',
      about: '撤回本单位申报的一项培训需求',
      next: '截止前可以重新申报。',
    },
    (ctx, { topic }) => remove(ctx, topic),
  );
  router.press(startReport, async (ctx, facts) => {
    const { unit } = await openReport(ctx, facts.round, facts.unitId);
    await ctx.expect(giveReport.with(facts));
    await ctx.reply(
      reportWords.ask(
        unit.name,
        menuTopics(ctx.rules).map(({ name }) => name),
      ),
    );
  });
  router.press(giveReport, async (ctx, facts) => {
    await file(
      ctx,
      await openReport(ctx, facts.round, facts.unitId),
      readNeedLines(ctx.words ?? '', menuTopics(ctx.rules)),
    );
  });
  router.press(sendBlankReport, async (ctx, facts) => handOut(ctx, await openReport(ctx, facts.round, facts.unitId)));
  router.press(reportNothing, async (ctx, facts) => {
    const target = await openReport(ctx, facts.round, facts.unitId);
    await change(ctx, target, 'none', () => []);
  });
}

async function report(ctx: Context, typed: string): Promise<void> {
  const { target, rest } = await reportTarget(ctx, typed);
  await (rest === '' ? handOut(ctx, target) : file(ctx, target, readNeedLines(rest, menuTopics(ctx.rules))));
}

async function handOut(ctx: Context, { round, unit }: Target): Promise<void> {
  const of = { round: round._id, needsYear: round.needsYear, unit: unit.name };
  await ctx.reply(reportWords.sheetComing(unit.name));
  await sendSheet(ctx, `${round.needsYear}年度${NEED_SHEET}.xlsx`, blankNeedSheet(menuTopics(ctx.rules), of));
}

async function file(ctx: Context, target: Target, items: readonly NeedItem[]): Promise<void> {
  await refuseBeyondUnit(ctx, target, items);
  await change(ctx, target, 'file', (present) => withNeeds(present, items));
}

async function remove(ctx: Context, typed: string): Promise<void> {
  const { target, rest: topic } = await reportTarget(ctx, typed);
  const isIt = (item: NeedItem) => isSameNeed(item, { topic });
  const isDone = isReportMovedBy(target.report, ctx.update.id);
  if (!isDone && !target.report.items.some(isIt)) throw new RuleError('need.no-topic', { topic });
  await change(ctx, target, 'remove', (present) => present.filter((item) => !isIt(item)), topic);
}

/** @throws RuleError `need.more-than-unit` */
export async function refuseBeyondUnit(
  ctx: Context,
  { unit }: Pick<Target, 'unit'>,
  items: readonly NeedItem[],
): Promise<void> {
  const unitPeople = (await peopleInUnits(ctx, [unit._id]))(unit._id);
  const beyond = beyondUnit(items, unitPeople);
  if (beyond === undefined) return;
  const facts = { topic: beyond.topic, people: peopleTotal(beyond.people), unit: unit.name, unitPeople };
  throw new RuleError('need.more-than-unit', facts);
}

/** Changes a report once and says what it holds now. */
async function change(
  ctx: Context,
  { round, unit, report: before }: Target,
  act: Exclude<ReportStep['act'], 'undo'>,
  itemsOf: (present: readonly NeedItem[]) => readonly NeedItem[],
  topic = '',
): Promise<void> {
  const changed = await changeReport(ctx, before, act, itemsOf);
  const shown = { round, unit: unit.name, report: changed };
  const isNothing = changed.state === 'none';
  await settleReportCards(ctx, [changed], isNothing ? reportWords.nothingSettled : reportWords.filedSettled);
  if (!isReportMovedBy(changed, ctx.update.id)) return ctx.reply(reportWords.unchanged(shown));
  const nowHeld = isNothing ? reportWords.nothing(shown) : reportWords.filed(shown);
  const said = act === 'remove' ? reportWords.removed(shown, topic) : nowHeld;
  await replyWithUndo(ctx, said, changingReport, { round: round._id, unitIds: unit._id, update: ctx.update.id });
}

/** Changes what a report holds; what is the same already stays untouched. */
export async function changeReport(
  ctx: Context,
  before: UnitReportRow,
  act: Exclude<ReportStep['act'], 'undo'>,
  itemsOf: (present: readonly NeedItem[]) => readonly NeedItem[],
): Promise<UnitReportRow> {
  const isSame = (present: readonly NeedItem[], items: readonly NeedItem[]) =>
    JSON.stringify(present) === JSON.stringify(items) && before.state !== 'waiting';
  const step = { act, by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const changed = await ctx.store.unitReports.change(before._id, {
    ...step,
    itemsOf: (present) => (isSame(present, itemsOf(present)) ? undefined : itemsOf(present)),
  });
  return changed ?? before;
}
