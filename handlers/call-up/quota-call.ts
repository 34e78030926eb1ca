import { classArg, numberArg } from '../../src/bot/arguments.ts';
import { type Argument, UsageFault } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { formatDate } from '../../src/calendar/beijing-time.ts';
import { addWorkingDays, workingDaysBetween } from '../../src/calendar/working-days.ts';
import type { RankLevel } from '../../src/county/cadre.ts';
import { RuleError } from '../../src/errors.ts';
import { readCriteria } from '../../src/training/call-up/call-up-criteria.ts';
import { dropQuota, openQuota } from '../../src/training/call-up/presses.ts';
import { shareSeats } from '../../src/training/call-up/quota.ts';
import { isQuotaMovedBy, type QuotaCallRow } from '../../src/training/call-up/quota-calls.ts';
import { quotaPickWords } from '../../src/training/call-up/quota-pick-words.ts';
import { quotaBasis, quotaWords, type ShownQuota } from '../../src/training/call-up/quota-words.ts';
import { quotaCardKey, quotaTotals, type UnitQuotaRow } from '../../src/training/call-up/unit-quotas.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { reporterOf } from '../../src/training/needs/unit-scope.ts';
import { deadlineArg, endOf } from '../needs-survey/survey-deadline.ts';
import { refuseHeldElsewhere } from './call-up.ts';
import { refuseIfIssued } from './call-up-issue.ts';
import { pressedCall, shownQuota, takersFor } from './quota-access.ts';

/** Whom units may pick, by their levels. */
const levelsArg: Argument<'rankLevels', RankLevel[]> = {
  key: 'rankLevels',
  usage: '[职务层次…]',
  take(words) {
    const read = readCriteria(words.rest());
    if ('unknown' in read) throw new UsageFault(`“${read.unknown}”不是职务层次。`);
    if (read.groups.length > 0) throw new RuleError('quota.no-groups', {});
    return () => [...read.rankLevels];
  },
};

interface Wanted {
  trainingClass: ClassRow;
  seats: number;
  closesOn: string;
  rankLevels: readonly RankLevel[];
}

/** Quota calling: the seats of a class are shared among units by their size, shown and changed first; then each unit picks its people. */
export function quotaCall(router: Router): void {
  router.command(
    {
      names: ['分配名额', 'share-seats', '名额分配'],
      action: 'call-up.propose',
      right: 'class',
      args: [classArg(), numberArg('seats', '名额', 3), deadlineArg, levelsArg],
      missing: '请写明名额和报送截止日期。',
      usage: (line) => `${line}，职务层次可写：科级正职、科级副职、科员，不写的面向全县干部`,
      example: '/分配名额 {class} 40 3天 科级副职',
      about: '按单位人数分配名额，由各单位报送参训人选',
      next: '先看各单位名额，可调整，确认后下达；报送后用“/名额进度”汇总成名单。',
    },
    draw,
  );
  router.preview(
    {
      confirm: openQuota,
      drop: dropQuota,
      shown: pressedCall,
      forget: async (ctx, { shown }) => {
        if (shown.call.state !== 'draft') return;
        await ctx.store.unitQuotas.drop(shown.call._id);
        await ctx.store.quotaCalls.drop(shown.call._id);
      },
      dropped: quotaWords.dropped,
    },
    (ctx, { trainingClass, shown }, { basis }) => open(ctx, trainingClass, shown, basis),
  );
}

async function draw(ctx: Context, { trainingClass, seats, closesOn, rankLevels }: Wanted): Promise<void> {
  const { _id: classId } = trainingClass;
  refuseHeldElsewhere(trainingClass);
  if (trainingClass.state === 'draft') throw new RuleError('class.no-timetable', { classId });
  await refuseIfIssued(ctx, classId, undefined);
  refuseTooLate(ctx, trainingClass, closesOn);
  const { quotaCalls, unitQuotas } = ctx.store;
  const former = await quotaCalls.ofClass(classId);
  if (former?.state === 'open') throw new RuleError('quota.open-already', { classId });
  const { takers } = await takersFor(ctx, trainingClass, rankLevels);
  const shares = shareSeats(takers, seats, ctx.rulesOf(trainingClass).callUp.quota);
  if (shares.size === 0) throw new RuleError('quota.no-units', {});
  if (former?.state === 'draft' && former._id !== ctx.update.id) await unitQuotas.drop(former._id);
  await quotaCalls.draw({
    ...{ _id: ctx.update.id, classId, seats, rankLevels: [...rankLevels], closesOn, closesAt: endOf(closesOn) },
    ...{ drawnBy: ctx.person._id, drawnAt: ctx.now },
  });
  await unitQuotas.add(ctx.update.id, new Map(takers.map(({ unitId }) => [unitId, shares.get(unitId) ?? 0])));
  const call = await quotaCalls.byId(ctx.update.id);
  if (call === null) throw new RuleError('quota.gone', {});
  await showPreview(ctx, trainingClass, await shownQuota(ctx, call));
}

/** After the last day there must be time for the notices. @throws RuleError `quota.closes-too-late` */
export function refuseTooLate(ctx: Context, trainingClass: ClassRow, closesOn: string): void {
  const { noticeWorkingDays } = ctx.rulesOf(trainingClass).callUp;
  if (workingDaysBetween(closesOn, trainingClass.opensOn) >= noticeWorkingDays) return;
  const latest = formatDate(addWorkingDays(trainingClass.opensOn, -noticeWorkingDays));
  throw new RuleError('quota.closes-too-late', { noticeWorkingDays, latest });
}

/** The numbers as they are, to be confirmed. */
export async function showPreview(ctx: Context, trainingClass: ClassRow, shown: ShownQuota): Promise<void> {
  const { silent } = await takersFor(ctx, trainingClass, shown.call.rankLevels);
  const left = Math.max(0, shown.call.seats - quotaTotals(shown.quotas).seats);
  const { leastPeople: least } = ctx.rulesOf(trainingClass).callUp.quota;
  await ctx.reply(quotaWords.preview(trainingClass, shown, { left, silent, least }));
}

async function open(ctx: Context, trainingClass: ClassRow, shown: ShownQuota, basis: string): Promise<void> {
  const { call, quotas } = shown;
  await refuseIfIssued(ctx, trainingClass._id, undefined);
  if (call.state === 'draft' && basis !== quotaBasis(quotas)) {
    await ctx.settle(quotaWords.changedSettled);
    return showPreview(ctx, trainingClass, shown);
  }
  if (call.state === 'draft') refuseTooLate(ctx, trainingClass, call.closesOn);
  const step = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const opened = await ctx.store.quotaCalls.open(call._id, step);
  if (opened === null || !isQuotaMovedBy(opened, ctx.update.id)) throw new RuleError('quota.gone', {});
  await askUnits(ctx, trainingClass, opened, quotas);
  await ctx.settle(quotaWords.openedSettled);
  await ctx.reply(quotaWords.opened(trainingClass, { ...shown, call: opened }));
}

/** Sends these units the card on which they pick; for each update once. @returns how many were asked */
export async function askUnits(
  ctx: Context,
  trainingClass: ClassRow,
  call: QuotaCallRow,
  quotas: readonly UnitQuotaRow[],
): Promise<number> {
  const asked = quotas.filter(({ seats }) => seats > 0);
  const units = new Map(
    (await ctx.store.units.many(asked.map(({ unitId }) => unitId))).map((each) => [each._id, each]),
  );
  const messages = asked.flatMap((each) => {
    const unit = units.get(each.unitId);
    const cadreId = unit && reporterOf(unit);
    if (unit === undefined || cadreId === undefined) return [];
    const message = quotaPickWords.card({ trainingClass, call, quota: each, unit: unit.name });
    const key = quotaCardKey(each._id, ctx.update.id, cadreId);
    return [{ cadreId, message, key, expiresAt: call.closesAt }];
  });
  await ctx.sendAll(messages);
  return messages.length;
}
