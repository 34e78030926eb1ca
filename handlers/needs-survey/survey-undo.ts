import type { Context } from '../../src/bot/context.ts';
import { recallMessages } from '../../src/bot/recall-messages.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo } from '../../src/bot/undo.ts';
import { undoSurvey } from '../../src/training/needs-survey/presses.ts';
import { invitationKey, surveyWords } from '../../src/training/needs-survey/words.ts';
import { surveyNamed } from './survey-results.ts';

/** Taking back a survey that was just sent. */
export const sendingSurvey = {
  kind: undoSurvey,
  instead: ({ survey }: { survey: string }) => `“/结束调查 ${survey}”`,
};

/** A survey that nobody has begun to answer is recalled from every screen; its number stays used. */
export function surveyUndo(router: Router): void {
  registerUndo(router, { ...sendingSurvey, takeBack: undo });
}

async function undo(ctx: Context, facts: { survey: string }): Promise<undefined> {
  await ctx.require('survey.create', {});
  const { surveys, surveyAnswers } = ctx.store;
  const survey = await surveyNamed(ctx, facts.survey);
  const isUndone = survey.takenBackByUpdate === ctx.update.id;
  const isActedOn = !isUndone && (survey.state !== 'open' || (await surveyAnswers.isBegun(survey._id)));
  refuseUndo(ctx, survey.createdBy, isActedOn, sendingSurvey.instead(facts));
  const row = await surveys.takeBack(survey._id, ctx.person._id, ctx.update.id);
  refuseUndo(ctx, survey.createdBy, row?.takenBackByUpdate !== ctx.update.id, sendingSurvey.instead(facts));
  const sheets = await surveyAnswers.waitingIn(survey._id);
  const messages = sheets.map(({ cadreId }) => ({ cadreId, key: invitationKey(survey._id, cadreId) }));
  await recallMessages(ctx, messages, { card: surveyWords.takenBack(survey), recallOf: survey._id });
  await ctx.settle(surveyWords.takenBackSettled);
  await ctx.reply(surveyWords.takenBackReply(survey));
}
