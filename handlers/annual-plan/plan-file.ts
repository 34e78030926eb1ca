import { oneOfArg, restArg, together, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { nothingKept } from '../../src/bot/preview.ts';
import type { ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendList, sendSheet } from '../../src/bot/sheet-on-request.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { addDays, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { type Audience, audienceHint, readAudience } from '../../src/training/annual-plan/audience.ts';
import { filingWords } from '../../src/training/annual-plan/filing-words.ts';
import { draftBytes, readDraft } from '../../src/training/annual-plan/plan-draft.ts';
import { feeFaults, usualFeeClass } from '../../src/training/annual-plan/plan-fees.ts';
import { isMonthOver, type PlannedClass, planLimits, yearMeant } from '../../src/training/annual-plan/plan-item.ts';
import { isMovedBy } from '../../src/training/annual-plan/plan-items.ts';
import {
  blankPlanSheet,
  isPlanSheet,
  PLAN_SHEET,
  readAmount,
  readPlanSheet,
  topicTagsOf,
} from '../../src/training/annual-plan/plan-sheet.ts';
import { dropFiling, filePlan } from '../../src/training/annual-plan/presses.ts';
import { classKindOf, newClassRemarks } from '../../src/training/class/class-kind.ts';
import { servedTopics } from '../needs/year-menu.ts';
import { filingUnits, offPlan, unitNames } from './plan-access.ts';
import { undoing } from './plan-undo.ts';
import { sendReviewCards } from './review-cards.ts';

/** A problem list of more rows than this goes out as a sheet as well. */
const mostProblemsInChat = 10;

const amountArg = <Key extends string>(key: Key, label: string, unit: string, most: number) =>
  oneOfArg(
    key,
    label,
    (word) => {
      const amount = readAmount(word, unit);
      return amount === undefined || amount > most ? undefined : amount;
    },
    (word) => `“${word}”请写成整数，如 3，不超过 ${most}。`,
  );

/** `/申报计划`: classes of the annual plan, by a sheet or in one line; shown before they are filed. */
export function planFile(router: Router): void {
  router.command(
    {
      names: ['申报计划', 'file-plan'],
      action: 'plan.file',
      right: 'found',
      args: [
        together(
          'one',
          '[班次名称 月份 天数 人数 培训对象 每人每天费用 需求依据]',
          [
            wordArg('theme', '班次名称', { most: planLimits.themeLetters }),
            amountArg('month', '月份', '月', 12),
            amountArg('days', '天数', '天', planLimits.days),
            amountArg('people', '人数', '人', planLimits.people),
            oneOfArg<'audience', Audience>(
              'audience',
              '培训对象',
              readAudience,
              (word) => `“${word}”请写成${audienceHint}。`,
            ),
            amountArg('yuanPerPersonDay', '每人每天费用', '元', planLimits.yuan),
            restArg('need', '需求依据', { limit: { most: planLimits.needLetters } }),
          ],
          '请写全班次名称、月份、天数、人数、培训对象、每人每天费用和需求依据。',
        ),
      ],
      example: '/申报计划 基层治理专题培训班 {planMonth} 3天 40人 乡科级副职 400元 提升基层治理能力',
      about: '申报年度培训计划：不写内容的，领取申报表；写全的，申报一项',
      next: '先预览，确认后报县委组织部审核，结果告知申报人和单位主要负责人。',
    },
    (ctx, { one }) => (one === undefined ? handOut(ctx) : takeOne(ctx, one)),
  );
  router.file({ action: 'plan.file', offered: async () => filingWords.offer, take });
  router.preview(
    { confirm: filePlan, drop: dropFiling, shown: nothingKept, dropped: filingWords.dropped },
    (ctx, _, facts) => file(ctx, facts),
  );
}

async function handOut(ctx: Context): Promise<void> {
  const [unit] = await filingUnits(ctx);
  const todayOn = beijingDateOf(ctx.now);
  // Whoever asks at the end of a year plans the next one.
  const year = yearMeant(Number(todayOn.slice(5, 7)) >= 11 ? 1 : 12, todayOn);
  const name = unit?.name ?? '';
  await ctx.reply(filingWords.sheetComing(year, name));
  await sendSheet(ctx, `${year}${PLAN_SHEET}.xlsx`, blankPlanSheet(year, name, ctx.rules));
}

type Typed = Audience extends infer Each
  ? Pick<PlannedClass, 'theme' | 'month' | 'days' | 'people' | 'yuanPerPersonDay' | 'need'> & { audience: Each }
  : never;

async function takeOne(ctx: Context, { audience, ...typed }: Typed): Promise<void> {
  const [unit] = await filingUnits(ctx);
  if (unit === undefined) return;
  const { annualPlan, curriculum } = ctx.rules;
  const item: PlannedClass = {
    ...{ ...typed, ...audience, year: yearMeant(typed.month, beijingDateOf(ctx.now)), unitId: unit._id },
    topicTags: topicTagsOf('', typed.theme),
    classKind: classKindOf(typed.theme, curriculum),
    feeClass: usualFeeClass(annualPlan),
  };
  await preview(ctx, [item]);
}

async function take(ctx: Context, { sheets }: ReceivedFile): Promise<boolean> {
  const sheet = sheets.find(isPlanSheet);
  if (sheet === undefined) return false;
  const units = await filingUnits(ctx);
  const { items, problems } = readPlanSheet(sheet, { todayOn: beijingDateOf(ctx.now), units, rules: ctx.rules });
  if (problems.length > 0) {
    await ctx.reply(filingWords.bad(problems));
    if (problems.length > mostProblemsInChat) await sendList(ctx, filingWords.problems(problems));
  } else if (items.length === 0) await ctx.reply(filingWords.nothingIn);
  else await preview(ctx, items);
  return true;
}

async function preview(ctx: Context, items: readonly PlannedClass[]): Promise<void> {
  await refuseUnlessFitting(ctx, items);
  const { sha256 } = await ctx.store.files.keep('file', '申报.json', draftBytes(items), ctx.now);
  const isOffPlan = await offPlan(ctx, items);
  const facts = { file: sha256, filing: ctx.update.id };
  const shown = {
    remarks: items.flatMap((item) => lengthRemarks(ctx, item)),
    offPlan: items.filter(({ year }) => isOffPlan({ _id: '', year })).length,
    serves: items[0] === undefined ? undefined : await servedTopics(ctx, items[0]),
  };
  const names = { units: await unitNames(ctx, items), rules: ctx.rules };
  const buttons = { confirm: filePlan.with(facts), drop: dropFiling.with(facts) };
  await ctx.reply(filingWords.preview(ctx.update.id, items, names, shown, buttons));
}

/** What to look at in a class of so many days of this kind. */
function lengthRemarks(ctx: Context, { classKind, theme, year, month, days }: PlannedClass): string[] {
  const opensOn = `${year}-${String(month).padStart(2, '0')}-01`;
  const class_ = { opensOn, closesOn: addDays(opensOn, days - 1) };
  return newClassRemarks(classKind, class_, ctx.rules.curriculum).map((remark) => `“${theme}”：${remark}`);
}

/** @throws RuleError `policy…`, `plan.faults`, `plan.month-over` */
async function refuseUnlessFitting(ctx: Context, items: readonly PlannedClass[]): Promise<void> {
  for (const item of items) {
    await ctx.require('plan.file', { unitId: item.unitId });
    const faults = feeFaults(item, ctx.rules.annualPlan);
    if (faults.length > 0) throw new RuleError('plan.faults', { faults: faults.join('') });
    if (isMonthOver(item, beijingDateOf(ctx.now)))
      throw new RuleError('plan.month-over', { year: item.year, month: item.month });
  }
}

/** Files what was shown, each class once however often it is confirmed. */
async function file(ctx: Context, { file: sha256, filing: id }: Facts<typeof filePlan>): Promise<void> {
  if (!(await ctx.mayEver('plan.file'))) await ctx.requireIn('plan.file', {});
  const { planItems, files } = ctx.store;
  const bytes = await files.load(sha256);
  const items = bytes === null ? undefined : readDraft(bytes);
  if (items === undefined) throw new RuleError('plan.draft-gone', {});
  await refuseUnlessFitting(ctx, items);
  const step = { act: 'file', by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now, to: 'filed' } as const;
  const rows = [];
  for (const [index, item] of items.entries())
    rows.push(await planItems.create({ ...item, filing: id, byUpdate: `${id}:${index}` }, step));
  await ctx.settle(filingWords.filedSettled);
  if (!rows.every((row) => isMovedBy(row, ctx.update.id))) return ctx.reply(filingWords.filedBefore);
  await sendReviewCards(ctx, id);
  await replyWithUndo(ctx, filingWords.filed(rows), undoing, { update: ctx.update.id, act: 'file' });
}
