import { optional } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { replyWithChart } from '../../src/bot/picture.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendList } from '../../src/bot/sheet-on-request.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { isLong } from '../../src/chat/long-list.ts';
import { RuleError } from '../../src/errors.ts';
import type { Figure } from '../../src/training/statistics/figure.ts';
import { type CountyFigures, countyFigures } from '../../src/training/statistics/figures.ts';
import { type Period, readPeriod, usualPeriod } from '../../src/training/statistics/period.ts';
import { statisticsPictureWords } from '../../src/training/statistics/picture-words.ts';
import {
  drawStatistics,
  listFigures,
  openFigure,
  sendFigure,
  sendStatistics,
} from '../../src/training/statistics/presses.ts';
import { statisticsChart } from '../../src/training/statistics/statistics-chart.ts';
import { statisticsWords, yearsText } from '../../src/training/statistics/words.ts';
import { periodArg } from './period-arg.ts';

type Years = Pick<Period, 'fromYear' | 'toYear'>;

/** `/统计`: what a county reports of its training, counted from the records, each figure with the list behind it. */
export function statistics(router: Router): void {
  router.command(
    {
      names: ['统计', 'statistics', '培训统计'],
      action: 'statistics.read',
      right: 'county',
      args: [optional(periodArg)],
      example: '/统计 {year}',
      about: '统计近三年（或写明的年份）的办班、调训、活动、跟班、提拔、学时、满意度等',
      next: '先列合计；可看明细和统计口径、发送表格、看统计图。',
    },
    async (ctx, { period = usualPeriod(beijingDateOf(ctx.now)) }) => {
      const { figures } = await counted(ctx, period);
      await ctx.reply(statisticsWords.card(ctx.update.id, period, figures));
    },
  );
  router.press(listFigures, choose);
  router.press(openFigure, open);
  router.sheet(sendStatistics, async (ctx, years) => {
    const period = await periodFor(ctx, years);
    const { figures } = await counted(ctx, period);
    return statisticsWords.sheet(period, figures, await openableOf(ctx, figures));
  });
  router.sheet(sendFigure, async (ctx, { figure: key, ...years }) => {
    const period = await periodFor(ctx, years);
    return statisticsWords.openedSheet(await openedBy(ctx, period, key), period);
  });
  router.press(drawStatistics, async (ctx, years) => {
    const period = await periodFor(ctx, years);
    await replyWithChart(
      ctx,
      statisticsPictureWords.fileName(period),
      statisticsChart(period, await counted(ctx, period)),
      statisticsPictureWords.notDrawn,
    );
  });
}

function counted(ctx: Context, period: Period): Promise<CountyFigures> {
  return countyFigures(ctx.store, period, ctx.rules, ctx.now);
}

async function periodFor(ctx: Context, { fromYear, toYear }: Years): Promise<Period> {
  await ctx.requireIn('statistics.read', {});
  const period = readPeriod(`${fromYear}-${toYear}`, beijingDateOf(ctx.now));
  if (period === undefined) throw new RuleError('card.not-offered', {});
  return period;
}

/** The figures with a list behind them that this person may see. */
async function openableOf(ctx: Context, figures: readonly Figure[]): Promise<Figure[]> {
  const mayReadNames = await ctx.may('statistics.read-names', {});
  return figures.filter(
    ({ rows }) => rows !== undefined && rows.rows.length > 0 && (mayReadNames || !rows.namesPeople),
  );
}

async function choose(ctx: Context, years: Years): Promise<void> {
  const period = await periodFor(ctx, years);
  const openable = await openableOf(ctx, (await counted(ctx, period)).figures);
  if (openable.length === 0) return ctx.reply(statisticsWords.nothing(period));
  await ctx.reply(statisticsWords.choose(ctx.update.id, period, openable));
}

/** Sends the list behind the chosen figure. */
async function open(ctx: Context, years: Years): Promise<void> {
  const period = await periodFor(ctx, years);
  const figure = await openedBy(ctx, period, ctx.choices[0]);
  if (!isLong(figure.rows?.rows ?? [])) return ctx.reply(statisticsWords.opened(figure, period));
  await ctx.reply(statisticsWords.openedHead(figure, period));
  await sendList(ctx, statisticsWords.openedSheet(figure, period));
}

/** The figure with the list behind it; a look at one that names people is noted. @throws RuleError `card.not-offered` */
async function openedBy(ctx: Context, period: Period, wanted: string | undefined): Promise<Figure> {
  const openable = await openableOf(ctx, (await counted(ctx, period)).figures);
  const figure = openable.find(({ key }) => key === wanted);
  if (figure === undefined) throw new RuleError('card.not-offered', {});
  if (figure.rows?.namesPeople) await note(ctx, `${figure.label} ${yearsText(period)}`);
  return figure;
}

function note(ctx: Context, words: string): Promise<void> {
  const { update, person, now } = ctx;
  return ctx.store.looks.note({ _id: update.id, by: person._id, cadreId: '', words: `统计 ${words}`, at: now });
}
