import { type Kept, passesChat } from '../chat/kept-from-chat.ts';
import type { Chart } from '../drawing/chart.ts';
import type { Context } from './context.ts';
import { byLink } from './page-file.ts';

/**
 * Answers with a picture, in chat or, where what it shows is kept from chat, by a link.
 * @param fileName - with `.png`
 * @param inWords - what is said where it cannot be drawn; @throws RuleError `page.no-address`
 */
export async function replyWithChart(
  ctx: Context,
  fileName: string,
  chart: Chart,
  inWords: string,
  kept?: Kept,
): Promise<void> {
  const hand = passesChat(kept, ctx.person._id) ? undefined : byLink(ctx);
  const png = await ctx.drawing.chart(chart);
  if (png === undefined) return ctx.reply(inWords);
  if (hand !== undefined) return hand(fileName, png);
  await ctx.reply(await ctx.store.files.keep('picture', fileName, png, ctx.now));
}
