import type { Context } from '../../src/bot/context.ts';

/** Sends the picture of a lecturer or a field site behind their card, where there is one. */
export async function replyWithPicture(ctx: Context, about: string, name: string): Promise<void> {
  const shown = await ctx.store.poolPictures.shown(about);
  const bytes = shown && (await ctx.store.poolPictures.bytesOf(shown._id));
  if (shown === undefined || bytes === undefined) return;
  await ctx.reply(await ctx.store.files.keep('picture', `${name}.${shown.type}`, bytes, ctx.now));
}
