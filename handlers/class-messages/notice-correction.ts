import { numberedArg, textArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { cardCode, text } from '../../src/chat/message.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { noticeCorrectionWords } from '../../src/training/class-messages/notice-correction-words.ts';
import { minimalWords, noticeWords } from '../../src/training/class-messages/notice-words.ts';
import { type NoticeMarkRow, type NoticeRow, noticeCorrectionKey } from '../../src/training/class-messages/notices.ts';
import { correctNotice, dropCorrection } from '../../src/training/class-messages/presses.ts';
import { isMinimal, labelOf } from '../../src/training/class-messages/sensitivity.ts';
import { type FoundNotice, findNotice, rulesOf } from './find-notice.ts';
import { mostLetters, peopleAtOnce } from './notice.ts';
import { marksNow } from './notice-progress.ts';

/** `/更正通知`: a notice that was sent is put right: cards that nobody has read are changed in place, who has read it gets one word. */
export function noticeCorrection(router: Router): void {
  router.command(
    {
      names: ['更正通知', 'correct-notice'],
      action: 'notice.send',
      right: 'found',
      args: [numberedArg('noticeId', '通知编号'), textArg('words', '更正后的正文')],
      missing: '请写明通知编号和更正后的正文。',
      example: '/更正通知 {notice} 明天上午九点半开会，请准时参加',
      about: '更正已发出的通知，未读的更换卡片，已读的另发一条更正',
      next: '先预览，确认后更正；回执照旧有效。',
    },
    preview,
  );
  router.preview(
    {
      confirm: correctNotice,
      drop: dropCorrection,
      shown: (ctx, { noticeId }) => findNotice(ctx, noticeId, 'notice.send'),
      forget: (ctx, { row }) => ctx.store.notices.dropCorrection(row._id),
      dropped: noticeCorrectionWords.dropped,
    },
    correct,
  );
}

async function preview(ctx: Context, { noticeId, words }: { noticeId: string; words: string }): Promise<void> {
  const notice = await findNotice(ctx, noticeId, 'notice.send');
  const to = correctedWords(ctx, notice, words);
  await ctx.store.notices.draftCorrection(notice.row._id, { words: to, byUpdate: ctx.update.id });
  const { marks } = await marksNow(ctx, { noticeId: notice.row._id });
  const read = marks.filter(isRead).length;
  await ctx.reply(noticeCorrectionWords.preview(notice.about, notice.row, to, ctx.update.id, marks.length, read));
}

/** What the notice says then. @throws RuleError for one that was not sent, and for a text it may not have */
function correctedWords(ctx: Context, notice: FoundNotice, words: string): string {
  const { row } = notice;
  if (row.state === 'recalled') throw new RuleError('notice.recalled', { noticeId: row._id });
  if (row.state !== 'sent') throw new RuleError('recall.not-sent', { number: row._id });
  if ([...words].length > mostLetters) throw new RuleError('notice.too-long', { most: mostLetters });
  const { label, because = '' } = labelOf({ typed: row.label, text: words }, rulesOf(ctx, notice).notices.sensitivity);
  if (label === 'neverIM') throw new RuleError('notice.classified', { because });
  if (isMinimal({ label }) && !isMinimal(row)) throw new RuleError('notice.correction-sensitive', { because });
  const to = isMinimal(row) ? minimalWords(words) : words;
  if (to === row.words) throw new RuleError('notice.same-words', {});
  return to;
}

const isRead = ({ readAt, answeredAt }: NoticeMarkRow) => readAt !== undefined || answeredAt !== undefined;

async function correct(
  ctx: Context,
  { row, about }: FoundNotice,
  { draft }: Facts<typeof correctNotice>,
): Promise<void> {
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const corrected = await ctx.store.notices.correct(row._id, draft, by);
  const done = corrected?.corrections?.find(({ byUpdate }) => byUpdate === ctx.update.id);
  if (corrected === null || done === undefined) throw new RuleError('notice.correction-gone', {});
  const { marks } = await marksNow(ctx, { noticeId: row._id });
  const isTold = (mark: NoticeMarkRow) => isRead(mark) && (mark.readAt ?? mark.answeredAt ?? ctx.now) <= ctx.now;
  const message = text(noticeCorrectionWords.told(about, corrected, done.former));
  for (let from = 0; from < marks.length; from += peopleAtOnce) {
    const some = marks.slice(from, from + peopleAtOnce);
    await changeCards(ctx, { row: corrected, about }, done.former, some, isTold);
    await ctx.sendAll(
      some.filter(isTold).map(({ _id, cadreId }) => ({
        cadreId,
        message,
        key: noticeCorrectionKey(_id, ctx.update.id),
      })),
    );
  }
  const told = marks.filter(isTold).length;
  await ctx.settle(noticeCorrectionWords.corrected);
  await ctx.reply(noticeCorrectionWords.reply(corrected, marks.length - told, told));
}

/** Changes every open copy of the card; where one cannot be changed, it goes out anew to who has not read it. */
async function changeCards(
  ctx: Context,
  { row, about }: { row: NoticeRow; about: FoundNotice['about'] },
  former: string,
  marks: readonly NoticeMarkRow[],
  isTold: (mark: NoticeMarkRow) => boolean,
): Promise<void> {
  const told = new Set(marks.filter(isTold).map(({ cadreId }) => cadreId));
  const ids = marks.map(({ cadreId }) => cadreId);
  const copies = await ctx.store.sentCards.copies(ids, cardCode(noticeWords.card(about, row).id));
  const newest = new Map(copies.map((copy) => [copy.cadreId, copy._id]));
  for (const copy of copies) {
    const { message, open, settledByUpdate, cadreId } = copy;
    if (message.kind !== 'card' || !(open === true || settledByUpdate === ctx.update.id)) continue;
    const card = noticeCorrectionWords.card(about, row, former, message);
    await ctx.reviseCard(copy, card, newest.get(cadreId) === copy._id && !told.has(cadreId));
  }
}
