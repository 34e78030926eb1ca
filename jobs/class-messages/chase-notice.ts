import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { reminderDue } from '../../src/calendar/reminders.ts';
import { isWorkingDay } from '../../src/calendar/working-days.ts';
import { ofPresent } from '../../src/training/call-up/class-roll.ts';
import { aboutOf } from '../../src/training/class-messages/notice-about.ts';
import { planNoticeReminders } from '../../src/training/class-messages/notice-reminders.ts';
import { noticeWords } from '../../src/training/class-messages/notice-words.ts';
import { noticeReminderKey } from '../../src/training/class-messages/notices.ts';
import type { Job, Planned } from '../job.ts';

const lookBackDays = 30;

/**
 * Reminds people who have not answered a notice, at the steps of the rule pack before its deadline, on working days and on days on
 * which their class has sessions.
 */
export const chaseNotice: Job = {
  name: 'chase-notice',
  about: '催办未回执的通知',
  schedule: { everyMinutes: 15, atMinute: 11 },
  usefulForMinutes: 180,
  async plan({ store, packs, quiet, now }) {
    const planned: Planned[] = [];
    for (const notice of await store.notices.sentSince(new Date(now.getTime() - lookBackDays * 24 * 3600_000))) {
      const { sentAt, answerBy, classId } = notice;
      if (sentAt === undefined || answerBy === undefined) continue;
      const trainingClass = classId === undefined ? undefined : await store.classes.byId(classId);
      if (trainingClass === null || trainingClass?.state === 'withdrawn') continue;
      const rules = packs.on(trainingClass?.opensOn ?? beijingDateOf(sentAt)).reminders;
      const sessions = classId === undefined ? [] : await store.sessions.ofClass(classId);
      const classDays = new Set(sessions.map((row) => beijingDateOf(row.startsAt)));
      const mayAskOn = (dateOn: string) => isWorkingDay(dateOn) || classDays.has(dateOn);
      const due = reminderDue(
        planNoticeReminders(sentAt, answerBy, rules, quiet, mayAskOn),
        [],
        answerBy,
        now,
        mayAskOn,
      );
      if (due === undefined) continue;
      const all = await store.notices.marksOf(notice._id);
      const marks = trainingClass === undefined ? all : await ofPresent(store, trainingClass, all);
      for (const mark of marks) {
        if (mark.answeredAt !== undefined) continue;
        planned.push({
          cadreId: mark.cadreId,
          message: noticeWords.reminder(aboutOf(notice, trainingClass), notice),
          key: noticeReminderKey(mark._id, due.key),
          expiresAt: answerBy,
          isReminder: true,
          note: `催办回执：${mark.name}（${notice._id}）`,
        });
      }
    }
    return planned;
  },
};
