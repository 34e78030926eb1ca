import type { Context } from '../../src/bot/context.ts';
import { type Router, UsageFault } from '../../src/bot/router.ts';
import { usageWords } from '../../src/bot/usage-words.ts';
import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { readTypedDate } from '../../src/calendar/typed-date.ts';
import { MAX_FORM_OPTIONS } from '../../src/chat/message.ts';
import { RuleError } from '../../src/errors.ts';
import { questionsFor } from '../../src/training/needs-survey/survey.ts';
import { type AskedPerson, peopleInScope, SCOPE_WORDS } from '../../src/training/needs-survey/survey-scope.ts';
import type { SurveyRow } from '../../src/training/needs-survey/surveys.ts';
import { type Reach, surveyWords } from '../../src/training/needs-survey/words.ts';

/** People per step of sending a survey out, so that a county of thousands never holds the loop. */
const peopleAtOnce = 200;
const mostNameLetters = 30;

/** A needs survey is made, looked at, and sent to everyone in its scope. */
export function survey(router: Router): void {
  router.command(
    {
      names: ['需求调查', 'survey'],
      action: 'survey.create',
      usage: '/需求调查 <名称> <范围> <截止日期或天数>',
      example: '/需求调查 2026年培训需求 全县 7天',
      about: '向范围内的干部发放培训需求问卷，先预览再发出',
    },
    async (ctx, command) => {
      const [name, scope, deadline, ...more] = command.args;
      if (name === undefined || scope === undefined || deadline === undefined || more.length > 0)
        throw new UsageFault(usageWords.survey);
      if ([...name].length > mostNameLetters) throw new UsageFault(usageWords.surveyNameTooLong(mostNameLetters));
      await preview(ctx, name, scope, readDeadline(deadline, beijingDateOf(ctx.now)));
    },
  );
  router.press('survey.questions', async (ctx) => {
    await ctx.reply(surveyWords.questionList(await draftOf(ctx)));
  });
  router.press('survey.drop', async (ctx) => {
    await ctx.store.surveys.drop((await draftOf(ctx))._id);
    await ctx.settle(surveyWords.dropped);
  });
  router.press('survey.issue', issue);
}

async function preview(ctx: Context, name: string, scope: string, closesOn: string): Promise<void> {
  await ctx.require('survey.create', {});
  const people = await scopedPeople(ctx, scope);
  if (people.length === 0) throw new RuleError('survey.nobody', { scope });
  const { questions, smallestGroup } = ctx.rules.survey;
  if (questions.some((question) => question.options.length > MAX_FORM_OPTIONS))
    throw new RuleError('survey.too_many_options', { most: MAX_FORM_OPTIONS });
  const row = await ctx.store.surveys.create({
    year: beijingDateOf(ctx.now).slice(0, 4),
    name,
    scope,
    closesOn,
    closesAt: beijingTime(addDays(closesOn, 1), '00:00'),
    questions,
    smallestGroup,
    createdBy: ctx.person._id,
    byUpdate: ctx.update.id,
  });
  const asked = questionsFor(questions, { headsUnit: false }).length;
  await ctx.reply(surveyWords.preview(row, await reachOf(ctx, people), asked));
}

/** Sends the invitation to everyone, some hundreds at a time; repeating it after a crash adds only what is missing. */
async function issue(ctx: Context): Promise<void> {
  const draft = await draftOf(ctx);
  if (draft.state === 'draft' && ctx.now >= draft.closesAt)
    throw new RuleError('survey.deadline_past', { closesOn: draft.closesOn });
  const row = (await ctx.store.surveys.issue(draft._id, ctx.update.id, ctx.now)) ?? draft;
  if (row.openedBy !== ctx.update.id) {
    await ctx.settle(surveyWords.issuedAlready);
    return ctx.reply(surveyWords.issuedAlready);
  }
  const people = await scopedPeople(ctx, row.scope);
  await ctx.settle(surveyWords.issued(people.length));
  const message = surveyWords.invitation(row);
  for (let from = 0; from < people.length; from += peopleAtOnce) {
    const some = people.slice(from, from + peopleAtOnce);
    await ctx.store.surveyAnswers.add(some.map((person) => ({ surveyId: row._id, ...person })));
    await ctx.sendAll(
      some.map(({ cadreId }) => ({
        cadreId,
        message,
        key: `survey:${row._id}:${cadreId}`,
        expiresAt: row.closesAt,
      })),
    );
  }
  await ctx.reply(surveyWords.issuedReply(row, people.length));
}

/** @throws UsageFault when the word means nothing, with the words that do */
async function scopedPeople(ctx: Context, scope: string): Promise<AskedPerson[]> {
  const people = await peopleInScope(ctx.store, scope);
  if (people === undefined) throw new UsageFault(usageWords.surveyScope(scope, SCOPE_WORDS));
  return people;
}

async function draftOf(ctx: Context): Promise<SurveyRow> {
  await ctx.require('survey.create', {});
  const row = await ctx.store.surveys.byId(ctx.fact('survey'));
  if (row === null) throw new RuleError('survey.unknown', { survey: ctx.fact('survey') });
  return row;
}

/** Each person is counted on the platform that reaches them. */
async function reachOf(ctx: Context, people: readonly AskedPerson[]): Promise<Reach> {
  const reached = [...(await ctx.reach(people.map((person) => person.cadreId))).values()];
  const platforms = [...new Set(reached)].map((platform) => ({
    platform,
    people: reached.filter((each) => each === platform).length,
  }));
  return { people: people.length, platforms, nowhere: people.length - reached.length };
}

/** A number of days (`7` or `7天`) or a date. */
function readDeadline(typed: string, todayOn: string): string {
  const days = /^(\d{1,2})天?$/.exec(typed.normalize('NFKC'))?.[1];
  const closesOn = days === undefined ? readTypedDate(typed, todayOn) : addDays(todayOn, Number(days));
  if (closesOn < todayOn) throw new RuleError('survey.deadline_past', { closesOn });
  return closesOn;
}
