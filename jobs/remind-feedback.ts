import { addDays, beijingDateOf, beijingTime } from '../src/domain/beijing-time.ts';
import { isWorkingDay, workingDaysBetween } from '../src/domain/working-days.ts';
import type { Job, Planned } from '../src/schedule/job.ts';
import { resultWords } from '../src/words/result.ts';
import { resultCardDays } from './publish-grades.ts';

/**
 * Reminds unit heads of feedback they have not acknowledged, whenever another few working days have passed. The present head of the
 * unit is reminded, also where another one got the first card.
 */
export const remindFeedback: Job = {
  name: 'remind-feedback',
  about: '提醒尚未阅知结果反馈的单位主要负责人',
  schedule: { dailyAt: '09:41' },
  usefulForMinutes: 8 * 60,
  async plan({ store, rules, now }) {
    const todayOn = beijingDateOf(now);
    if (!isWorkingDay(todayOn)) return [];
    const since = beijingTime(addDays(todayOn, -resultCardDays), '00:00');
    const due = (await store.feedbacks.unacknowledged(since))
      .map((row) => {
        const sentOn = beijingDateOf(row.sentAt);
        return {
          row,
          sentOn,
          round: Math.floor(workingDaysBetween(sentOn, todayOn) / rules.reminders.feedbackWorkingDays),
        };
      })
      .filter(({ round }) => round > 0);
    const units = new Map(
      (await store.units.many([...new Set(due.map(({ row }) => row.unitId))])).map((u) => [u._id, u]),
    );
    const results = new Map((await store.assessments.many(due.map(({ row }) => row._id))).map((r) => [r._id, r]));
    const planned: Planned[] = [];
    for (const { row, sentOn, round } of due) {
      const headId = units.get(row.unitId)?.headId;
      const [assessment, trainingClass] = [results.get(row._id), await store.classes.byId(row.classId)];
      if (headId === undefined || headId === row.cadreId || assessment === undefined || trainingClass === null)
        continue;
      planned.push({
        cadreId: headId,
        message: resultWords.feedbackReminder(trainingClass, assessment),
        key: `feedback-reminder:${row._id}:${round}`,
        expiresAt: beijingTime(addDays(sentOn, resultCardDays), '18:00'),
        note: `提醒阅知结果反馈：${row.name}的单位主要负责人`,
      });
    }
    return planned;
  },
};
