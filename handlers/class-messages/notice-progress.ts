import { numberedArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { isWorkingDay } from '../../src/calendar/working-days.ts';
import { RuleError } from '../../src/errors.ts';
import { ofPresent } from '../../src/training/call-up/class-roll.ts';
import { noticeProgress as countProgress } from '../../src/training/class-messages/notice.ts';
import { contactsOf } from '../../src/training/class-messages/notice-contacts.ts';
import { type Contacts, noticeProgressWords } from '../../src/training/class-messages/notice-progress-words.ts';
import { noticeWords } from '../../src/training/class-messages/notice-words.ts';
import {
  dayReminder,
  marksFor,
  type NoticeMarkRow,
  noticeReminderKey,
} from '../../src/training/class-messages/notices.ts';
import { remindNotice, sendNoticeProgress } from '../../src/training/class-messages/presses.ts';
import { isMinimal } from '../../src/training/class-messages/sensitivity.ts';
import { type FoundNotice, findNotice, placeOf } from './find-notice.ts';

/** Who has read and answered a notice; one tap reminds those who have not. */
export function noticeProgress(router: Router): void {
  router.command(
    {
      names: ['通知进度', 'notice-progress', '通知进展'],
      action: 'notice.progress',
      right: 'found',
      args: [numberedArg('noticeId', '通知编号')],
      missing: '请写明通知编号。',
      example: '/通知进度 {notice}',
      about: '查看通知的阅读和回执情况，可一键提醒',
      next: '列出未读、未回执人员和电话，可提醒一次，到时自动提醒。',
    },
    async (ctx, facts) => {
      const { row, marks, contacts } = await marksNow(ctx, facts);
      await ctx.reply(noticeProgressWords.progress(ctx.update.id, row, marks, contacts));
    },
  );
  router.sheet(sendNoticeProgress, async (ctx, facts) => {
    const { row, marks, contacts } = await marksNow(ctx, facts);
    if (isMinimal(row)) throw new RuleError('notice.no-names', {});
    return noticeProgressWords.progressSheet(row, marks, contacts, beijingDateOf(ctx.now));
  });
  router.press(remindNotice, remind);
}

async function remind(ctx: Context, facts: { noticeId: string }): Promise<void> {
  const { row, about, marks } = await marksNow(ctx, facts);
  await ctx.require('notice.send', placeOf(row));
  const todayOn = beijingDateOf(ctx.now);
  if (row.state === 'recalled') throw new RuleError('notice.recalled', { noticeId: row._id });
  if (!(await mayAskOn(ctx, row.classId, todayOn))) throw new RuleError('notice.remind-day-off', {});
  const reminding = { on: todayOn, by: ctx.person._id, byUpdate: ctx.update.id };
  if (!(await ctx.store.notices.remind(row._id, reminding))) throw new RuleError('notice.reminded-today', {});
  const missing = countProgress(marks, true).toChase.map(({ cadreId }) => cadreId);
  const before = await remindedToday(ctx, row._id, missing, todayOn);
  const step = dayReminder(todayOn);
  const wanted = marks.filter(({ cadreId }) => missing.includes(cadreId) && !before.has(cadreId));
  const message = noticeWords.reminder(about, row);
  await ctx.sendAll(
    wanted.map(({ _id, cadreId }) => ({
      cadreId,
      message,
      key: noticeReminderKey(_id, step),
      isReminder: true as const,
    })),
  );
  if (wanted.length === 0) return ctx.reply(noticeProgressWords.nobodyToRemind);
  await ctx.settle(noticeProgressWords.reminded(wanted.length));
  await ctx.reply(noticeProgressWords.remindedReply(wanted.length, missing.length - wanted.length));
}

/** Days on which a class has lessons count as its working days. */
async function mayAskOn({ store }: Context, classId: string | undefined, dateOn: string): Promise<boolean> {
  if (isWorkingDay(dateOn)) return true;
  const sessions = classId === undefined ? [] : await store.sessions.ofClass(classId);
  return sessions.some((session) => session.dateOn === dateOn);
}

/** Who of these people was reminded of the notice today by another reminder than the one that is being sent. */
async function remindedToday(
  { store }: Context,
  noticeId: string,
  cadreIds: readonly string[],
  todayOn: string,
): Promise<ReadonlySet<string>> {
  const reached = await store.deliveries.reachedOn(todayOn, cadreIds);
  const isOther = (key: string) =>
    key.startsWith(noticeReminderKey(`${noticeId}:`, '').slice(0, -1)) && !key.endsWith(`:${dayReminder(todayOn)}`);
  return new Set(reached.filter(({ _id }) => isOther(_id)).map(({ cadreId }) => cadreId));
}

/** The notice, who of its receivers has read and answered it, their units and telephone numbers. */
export async function marksNow(
  ctx: Context,
  { noticeId }: { noticeId: string },
): Promise<FoundNotice & { marks: NoticeMarkRow[]; contacts: Contacts }> {
  const notice = await findNotice(ctx, noticeId, 'notice.progress');
  if (notice.row.state === 'draft' || notice.row.state === 'dropped')
    throw new RuleError('notice.not-sent', { noticeId: notice.row._id });
  const all = await ctx.store.notices.marksOf(notice.row._id);
  const marks = notice.trainingClass === undefined ? all : await ofPresent(ctx.store, notice.trainingClass, all);
  const seen = marksFor(notice.row, ctx.person._id, marks);
  return { ...notice, marks: seen, contacts: await contactsOf(ctx.store, marks, notice.row) };
}
