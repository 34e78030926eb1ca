import { oneOfArg, optional, reasonArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import type { AnnualPlanRow } from '../../src/training/annual-plan/annual-plans.ts';
import { confirmWords } from '../../src/training/annual-plan/confirm-words.ts';
import { itemsBasis, type PlanItemRow } from '../../src/training/annual-plan/plan-items.ts';
import { confirmPlan, keepPlanOpen } from '../../src/training/annual-plan/presses.ts';

const yearArg = oneOfArg('year', '年份', readYear, (word) => `“${word}”请写成年份，如 2026。`);

/** `/确认计划` and `/重开计划`: the plan of a year gets a number and stands as it is; what is added later is off the plan. */
export function planConfirm(router: Router): void {
  router.command(
    {
      names: ['确认计划', 'confirm-plan'],
      action: 'plan.confirm',
      right: 'county',
      args: [optional(yearArg)],
      example: '/确认计划 {year}',
      about: '确认年度培训计划：生成文号，以后新增的属计划外班次',
      next: '先预览，确认后告知县委党校；确需调整的，用“/重开计划”。',
    },
    (ctx, { year = thisYear(ctx) }) => preview(ctx, year),
  );
  router.preview(
    {
      confirm: confirmPlan,
      drop: keepPlanOpen,
      shown: async (ctx, facts) => {
        await ctx.requireIn('plan.confirm', {});
        return facts;
      },
      dropped: confirmWords.dropped,
    },
    (ctx, _, facts) => confirm(ctx, facts),
  );
  router.command(
    {
      names: ['重开计划', 'reopen-plan'],
      action: 'plan.confirm',
      right: 'county',
      args: [yearArg, reasonArg],
      missing: '请写明年份和理由。',
      example: '/重开计划 {year} 县委部署新的专项任务',
      about: '重新开放已确认的年度培训计划，调整后再确认',
      next: '各项可以变更；再次确认时生成新的文号。',
      isFinal: true,
    },
    (ctx, { year, reason }) => reopen(ctx, year, reason),
  );
}

function readYear(word: string): string | undefined {
  return /^(20\d\d)(?:年度?)?$/.exec(word)?.[1];
}

const thisYear = (ctx: Context) => beijingDateOf(ctx.now).slice(0, 4);

interface YearPlan {
  approved: readonly PlanItemRow[];
  waiting: readonly PlanItemRow[];
}

async function yearPlan(ctx: Context, year: string): Promise<YearPlan> {
  const items = await ctx.store.planItems.ofYear(year);
  const waiting = items.filter(({ state }) => state === 'filed' || state === 'returned');
  return { approved: items.filter(({ state }) => state === 'approved'), waiting };
}

/** @throws RuleError `plan.confirmed-already`, `plan.nothing-approved` */
async function preview(ctx: Context, year: string): Promise<void> {
  if ((await ctx.store.annualPlans.standing(year)) !== undefined)
    throw new RuleError('plan.confirmed-already', { year });
  const { approved, waiting } = await yearPlan(ctx, year);
  if (approved.length === 0) throw new RuleError('plan.nothing-approved', { year });
  const facts = { year, basis: itemsBasis(approved) };
  const buttons = { confirm: confirmPlan.with(facts), drop: keepPlanOpen.with(facts) };
  await ctx.reply(confirmWords.preview(ctx.update.id, year, approved, waiting, buttons));
}

/**
 * Confirms what was shown; what was approved, changed or withdrawn since, be it at this moment, is shown anew: the items are frozen as they were
 * read before the plan is made of them.
 */
async function confirm(ctx: Context, { year, basis }: Facts<typeof confirmPlan>): Promise<void> {
  const { annualPlans, planItems } = ctx.store;
  const standing = await annualPlans.standing(year);
  const { approved } = await yearPlan(ctx, year);
  const isAsShown = itemsBasis(approved) === basis && (await planItems.freeze(approved, ctx.update.id));
  if (standing === undefined && !isAsShown) {
    await planItems.thaw(ctx.update.id);
    await ctx.settle(confirmWords.changedSettled);
    return preview(ctx, year);
  }
  const plan = await made(ctx, year, approved);
  if (plan.reopening !== undefined) await planItems.thaw(ctx.update.id);
  const items = await ctx.store.planItems.many(plan.itemIds);
  await tell(ctx, plan, confirmWords.told(plan, items));
  await ctx.settle(confirmWords.confirmedSettled);
  await ctx.reply(confirmWords.confirmed(plan, items));
}

/** The plan of these items, which are frozen. @throws RuleError `plan.confirmed-already`, with nothing frozen by this update */
async function made(ctx: Context, year: string, approved: readonly PlanItemRow[]): Promise<AnnualPlanRow> {
  try {
    return await ctx.store.annualPlans.confirm({
      ...{ year, confirmedBy: ctx.person._id, confirmedAt: ctx.now, byUpdate: ctx.update.id },
      itemIds: approved.map(({ _id }) => _id),
    });
  } catch (error) {
    if (error instanceof RuleError) await ctx.store.planItems.thaw(ctx.update.id);
    throw error;
  }
}

/** @throws RuleError `plan.not-confirmed` */
async function reopen(ctx: Context, year: string, reason: string): Promise<void> {
  const { annualPlans } = ctx.store;
  // What an earlier run has opened again may be confirmed anew by now: that one stays.
  const plan = (await annualPlans.reopenedBy(ctx.update.id)) ?? (await annualPlans.standing(year));
  if (plan === undefined) throw new RuleError('plan.not-confirmed', { year });
  const reopening = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now, reason };
  const row = await annualPlans.reopen(plan._id, reopening);
  if (row?.reopening?.byUpdate !== ctx.update.id) throw new RuleError('plan.not-confirmed', { year });
  await ctx.store.planItems.thaw(plan.byUpdate);
  await tell(ctx, row, confirmWords.reopenedTold(row, reason));
  await ctx.reply(confirmWords.reopened(row));
}

/** The school, which runs most of it, and the rest of the department. */
async function tell(ctx: Context, { _id }: AnnualPlanRow, said: string): Promise<void> {
  const { cadres } = ctx.store;
  const staff = [...(await cadres.withRole('orgDept')), ...(await cadres.withRole('partySchool'))];
  const told = new Set(staff.map((each) => each._id));
  told.delete(ctx.person._id);
  const key = (cadreId: string) => `plan-confirmed:${_id}:${ctx.update.id}:${cadreId}` as const;
  await ctx.sendAll([...told].map((cadreId) => ({ cadreId, message: text(said), key: key(cadreId) })));
}
