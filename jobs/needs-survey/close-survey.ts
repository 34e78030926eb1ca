import { text } from '../../src/chat/message.ts';
import { presentRun, sharersOf } from '../../src/training/needs-survey/surveys.ts';
import { surveyWords } from '../../src/training/needs-survey/words.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** For how many days after a survey's end its author may still be told. */
const tellWithinDays = 3;

/** Closes surveys whose last day is over, and tells their authors. */
export const closeSurvey: Job = {
  name: 'close-survey',
  about: '结束已到截止日期的需求调查，并告知发起人',
  schedule: { dailyAt: '08:07' },
  usefulForMinutes: 24 * 60,
  closes: true,
  async plan(ctx) {
    const planned: Planned[] = [];
    for (const survey of await ended(ctx)) {
      if (survey.closedByUpdate !== undefined || survey.triesOut !== undefined) continue;
      const count = await ctx.store.surveyAnswers.count(survey._id);
      const message = text(surveyWords.endedReply(survey, count));
      const key = `survey-ended:${survey._id}${presentRun(survey).mark}` as const;
      const note = `需求调查 ${survey._id} 到期结束`;
      planned.push({ cadreId: survey.createdBy, message, key, note });
      for (const cadreId of sharersOf(survey)) planned.push({ cadreId, message, key: `${key}:${cadreId}`, note });
    }
    return planned;
  },
  async effect(ctx) {
    for (const survey of await ended(ctx)) await ctx.store.surveys.closeAtDeadline(survey);
  },
};

function ended({ store, now }: JobContext) {
  return store.surveys.endedBetween(new Date(now.getTime() - tellWithinDays * 24 * 3600_000), now);
}
