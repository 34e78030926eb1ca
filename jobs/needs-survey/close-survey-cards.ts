import { cardCode } from '../../src/chat/message.ts';
import type { SurveyRow } from '../../src/training/needs-survey/surveys.ts';
import { surveyCardId, surveyWords } from '../../src/training/needs-survey/words.ts';
import type { Job, JobContext } from '../job.ts';

/** For how many days after the end of a survey its cards may still be closed. */
const withinDays = 3;
/** People whose cards are looked up at once. */
const peopleAtOnce = 200;

/** Closes the cards of surveys that are over, on time or before it: they ask for nothing any more. */
export const closeSurveyCards: Job = {
  name: 'close-survey-cards',
  about: '关闭已结束需求调查的卡片',
  schedule: { everyMinutes: 10, atMinute: 4 },
  usefulForMinutes: 60,
  closes: true,
  async plan() {
    return [];
  },
  async preview(ctx) {
    return (await over(ctx)).map(({ _id }) => `关闭需求调查 ${_id} 未填人员的卡片`);
  },
  async effect(ctx) {
    for (const survey of await over(ctx)) {
      await closeCards(ctx, survey);
      await ctx.store.surveys.noteCardsClosed(survey);
    }
  },
};

function over({ store, now }: JobContext): Promise<SurveyRow[]> {
  return store.surveys.overSince(new Date(now.getTime() - withinDays * 24 * 3600_000), now);
}

async function closeCards({ store, closeCard }: JobContext, survey: SurveyRow): Promise<void> {
  const waiting = await store.surveyAnswers.waitingIn(survey._id);
  const by = `close-survey-cards:${survey._id}:${survey.closedAt?.getTime() ?? survey.closesAt.getTime()}`;
  for (let from = 0; from < waiting.length; from += peopleAtOnce) {
    const cadreIds = waiting.slice(from, from + peopleAtOnce).map(({ cadreId }) => cadreId);
    const copies = () => store.sentCards.copies(cadreIds, cardCode(surveyCardId(survey._id)));
    // Also those that a run that broke off has closed, perhaps without changing the screen.
    const left = (await copies()).filter(({ open, settledByUpdate }) => open === true || settledByUpdate === by);
    for (const each of left) await closeCard(each, surveyWords.closed, by);
    // What was put off meanwhile.
    for (const each of await copies()) if (each.open === true) await closeCard(each, surveyWords.closed, by);
  }
}
