import { oneOfArg, optional } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { Button } from '../../src/chat/message.ts';
import { typedNumber } from '../../src/chat/plain-text.ts';
import { itemsBasis, type PlanItemRow } from '../../src/training/annual-plan/plan-items.ts';
import { planWords } from '../../src/training/annual-plan/plan-words.ts';
import { plannedClassWords } from '../../src/training/annual-plan/planned-class-words.ts';
import {
  explainPlan,
  openPlannedClass,
  sendPlanDocument,
  sendPlanSheet,
} from '../../src/training/annual-plan/presses.ts';
import { verdictButtons } from '../../src/training/annual-plan/review-words.ts';
import { servedTopics } from '../needs/year-menu.ts';
import { planItem, planNames, planSubject, readablePlan } from './plan-access.ts';
import { showExecution } from './plan-execution.ts';

/** `/计划`: the plan of a year in figures, and one item of it with its history. */
export function plan(router: Router): void {
  router.command(
    {
      names: ['计划', 'plan', '年度计划', '培训计划'],
      action: 'plan.read',
      right: 'found',
      args: [
        optional(
          oneOfArg('about', '年份|编号|执行', readAbout, (word) => `“${word}”请写成年份、编号（如 J2026-1）或“执行”。`),
        ),
      ],
      example: '/计划 {year}',
      about: '查看年度培训计划的汇总、各项办理情况和执行情况；单位查看本单位的',
      next: '先列汇总；写明编号的，列出该项内容和办理经过。',
    },
    async (ctx, { about }) => {
      if (about?.item !== undefined) return show(ctx, about.item);
      const year = about?.year ?? beijingDateOf(ctx.now).slice(0, 4);
      await (about?.isExecution ? showExecution(ctx, year) : overview(ctx, year));
    },
  );
  router.press(explainPlan, async (ctx, { item }) => {
    const row = await planItem(ctx, 'plan.read', item);
    await ctx.reply(planWords.explained(row, await planNames(ctx, [row])));
  });
  router.sheet(sendPlanSheet, async (ctx, { year }) => {
    const rows = await readablePlan(ctx, year);
    return planWords.sheet(year, rows, await planNames(ctx, rows));
  });
}

interface About {
  year?: string;
  item?: string;
  isExecution?: true;
}

/** `2026`, `2026年`, `J2026-1`, `执行`, `2026年执行`. */
function readAbout(word: string): About | undefined {
  if (/^j\d{4}-\d{1,4}$/.test(word)) return { item: typedNumber(word) };
  const [all, year, execution] = /^(?:(20\d\d)年?度?)?(执行(?:情况)?)?$/.exec(word) ?? [];
  if (all === undefined || all === '') return undefined;
  return { ...(year === undefined ? {} : { year }), ...(execution === undefined ? {} : { isExecution: true }) };
}

async function overview(ctx: Context, year: string): Promise<void> {
  const rows = await readablePlan(ctx, year);
  const [names, standing] = await Promise.all([planNames(ctx, rows), ctx.store.annualPlans.standing(year)]);
  const seesAll = (await ctx.allowedIn('plan.read', [{}], () => ({}))).length > 0;
  const hasDocument = seesAll && rows.some(({ state }) => state === 'approved');
  const buttons = [
    ...(rows.length === 0 ? [] : [{ label: planWords.sheetButton, press: sendPlanSheet.with({ year }) }]),
    ...(hasDocument ? [{ label: planWords.documentButton, press: sendPlanDocument.with({ year }) }] : []),
  ];
  await ctx.reply(planWords.overview(ctx.update.id, year, rows, names, standing, buttons));
}

async function show(ctx: Context, number: string): Promise<void> {
  const row = await planItem(ctx, 'plan.read', number);
  await ctx.reply(await itemCard(ctx, row));
}

/** One item as a card, with what this person may do about it. */
export async function itemCard(ctx: Context, row: PlanItemRow) {
  const names = await planNames(ctx, [row]);
  const mayDecide = row.state === 'filed' && (await ctx.may('plan.review', planSubject(row)));
  const [made] = await ctx.store.classes.ofPlanItems([row._id]);
  const mayOpen = row.state === 'approved' && made === undefined && (await ctx.may('class.create', {}));
  const buttons: Button[] = [
    ...(mayDecide ? verdictButtons(row, itemsBasis([row]), names.isOffPlan(row)) : []),
    ...(mayOpen ? [plannedClassWords.button(openPlannedClass.with({ item: row._id }))] : []),
    planWords.why(explainPlan.with({ item: row._id })),
  ];
  const serves = await servedTopics(ctx, row);
  return planWords.item(ctx.update.id, row, names, buttons, { classId: made?._id, serves });
}
