import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { UnitRow } from '../../src/county/units.ts';
import { RuleError } from '../../src/errors.ts';
import { chaseSurvey } from '../../src/training/needs-survey/presses.ts';
import { runningSurveyWords } from '../../src/training/needs-survey/running-words.ts';
import type { SheetMark } from '../../src/training/needs-survey/survey-answers.ts';
import { takesAnswers } from '../../src/training/needs-survey/surveys.ts';
import { surveyWords } from '../../src/training/needs-survey/words.ts';
import { peopleAtOnce } from './survey.ts';
import { surveyFor } from './survey-results.ts';

/** The button behind the figures of a survey: whoever has not answered is reminded now, once a day at most. */
export function surveyChase(router: Router): void {
  router.press(chaseSurvey, chase);
}

async function chase(ctx: Context, facts: Facts<typeof chaseSurvey>): Promise<void> {
  const survey = await surveyFor(ctx, 'survey.chase', facts.survey);
  if (!takesAnswers(survey, ctx.now)) throw new RuleError('survey.closed-already', { survey: survey._id });
  const [unit] = facts.unit === undefined ? [] : await ctx.store.units.many([facts.unit]);
  if (facts.unit !== undefined && unit === undefined) throw new RuleError('unit.unknown', { unit: facts.unit });
  const all = await ctx.store.surveyAnswers.waitingIn(survey._id);
  const waiting = unit === undefined ? all : await marksWithin(ctx, unit, all);
  await ctx.settle(runningSurveyWords.chased);
  if (waiting.length === 0) return ctx.reply(runningSurveyWords.nobodyToChase(survey));
  const message = surveyWords.reminder(survey);
  const todayOn = beijingDateOf(ctx.now);
  for (let from = 0; from < waiting.length; from += peopleAtOnce) {
    await ctx.sendAll(
      waiting.slice(from, from + peopleAtOnce).map(({ cadreId }) => ({
        ...{ cadreId, message, key: `survey-chase:${survey._id}:${todayOn}:${cadreId}` as const },
        ...{ expiresAt: survey.closesAt, isReminder: true },
      })),
    );
  }
  await ctx.reply(runningSurveyWords.chasedReply(survey, waiting.length, ctx.isQuietTime()));
}

/** The marks of a unit and all below it, as the unit's own. */
export async function marksWithin(ctx: Context, unit: UnitRow, marks: readonly SheetMark[]): Promise<SheetMark[]> {
  const within = new Set((await ctx.store.units.withChildren([unit])).map(({ _id }) => _id));
  return marks.filter(({ unitId }) => within.has(unitId)).map((mark) => ({ ...mark, unitId: unit._id }));
}
