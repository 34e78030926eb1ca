import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import { type Router, UsageFault } from '../../src/bot/router.ts';
import { usageWords } from '../../src/bot/usage-words.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import { postingUntilOn } from '../../src/training/grading/result-deadlines.ts';
import { gradingWords } from '../../src/training/grading/words.ts';
import { publishCardKey } from './grading-confirm.ts';

/** The organisation department releases confirmed results; the job `publish-grades` sends them. */
export function gradingPublish(router: Router): void {
  router.command(
    {
      names: ['公布成绩', 'publish-grades'],
      action: 'grade.publish',
      usage: '/公布成绩 <班号>',
      example: '/公布成绩 2026-01',
      about: '公布已确认的定等结果，发给学员并反馈所在单位',
    },
    async (ctx, { args }) => {
      const [classId] = args;
      if (classId === undefined) throw new UsageFault(usageWords.classId);
      await preview(ctx, classId);
    },
  );
  router.press('grade.publish', release);
}

async function preview(ctx: Context, classId: string): Promise<void> {
  const trainingClass = await findClass(ctx, classId);
  await ctx.require('grade.publish', { classId });
  const row = await ctx.store.gradings.byClass(classId);
  if (row?.release !== undefined) throw new RuleError('grade.released_already', { classId });
  if (row?.state !== 'confirmed') throw new RuleError('grade.not_confirmed', { classId });
  await ctx.reply(gradingWords.toPublish(trainingClass, await ctx.store.assessments.ofClass(classId)));
}

async function release(ctx: Context): Promise<void> {
  const trainingClass = await findClass(ctx, ctx.fact('classId'));
  const classId = trainingClass._id;
  await ctx.require('grade.publish', { classId });
  const by = { release: ctx.update.id, releasedBy: ctx.person._id, releasedAt: ctx.now };
  const row = await ctx.store.gradings.release(classId, by);
  if (row?.release === undefined) throw new RuleError('grade.not_confirmed', { classId });
  if (row.release !== ctx.update.id) throw new RuleError('grade.released_already', { classId });
  const settled = gradingWords.releasedBy(ctx.person.name);
  await ctx.settle(settled);
  for (const { _id } of await ctx.store.cadres.withRole('orgDept'))
    await ctx.closeCard(publishCardKey(classId, _id), settled);
  const rows = await ctx.store.assessments.ofClass(classId);
  const postedUntilOn = postingUntilOn(beijingDateOf(ctx.now), ctx.rulesOf(trainingClass).grading);
  await ctx.reply(gradingWords.releasedReply(trainingClass, rows, postedUntilOn));
}
