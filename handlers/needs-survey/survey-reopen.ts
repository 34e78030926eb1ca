import { reasonArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { hadEnoughToday } from '../../src/bot/had-enough.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { leaveSurveyClosed, reopenSurvey } from '../../src/training/needs-survey/presses.ts';
import { isOver, isReopenedBy, type SurveyRow, sharersOf } from '../../src/training/needs-survey/surveys.ts';
import { surveyWords } from '../../src/training/needs-survey/words.ts';
import { peopleAtOnce } from './survey.ts';
import { deadlineArg, endOf } from './survey-deadline.ts';
import { surveyArg, surveyNamed } from './survey-results.ts';

interface Reopening {
  survey: SurveyRow;
  closesOn: string;
  reason: string;
}

/** `/重开调查`: a survey that was closed too early takes answers again, as long as nobody was shown its results. */
export function surveyReopen(router: Router): void {
  router.command(
    {
      names: ['重开调查', 'reopen-survey'],
      action: 'survey.reopen',
      right: 'county',
      args: [surveyArg, deadlineArg, reasonArg],
      missing: '请写明编号、新的截止日期和理由。',
      example: '/重开调查 {closedSurvey} 5天 已填人数不足',
      about: '重新开放已结束的需求调查，查看结果以前可以办理，先预览再通知未填人员',
      next: '先预览，确认后通知未填人员继续填写。',
    },
    preview,
  );
  router.preview({ confirm: reopenSurvey, drop: leaveSurveyClosed, shown, dropped: surveyWords.leftClosed }, reopen);
}

async function preview(ctx: Context, { survey, closesOn, reason }: Reopening): Promise<void> {
  refuseUnlessReopenable(survey, ctx.now);
  const facts = { survey: survey._id, closesOn, reason };
  const waiting = (await ctx.store.surveyAnswers.waitingIn(survey._id)).map(({ cadreId }) => cadreId);
  const to = { waiting: waiting.length, hadEnough: await hadEnoughToday(ctx, waiting) };
  await ctx.reply(
    surveyWords.reopenPreview(ctx.update.id, survey, facts, to, {
      confirm: reopenSurvey.with(facts),
      drop: leaveSurveyClosed.with(facts),
    }),
  );
}

async function reopen(ctx: Context, { survey, closesOn, reason }: Reopening): Promise<void> {
  const isDone = isReopenedBy(survey, ctx.update.id);
  const closesAt = endOf(closesOn);
  if (!isDone && ctx.now >= closesAt) throw new RuleError('survey.deadline-past', { closesOn });
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now, reason };
  const row = (await ctx.store.surveys.reopen(survey._id, { closesOn, closesAt }, by)) ?? survey;
  if (!isReopenedBy(row, ctx.update.id)) refuseUnlessReopenable(row, ctx.now);
  const waiting = await ctx.store.surveyAnswers.waitingIn(row._id);
  await ctx.settle(surveyWords.reopened);
  const message = surveyWords.reopenedInvitation(row);
  for (let from = 0; from < waiting.length; from += peopleAtOnce) {
    await ctx.sendAll(
      waiting.slice(from, from + peopleAtOnce).map(({ cadreId }) => ({
        cadreId,
        message,
        key: `survey-reopened:${ctx.update.id}:${cadreId}`,
        expiresAt: row.closesAt,
      })),
    );
  }
  for (const cadreId of [row.createdBy, ...sharersOf(row)])
    if (cadreId !== ctx.person._id)
      await ctx.send(
        cadreId,
        surveyWords.reopenedToMaker(row, ctx.person.name, reason, cadreId === row.createdBy ? '发起' : '协办'),
        cadreId === row.createdBy
          ? `survey-reopened:${ctx.update.id}`
          : `survey-reopened:${ctx.update.id}:shared:${cadreId}`,
      );
  await ctx.reply(surveyWords.reopenedReply(row, waiting.length));
}

/** What a preview shows, if this person may reopen it. */
async function shown(ctx: Context, { survey, ...wanted }: Facts<typeof reopenSurvey>): Promise<Reopening> {
  await ctx.require('survey.reopen', {});
  return { survey: await surveyNamed(ctx, survey), ...wanted };
}

/** @throws RuleError `survey.not-over`, `survey.results-read` */
function refuseUnlessReopenable(survey: SurveyRow, now: Date): void {
  if (!isOver(survey, now)) throw new RuleError('survey.not-over', { survey: survey._id });
  if (survey.resultsReadAt !== undefined) throw new RuleError('survey.results-read', { survey: survey._id });
}
