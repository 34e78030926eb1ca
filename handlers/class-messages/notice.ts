import { classArg, numberedArg, textArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { reviseCopies } from '../../src/bot/open-cards.ts';
import { allowedClass, findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { addWorkingDays } from '../../src/calendar/working-days.ts';
import { text } from '../../src/chat/message.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { classRoll, ofPresent } from '../../src/training/call-up/class-roll.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { classGroupWords } from '../../src/training/class-messages/class-group-words.ts';
import { noticeWords } from '../../src/training/class-messages/notice-words.ts';
import { type NoticeRow, newMark, noticeKey } from '../../src/training/class-messages/notices.ts';
import {
  answerNotice,
  dropNotice,
  giveNoticeWords,
  readNotice,
  sendNotice,
  sendNoticeProgress,
} from '../../src/training/class-messages/presses.ts';
import { groupsInUse, sayToClass } from './class-group.ts';
import { sending } from './recall.ts';
import { receiversOf } from './receivers.ts';

const mostLetters = 600;
const mostAnswerLetters = 300;

/** Class notices: sending one, reading and answering it, and listing who has not. */
export function notice(router: Router): void {
  router.command(
    {
      names: ['通知', 'notice', '班级通知'],
      action: 'notice.send',
      right: 'class',
      args: [classArg(), textArg('words', '正文')],
      missing: '请写明通知正文。',
      example: '/通知 {class} 明天上午的课改在第二教室',
      about: '向全班学员发通知并收回执',
      next: '先预览，确认后发给全班，可用“/通知进度”查看回执。',
    },
    draft,
  );
  router.command(
    {
      names: ['通知进度', 'notice-progress'],
      action: 'notice.progress',
      right: 'found',
      args: [numberedArg('noticeId', '通知编号')],
      missing: '请写明通知编号。',
      example: '/通知进度 {notice}',
      about: '查看通知的阅读和回执情况',
      next: '列出未读、未回执人员，到时自动提醒。',
    },
    progress,
  );
  router.preview(
    {
      confirm: sendNotice,
      drop: dropNotice,
      shown: (ctx, { noticeId }) => findNotice(ctx, noticeId, 'notice.send'),
      forget: (ctx, { row }) => ctx.store.notices.drop(row._id),
      dropped: noticeWords.dropped,
    },
    send,
  );
  router.sheet(sendNoticeProgress, async (ctx, facts) => {
    const { row, marks, unitNames } = await marksNow(ctx, facts);
    return noticeWords.progressSheet(row, marks, unitNames, beijingDateOf(ctx.now));
  });
  router.press(readNotice, async (ctx, { noticeId }) => {
    const { trainingClass, row } = await ownNotice(ctx, noticeId);
    await ctx.store.notices.read(row._id, ctx.person._id, ctx.now);
    await reviseCopies(ctx, noticeWords.card(trainingClass, row).id, noticeWords.asRead);
  });
  router.press(answerNotice, answer);
  router.press(giveNoticeWords, giveWords);
}

interface FoundNotice {
  trainingClass: ClassRow;
  row: NoticeRow;
}

async function draft(
  ctx: Context,
  { trainingClass, words }: { trainingClass: ClassRow; words: string },
): Promise<void> {
  const classId = trainingClass._id;
  if ([...words].length > mostLetters) throw new RuleError('notice.too-long', { most: mostLetters });
  const receivers = await receiversOf(ctx, classId);
  if (receivers.all === 0) return ctx.reply(noticeWords.nobody);
  const row = await ctx.store.notices.create({ classId, words, createdBy: ctx.person._id, byUpdate: ctx.update.id });
  const groups = await groupsInUse(ctx, trainingClass);
  await ctx.reply(noticeWords.preview(trainingClass, row, receivers, groups.length));
}

async function send(
  ctx: Context,
  { trainingClass, row }: FoundNotice,
  { group }: Facts<typeof sendNotice>,
): Promise<void> {
  const { reminders, callUp } = ctx.rulesOf(trainingClass);
  const answerOn = addWorkingDays(beijingDateOf(ctx.now), reminders.noticeAnswerWorkingDays);
  const answerBy = beijingTime(answerOn, callUp.answerByClock);
  if (!(await ctx.store.notices.send(row._id, ctx.now, answerBy))) throw new RuleError('notice.dropped', {});
  const marks = (await classRoll(ctx.store, row.classId)).map((member) => newMark(row._id, member));
  await ctx.store.notices.openMarks(marks);
  const message = noticeWords.card(trainingClass, { ...row, answerBy });
  const groupWords = classGroupWords.notice(trainingClass, row._id, row.words);
  await ctx.sendAll(marks.map((mark) => ({ cadreId: mark.cadreId, message, key: noticeKey(mark) })));
  if (group !== undefined) await sayToClass(ctx, trainingClass, text(groupWords), `notice:${row._id}`);
  await ctx.settle(noticeWords.sent);
  const answer = noticeWords.sentReply(row, marks.length, ctx.isQuietTime());
  await replyWithUndo(ctx, answer, sending, { number: row._id });
}

async function answer(ctx: Context, { noticeId, answer: given }: Facts<typeof answerNotice>): Promise<void> {
  const { row } = await ownNotice(ctx, noticeId);
  await ctx.store.notices.read(row._id, ctx.person._id, ctx.now);
  await ctx.store.notices.answer(row._id, ctx.person._id, { answer: given, answeredAt: ctx.now });
  if (given === 'difficulty') await ctx.expect(giveNoticeWords.with({ noticeId: row._id }));
  await ctx.settle(given === 'difficulty' ? noticeWords.difficulty : noticeWords.willDo);
  if (given === 'difficulty') await ctx.reply(noticeWords.askDifficulty);
}

async function giveWords(ctx: Context, { noticeId }: { noticeId: string }): Promise<void> {
  const { trainingClass, row } = await ownNotice(ctx, noticeId);
  const words = [...(ctx.words ?? '')].slice(0, mostAnswerLetters).join('');
  await ctx.store.notices.answer(row._id, ctx.person._id, {
    answer: 'difficulty',
    answeredAt: ctx.now,
    answerWords: words,
  });
  const [unit] = await ctx.store.units.many([ctx.person.unitId]);
  const message = noticeWords.toTeacher(ctx.person.name, unit?.name ?? '', row, words);
  await ctx.send(trainingClass.teacherId, message, `notice-difficulty:${row._id}:${ctx.update.id}`);
  await ctx.reply(noticeWords.thanks);
}

async function progress(ctx: Context, about: { noticeId: string }): Promise<void> {
  const { row, marks, unitNames } = await marksNow(ctx, about);
  await ctx.reply(noticeWords.progress(row, marks, unitNames));
}

/** The notice, who of the class has read and answered it, and the names of their units. */
async function marksNow(ctx: Context, { noticeId }: { noticeId: string }) {
  const { row, trainingClass } = await findNotice(ctx, noticeId, 'notice.progress');
  const marks = await ofPresent(ctx.store, trainingClass, await ctx.store.notices.marksOf(row._id));
  const units = await ctx.store.units.many([...new Set(marks.map((mark) => mark.unitId))]);
  return { row, marks, unitNames: new Map(units.map((unit) => [unit._id, unit.name])) };
}

async function findNotice(
  ctx: Context,
  noticeId: string,
  action: 'notice.send' | 'notice.progress',
): Promise<FoundNotice> {
  const row = await ctx.requireFound(
    action,
    await ctx.store.notices.byId(noticeId),
    ({ classId }) => ({ classId }),
    new RuleError('notice.unknown', { noticeId }),
  );
  return { row, trainingClass: await allowedClass(ctx, action, row.classId) };
}

/** The notice of the pressed card, if the person who pressed is one of its receivers. */
async function ownNotice(ctx: Context, noticeId: string): Promise<FoundNotice> {
  const row = await ctx.store.notices.byId(noticeId);
  if (row === null || (await ctx.store.notices.markOf(row._id, ctx.person._id)) === null)
    throw new RuleError('notice.not-yours', {});
  if (row.state === 'recalled') throw new RuleError('notice.recalled', { noticeId: row._id });
  await ctx.require('notice.answer', { classId: row.classId, cadreId: ctx.person._id });
  return { row, trainingClass: await findClass(ctx, row.classId) };
}
