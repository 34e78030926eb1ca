import { numberedArg, oneOfArg, reasonArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import { RuleError } from '../../src/errors.ts';
import { filingWords } from '../../src/training/annual-plan/filing-words.ts';
import { feeFaults } from '../../src/training/annual-plan/plan-fees.ts';
import {
  PLAN_FIELDS,
  type PlanField,
  planFieldNamed,
  readPlanField,
} from '../../src/training/annual-plan/plan-fields.ts';
import { isMonthOver } from '../../src/training/annual-plan/plan-item.ts';
import { isMovedBy, type PlanItemRow, type PlanState } from '../../src/training/annual-plan/plan-items.ts';
import { planStateLabels } from '../../src/training/annual-plan/plan-words.ts';
import { planItem, refuseFixed, refuseWithClass } from './plan-access.ts';
import { undoing } from './plan-undo.ts';
import { refreshReviewCards, sendReviewCards } from './review-cards.ts';
import { unitPeople } from './told-people.ts';

/** What its unit may still change or withdraw. */
const changeable: readonly PlanState[] = ['filed', 'returned', 'approved'];

/** `/改计划` and `/撤计划`: a filed class is put right or withdrawn, with a reason; what was decided is then decided anew. */
export function planChange(router: Router): void {
  router.command(
    {
      names: ['改计划', 'change-plan'],
      action: 'plan.change',
      right: 'found',
      args: [
        numberedArg('item', '编号'),
        oneOfArg(
          'field',
          PLAN_FIELDS.join('|'),
          planFieldNamed,
          (word) => `“${word}”请写成${PLAN_FIELDS.join('、')}。`,
        ),
        wordArg('value', '新值', { most: 100 }),
        reasonArg,
      ],
      missing: '请写明编号、变更项目、新值和理由。',
      example: '/改计划 {planItem} 人数 50人 增加乡镇干部',
      about: '变更本单位申报的一项培训计划，重新报县委组织部审核',
      next: '变更后报县委组织部审核；年度计划确认后不能变更。',
    },
    (ctx, { item, field, value, reason }) => change(ctx, item, { field, value, reason }),
  );
  router.command(
    {
      names: ['撤计划', 'withdraw-plan'],
      action: 'plan.withdraw',
      right: 'found',
      args: [numberedArg('item', '编号'), reasonArg],
      missing: '请写明编号和理由。',
      example: '/撤计划 {planItem} 与上级班次重复',
      about: '撤回一项培训计划，编号保留；年度计划确认后由县委组织部办理',
      next: '告知县委组织部或申报单位；十分钟内可撤销。',
    },
    (ctx, { item, reason }) => withdraw(ctx, item, reason),
  );
}

interface Wanted {
  field: PlanField;
  value: string;
  reason: string;
}

async function change(ctx: Context, number: string, { field, value, reason }: Wanted): Promise<void> {
  const row = await planItem(ctx, 'plan.change', number);
  const { set, unset = [], changed } = readPlanField(row, field, value, ctx.rules);
  const isDone = isMovedBy(row, ctx.update.id);
  if (!isDone) {
    await refuseUnlessChangeable(ctx, row);
    const item = { ...row, ...set };
    const faults = feeFaults(item, ctx.rules.annualPlan);
    if (faults.length > 0) throw new RuleError('plan.faults', { faults: faults.join('') });
    if (isMonthOver(item, beijingDateOf(ctx.now)))
      throw new RuleError('plan.month-over', { year: item.year, month: item.month });
  }
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  // What waits keeps its card; what was decided goes out anew.
  const isNew = row.state !== 'filed' || row.filing === ctx.update.id;
  const moved = await ctx.store.planItems.move(row._id, {
    ...{ ...by, act: 'change', reason, changed, from: changeable, to: 'filed' },
    set: isNew ? { ...set, filing: ctx.update.id } : set,
    unset,
  });
  if (moved === null || !isMovedBy(moved, ctx.update.id))
    throw new RuleError('plan.changed-meanwhile', { number: row._id });
  if (moved.filing === ctx.update.id) await sendReviewCards(ctx, moved.filing);
  else await refreshReviewCards(ctx, moved.filing, '');
  const done = moved.history.find(({ byUpdate }) => byUpdate === ctx.update.id)?.changed ?? changed;
  await replyWithUndo(ctx, filingWords.changedReply(moved, done), undoing, { update: ctx.update.id, act: 'change' });
}

/** @throws RuleError `plan.not-so`, `plan.frozen`, `plan.has-class` */
async function refuseUnlessChangeable(ctx: Context, row: PlanItemRow): Promise<void> {
  const { _id: number, state } = row;
  if (!changeable.includes(state)) throw new RuleError('plan.not-so', { number, state: planStateLabels[state] });
  await refuseFixed(ctx, row);
}

/** A unit withdraws its own; once the year's plan is confirmed, the organisation department does, and the item stays in the plan as withdrawn. */
async function withdraw(ctx: Context, number: string, reason: string): Promise<void> {
  const row = await planItem(ctx, 'plan.withdraw', number);
  const isStaff = await ctx.mayEver('plan.review');
  if (!isMovedBy(row, ctx.update.id)) {
    if (!isStaff) await refuseUnlessChangeable(ctx, row);
    else if (!changeable.includes(row.state))
      throw new RuleError('plan.not-so', { number: row._id, state: planStateLabels[row.state] });
    else await refuseWithClass(ctx, row._id);
  }
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const step = { ...by, act: 'withdraw', from: changeable, to: 'withdrawn', reason, evenFrozen: isStaff } as const;
  const moved = await ctx.store.planItems.move(row._id, step);
  if (moved === null || !isMovedBy(moved, ctx.update.id))
    throw new RuleError('plan.changed-meanwhile', { number: row._id });
  await refreshReviewCards(ctx, moved.filing, filingWords.withdrawnSettled);
  const message = text(filingWords.withdrawnTold(moved, ctx.person.name, reason));
  const wasDecided = moved.history.some(({ act }) => act === 'approve');
  const department = wasDecided ? (await ctx.store.cadres.withRole('orgDept')).map(({ _id }) => _id) : [];
  const told = new Set([...(await unitPeople(ctx, [moved])).keys(), ...department]);
  told.delete(ctx.person._id);
  await ctx.sendAll(
    [...told].map((cadreId) => ({ cadreId, message, key: `plan-withdrawn:${ctx.update.id}:${cadreId}` as const })),
  );
  await replyWithUndo(ctx, filingWords.withdrawnReply(moved), undoing, { update: ctx.update.id, act: 'withdraw' });
}
