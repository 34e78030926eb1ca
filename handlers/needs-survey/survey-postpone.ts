import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { formatDate } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import { runningSurveyWords } from '../../src/training/needs-survey/running-words.ts';
import { isPostponedBy, type SurveyRow, takesAnswers } from '../../src/training/needs-survey/surveys.ts';
import { deadlineArg, endOf } from './survey-deadline.ts';
import { surveyArg } from './survey-results.ts';

/** `/延期调查`: a survey that runs gets a later last day; those who have not answered learn it from the next reminder. */
export function surveyPostpone(router: Router): void {
  router.command(
    {
      names: ['延期调查', 'postpone-survey'],
      action: 'survey.reopen',
      right: 'county',
      args: [surveyArg, deadlineArg],
      missing: '请写明编号和新的截止日期。',
      example: '/延期调查 {survey} 30天',
      about: '推迟正在进行的需求调查的截止日期',
      next: '截止日期当即推迟，未填人员由提醒获知。',
    },
    postpone,
  );
}

async function postpone(ctx: Context, { survey, closesOn }: { survey: SurveyRow; closesOn: string }): Promise<void> {
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  const row = (await ctx.store.surveys.postpone(survey._id, { closesOn, closesAt: endOf(closesOn) }, by)) ?? survey;
  if (!isPostponedBy(row, ctx.update.id)) {
    if (!takesAnswers(row, ctx.now)) throw new RuleError('survey.over-postpone', { survey: row._id });
    const isOthers = row.postponements?.at(-1)?.by !== ctx.person._id;
    const who = isOthers ? await lastPostponedBy(ctx, row) : '';
    throw new RuleError('survey.not-later', { survey: row._id, closesOn: formatDate(row.closesOn), who });
  }
  const insteadOf = row.postponements?.find(({ byUpdate }) => byUpdate === ctx.update.id)?.insteadOf ?? row.closesOn;
  await ctx.reply(runningSurveyWords.postponed(row, insteadOf));
}

/** Who gave it its present last day; `''` where nobody did. */
export async function lastPostponedBy(
  ctx: Context,
  { postponements }: Pick<SurveyRow, 'postponements'>,
): Promise<string> {
  const last = postponements?.at(-1);
  return last === undefined ? '' : ((await ctx.store.cadres.byId(last.by))?.name ?? '');
}
