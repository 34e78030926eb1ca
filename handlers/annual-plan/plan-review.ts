import { numberedArg, oneOfArg, optional, restArg, together } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { addMinutes, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { Facts } from '../../src/chat/press.ts';
import { itemsBasis, type PlanItemRow } from '../../src/training/annual-plan/plan-items.ts';
import { planWords } from '../../src/training/annual-plan/plan-words.ts';
import { approvePlans, sendWaitingPlans, showPlans } from '../../src/training/annual-plan/presses.ts';
import { reviewWords } from '../../src/training/annual-plan/review-words.ts';
import { itemCard } from './plan.ts';
import { planNames, planSubject } from './plan-access.ts';
import { decideOne, lastBy, tellUnits, verdictNamed } from './plan-decide.ts';
import { undoing } from './plan-undo.ts';
import { refreshReviewCards } from './review-cards.ts';

/** How many items are shown one by one at a time. */
const mostShown = 5;

/** `/审核计划`: what units filed is approved together or one by one, sent back or refused with a reason. */
export function planReview(router: Router): void {
  router.command(
    {
      names: ['审核计划', 'review-plan'],
      action: 'plan.review',
      right: 'county',
      args: [
        together('decision', '[编号 批准|退回|不予批准 理由]', [
          numberedArg('item', '编号'),
          oneOfArg('verdict', '批准|退回|不予批准', verdictNamed, (word) => `“${word}”请写成批准、退回或不予批准。`),
          optional(restArg('reason', '理由', { limit: { most: 100 } })),
        ]),
      ],
      missing: '请写明编号和意见。',
      example: '/审核计划',
      about: '审核各单位申报的培训计划：可一并批准，也可逐项批准、退回补充或不予批准',
      next: '结果告知申报人和单位主要负责人；确认计划前，已办理的可用同一命令更正。',
    },
    async (ctx, { decision }) => {
      if (decision === undefined) return showWaiting(ctx);
      const { item, verdict, reason } = decision;
      await decideOne(ctx, item, verdict, { ...(reason === undefined ? {} : { reason }) });
    },
  );
  router.press(approvePlans, approveAll);
  router.press(showPlans, async (ctx, { filing }) => {
    const items = await decidable(ctx, filing);
    if (items.length === 0) return ctx.reply(reviewWords.noneWaiting);
    for (const item of items.slice(0, mostShown)) await ctx.reply(await itemCard(ctx, item));
    if (items.length > mostShown) await ctx.reply(reviewWords.more(items.length - mostShown));
  });
  router.sheet(sendWaitingPlans, async (ctx, { filing }) => {
    const items = await decidable(ctx, filing);
    return planWords.sheet('待审核', items, await planNames(ctx, items));
  });
}

/** What waits, of one filing or of all, and may be decided by this person. @throws RuleError `policy…` */
async function decidable(ctx: Context, filing: string | undefined): Promise<PlanItemRow[]> {
  await ctx.requireIn('plan.review', {});
  const { planItems } = ctx.store;
  const items = filing === undefined ? await planItems.waiting() : await planItems.ofFiling(filing);
  const waiting = items.filter(({ state }) => state === 'filed');
  return ctx.allowedOf('plan.review', waiting, planSubject);
}

async function showWaiting(ctx: Context): Promise<void> {
  const items = await decidable(ctx, undefined);
  if (items.length === 0) return ctx.reply(reviewWords.noneWaiting);
  await ctx.reply(reviewWords.waiting(ctx.update.id, items, await planNames(ctx, items), itemsBasis(items)));
}

/** Approves what the card showed, as it was shown; what is off the plan needs a reason of its own and is left out. */
async function approveAll(ctx: Context, { filing, basis }: Facts<typeof approvePlans>): Promise<void> {
  const open = await decidable(ctx, filing);
  const mine = await ctx.store.planItems.movedBy(ctx.update.id);
  // What an earlier run has approved was shown as it was before.
  const shown = [...open, ...mine.map(({ _id, steps }) => ({ _id, steps: steps - 1 }))];
  if (itemsBasis(shown) !== basis) {
    if (mine.length === 0) return shownAnew(ctx, filing);
  } else {
    const { isOffPlan } = await planNames(ctx, open);
    const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
    const step = { ...by, act: 'approve', from: ['filed'], to: 'approved' } as const;
    for (const item of open) if (!isOffPlan(item)) await ctx.store.planItems.move(item._id, step, itemsBasis([item]));
  }
  const approved = await ctx.store.planItems.movedBy(ctx.update.id);
  const left = (await decidable(ctx, filing)).length;
  await tellUnits(ctx, approved, 'approve');
  await ctx.settle(reviewWords.settled(approved.length, 'approve'));
  for (const each of new Set(approved.map((row) => row.filing)))
    await refreshReviewCards(ctx, each, reviewWords.handled(ctx.person.name));
  await replyWithUndo(ctx, reviewWords.approvedReply(approved, left), undoing, {
    update: ctx.update.id,
    act: 'review',
  });
}

/** Somebody has decided or changed something since the card was shown. */
async function shownAnew(ctx: Context, filing: string | undefined): Promise<void> {
  const items = await decidable(ctx, filing);
  await ctx.settle(reviewWords.changedSettled);
  if (items.length === 0) return ctx.reply(reviewWords.noneLeft(await decidedByOthers(ctx, filing)));
  await ctx.reply(reviewWords.changed);
  await ctx.reply(reviewWords.waiting(ctx.update.id, items, await planNames(ctx, items), itemsBasis(items)));
}

/** What others have decided within a day, of one filing or of this year's plan. */
async function decidedByOthers(ctx: Context, filing: string | undefined): Promise<string[]> {
  const { planItems } = ctx.store;
  const items =
    filing === undefined
      ? await planItems.ofYear(beijingDateOf(ctx.now).slice(0, 4))
      : await planItems.ofFiling(filing);
  const since = addMinutes(ctx.now, -24 * 60);
  const decided = items.filter(({ state, history }) => {
    const last = history.at(-1);
    return state !== 'filed' && last !== undefined && last.by !== ctx.person._id && last.at >= since;
  });
  return Promise.all(decided.map(async (item) => reviewWords.decidedNow(item, await lastBy(ctx, item))));
}
