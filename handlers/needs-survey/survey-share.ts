import { oneOfArg, optional, personArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { runningSurveyWords } from '../../src/training/needs-survey/running-words.ts';
import { isSharedBy, type SurveyRow } from '../../src/training/needs-survey/surveys.ts';
import { surveyArg } from './survey-results.ts';

interface Sharing {
  survey: SurveyRow;
  person: CadreRow;
  end: true | undefined;
}

/** `/协办调查`: a colleague with the same right is told of a survey what whoever made it is told. */
export function surveyShare(router: Router): void {
  router.command(
    {
      names: ['协办调查', 'share-survey'],
      action: 'survey.create',
      right: 'county',
      args: [
        surveyArg,
        personArg('person', '姓名'),
        optional(
          oneOfArg(
            'end',
            '取消',
            (word) => (word === '取消' ? (true as const) : undefined),
            (word) => `“${word}”请写成“取消”，或不写。`,
          ),
        ),
      ],
      missing: '请写明编号和协办人姓名。',
      example: '/协办调查 {survey} {staff}',
      about: '为需求调查增加协办人，末尾写“取消”的不再协办',
      next: '协办人同样收到结束、重开等告知。',
    },
    share,
  );
}

async function share(ctx: Context, { survey, person, end }: Sharing): Promise<void> {
  const isStaff = person.roles.includes('orgDept') || person.roles.includes('partySchool');
  if (end === undefined && !isStaff) throw new RuleError('survey.cannot-share', { name: person.name });
  const sharing = { cadreId: person._id, shares: end === undefined, by: ctx.person._id };
  const entry = { ...sharing, byUpdate: ctx.update.id, enteredAt: ctx.now };
  const row = (await ctx.store.surveys.share(survey._id, entry)) ?? survey;
  if (!isSharedBy(row, ctx.update.id))
    throw end === undefined
      ? new RuleError('survey.shared-already', { name: person.name })
      : new RuleError('survey.not-shared', { name: person.name });
  if (person._id !== ctx.person._id)
    await ctx.send(
      person._id,
      runningSurveyWords.sharedTo(row, ctx.person.name, sharing.shares),
      `survey-shared:${ctx.update.id}`,
    );
  await ctx.reply(runningSurveyWords.shared(row, person.name, sharing.shares));
}
