import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { reminderDue } from '../../src/calendar/reminders.ts';
import { planSurveyReminders } from '../../src/training/needs-survey/survey-reminders.ts';
import { presentRun } from '../../src/training/needs-survey/surveys.ts';
import { surveyWords } from '../../src/training/needs-survey/words.ts';
import type { Job, Planned } from '../job.ts';

/** Reminds people who have not completed an open survey, on the working days before its end that the rule pack gives. */
export const remindSurvey: Job = {
  name: 'remind-survey',
  about: '提醒未填的需求调查',
  schedule: { dailyAt: '09:17', onWorkingDays: true },
  usefulForMinutes: 8 * 60,
  async plan({ store, packs, quiet, now }) {
    const planned: Planned[] = [];
    for (const survey of await store.surveys.open()) {
      const { since, mark } = presentRun(survey);
      if (since === undefined || survey.triesOut !== undefined) continue;
      const rules = packs.on(beijingDateOf(since));
      const reminders = planSurveyReminders(since, survey.closesAt, rules.reminders, quiet);
      const due = reminderDue(reminders, [], survey.closesAt, now);
      if (due === undefined) continue;
      const message = surveyWords.reminder(survey);
      for (const { cadreId } of await store.surveyAnswers.waitingIn(survey._id)) {
        planned.push({
          cadreId,
          message,
          key: `survey-reminder:${survey._id}${mark}:${due.key}:${cadreId}`,
          expiresAt: survey.closesAt,
          isReminder: true,
          note: `提醒填写需求调查 ${survey._id}`,
        });
      }
    }
    return planned;
  },
};
