import type { Context } from './context.ts';

/** What takes no longer than this needs no word before it. */
const quietSeconds = 3;

/** Says that something takes a while, where it does. @param seconds - on a small server that is busy */
export async function announceLong(ctx: Context, seconds: number, words: (seconds: number) => string): Promise<void> {
  const whole = Math.ceil(seconds);
  if (whole > quietSeconds) await ctx.announce(words(whole));
}
