import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import { handInAt, lastDayOf } from '../../src/training/works/hand-in.ts';
import { handInWords } from '../../src/training/works/hand-in-words.ts';
import { chaseWorks, sendWorkList } from '../../src/training/works/presses.ts';
import { assignmentWords } from '../../src/training/works/words.ts';
import { type Owed, owedBy } from '../../src/training/works/work-figures.ts';
import { kindOf } from '../../src/training/works/work-kind.ts';
import { endOf } from '../needs-survey/survey-deadline.ts';
import { assignmentArg, type Given, givenNamed, refuseCancelled } from './assignment-named.ts';

/** `/作业情况`: who has handed in and who has not, with a sheet and a reminder of those who have not. */
export function workList(router: Router): void {
  router.command(
    {
      names: ['作业情况', 'works'],
      action: 'work.read',
      right: 'found',
      args: [assignmentArg('work.read')],
      example: '/作业情况 {assignment}',
      about: '查看作业提交和评阅情况，可催交、可导出表格',
      next: '列出已交、未交和评阅情况，不作改动。',
    },
    async (ctx, { given }) => {
      const markers = await ctx.store.cadres.many(given.row.markers);
      await ctx.reply(assignmentWords.list(given.row, await owedIn(ctx, given), namesOf(given.row.markers, markers)));
    },
  );
  router.sheet(sendWorkList, async (ctx, { assignment }) => {
    const given = await givenNamed(ctx, 'work.read', assignment);
    return assignmentWords.listSheet(given.row, await owedIn(ctx, given));
  });
  router.press(chaseWorks, async (ctx, { assignment }) => chase(ctx, await givenNamed(ctx, 'work.give', assignment)));
}

export function namesOf(ids: readonly string[], people: readonly { _id: string; name: string }[]): string[] {
  return ids.flatMap((id) => people.find(({ _id }) => _id === id)?.name ?? []);
}

/** Every trainee of the class with what they handed in. */
async function owedIn(ctx: Context, { row, marked }: Given): Promise<Owed[]> {
  const trainees = await ctx.store.enrollments.traineesOf(row.classId);
  return owedBy(trainees, await ctx.store.works.of(row._id), marked.part);
}

/** Whoever has not handed in is reminded now, once a day at most. */
async function chase(ctx: Context, given: Given): Promise<void> {
  const { row, trainingClass } = given;
  const { works } = ctx.rulesOf(trainingClass);
  refuseCancelled(row);
  const when = handInAt(ctx.now, row.closesOn, works);
  if (when.as === 'refused') throw new RuleError('work.over', { number: row._id });
  const missing = (await owedIn(ctx, given)).filter(({ standing }) => standing === 'missing');
  const todayOn = beijingDateOf(ctx.now);
  const kind = kindOf(works, row.kind).name;
  const message = handInWords.card(row, kind, works.mostMegabytes, works.lateDays, '请提交作业');
  await ctx.sendAll(
    missing.map(({ cadreId }) => ({
      ...{ cadreId, message, key: `work-chase:${row._id}:${todayOn}:${cadreId}` as const },
      ...{ expiresAt: endOf(lastDayOf(row.closesOn, works)), isReminder: true as const },
    })),
  );
  await ctx.reply(assignmentWords.chasedReply(row, missing.length, ctx.isQuietTime()));
}
