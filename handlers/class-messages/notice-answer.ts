import type { Context } from '../../src/bot/context.ts';
import { reviseCopies } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Facts } from '../../src/chat/press.ts';
import { noticeWords } from '../../src/training/class-messages/notice-words.ts';
import { answerNotice, giveNoticeWords, readNotice } from '../../src/training/class-messages/presses.ts';
import { ownNotice } from './find-notice.ts';

const mostAnswerLetters = 300;

/** A notice on its receiver's screen: read, answered, or answered with a difficulty in one's own words. */
export function noticeAnswer(router: Router): void {
  router.press(readNotice, async (ctx, { noticeId }) => {
    const { row, about } = await ownNotice(ctx, noticeId);
    await ctx.store.notices.read(row._id, ctx.person._id, ctx.now);
    if (row.noReceipt) return ctx.settle(noticeWords.justRead);
    await reviseCopies(ctx, noticeWords.card(about, row).id, noticeWords.asRead);
  });
  router.press(answerNotice, answer);
  router.press(giveNoticeWords, giveWords);
}

async function answer(ctx: Context, { noticeId, answer: given }: Facts<typeof answerNotice>): Promise<void> {
  const { row, about } = await ownNotice(ctx, noticeId);
  await ctx.store.notices.read(row._id, ctx.person._id, ctx.now);
  await ctx.store.notices.answer(row._id, ctx.person._id, { answer: given, answeredAt: ctx.now });
  if (given === 'difficulty') await ctx.expect(giveNoticeWords.with({ noticeId: row._id }));
  await ctx.settle(given === 'difficulty' ? noticeWords.difficulty : noticeWords.willDo);
  if (given === 'difficulty') await ctx.reply(noticeWords.askDifficulty(about));
}

async function giveWords(ctx: Context, { noticeId }: { noticeId: string }): Promise<void> {
  const { trainingClass, row, about } = await ownNotice(ctx, noticeId);
  const words = [...(ctx.words ?? '')].slice(0, mostAnswerLetters).join('');
  await ctx.store.notices.answer(row._id, ctx.person._id, {
    answer: 'difficulty',
    answeredAt: ctx.now,
    answerWords: words,
  });
  const [unit] = await ctx.store.units.many([ctx.person.unitId]);
  const message = noticeWords.toSender(ctx.person.name, unit?.name ?? '', row, words);
  const key = `notice-difficulty:${row._id}:${ctx.update.id}` as const;
  await ctx.send(trainingClass?.teacherId ?? row.createdBy, message, key);
  await ctx.reply(noticeWords.thanks(about));
}
