import type { Context } from '../../src/bot/context.ts';
import { findPerson } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { typedParts } from '../../src/chat/plain-text.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { knownAnswers } from '../../src/training/needs-survey/base-facts.ts';
import { nameTriers, trySurvey } from '../../src/training/needs-survey/presses.ts';
import { runningSurveyWords } from '../../src/training/needs-survey/running-words.ts';
import type { SurveyRow } from '../../src/training/needs-survey/surveys.ts';
import { invitationKey } from '../../src/training/needs-survey/words.ts';

/** Some people try a survey before it goes out, as a survey of its own whose answers count nowhere. */
export function surveyTry(router: Router): void {
  router.press(trySurvey, async (ctx, facts) => {
    const draft = await draftToTry(ctx, facts.survey);
    await ctx.expect(nameTriers.with({ survey: draft._id }));
    await ctx.reply(runningSurveyWords.whoTries(draft, ctx.rules.survey.mostTrying));
  });
  router.press(nameTriers, start);
}

async function draftToTry(ctx: Context, id: string): Promise<SurveyRow> {
  await ctx.require('survey.create', {});
  const draft = await ctx.store.surveys.byId(id);
  if (draft === null) throw new RuleError('survey.unknown', { survey: id });
  if (draft.state !== 'draft') throw new RuleError('survey.sent-already', { survey: id });
  if (ctx.now >= draft.closesAt) throw new RuleError('survey.deadline-past', { closesOn: draft.closesOn });
  return draft;
}

async function start(ctx: Context, facts: { survey: string }): Promise<void> {
  const draft = await draftToTry(ctx, facts.survey);
  const people = await peopleNamed(ctx, ctx.words ?? '');
  const { surveys, surveyAnswers, units } = ctx.store;
  const { year, name, scope, closesOn, closesAt, questions, smallestGroup, createdBy } = draft;
  const made = await surveys.create({
    ...{ year, name, scope, closesOn, closesAt, questions, smallestGroup, createdBy },
    ...{ triesOut: draft._id, byUpdate: ctx.update.id },
  });
  const trial = (await surveys.issue(made._id, ctx.update.id, ctx.now)) ?? made;
  const heads = new Set((await units.all()).map(({ headId }) => headId));
  await surveyAnswers.add(
    people.map((person) => ({
      ...{ surveyId: trial._id, cadreId: person._id, unitId: person.unitId, headsUnit: heads.has(person._id) },
      known: knownAnswers(questions, person, trial.openedAt ?? ctx.now),
    })),
  );
  const message = runningSurveyWords.tryInvitation(trial);
  await ctx.sendAll(
    people.map(({ _id }) => ({ cadreId: _id, message, key: invitationKey(trial._id, _id), expiresAt: closesAt })),
  );
  await ctx.reply(
    runningSurveyWords.trying(
      trial,
      people.map(({ name: each }) => each),
    ),
  );
}

/** @throws RuleError `person.unknown`, `person.ambiguous`, `survey.too-many-trying` */
async function peopleNamed(ctx: Context, words: string): Promise<CadreRow[]> {
  const names = [...new Set(typedParts(words))];
  const most = ctx.rules.survey.mostTrying;
  if (names.length === 0 || names.length > most) throw new RuleError('survey.too-many-trying', { most });
  const people = new Map<string, CadreRow>();
  for (const name of names) {
    const person = await findPerson(ctx, name);
    people.set(person._id, person);
  }
  return [...people.values()];
}

/** Tells whoever drafted the survey once everybody has tried it. */
export async function noteTried(ctx: Context, trial: SurveyRow): Promise<void> {
  if (trial.triesOut === undefined) return;
  const { done, all } = await ctx.store.surveyAnswers.count(trial._id);
  if (done === all)
    await ctx.send(trial.createdBy, runningSurveyWords.tried(trial, trial.triesOut, all), `survey-tried:${trial._id}`);
}
