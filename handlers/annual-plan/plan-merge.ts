import { numberedArg, reasonArg, together } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { mergeWords } from '../../src/training/annual-plan/merge-words.ts';
import { isMovedBy, itemsBasis, type PlanItemRow } from '../../src/training/annual-plan/plan-items.ts';
import {
  closeness,
  type MergeProposal,
  mergedClass,
  mergeProposals,
} from '../../src/training/annual-plan/plan-merge.ts';
import { planStateLabels } from '../../src/training/annual-plan/plan-words.ts';
import { confirmMerge, keepApart } from '../../src/training/annual-plan/presses.ts';
import { planItem, refuseFixed, unitNames } from './plan-access.ts';
import { splitItem, tellMerged } from './plan-split.ts';
import { undoing } from './plan-undo.ts';
import { refreshReviewCards, sendReviewCards } from './review-cards.ts';

/** `/合并计划` and `/拆分计划`: items with a close theme and a mostly equal audience are shown in pairs; a person merges them, with a way back. */
export function planMerge(router: Router): void {
  router.command(
    {
      names: ['合并计划', 'merge-plan'],
      action: 'plan.merge',
      right: 'county',
      args: [together('pair', '[编号 编号]', [numberedArg('one', '编号'), numberedArg('other', '编号')])],
      missing: '请写明两项的编号。',
      example: '/合并计划',
      about: '列出主题相近、对象大部分相同的项目，由您决定是否合并；也可指定两项',
      next: '逐组预览合并后的班次，确认后告知申报单位；可撤销，以后用“/拆分计划”。',
    },
    async (ctx, { pair }) => {
      if (pair === undefined) return next(ctx);
      const items = [await mergeable(ctx, pair.one), await mergeable(ctx, pair.other)] as const;
      if (items[0]._id === items[1]._id) throw new RuleError('plan.same-twice', { number: items[0]._id });
      await show(ctx, proposalOf(ctx, items), 0);
    },
  );
  router.press(confirmMerge, merge);
  router.press(keepApart, async (ctx, { one, other }) => {
    const [first, second] = [await planItem(ctx, 'plan.merge', one), await planItem(ctx, 'plan.merge', other)];
    await ctx.store.planItems.keepApart(first._id, second._id);
    await ctx.settle(mergeWords.dropped);
    await next(ctx);
  });
  router.command(
    {
      names: ['拆分计划', 'split-plan'],
      action: 'plan.merge',
      right: 'county',
      args: [numberedArg('item', '编号'), reasonArg],
      missing: '请写明编号和理由。',
      example: '/拆分计划 {mergedItem} 两类对象需求不同',
      about: '把合并而成的项目拆回原来的两项',
      next: '两项恢复原状，告知申报单位。',
      isFinal: true,
    },
    split,
  );
}

/** An item that may be merged now. @throws RuleError `record.unknown`, `plan.not-so`, `plan.frozen`, `plan.has-class` */
async function mergeable(ctx: Context, number: string): Promise<PlanItemRow> {
  const row = await planItem(ctx, 'plan.merge', number);
  if (isMovedBy(row, ctx.update.id)) return row;
  if (row.state !== 'filed' && row.state !== 'approved')
    throw new RuleError('plan.not-so', { number: row._id, state: planStateLabels[row.state] });
  await refuseFixed(ctx, row);
  return row;
}

function proposalOf(ctx: Context, pair: readonly [PlanItemRow, PlanItemRow]): MergeProposal<PlanItemRow> {
  const [one, other] = pair;
  const { annualPlan } = ctx.rules;
  return {
    pair,
    reasons: closeness(one, other, annualPlan.merge) ?? [],
    merged: mergedClass(one, other, annualPlan),
  };
}

/** The next pair that is close, of this year and the next. */
async function next(ctx: Context): Promise<void> {
  const year = Number(beijingDateOf(ctx.now).slice(0, 4));
  const { planItems, annualPlans, classes } = ctx.store;
  const proposals: MergeProposal<PlanItemRow>[] = [];
  for (const each of [String(year), String(year + 1)]) {
    const plan = await annualPlans.standing(each);
    const items = (await planItems.ofYear(each)).filter(({ _id }) => plan?.itemIds.includes(_id) !== true);
    const taken = new Set((await classes.ofPlanItems(items.map(({ _id }) => _id))).map(({ planItem: of }) => of));
    proposals.push(
      ...mergeProposals(
        items.filter(({ _id }) => !taken.has(_id)),
        ctx.rules.annualPlan,
      ),
    );
  }
  const [first] = proposals;
  if (first === undefined) return ctx.reply(mergeWords.none);
  await show(ctx, first, proposals.length - 1);
}

async function show(ctx: Context, proposal: MergeProposal<PlanItemRow>, left: number): Promise<void> {
  const [one, other] = proposal.pair;
  const facts = { one: one._id, other: other._id, basis: itemsBasis(proposal.pair) };
  const buttons = { confirm: confirmMerge.with(facts), drop: keepApart.with(facts) };
  const names = { units: await unitNames(ctx, proposal.pair), rules: ctx.rules };
  await ctx.reply(mergeWords.proposal(ctx.update.id, proposal, left, names, buttons));
}

/** Both become part of a new item, which is as far decided as they were; if one was changed meanwhile, the other is as before. */
async function merge(ctx: Context, { one, other, basis }: Facts<typeof confirmMerge>): Promise<void> {
  const pair = [await mergeable(ctx, one), await mergeable(ctx, other)] as const;
  const { planItems } = ctx.store;
  const { id } = ctx.update;
  const by = { by: ctx.person._id, byUpdate: id, at: ctx.now };
  const giveUp = async (number: string): Promise<never> => {
    for (const each of pair) await planItems.takeBack(each._id, id, { ...by, byUpdate: `${id}:back` });
    throw new RuleError('plan.changed-meanwhile', { number });
  };
  // What an earlier run has moved was shown as it was before.
  const shown = pair.map((row) => (isMovedBy(row, id) ? { ...row, steps: row.steps - 1 } : row));
  if (itemsBasis(shown) !== basis) {
    if (pair.some((row) => isMovedBy(row, id))) return giveUp(one);
    await ctx.settle(mergeWords.changedSettled);
    return show(ctx, proposalOf(ctx, pair), 0);
  }
  const step = { ...by, act: 'merge', from: ['filed', 'approved'], to: 'merged' } as const;
  for (const item of pair) {
    const { _id } = item;
    const moved = await planItems.move(_id, step, itemsBasis([item]));
    if (!isMovedBy(moved, id)) return giveUp(_id);
  }
  const state = pair.every((row) => stateBefore(row, id) === 'approved') ? 'approved' : 'filed';
  const filedBy = pair[0].filedBy;
  const row = await planItems.create(
    { ...proposalOf(ctx, pair).merged, filing: `${id}:merged`, byUpdate: `${id}:merged`, mergedFrom: [one, other] },
    { ...by, act: 'merge', to: state },
    filedBy,
  );
  await planItems.noteMergedInto([one, other], row._id);
  await tellMerged(ctx, [...pair, row], mergeWords.told(row));
  await ctx.settle(mergeWords.mergedSettled);
  for (const { filing } of pair) await refreshReviewCards(ctx, filing, mergeWords.mergedSettled);
  await sendReviewCards(ctx, row.filing);
  await replyWithUndo(ctx, mergeWords.merged(row), undoing, { update: id, act: 'merge' });
}

/** The state before this update moved it, in a second run too. */
function stateBefore({ state, history }: PlanItemRow, updateId: string): PlanItemRow['state'] {
  return history.find(({ byUpdate }) => byUpdate === updateId)?.from ?? state;
}

async function split(ctx: Context, { item, reason }: { item: string; reason: string }): Promise<void> {
  const row = await planItem(ctx, 'plan.merge', item);
  if (!isMovedBy(row, ctx.update.id)) {
    if (row.mergedFrom === undefined || row.state === 'withdrawn')
      throw new RuleError('plan.not-merged', { number: row._id });
    await refuseFixed(ctx, row);
  }
  if (!(await splitItem(ctx, row, reason))) throw new RuleError('plan.changed-meanwhile', { number: row._id });
  await refreshReviewCards(ctx, row.filing, mergeWords.splitSettled);
  await ctx.reply(mergeWords.split(row));
}
