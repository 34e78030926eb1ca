import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo } from '../../src/bot/undo.ts';
import { text } from '../../src/chat/message.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { Action } from '../../src/county/policy.ts';
import { filingWords } from '../../src/training/annual-plan/filing-words.ts';
import { mergeWords } from '../../src/training/annual-plan/merge-words.ts';
import { isMovedBy, type PlanItemRow } from '../../src/training/annual-plan/plan-items.ts';
import { type UndonePlanAct, undoPlan } from '../../src/training/annual-plan/presses.ts';
import { reviewWords } from '../../src/training/annual-plan/review-words.ts';
import { offPlan } from './plan-access.ts';
import { splitItem } from './plan-split.ts';
import { refreshReviewCards, sendReviewCards } from './review-cards.ts';
import { unitPeople } from './told-people.ts';

const rights: Readonly<Record<UndonePlanAct, Action>> = {
  file: 'plan.file',
  change: 'plan.change',
  withdraw: 'plan.withdraw',
  review: 'plan.review',
  merge: 'plan.merge',
};
const instead: Readonly<Record<UndonePlanAct, string>> = {
  file: '“/改计划”或“/撤计划”',
  change: '“/改计划”',
  withdraw: '“/申报计划”',
  review: '“/审核计划 编号 意见 理由”',
  merge: '“/拆分计划 编号 理由”',
};

/** Taking back what was just done with items of the plan. */
export const undoing = {
  kind: undoPlan,
  instead: ({ act }: Pick<Facts<typeof undoPlan>, 'act'>) => instead[act],
};

/** What an update did to items is taken back, as long as it was the last to do anything to them and no confirmed plan holds them. */
export function planUndo(router: Router): void {
  registerUndo(router, { ...undoing, takeBack });
}

async function takeBack(ctx: Context, { update, act }: Facts<typeof undoPlan>): Promise<string> {
  if (!(await ctx.mayEver(rights[act]))) await ctx.requireIn(rights[act], {});
  const items = await ctx.store.planItems.movedBy(update);
  if (act === 'merge') return splitBack(ctx, items, update);
  const doneBy = items[0]?.history.find(({ byUpdate }) => byUpdate === update)?.by ?? '';
  const isLast = (row: PlanItemRow) => row.history.at(-1)?.byUpdate === update || isMovedBy(row, ctx.update.id);
  const isFixed = act === 'review' ? await inPlan(ctx, items) : () => false;
  refuseUndo(
    ctx,
    doneBy,
    items.length === 0 || !items.every(isLast) || items.some(isFixed) || (await haveClass(ctx, items)),
    instead[act],
  );
  const done = await takenBack(ctx, items, update);
  refuseUndo(ctx, doneBy, done.length === 0, instead[act]);
  const before = new Set(items.map(({ filing }) => filing));
  for (const filing of before) await refreshReviewCards(ctx, filing, reviewWords.undoneSettled);
  await sendReviewCards(ctx, ctx.update.id);
  if (act === 'review' || act === 'withdraw') await tellUndone(ctx, done, act);
  return reviewWords.undone(done.length);
}

async function haveClass(ctx: Context, items: readonly PlanItemRow[]): Promise<boolean> {
  return (await ctx.store.classes.ofPlanItems(items.map(({ _id }) => _id))).length > 0;
}

/** What was merged is two items again. */
async function splitBack(ctx: Context, items: readonly PlanItemRow[], update: string): Promise<string> {
  const whole = items.find(({ history }) => history[0]?.byUpdate === update);
  const doneBy = whole?.history[0]?.by ?? '';
  const isActedOn = items.some((row) => row.history.at(-1)?.byUpdate !== update && !isMovedBy(row, ctx.update.id));
  const isFixed = await inPlan(ctx, items);
  refuseUndo(
    ctx,
    doneBy,
    whole === undefined || isActedOn || isFixed(whole) || (await haveClass(ctx, items)),
    instead.merge,
  );
  const isSplit = whole !== undefined && (await splitItem(ctx, whole, mergeWords.undoReason));
  refuseUndo(ctx, doneBy, !isSplit, instead.merge);
  for (const { filing } of items) await refreshReviewCards(ctx, filing, mergeWords.splitSettled);
  return mergeWords.splitSettled;
}

/** A filing is withdrawn, everything else is as it was before; what waits then goes out anew. */
async function takenBack(ctx: Context, items: readonly PlanItemRow[], update: string): Promise<PlanItemRow[]> {
  const { planItems } = ctx.store;
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const done: PlanItemRow[] = [];
  for (const { _id, history } of items) {
    const isFiling = history[0]?.byUpdate === update;
    const step = { ...by, act: 'withdraw', from: ['filed'], to: 'withdrawn', reason: filingWords.takenBack } as const;
    const row = isFiling
      ? await planItems.move(_id, step)
      : await planItems.takeBack(_id, update, by, { filing: ctx.update.id });
    if (row !== null && isMovedBy(row, ctx.update.id)) done.push(row);
  }
  return done;
}

/** Which of the items belong to a plan that is confirmed. */
async function inPlan(ctx: Context, items: readonly PlanItemRow[]): Promise<(row: PlanItemRow) => boolean> {
  const isOffPlan = await offPlan(ctx, items);
  const confirmed = new Set<string>();
  for (const year of new Set(items.map((row) => row.year)))
    if ((await ctx.store.annualPlans.standing(year)) !== undefined) confirmed.add(year);
  return (row) => confirmed.has(row.year) && !isOffPlan(row);
}

async function tellUndone(ctx: Context, items: readonly PlanItemRow[], act: UndonePlanAct): Promise<void> {
  const told = await unitPeople(ctx, items);
  await ctx.sendAll(
    [...told].map(([cadreId, theirs]) => ({
      cadreId,
      message: text(act === 'review' ? reviewWords.undoneToUnit(theirs) : filingWords.unwithdrawn(theirs)),
      key: `plan-decision:${ctx.update.id}:${cadreId}` as const,
    })),
  );
}
