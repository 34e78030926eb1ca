import type { Context } from '../../src/bot/context.ts';
import type { ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { allButtons } from '../../src/chat/message.ts';
import { RuleError } from '../../src/errors.ts';
import { noticePreviewWords } from '../../src/training/class-messages/notice-preview-words.ts';
import { dropNotice } from '../../src/training/class-messages/presses.ts';
import { isMinimal } from '../../src/training/class-messages/sensitivity.ts';
import { type FoundNotice, findNotice, found } from './find-notice.ts';
import { attachMinutes, previewOf } from './notice.ts';

/** A picture or a file sent right after the preview of a notice goes out with it; one sent before is kept a while and offered there. */
export function noticeFile(router: Router): void {
  router.file({
    action: 'notice.send',
    offered: async () => undefined,
    take,
    later,
  });
}

async function take(ctx: Context, { what, name, bytes }: ReceivedFile): Promise<boolean> {
  const notice = await draftOnScreen(ctx);
  if (notice === undefined) return false;
  const { row, trainingClass } = notice;
  if (isMinimal(row)) throw new RuleError('notice.no-file', {});
  const file = await ctx.store.files.keep(what === 'picture' ? 'picture' : 'file', name, bytes, ctx.now);
  const changed = await ctx.store.notices.set(row._id, { file });
  if (changed !== null) await ctx.reply(await previewOf(ctx, found(changed, trainingClass)));
  return true;
}

async function later(ctx: Context, { what, name, bytes }: ReceivedFile): Promise<string> {
  const kind = what === 'picture' ? 'picture' : 'file';
  const isKept = await ctx.store.earlyFiles.keep(
    ctx.person._id,
    { byUpdate: ctx.update.id, kind, name, bytes },
    ctx.now,
  );
  return isKept ? noticePreviewWords.fileKept({ kind }) : noticePreviewWords.fileOffer(attachMinutes);
}

/** The draft whose preview this person got in the last minutes, the newest. */
export async function draftOnScreen(ctx: Context): Promise<FoundNotice | undefined> {
  const since = ctx.now.getTime() - attachMinutes * 60_000;
  for (const { message, sentAt } of await ctx.store.sentCards.openOnScreen(ctx.person._id)) {
    if (message.kind !== 'card' || (sentAt?.getTime() ?? since) < since) continue;
    const press = allButtons(message).find((button) => button.press.action === dropNotice.action)?.press;
    const facts = press && dropNotice.read(press);
    if (facts === undefined) continue;
    const notice = await findNotice(ctx, facts.noticeId, 'notice.send');
    return notice.row.state === 'draft' ? notice : undefined;
  }
  return undefined;
}
