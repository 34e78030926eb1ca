import type { Context } from '../../src/bot/context.ts';
import type { Pages } from '../../src/drawing/pages.ts';
import { NUMBER_BYTES, type PaperKind, paperNumber } from '../../src/training/registers/paper-number.ts';
import type { PaperRow } from '../../src/training/registers/papers.ts';

/** What a paper is about. */
type About = Pick<PaperRow, 'cadreId' | 'classId' | 'year'>;

/** Issues a paper under a number of its own; the same once more is the paper that was issued. @param id - names it for good */
export function issuePaper(ctx: Context, id: string, kind: PaperKind, about: About): Promise<PaperRow> {
  return ctx.store.papers.issue({
    ...{ _id: id, number: paperNumber(kind, ctx.randomBytes(NUMBER_BYTES, id)), kind, ...about },
    ...{ issuedAt: ctx.now, issuedBy: ctx.person._id, byUpdate: ctx.update.id },
  });
}

/** Where the paper's number is confirmed. */
export function addressOf(ctx: Context, { number }: PaperRow): string {
  return ctx.pageUrl(`/verify/${number}`);
}

/**
 * Sends a paper as a document. A register and a certificate of hours say what was so when they were issued: made once, they are sent as they
 * were. A certificate of completion is made anew whenever somebody wants it again.
 * @param fileName - with `.pdf`; @param inWords - what is said where it cannot be made
 */
export async function sendPaper(
  ctx: Context,
  paper: PaperRow,
  fileName: string,
  pages: Pages,
  inWords: string,
): Promise<void> {
  if (paper.sent !== undefined) return ctx.reply(paper.sent.file);
  const drawn = await ctx.drawing.pages(pages);
  if (drawn === undefined) return ctx.reply(inWords);
  const file = await ctx.store.files.keep('file', fileName, drawn.bytes, ctx.now);
  if (paper.kind === 'completion') return ctx.reply(file);
  const kept = await ctx.store.papers.keepSent(paper._id, {
    file,
    check: pages.check === undefined ? '' : drawn.check,
  });
  await ctx.reply(kept?.sent?.file ?? file);
}
