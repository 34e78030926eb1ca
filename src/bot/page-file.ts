import { type Kept, passesChat } from '../chat/kept-from-chat.ts';
import { linkBytes } from '../county/page-files.ts';
import { pageWords } from '../county/page-words.ts';
import type { Context } from './context.ts';

/** Gives a file to whoever asked for it. */
export type Hand = (fileName: string, bytes: Buffer) => Promise<void>;

/**
 * How a file reaches whoever asked for it: in chat, or, where what it holds is kept from chat, by a link.
 * @throws RuleError `page.no-address`, before anything is made
 */
export function handOver(ctx: Context, kept: Kept | undefined): Hand {
  return passesChat(kept, ctx.person._id) ? inChat(ctx) : byLink(ctx);
}

/** As a file in chat. */
export function inChat(ctx: Context): Hand {
  return async (fileName, bytes) => ctx.reply(await ctx.store.files.keep('file', fileName, bytes, ctx.now));
}

/**
 * A link leads to the staff page, where the same person takes the file once.
 * @param said - the words that name the link; @throws RuleError `page.no-address`, before anything is made
 */
export function byLink(ctx: Context, said: (fileName: string, url: string) => string = pageWords.file): Hand {
  const url = ctx.pageUrl('/staff/file');
  return async (fileName, bytes) => {
    const link = ctx.randomBytes(linkBytes, `page file ${ctx.update.id} ${fileName}`);
    await ctx.store.pageFiles.keep(link, ctx.person, { name: fileName, bytes }, ctx.now);
    await ctx.reply(said(fileName, `${url}/${link.toString('base64url')}`));
  };
}
