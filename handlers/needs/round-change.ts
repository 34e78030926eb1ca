import { reasonArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { text } from '../../src/chat/message.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { cancelRound, extendRound, keepRound, leaveRound } from '../../src/training/needs/presses.ts';
import { reportTotals } from '../../src/training/needs/report-progress.ts';
import { isRoundMovedBy, type ReportRoundRow } from '../../src/training/needs/report-rounds.ts';
import { reportCardId, reportWords } from '../../src/training/needs/report-words.ts';
import { roundWords } from '../../src/training/needs/round-words.ts';
import type { UnitReportRow } from '../../src/training/needs/unit-reports.ts';
import { deadlineArg, endOf } from '../needs-survey/survey-deadline.ts';
import { askUnits } from './report-round.ts';
import { roundArg, roundNumbered, settleReportCopies } from './round-access.ts';

/** `/延长征集` and `/取消征集`: a round gets another last day, also when it was over or cancelled; or it is cancelled with a reason. */
export function roundChange(router: Router): void {
  router.command(
    {
      names: ['延长征集', 'extend-reports'],
      action: 'need.open',
      right: 'county',
      args: [roundArg, deadlineArg],
      missing: '请写明编号和新的截止日期。',
      example: '/延长征集 {round} 10天',
      about: '更改需求征集的截止日期；已截止或已取消的，重新开放',
      next: '先预览，确认后告知未报的单位。',
    },
    previewEnd,
  );
  router.preview(
    { confirm: extendRound, drop: leaveRound, shown: staffRound, dropped: roundWords.extendDropped },
    (ctx, round, facts) => extend(ctx, round, facts.closesOn),
  );
  router.command(
    {
      names: ['取消征集', 'cancel-reports'],
      action: 'need.open',
      right: 'county',
      args: [roundArg, reasonArg],
      missing: '请写明编号和理由。',
      example: '/取消征集 {round} 与市级征集合并',
      about: '取消一项需求征集，已报的不计入培训菜单',
      next: '先预览，确认后告知各单位；恢复用“/延长征集”。',
    },
    previewCancel,
  );
  router.preview(
    { confirm: cancelRound, drop: keepRound, shown: staffRound, dropped: roundWords.kept },
    (ctx, round, facts) => cancel(ctx, round, facts),
  );
}

async function staffRound(ctx: Context, { round }: { round: string }): Promise<ReportRoundRow> {
  await ctx.requireIn('need.open', {});
  return roundNumbered(ctx, round);
}

const waitingOf = async (ctx: Context, { _id }: ReportRoundRow) =>
  (await ctx.store.unitReports.ofRounds([_id])).filter(({ state }) => state === 'waiting');

async function previewEnd(
  ctx: Context,
  { round, closesOn }: { round: ReportRoundRow; closesOn: string },
): Promise<void> {
  const facts = { round: round._id, closesOn };
  const buttons = { confirm: extendRound.with(facts), drop: leaveRound.with(facts) };
  const waiting = (await waitingOf(ctx, round)).length;
  await ctx.reply(roundWords.extendPreview(ctx.update.id, round, closesOn, waiting, buttons));
}

/** Whoever has not answered gets the card anew; an older copy of it is settled with it. */
async function extend(ctx: Context, { _id }: ReportRoundRow, closesOn: string): Promise<void> {
  const closesAt = endOf(closesOn);
  const step = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const before = await roundNumbered(ctx, _id);
  if (!isRoundMovedBy(before, ctx.update.id) && ctx.now >= closesAt)
    throw new RuleError('survey.deadline-past', { closesOn });
  const round = (await ctx.store.reportRounds.extend(_id, { closesOn, closesAt }, step)) ?? before;
  const waiting = await waitingOf(ctx, round);
  await askUnits(ctx, round, await ctx.store.units.many(waiting.map(({ unitId }) => unitId)));
  await ctx.settle(roundWords.extendedSettled);
  await ctx.reply(roundWords.extended(round, waiting.length));
}

async function previewCancel(
  ctx: Context,
  { round, reason }: { round: ReportRoundRow; reason: string },
): Promise<void> {
  if (round.state === 'cancelled') throw new RuleError('need.cancelled-already', { round: round._id });
  const facts = { round: round._id, reason };
  const buttons = { confirm: cancelRound.with(facts), drop: keepRound.with(facts) };
  const totals = reportTotals(await ctx.store.unitReports.ofRounds([round._id]));
  await ctx.reply(roundWords.cancelPreview(ctx.update.id, round, reason, totals, buttons));
}

/** Units that answered are told; the cards of the others say so. @throws RuleError `need.cancelled-already` */
async function cancel(ctx: Context, { _id }: ReportRoundRow, { reason }: Facts<typeof cancelRound>): Promise<void> {
  const step = { act: 'cancel', by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now, reason } as const;
  const round = await ctx.store.reportRounds.cancel(_id, step);
  if (round === null || !isRoundMovedBy(round, ctx.update.id))
    throw new RuleError('need.cancelled-already', { round: _id });
  const reports = await ctx.store.unitReports.ofRounds([_id]);
  await settleReportCards(
    ctx,
    reports.filter(({ state }) => state === 'waiting'),
    reportWords.cancelled,
  );
  const told = new Set(reports.flatMap(({ filedBy }) => (filedBy === undefined ? [] : [filedBy])));
  told.delete(ctx.person._id);
  const message = text(roundWords.cancelledTold(round, reason));
  await ctx.sendAll(
    [...told].map((cadreId) => ({
      cadreId,
      message,
      key: `need-cancelled:${_id}:${ctx.update.id}:${cadreId}` as const,
    })),
  );
  await ctx.settle(roundWords.cancelledSettled);
  await ctx.reply(roundWords.cancelled(round));
}

/** Closes the cards of these reports on every screen they may be on. */
export async function settleReportCards(
  ctx: Context,
  reports: readonly UnitReportRow[],
  settled: string,
): Promise<void> {
  const units = await ctx.store.units.many(reports.map(({ unitId }) => unitId));
  for (const { _id, unitId } of reports) {
    const unit = units.find((each) => each._id === unitId);
    if (unit !== undefined) await settleReportCopies(ctx, unit, reportCardId(_id), settled);
  }
}
