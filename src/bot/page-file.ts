import { linkBytes } from '../county/page-files.ts';
import { pageWords } from '../county/page-words.ts';
import type { Context } from './context.ts';

/**
 * How a file reaches whoever asked for it that may not pass through chat: a link leads to the staff page, where the same person takes it once.
 * @throws RuleError `page.no-address`, before anything is made
 */
export function byLink(ctx: Context): (fileName: string, bytes: Buffer) => Promise<void> {
  const url = ctx.pageUrl('/staff/file');
  return async (fileName, bytes) => {
    const link = ctx.randomBytes(linkBytes, `page file ${ctx.update.id} ${fileName}`);
    await ctx.store.pageFiles.keep(link, ctx.person, { name: fileName, bytes }, ctx.now);
    await ctx.reply(pageWords.file(fileName, `${url}/${link.toString('base64url')}`));
  };
}
