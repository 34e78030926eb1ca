import type { SentFile } from '../chat/update.ts';
import { PlatformError, RuleError } from '../errors.ts';
import { firstRowOf } from '../sheets/sheet.ts';
import type { Context, ContextDependencies } from './context.ts';
import { run } from './conversation.ts';
import { fileWords } from './file-words.ts';
import { received } from './received-file.ts';
import type { Router } from './router.ts';

/** A picture or a file that a person sent: the first kind that knows it takes it; what nobody knows is answered with what can be sent. */
export async function takeFile(
  router: Router,
  ctx: Context,
  sent: SentFile,
  fetchFile: ContextDependencies['fetchFile'],
): Promise<void> {
  await run(ctx, async () => {
    const kinds = await router.filesFor(ctx);
    const file = await received(sent, await fetched(sent, fetchFile));
    for (const kind of kinds) if (await kind.take(ctx, file)) return;
    const later = await Promise.all(kinds.flatMap((kind) => kind.later?.(ctx, file) ?? []));
    const offers = await Promise.all(kinds.map((kind) => kind.offered(ctx)));
    const [sheet] = file.sheets;
    const known = offers.filter((offer) => offer !== undefined);
    await ctx.reply(fileWords.notTaken(file.what, sheet && firstRowOf(sheet), later, known));
  });
}

/** @throws RuleError `file.too-large`, `file.gone` where the platform does not give it; TransportError when it does not answer */
async function fetched(sent: SentFile, fetchFile: ContextDependencies['fetchFile']): Promise<Buffer> {
  try {
    return await fetchFile(sent);
  } catch (error) {
    if (!(error instanceof PlatformError) || error.retry !== 'never') throw error;
    throw new RuleError(error.code === 'file-size' ? 'file.too-large' : 'file.gone', {});
  }
}
