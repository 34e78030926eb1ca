import { classArg, reasonArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { checkWords } from '../../src/training/follow-up/check-words.ts';
import { entryOf } from '../../src/training/follow-up/follow-ups.ts';
import { sendDrawing } from '../../src/training/follow-up/presses.ts';
import { drawn, sampleSize } from '../../src/training/follow-up/sampling.ts';
import { presentCheck } from '../../src/training/follow-up/spot-checks.ts';
import { presentRound } from './present-round.ts';

/** 抽查: a sample that nobody chose and anybody can reckon again. */
export function spotCheck(router: Router): void {
  router.command(
    {
      names: ['抽查', 'spot-check'],
      action: 'follow-up.draw',
      right: 'class',
      args: [classArg()],
      example: '/抽查 {class}',
      about: '从一个班次本轮跟踪的学员中随机抽取随机调研对象；已抽取的，查看名单和复核方法',
      next: '即时抽取并保存种子，任何人都可复核；重抽须先写明理由取消。',
      isFinal: true,
    },
    (ctx, { trainingClass }) => draw(ctx, trainingClass),
  );
  router.command(
    {
      names: ['取消抽查', 'cancel-spot-check'],
      action: 'follow-up.draw',
      right: 'class',
      args: [classArg(), reasonArg],
      missing: '请写明班号和理由。',
      example: '/取消抽查 {class} 抽取后学员名单有变动',
      about: '取消本轮的抽查名单，以便重新抽取，理由留存',
      next: '原名单和理由保留，可用“/抽查”重新抽取。',
      isFinal: true,
    },
    (ctx, { trainingClass, reason }) => cancel(ctx, trainingClass, reason),
  );
  router.sheet(sendDrawing, async (ctx, { classId, months }) => {
    const trainingClass = await allowedClass(ctx, 'follow-up.draw', classId);
    const checks = await ctx.store.spotChecks.ofRound(classId, months);
    await ctx.store.looks.note({
      _id: ctx.update.id,
      by: ctx.person._id,
      cadreId: '',
      words: `${classId}班抽查名单`,
      at: ctx.now,
    });
    return checkWords.sheet(
      trainingClass,
      checks,
      await namesOf(
        ctx,
        checks.flatMap(({ population }) => population),
      ),
    );
  });
}

async function namesOf(ctx: Context, cadreIds: readonly string[]): Promise<(cadreId: string) => string> {
  const names = new Map((await ctx.store.cadres.many([...new Set(cadreIds)])).map(({ _id, name }) => [_id, name]));
  return (cadreId) => names.get(cadreId) ?? cadreId;
}

async function draw(ctx: Context, trainingClass: ClassRow): Promise<void> {
  const { _id: classId } = trainingClass;
  const { months, rows } = await presentRound(ctx, trainingClass);
  const population = rows
    .filter(({ state }) => state === 'open')
    .map(({ cadreId }) => cadreId)
    .sort();
  if (population.length === 0) throw new RuleError('follow-up.no-round', { classId });
  const { sample } = ctx.rulesNear(trainingClass).followUp;
  const seed = ctx.randomBytes(8, `spot-check:${ctx.update.id}`).toString('hex');
  const check = await ctx.store.spotChecks.draw({
    ...{ classId, months, seed, population, chosen: drawn(population, seed, sampleSize(population.length, sample)) },
    ...{ drawnBy: ctx.person._id, drawnAt: ctx.now, byUpdate: ctx.update.id },
  });
  const checked = new Set(rows.filter((row) => entryOf(row, 'random') !== undefined).map(({ cadreId }) => cadreId));
  const nameOf = await namesOf(ctx, check.chosen);
  await ctx.reply(checkWords.drawing(trainingClass, check, nameOf, (cadreId) => checked.has(cadreId)));
}

async function cancel(ctx: Context, trainingClass: ClassRow, reason: string): Promise<void> {
  const { _id: classId } = trainingClass;
  const { months } = await presentRound(ctx, trainingClass);
  const checks = await ctx.store.spotChecks.ofRound(classId, months);
  const found = presentCheck(checks) ?? checks.find(({ cancelling }) => cancelling?.byUpdate === ctx.update.id);
  if (found === undefined) throw new RuleError('follow-up.none-drawn', { classId });
  await ctx.store.spotChecks.cancel(found._id, { reason, by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now });
  await ctx.reply(checkWords.cancelled(trainingClass, found));
}
