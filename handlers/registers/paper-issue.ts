import type { Context } from '../../src/bot/context.ts';
import { type Hand, inChat } from '../../src/bot/page-file.ts';
import type { FileMessage } from '../../src/chat/message.ts';
import type { Pages } from '../../src/drawing/pages.ts';
import { NUMBER_BYTES, type PaperKind, paperNumber } from '../../src/training/registers/paper-number.ts';
import type { PaperRow } from '../../src/training/registers/papers.ts';
import type { Register } from '../../src/training/registers/register.ts';
import { registerPageWords } from '../../src/training/registers/register-page-words.ts';

/** What a paper is about. */
type About = Pick<PaperRow, 'cadreId' | 'classId' | 'year' | 'gradeSince'>;

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

/** A register under a number of its own, as it is about to go out. */
export async function issuedRegister(ctx: Context, register: Register): Promise<{ paper: PaperRow; pages: Pages }> {
  const cadreId = register.person._id;
  const paper = await issuePaper(ctx, `register:${ctx.update.id}:${cadreId}`, 'register', { cadreId });
  const issue = { number: paper.number, by: ctx.person.name, at: ctx.now, address: addressOf(ctx, paper) };
  return { paper, pages: registerPageWords.pages(register, issue) };
}

/**
 * Sends a paper as a document. A register and a certificate of hours say what was so when they were issued: made once, they are sent as they
 * were. A certificate of completion is made anew whenever somebody wants it again.
 * @param fileName - with `.pdf`; @param inWords - what is said where it cannot be made; @param hand - the way it goes, in chat unless given
 */
export async function sendPaper(
  ctx: Context,
  paper: PaperRow,
  fileName: string,
  pages: Pages,
  inWords: string,
  hand: Hand = inChat(ctx),
): Promise<void> {
  const file = await madePaper(ctx, paper, fileName, pages);
  const bytes = file && (await ctx.store.files.load(file.sha256));
  if (!file || !bytes) return ctx.reply(inWords);
  await hand(file.name, bytes);
}

/** A paper as a file, as `sendPaper`; `undefined` where it cannot be made. */
export async function madePaper(
  ctx: Context,
  paper: PaperRow,
  fileName: string,
  pages: Pages,
): Promise<FileMessage | undefined> {
  if (paper.sent !== undefined) return paper.sent.file;
  const drawn = await ctx.drawing.pages(pages);
  if (drawn === undefined) return undefined;
  const file = await ctx.store.files.keep('file', fileName, drawn.bytes, ctx.now);
  if (paper.kind === 'completion') return file;
  const check = pages.check === undefined ? '' : drawn.check;
  const kept = await ctx.store.papers.keepSent(paper._id, { file, check });
  return kept?.sent?.file ?? file;
}
