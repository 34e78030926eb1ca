import { oneOfArg, optional, personArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { runningSurveyWords } from '../../src/training/needs-survey/running-words.ts';
import { isSharedBy, type SurveyRow, sharersOf } from '../../src/training/needs-survey/surveys.ts';
import { surveyArg } from './survey-results.ts';

interface Sharing {
  survey: SurveyRow;
  person: CadreRow | undefined;
  end: true | undefined;
}

/**
 * `/协办调查`: a co-owner of a survey looks at it, chases and ends it as whoever made it, and is told what they are told; whatever their role, and
 * of this survey alone. Without a name it says who the co-owners are.
 */
export function surveyShare(router: Router): void {
  router.command(
    {
      names: ['协办调查', 'share-survey'],
      action: 'survey.create',
      right: 'county',
      args: [
        surveyArg,
        optional(personArg('person', '姓名')),
        optional(
          oneOfArg(
            'end',
            '取消',
            (word) => (word === '取消' ? (true as const) : undefined),
            (word) => `“${word}”请写成“取消”，或不写。`,
          ),
        ),
      ],
      missing: '请写明编号和协办人姓名；不写姓名的，列出协办人。',
      example: '/协办调查 {survey} {staff}',
      about: '为需求调查增加协办人（不限部门），末尾写“取消”的不再协办；不写姓名的，列出协办人',
      next: '协办人可查看这份调查的进度和结果、提醒未填人员、提前结束，并收到结束、重开等告知。',
    },
    share,
  );
}

async function share(ctx: Context, { survey, person, end }: Sharing): Promise<void> {
  if (person === undefined) return ctx.reply(runningSurveyWords.sharers(survey, await sharingsOf(ctx, survey)));
  if (person._id === survey.createdBy) throw new RuleError('survey.own', { name: person.name });
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

/** The co-owners there are, each with who made them one and when. */
async function sharingsOf(ctx: Context, survey: SurveyRow) {
  const last = sharersOf(survey).flatMap(
    (id) => (survey.sharings ?? []).findLast(({ cadreId }) => cadreId === id) ?? [],
  );
  const people = await ctx.store.cadres.many(last.flatMap(({ cadreId, by }) => [cadreId, by]));
  const names = new Map(people.map(({ _id, name }) => [_id, name]));
  return last.map(({ cadreId, by, enteredAt }) => ({
    ...{ name: names.get(cadreId) ?? cadreId, by: names.get(by) ?? by, at: enteredAt },
  }));
}
