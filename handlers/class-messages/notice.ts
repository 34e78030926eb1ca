import { textArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { addWorkingDays } from '../../src/calendar/working-days.ts';
import { type Card, text } from '../../src/chat/message.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { classRoll } from '../../src/training/call-up/class-roll.ts';
import { classGroupWords } from '../../src/training/class-messages/class-group-words.ts';
import { noticePreviewWords } from '../../src/training/class-messages/notice-preview-words.ts';
import { noticeWords } from '../../src/training/class-messages/notice-words.ts';
import { type NoticeMarkRow, type NoticeRow, newMark, noticeKey } from '../../src/training/class-messages/notices.ts';
import { dropNotice, sendNotice } from '../../src/training/class-messages/presses.ts';
import { groupsInUse, sayToClass } from './class-group.ts';
import { type FoundNotice, findNotice, found, rulesOf } from './find-notice.ts';
import { type NoticeTarget, noticeTargetArg } from './notice-target.ts';
import { sending } from './recall.ts';
import { asShown, receiversOf } from './receivers.ts';

const mostLetters = 600;
/** How many people one step of sending covers, so that a county of thousands does not block the event loop. */
const peopleAtOnce = 200;

/** A notice to a class, part of it, or people outside one: drafted, shown first, sent. */
export function notice(router: Router): void {
  router.command(
    {
      names: ['通知', 'notice', '班级通知'],
      action: 'notice.send',
      right: 'found',
      args: [noticeTargetArg, textArg('words', '正文')],
      missing: '请写明通知正文。',
      example: '/通知 {noticeTo} 明天上午九点开会，请准时参加',
      about: '向班级、部分学员、单位、层级或指定人员发通知并收回执',
      next: '先预览，确认后发出，可用“/通知进度”查看回执。',
    },
    draft,
  );
  router.preview(
    {
      confirm: sendNotice,
      drop: dropNotice,
      shown: (ctx, { noticeId }) => findNotice(ctx, noticeId, 'notice.send'),
      forget: (ctx, { row }) => ctx.store.notices.drop(row._id),
      dropped: noticePreviewWords.dropped,
    },
    send,
  );
}

async function draft(ctx: Context, { target, words }: { target: NoticeTarget; words: string }): Promise<void> {
  const { trainingClass, part, unitId } = target;
  if ([...words].length > mostLetters) throw new RuleError('notice.too-long', { most: mostLetters });
  if (part === undefined && trainingClass !== undefined && (await receiversOf(ctx, trainingClass._id)).all === 0)
    return ctx.reply(noticePreviewWords.nobody);
  const place = trainingClass === undefined ? await outside(ctx, unitId) : { classId: trainingClass._id };
  const row = await ctx.store.notices.create({
    ...place,
    ...(part && {
      scope: part.scope,
      receivers: part.people.map(({ _id }) => _id),
      ...(part.notFound.length > 0 ? { notFound: part.notFound } : {}),
    }),
    words,
    createdBy: ctx.person._id,
    byUpdate: ctx.update.id,
  });
  await ctx.reply(await previewOf(ctx, found(row, trainingClass)));
}

/** Where a notice outside a class belongs: the year of its number, and the unit from which it is. */
async function outside(ctx: Context, unitId: string | undefined): Promise<Pick<NoticeRow, 'year' | 'from' | 'unitId'>> {
  const unit = await ctx.store.units.byId(unitId ?? ctx.person.unitId);
  const year = beijingDateOf(ctx.now).slice(0, 4);
  return { year, from: unit?.name ?? ctx.person.name, ...(unitId === undefined ? {} : { unitId }) };
}

async function previewOf(ctx: Context, { row, trainingClass, about }: FoundNotice): Promise<Card> {
  const receivers =
    trainingClass !== undefined && row.receivers === undefined
      ? await receiversOf(ctx, trainingClass._id)
      : await asShown(ctx, await receiversNow(ctx, row));
  const groups = trainingClass === undefined ? [] : await groupsInUse(ctx, trainingClass);
  return noticePreviewWords.preview(about, row, receivers, groups.length);
}

/** Whom the notice is for, a mark each: as the preview showed it, without those who left the class meanwhile. */
async function receiversNow(ctx: Context, row: NoticeRow): Promise<NoticeMarkRow[]> {
  const { _id, classId, receivers } = row;
  if (classId === undefined) {
    const people = await ctx.store.cadres.many(receivers ?? []);
    return people.map((person) => newMark(_id, { ...person, cadreId: person._id }));
  }
  const roll = await classRoll(ctx.store, classId);
  const present = receivers === undefined ? roll : roll.filter(({ cadreId }) => receivers.includes(cadreId));
  return present.map((member) => newMark(_id, member));
}

async function send(ctx: Context, notice: FoundNotice, { group }: Facts<typeof sendNotice>): Promise<void> {
  const { row, trainingClass, about } = notice;
  const { reminders, callUp } = rulesOf(ctx, notice);
  const answerOn = addWorkingDays(beijingDateOf(ctx.now), reminders.noticeAnswerWorkingDays);
  const answerBy = beijingTime(answerOn, callUp.answerByClock);
  if (!(await ctx.store.notices.send(row._id, ctx.now, answerBy))) throw new RuleError('notice.dropped', {});
  const marks = await receiversNow(ctx, row);
  const message = noticeWords.card(about, { ...row, answerBy });
  for (let from = 0; from < marks.length; from += peopleAtOnce) {
    const some = marks.slice(from, from + peopleAtOnce);
    await ctx.store.notices.openMarks(some);
    await ctx.sendAll(some.map((mark) => ({ cadreId: mark.cadreId, message, key: noticeKey(mark) })));
  }
  if (group !== undefined && trainingClass !== undefined && row.receivers === undefined) {
    const words = classGroupWords.notice(trainingClass, row._id, row.words);
    await sayToClass(ctx, trainingClass, text(words), `notice:${row._id}`);
  }
  await ctx.settle(noticeWords.sent);
  const answer = noticeWords.sentReply(row, marks.length, ctx.isQuietTime());
  await replyWithUndo(ctx, answer, sending, { number: row._id });
}
