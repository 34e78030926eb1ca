import { classArg, oneOfArg, reasonArg, unitArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { text } from '../../src/chat/message.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { UnitRow } from '../../src/county/units.ts';
import { RuleError } from '../../src/errors.ts';
import { cancelQuota, keepQuota } from '../../src/training/call-up/presses.ts';
import { isQuotaMovedBy } from '../../src/training/call-up/quota-calls.ts';
import { quotaPickWords } from '../../src/training/call-up/quota-pick-words.ts';
import { quotaWords, type ShownQuota } from '../../src/training/call-up/quota-words.ts';
import { isQuotaSetBy, type UnitQuotaRow } from '../../src/training/call-up/unit-quotas.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { reporterOf } from '../../src/training/needs/unit-scope.ts';
import { deadlineArg, endOf } from '../needs-survey/survey-deadline.ts';
import { refuseIfIssued } from './call-up-issue.ts';
import { changeableCall, pressedCall, shownQuota, takerOf } from './quota-access.ts';
import { askUnits, refuseTooLate, showPreview } from './quota-call.ts';
import { settleQuotaCards } from './quota-cards.ts';

const seatsArg = oneOfArg(
  'seats',
  '个数',
  (word) => {
    const [, digits] = /^(\d{1,3})[个名人]?$/u.exec(word) ?? [];
    return digits === undefined ? undefined : Number(digits);
  },
  (word) => `“${word}”不是名额个数。收回名额写 0。`,
);

/** What is changed about shared seats: the number of one unit, the last day, or all of it. */
export function quotaChange(router: Router): void {
  router.command(
    {
      names: ['调整名额', 'change-seats'],
      action: 'call-up.propose',
      right: 'class',
      args: [classArg(), unitArg('unit'), seatsArg],
      missing: '请写明单位和名额个数。',
      example: '/调整名额 {class} {unit} 2',
      about: '调整一个单位的名额，写 0 收回',
      next: '下达前重新显示预览；下达后告知该单位。',
    },
    changeSeats,
  );
  router.command(
    {
      names: ['名额截止', 'seats-deadline'],
      action: 'call-up.propose',
      right: 'class',
      args: [classArg(), deadlineArg],
      missing: '请写明新的报送截止日期。',
      example: '/名额截止 {class} 5天',
      about: '更改人选报送的截止日期，已截止的重新开放',
      next: '告知尚未报送的单位。',
    },
    extend,
  );
  router.command(
    {
      names: ['取消名额', 'cancel-seats'],
      action: 'call-up.propose',
      right: 'class',
      args: [classArg(), reasonArg],
      missing: '请写明理由。',
      example: '/取消名额 {class} 改为点名调训',
      about: '取消名额分配，已报的人选不再使用',
      next: '先预览，确认后告知各单位；可再用“/分配名额”。',
    },
    previewCancel,
  );
  router.preview(
    { confirm: cancelQuota, drop: keepQuota, shown: pressedCall, dropped: quotaWords.kept },
    (ctx, { trainingClass, shown }, facts) => cancel(ctx, trainingClass, shown, facts),
  );
}

async function changeSeats(
  ctx: Context,
  { trainingClass, unit, seats }: { trainingClass: ClassRow; unit: UnitRow; seats: number },
): Promise<void> {
  const call = await changeableCall(ctx, trainingClass);
  const before = await shownQuota(ctx, call);
  await refuseSeats(ctx, trainingClass, before, { unit, seats });
  const { unitQuotas } = ctx.store;
  await unitQuotas.add(call._id, new Map([[unit._id, 0]]));
  const step = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const quota = await unitQuotas.changeSeats(`${call._id}:${unit._id}`, seats, step);
  if (quota === null) throw new RuleError('quota.gone', {});
  if (!isQuotaSetBy(quota, ctx.update.id))
    throw new RuleError('quota.picked-more', { unit: unit.name, picked: quota.cadreIds.length });
  if (call.state === 'open') await tellUnit(ctx, trainingClass, { call, quota, unit });
  await ctx.reply(quotaWords.seatsChanged(trainingClass, unit.name, quota, call.state === 'open'));
  if (call.state === 'draft') await showPreview(ctx, trainingClass, await shownQuota(ctx, call));
}

/** @throws RuleError `quota.nobody-answers`, `quota.above-limit` */
async function refuseSeats(
  ctx: Context,
  trainingClass: ClassRow,
  shown: ShownQuota,
  { unit, seats }: { unit: UnitRow; seats: number },
): Promise<void> {
  if (reporterOf(unit) === undefined) throw new RuleError('quota.nobody-answers', { unit: unit.name });
  const { most } = await takerOf(ctx, trainingClass, shown, unit);
  if (seats > most) throw new RuleError('quota.above-limit', { unit: unit.name, most });
}

async function tellUnit(
  ctx: Context,
  trainingClass: ClassRow,
  { call, quota, unit }: { call: ShownQuota['call']; quota: UnitQuotaRow; unit: UnitRow },
): Promise<void> {
  if (quota.seats > 0) {
    await askUnits(ctx, trainingClass, call, [quota]);
    return;
  }
  await settleQuotaCards(ctx, [quota], quotaPickWords.takenAwaySettled);
  const cadreId = reporterOf(unit);
  const said = quotaPickWords.takenAway({ trainingClass, call, quota, unit: unit.name });
  if (cadreId !== undefined)
    await ctx.send(cadreId, said, `quota-call-cancelled:${quota._id}:${ctx.update.id}:${cadreId}`);
}

async function extend(
  ctx: Context,
  { trainingClass, closesOn }: { trainingClass: ClassRow; closesOn: string },
): Promise<void> {
  const call = await changeableCall(ctx, trainingClass);
  if (call.state !== 'open') throw new RuleError('quota.none', { classId: trainingClass._id });
  refuseTooLate(ctx, trainingClass, closesOn);
  const step = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const extended = await ctx.store.quotaCalls.extend(call._id, { closesOn, closesAt: endOf(closesOn) }, step);
  if (extended === null || !isQuotaMovedBy(extended, ctx.update.id))
    throw new RuleError('quota.none', { classId: trainingClass._id });
  const { quotas } = await shownQuota(ctx, extended);
  const waiting = quotas.filter(({ state }) => state === 'waiting');
  const asked = await askUnits(ctx, trainingClass, extended, waiting);
  await ctx.reply(quotaWords.extended(trainingClass, extended, asked));
}

async function previewCancel(
  ctx: Context,
  { trainingClass, reason }: { trainingClass: ClassRow; reason: string },
): Promise<void> {
  const call = await changeableCall(ctx, trainingClass);
  if (call.state !== 'open') throw new RuleError('quota.none', { classId: trainingClass._id });
  await ctx.reply(quotaWords.cancelPreview(ctx.update.id, trainingClass, await shownQuota(ctx, call), reason));
}

async function cancel(
  ctx: Context,
  trainingClass: ClassRow,
  { call, quotas }: ShownQuota,
  { reason }: Facts<typeof cancelQuota>,
): Promise<void> {
  await refuseIfIssued(ctx, trainingClass._id, undefined);
  const step = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now, reason };
  const cancelled = await ctx.store.quotaCalls.cancel(call._id, step);
  if (cancelled === null || !isQuotaMovedBy(cancelled, ctx.update.id)) throw new RuleError('quota.gone', {});
  const asked = quotas.filter(({ seats }) => seats > 0);
  await settleQuotaCards(ctx, asked, quotaPickWords.cancelledSettled);
  const units = await ctx.store.units.many(asked.map(({ unitId }) => unitId));
  const message = text(quotaPickWords.cancelled(trainingClass, reason));
  const people = new Set(units.map(reporterOf).filter((id) => id !== undefined));
  await ctx.sendAll(
    [...people].map((cadreId) => ({
      ...{ cadreId, message, key: `quota-call-cancelled:${call._id}:${ctx.update.id}:${cadreId}` as const },
    })),
  );
  await ctx.settle(quotaWords.cancelledSettled);
  await ctx.reply(quotaWords.cancelled(trainingClass, asked.length));
}
