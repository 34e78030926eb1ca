import { numberedArg, optional } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { isWorkingDay } from '../../src/calendar/working-days.ts';
import { RuleError } from '../../src/errors.ts';
import { chaseReports, sendReports } from '../../src/training/needs/presses.ts';
import { reportTotals } from '../../src/training/needs/report-progress.ts';
import { type ReportRoundRow, takesReports } from '../../src/training/needs/report-rounds.ts';
import { reportWords } from '../../src/training/needs/report-words.ts';
import { roundWords } from '../../src/training/needs/round-words.ts';
import { reportReminderKey } from '../../src/training/needs/unit-reports.ts';
import { reporters, roundNumbered, unitNamesOf, unknownRound } from './round-access.ts';

/** How many rounds somebody of a unit is shown. */
const mostOwn = 3;

/** `/征集进度`: who has reported what, who has not, with a button that reminds these; a unit sees its own report. */
export function reportProgress(router: Router): void {
  router.command(
    {
      names: ['征集进度', 'reports'],
      action: 'need.read',
      right: 'found',
      args: [optional(numberedArg('number', '编号'))],
      example: '/征集进度 {round}',
      about: '查看需求征集的申报情况、需求汇总和未报单位；单位查看本单位所报',
      next: '先列汇总；可催报未报单位，可发送表格。',
    },
    async (ctx, { number }) => {
      if (await ctx.may('need.read', {})) return showAll(ctx, number);
      await showOwn(ctx, number);
    },
  );
  router.press(chaseReports, chase);
  router.sheet(sendReports, async (ctx, { round: number }) => {
    await ctx.requireIn('need.read', {});
    const round = await roundNumbered(ctx, number);
    const reports = await ctx.store.unitReports.ofRounds([round._id]);
    return roundWords.sheet(round, reports, await unitNamesOf(ctx, [round]));
  });
}

async function showAll(ctx: Context, number: string | undefined): Promise<void> {
  const recent = number === undefined ? await ctx.store.reportRounds.recent(5) : [await roundNumbered(ctx, number)];
  const taking = recent.filter((round) => takesReports(round, ctx.now));
  const [round] = taking.length === 1 ? taking : recent;
  if (round === undefined || (number === undefined && taking.length > 1))
    return ctx.reply(roundWords.recent(recent, ctx.now));
  const totals = reportTotals(await ctx.store.unitReports.ofRounds([round._id]));
  const mayChase = totals.waiting.length > 0 && takesReports(round, ctx.now) && (await ctx.may('need.open', {}));
  await ctx.reply(
    roundWords.progress(ctx.update.id, round, totals, {
      ...{ names: await unitNamesOf(ctx, [round]), now: ctx.now, sheet: sendReports.with({ round: round._id }) },
      ...(mayChase ? { chase: chaseReports.with({ round: round._id }) } : {}),
    }),
  );
}

/** The reports of the units for which somebody may report. @throws RuleError `policy…`, `record.unknown`, `need.no-round` */
async function showOwn(ctx: Context, number: string | undefined): Promise<void> {
  if (!(await ctx.mayEver('need.read'))) await ctx.requireIn('need.read', {});
  const recent = await ctx.store.reportRounds.recent(number === undefined ? mostOwn : 50);
  const rounds = recent.filter(({ _id, state }) => (number === undefined ? state === 'open' : _id === number));
  const reports = await ctx.store.unitReports.ofRounds(rounds.map(({ _id }) => _id));
  const mine = await ctx.allowedOf('need.read', reports, ({ unitId }) => ({ unitId }));
  if (mine.length === 0) throw number === undefined ? new RuleError('need.no-round', {}) : unknownRound(number);
  const names = await unitNamesOf(ctx, rounds);
  const shown = rounds.flatMap((round) =>
    mine
      .filter(({ roundId }) => roundId === round._id)
      .map((report) => ({ round, report, unit: names.get(report.unitId) ?? '' })),
  );
  await ctx.reply(reportWords.own(shown, ctx.now));
}

/** Reminds the units that have not reported, each at most once a working day, whoever reminds. @throws RuleError `need.not-working-day` */
async function chase(ctx: Context, { round: number }: { round: string }): Promise<void> {
  await ctx.requireIn('need.open', {});
  const round = await roundNumbered(ctx, number);
  refuseUnlessOpen(round, ctx.now);
  const todayOn = beijingDateOf(ctx.now);
  if (!isWorkingDay(todayOn)) throw new RuleError('need.not-working-day', {});
  const { waiting } = reportTotals(await ctx.store.unitReports.ofRounds([round._id]));
  if (waiting.length === 0) return ctx.reply(roundWords.allFiled);
  const units = await ctx.store.units.many(waiting.map(({ unitId }) => unitId));
  const wanted = reporters(round, units).map(({ cadreId, unit }) => ({
    ...{ cadreId, message: reportWords.card(round, unit._id, unit.name, true), isReminder: true as const },
    ...{ key: reportReminderKey(`${round._id}:${unit._id}`, todayOn, cadreId), expiresAt: round.closesAt },
  }));
  await ctx.sendAll(wanted);
  await ctx.settle(roundWords.chasedSettled);
  await ctx.reply(roundWords.chased(wanted.length));
}

/** @throws RuleError `need.round-cancelled`, `need.round-over` */
function refuseUnlessOpen(round: ReportRoundRow, now: Date): void {
  if (round.state === 'cancelled') throw new RuleError('need.round-cancelled', { round: round._id });
  if (!takesReports(round, now)) throw new RuleError('need.round-over', { round: round._id });
}
