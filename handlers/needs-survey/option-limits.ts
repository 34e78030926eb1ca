import type { Context } from '../../src/bot/context.ts';
import { RuleError } from '../../src/errors.ts';
import type { Answer, Question } from '../../src/training/needs-survey/question.ts';
import { withFull } from '../../src/training/needs-survey/question-words.ts';
import type { SurveyRow } from '../../src/training/needs-survey/surveys.ts';

/** The question as it is shown now: options that no more people may take say so. */
export async function showingFull(ctx: Context, survey: SurveyRow, question: Question): Promise<Question> {
  const limited = question.options.filter(({ limit }) => limit !== undefined);
  if (limited.length === 0) return question;
  const seats = await ctx.store.optionSeats.takenIn(survey._id);
  const sheetId = `${survey._id}:${ctx.person._id}`;
  const full = limited.filter(({ value, limit = 0 }) =>
    seats.some(
      ({ questionId, option, taken, takers }) =>
        questionId === question.id && option === value && taken >= limit && !takers.includes(sheetId),
    ),
  );
  return withFull(question, new Set(full.map(({ value }) => value)));
}

/**
 * Takes the options of answers that only so many people may take, all or none.
 * @throws RuleError `survey.option-full` with `title` and `option`
 */
export async function takeOptions(
  ctx: Context,
  sheetId: string,
  given: readonly { question: Question; answer: Answer }[],
): Promise<void> {
  for (const { question, answer } of given) {
    for (const { value, label, limit } of question.options) {
      if (limit === undefined || !answer.choices.includes(value)) continue;
      const seat = { surveyId: surveyOf(sheetId), questionId: question.id, option: value };
      if (await ctx.store.optionSeats.take(seat, sheetId, limit)) continue;
      await giveOptionsBack(
        ctx,
        sheetId,
        given.map((each) => each.question),
      );
      throw new RuleError('survey.option-full', { title: question.title, option: label });
    }
  }
}

/** Gives back what the sheet took of the options of these questions. */
export async function giveOptionsBack(ctx: Context, sheetId: string, questions: readonly Question[]): Promise<void> {
  for (const { id: questionId, options } of questions)
    for (const { value: option, limit } of options)
      if (limit !== undefined)
        await ctx.store.optionSeats.giveBack({ surveyId: surveyOf(sheetId), questionId, option }, sheetId);
}

function surveyOf(sheetId: string): string {
  return sheetId.slice(0, sheetId.indexOf(':'));
}
