import { wordArg } from '../../src/bot/arguments.ts';
import { UsageFault } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { hadEnoughToday } from '../../src/bot/had-enough.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { MAX_FORM_OPTIONS } from '../../src/chat/message.ts';
import { SCOPE_WORDS } from '../../src/county/people-scope.ts';
import { RuleError } from '../../src/errors.ts';
import { knownAnswers } from '../../src/training/needs-survey/base-facts.ts';
import { dropSurvey, issueSurvey, listQuestions } from '../../src/training/needs-survey/presses.ts';
import { surveyQuestionWords } from '../../src/training/needs-survey/question-words.ts';
import { questionsFor } from '../../src/training/needs-survey/survey.ts';
import { type AskedPerson, type AskedScope, peopleInScope } from '../../src/training/needs-survey/survey-scope.ts';
import type { SurveyRow } from '../../src/training/needs-survey/surveys.ts';
import { invitationKey, type Reach, surveyWords } from '../../src/training/needs-survey/words.ts';
import { deadlineArg, endOf } from './survey-deadline.ts';
import { sendingSurvey } from './survey-undo.ts';

/** How many people one step of sending a survey covers, so that a county of thousands does not block the event loop. */
export const peopleAtOnce = 200;

/** A needs survey is drafted, previewed, and sent to everyone in its scope. */
export function survey(router: Router): void {
  router.command(
    {
      names: ['需求调查', 'survey'],
      action: 'survey.create',
      right: 'county',
      args: [wordArg('name', '名称', { most: 30 }), wordArg('scope', '范围'), deadlineArg],
      exact: true,
      missing: '请写明名称、范围和截止日期，名称中间不要空格。',
      example: '/需求调查 {year}年培训需求 全县 7天',
      about: '向范围内的干部发放培训需求问卷，先预览再发出',
      next: '先预览，确认后发给范围内的干部，到期自动结束。',
    },
    (ctx, typed) => previewDraft(ctx, { ...typed, questions: ctx.rules.survey.questions }),
  );
  router.press(listQuestions, async (ctx, facts) => {
    await ctx.reply(surveyQuestionWords.list(await draftOf(ctx, facts)));
  });
  router.preview(
    {
      confirm: issueSurvey,
      drop: dropSurvey,
      shown: draftOf,
      forget: async (ctx, { _id }) => {
        await ctx.store.surveys.drop(_id);
        await ctx.store.surveys.endTrialsOf(_id, ctx.update.id, ctx.now);
      },
      dropped: surveyWords.dropped,
    },
    issue,
  );
}

interface NewSurvey extends Pick<SurveyRow, 'name' | 'scope' | 'closesOn' | 'questions'> {
  /** The survey whose questions these are. */
  repeats?: string;
}

/** Keeps a survey as a draft and shows whom it would go to. */
export async function previewDraft(ctx: Context, wanted: NewSurvey): Promise<void> {
  const { name, closesOn, questions, repeats } = wanted;
  const { scope, people } = await readScope(ctx, wanted.scope);
  if (people.length === 0) throw new RuleError('survey.nobody', { scope });
  const { smallestGroup } = ctx.rules.survey;
  if (questions.some((question) => question.options.length > MAX_FORM_OPTIONS))
    throw new RuleError('survey.too-many-options', { most: MAX_FORM_OPTIONS });
  const row = await ctx.store.surveys.create({
    year: beijingDateOf(ctx.now).slice(0, 4),
    name,
    scope,
    closesOn,
    closesAt: endOf(closesOn),
    questions,
    smallestGroup,
    ...(repeats === undefined ? {} : { repeats }),
    createdBy: ctx.person._id,
    byUpdate: ctx.update.id,
  });
  const asked = questionsFor(questions, { headsUnit: false }).length;
  await ctx.reply(surveyWords.preview(row, await reachOf(ctx, people), asked));
}

/** Sends the invitation to everyone, a few hundred people at a time; when repeated after a crash it adds only what is missing. */
async function issue(ctx: Context, draft: SurveyRow): Promise<void> {
  if (draft.state === 'draft' && ctx.now >= draft.closesAt)
    throw new RuleError('survey.deadline-past', { closesOn: draft.closesOn });
  const row = (await ctx.store.surveys.issue(draft._id, ctx.update.id, ctx.now)) ?? draft;
  if (row.openedByUpdate !== ctx.update.id) {
    await ctx.settle(surveyWords.issuedAlready);
    return ctx.reply(surveyWords.issuedAlready);
  }
  await ctx.store.surveys.endTrialsOf(row._id, ctx.update.id, ctx.now);
  const { people } = await readScope(ctx, row.scope);
  await ctx.settle(surveyWords.issued);
  const message = surveyWords.invitation(row);
  for (let from = 0; from < people.length; from += peopleAtOnce) {
    const some = people.slice(from, from + peopleAtOnce);
    await ctx.store.surveyAnswers.add(
      some.map(({ cadreId, unitId, headsUnit, ...facts }) => ({
        ...{ surveyId: row._id, cadreId, unitId, headsUnit },
        known: knownAnswers(row.questions, facts, row.openedAt ?? ctx.now),
      })),
    );
    await ctx.sendAll(
      some.map(({ cadreId }) => ({
        cadreId,
        message,
        key: invitationKey(row._id, cadreId),
        expiresAt: row.closesAt,
      })),
    );
  }
  await replyWithUndo(ctx, surveyWords.issuedReply(row, people.length, ctx.isQuietTime()), sendingSurvey, {
    survey: row._id,
  });
}

/** @throws UsageFault when the word means nothing, with the words that do */
async function readScope(ctx: Context, scope: string): Promise<AskedScope> {
  const asked = await peopleInScope(ctx.store, scope, beijingDateOf(ctx.now), ctx.rules.groups);
  if (asked === undefined)
    throw new UsageFault(`没有“${scope}”这个范围，可以写单位全称，或：${SCOPE_WORDS.join('、')}。`);
  return asked;
}

async function draftOf(ctx: Context, { survey }: { survey: string }): Promise<SurveyRow> {
  await ctx.require('survey.create', {});
  const row = await ctx.store.surveys.byId(survey);
  if (row === null) throw new RuleError('survey.unknown', { survey });
  return row;
}

/** How many people are reached on each platform, and who gets it tomorrow. */
async function reachOf(ctx: Context, people: readonly AskedPerson[]): Promise<Reach> {
  const ids = people.map((person) => person.cadreId);
  const reached = [...(await ctx.reach(ids)).values()];
  const platforms = [...new Set(reached)].map((platform) => ({
    platform,
    people: reached.filter((each) => each === platform).length,
  }));
  return {
    people: people.length,
    platforms,
    nowhere: people.length - reached.length,
    hadEnough: await hadEnoughToday(ctx, ids),
  };
}
