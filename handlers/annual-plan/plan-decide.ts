import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { text } from '../../src/chat/message.ts';
import { RuleError } from '../../src/errors.ts';
import { isMovedBy, itemsBasis, type PlanItemRow, type PlanState } from '../../src/training/annual-plan/plan-items.ts';
import { planStateLabels, planWords } from '../../src/training/annual-plan/plan-words.ts';
import {
  approvePlan,
  askPlanReason,
  explainPlan,
  givePlanReason,
  type PlanVerdict,
} from '../../src/training/annual-plan/presses.ts';
import { reviewWords } from '../../src/training/annual-plan/review-words.ts';
import { itemCard } from './plan.ts';
import { offPlan, planItem, refuseFixed } from './plan-access.ts';
import { undoing } from './plan-undo.ts';
import { refreshReviewCards } from './review-cards.ts';
import { unitPeople } from './told-people.ts';

/** What a verdict may be about, and what becomes of it. */
const moves: Readonly<Record<PlanVerdict, { from: readonly PlanState[]; to: PlanState }>> = {
  approve: { from: ['filed', 'returned', 'refused'], to: 'approved' },
  return: { from: ['filed', 'approved', 'refused'], to: 'returned' },
  refuse: { from: ['filed', 'approved', 'returned'], to: 'refused' },
};

export function verdictNamed(word: string): PlanVerdict | undefined {
  if (/^(?:批准|同意|通过)$/.test(word)) return 'approve';
  if (/^退回(?:补充)?$/.test(word)) return 'return';
  return /^(?:不予批准|不批准|不同意|否决)$/.test(word) ? 'refuse' : undefined;
}

/** The organisation department decides about one item. */
export function planDecide(router: Router): void {
  router.press(approvePlan, (ctx, { item, basis }) => decideOne(ctx, item, 'approve', { basis }));
  router.press(askPlanReason, async (ctx, { item, verdict, basis }) => {
    const row = await planItem(ctx, 'plan.review', item);
    if (await isShownAnew(ctx, row, basis)) return;
    await ctx.expect(givePlanReason.with({ item: row._id, verdict, basis }));
    await ctx.reply(reviewWords.ask(row, verdict));
  });
  router.press(givePlanReason, async (ctx, { item, verdict, basis }) => {
    const reason = [...(ctx.words ?? '').trim()].slice(0, 100).join('');
    await decideOne(ctx, item, verdict, { basis, reason });
  });
}

/** Whether the item is otherwise than the card showed it; it is then shown as it is now. */
async function isShownAnew(ctx: Context, row: PlanItemRow, basis: string | undefined): Promise<boolean> {
  if (basis === undefined || itemsBasis([row]) === basis) return false;
  await ctx.settle(reviewWords.changedSettled);
  await ctx.reply(
    row.state === 'filed' ? reviewWords.changed : reviewWords.decidedAlready(row, await lastBy(ctx, row)),
  );
  await ctx.reply(await itemCard(ctx, row));
  return true;
}

/** Who did the last thing to an item. */
export async function lastBy(ctx: Context, { history }: PlanItemRow): Promise<string> {
  return (await ctx.store.cadres.byId(history.at(-1)?.by ?? ''))?.name ?? '';
}

/**
 * Decides about one item.
 * @param basis - as the card showed it; what is typed decides about it as it is
 * @throws RuleError `policy…`, `plan.not-so`, `plan.frozen`, `plan.needs-reason`, `plan.changed-meanwhile`
 */
export async function decideOne(
  ctx: Context,
  number: string,
  verdict: PlanVerdict,
  { basis, reason }: { basis?: string; reason?: string },
): Promise<void> {
  const row = await planItem(ctx, 'plan.review', number);
  const isDone = isMovedBy(row, ctx.update.id);
  if (!isDone) {
    if (await isShownAnew(ctx, row, basis)) return;
    await refuseUnlessOpen(ctx, row, verdict, reason);
  }
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const why = reason === undefined || reason === '' ? {} : { reason };
  const moved = await ctx.store.planItems.move(row._id, { ...by, ...why, act: verdict, ...moves[verdict] }, basis);
  if (moved === null || !isMovedBy(moved, ctx.update.id))
    throw new RuleError('plan.changed-meanwhile', { number: row._id });
  await tellUnits(ctx, [moved], verdict, reason);
  await ctx.settle(reviewWords.settled(1, verdict));
  await refreshReviewCards(ctx, moved.filing, reviewWords.handled(ctx.person.name));
  await replyWithUndo(ctx, reviewWords.decidedReply(moved, verdict), undoing, { update: ctx.update.id, act: 'review' });
}

async function refuseUnlessOpen(ctx: Context, row: PlanItemRow, verdict: PlanVerdict, reason?: string): Promise<void> {
  const { _id: number, state } = row;
  if (!moves[verdict].from.includes(state))
    throw new RuleError('plan.not-so', { number, state: planStateLabels[state] });
  await refuseFixed(ctx, row);
  const isOffPlan = (await offPlan(ctx, [row]))(row);
  if ((verdict !== 'approve' || isOffPlan) && (reason ?? '') === '')
    throw new RuleError('plan.needs-reason', { number });
}

/** Tells who filed these items, and the heads of their units, once each. */
export async function tellUnits(
  ctx: Context,
  items: readonly PlanItemRow[],
  verdict: PlanVerdict,
  reason?: string,
): Promise<void> {
  const told = await unitPeople(ctx, items);
  await ctx.sendAll(
    [...told].map(([cadreId, theirs]) => {
      const said = reviewWords.toUnit(theirs, verdict, reason);
      const [only, ...others] = theirs;
      const message =
        only !== undefined && others.length === 0
          ? reviewWords.toUnitCard(ctx.update.id, only, said, planWords.why(explainPlan.with({ item: only._id })))
          : text(said);
      return { cadreId, message, key: `plan-decision:${ctx.update.id}:${cadreId}` as const };
    }),
  );
}
