import type { Chart } from '../drawing/chart.ts';
import type { Context } from './context.ts';

/**
 * Answers with a picture.
 * @param fileName - with `.png`
 * @param inWords - what is said where it cannot be drawn
 */
export async function replyWithChart(ctx: Context, fileName: string, chart: Chart, inWords: string): Promise<void> {
  const png = await ctx.drawing.chart(chart);
  if (png === undefined) return ctx.reply(inWords);
  await ctx.reply(await ctx.store.files.keep('picture', fileName, png, ctx.now));
}
