import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { isWorkingDay, workingDaysBetween } from '../../src/calendar/working-days.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { FeedbackRow } from '../../src/training/feedback/feedbacks.ts';
import { resultWords } from '../../src/training/feedback/words.ts';
import { resultCardDays } from '../grading/publish-grades.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/**
 * Reminds unit heads of feedback they have not acknowledged, every few working days. The present head of the unit is reminded, even if the
 * first card went to an earlier one.
 */
export const remindFeedback: Job = {
  name: 'remind-feedback',
  about: '提醒尚未阅知结果反馈的单位主要负责人',
  schedule: { dailyAt: '09:41', onWorkingDays: true },
  usefulForMinutes: 8 * 60,
  async plan(ctx) {
    const { store, now } = ctx;
    const todayOn = beijingDateOf(now);
    if (!isWorkingDay(todayOn)) return [];
    const since = beijingTime(addDays(todayOn, -resultCardDays), '00:00');
    const due = await remindersDue(ctx, await store.feedbacks.unacknowledged(since), todayOn);
    const units = new Map(
      (await store.units.many([...new Set(due.map(({ row }) => row.unitId))])).map((u) => [u._id, u]),
    );
    const results = new Map((await store.assessments.many(due.map(({ row }) => row._id))).map((r) => [r._id, r]));
    return due.flatMap(({ row, trainingClass, sentOn, round }): Planned[] => {
      const headId = units.get(row.unitId)?.headId;
      const assessment = results.get(row._id);
      if (headId === undefined || headId === row.cadreId || assessment === undefined) return [];
      return [
        {
          cadreId: headId,
          message: resultWords.feedbackReminder(trainingClass, assessment),
          key: `feedback-reminder:${row._id}:${round}`,
          expiresAt: beijingTime(addDays(sentOn, resultCardDays), '18:00'),
          isReminder: true,
          note: `提醒阅知结果反馈：${row.name}的单位主要负责人`,
        },
      ];
    });
  },
};

/** A feedback of which the head is to be reminded. */
interface Due {
  row: FeedbackRow;
  trainingClass: ClassRow;
  sentOn: string;
  /** 1 for the first reminder. */
  round: number;
}

async function remindersDue(
  { store, packs }: JobContext,
  rows: readonly FeedbackRow[],
  todayOn: string,
): Promise<Due[]> {
  const due: Due[] = [];
  for (const classId of new Set(rows.map((row) => row.classId))) {
    const trainingClass = await store.classes.byId(classId);
    if (trainingClass === null) continue;
    const { feedbackWorkingDays } = packs.on(trainingClass.opensOn).reminders;
    for (const row of rows.filter((each) => each.classId === classId)) {
      const sentOn = beijingDateOf(row.sentAt);
      const round = Math.floor(workingDaysBetween(sentOn, todayOn) / feedbackWorkingDays);
      if (round > 0) due.push({ row, trainingClass, sentOn, round });
    }
  }
  return due;
}
