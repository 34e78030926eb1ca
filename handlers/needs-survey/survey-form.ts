import { numberedArg, optional, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendList, sendSheet } from '../../src/bot/sheet-on-request.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { SCOPE_WORDS } from '../../src/county/people-scope.ts';
import { RuleError } from '../../src/errors.ts';
import { surveyFormWords } from '../../src/training/needs-survey/form-words.ts';
import { HEADINGS, SURVEY_FORM, surveyForm } from '../../src/training/needs-survey/survey-form.ts';
import {
  isSurveyForm,
  readSurveyForm,
  type SurveyReading,
} from '../../src/training/needs-survey/survey-form-reading.ts';
import { peopleInScope } from '../../src/training/needs-survey/survey-scope.ts';
import type { SurveyRow } from '../../src/training/needs-survey/surveys.ts';
import { previewDraft } from './survey.ts';
import { deadlineArg, readDeadline } from './survey-deadline.ts';
import { surveyArg } from './survey-results.ts';

/** Problems told in the chat; of more the sheet is sent as well. */
const mostProblemsInChat = 10;

/** A survey of one's own: written as a sheet, or an earlier one sent again. */
export function surveyFormFile(router: Router): void {
  router.command(
    {
      names: ['问卷表', 'survey-form'],
      action: 'survey.create',
      right: 'county',
      args: [optional(numberedArg('number', '编号'))],
      example: '/问卷表',
      about: '领取需求调查问卷表，写编号的带上那次调查的题目',
      next: '改好题目后发回，先预览再发出。',
    },
    async (ctx, { number }) => handOut(ctx, number === undefined ? undefined : await surveyOrDraft(ctx, number)),
  );
  router.command(
    {
      names: ['再发调查', 'repeat-survey'],
      action: 'survey.create',
      right: 'county',
      args: [surveyArg, deadlineArg, optional(wordArg('scope', '范围'))],
      missing: '请写明编号和截止日期；换范围的，再写范围。',
      example: '/再发调查 {closedSurvey} 7天',
      about: '用以前的题目再发一次需求调查，先预览再发出',
      next: '先预览，确认后发给范围内的干部。',
    },
    (ctx, { survey, closesOn, scope = survey.scope }) =>
      previewDraft(ctx, { name: survey.name, scope, closesOn, questions: survey.questions, repeats: survey._id }),
  );
  router.file({ action: 'survey.create', offered: async () => surveyFormWords.offer, take });
}

/** Also one that was not sent yet. @throws RuleError `survey.unknown` */
async function surveyOrDraft(ctx: Context, number: string): Promise<SurveyRow> {
  const survey = await ctx.store.surveys.byId(number);
  if (survey === null) throw new RuleError('survey.unknown', { survey: number });
  return survey;
}

async function handOut(ctx: Context, survey: SurveyRow | undefined): Promise<void> {
  const { questions } = survey ?? ctx.rules.survey;
  const name = survey?.name ?? surveyFormWords.usualName(beijingDateOf(ctx.now).slice(0, 4));
  await ctx.reply(surveyFormWords.sheetComing(survey?._id));
  const filled = { name, scope: survey?.scope ?? '全县', closesOn: '7天', questions };
  await sendSheet(ctx, `${SURVEY_FORM}${survey?._id ?? ''}.xlsx`, surveyForm(filled));
}

async function take(ctx: Context, { sheets }: ReceivedFile): Promise<boolean> {
  const sheet = sheets.find(isSurveyForm);
  if (sheet === undefined) return false;
  await ctx.require('survey.create', {});
  const read = readSurveyForm(sheet, ctx.rules.survey);
  const { closesOn, problems: inHeadings } = await headingsOf(ctx, read);
  const problems = [...inHeadings, ...read.problems];
  if (problems.length > 0) {
    await ctx.reply(surveyFormWords.bad(problems));
    if (problems.length > mostProblemsInChat) await sendList(ctx, surveyFormWords.problems(problems));
  } else await previewDraft(ctx, { name: read.name, scope: read.scope, closesOn, questions: read.questions });
  return true;
}

/** What the lines above the table mean. */
async function headingsOf(ctx: Context, { scope, closesOn, headingRows }: SurveyReading) {
  const todayOn = beijingDateOf(ctx.now);
  const problems: SurveyReading['problems'][number][] = [];
  const reject = (of: 'scope' | 'closesOn', value: string, message: string) =>
    problems.push({ row: headingRows[of], column: '', header: HEADINGS[of], value, message });
  const asked = scope === '' ? undefined : await peopleInScope(ctx.store, scope, todayOn, ctx.rules.groups);
  if (scope !== '' && asked === undefined)
    reject('scope', scope, `没有这个范围，可以写单位全称，或：${SCOPE_WORDS.join('、')}`);
  if (asked?.people.length === 0) reject('scope', scope, '这个范围内没有人员');
  return { closesOn: closesOn === '' ? '' : lastDay(closesOn, todayOn, reject), problems };
}

function lastDay(typed: string, todayOn: string, reject: (of: 'closesOn', value: string, message: string) => void) {
  try {
    return readDeadline(typed, todayOn);
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    const isPast = error.code === 'survey.deadline-past';
    reject('closesOn', typed, isPast ? '截止日期已经过去' : '应填日期或天数，例如：3月16日、7天');
    return '';
  }
}
