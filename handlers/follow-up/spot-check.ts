import { classArg, reasonArg, textArg, traineeArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { cleaned } from '../../src/chat/plain-text.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { checkWords } from '../../src/training/follow-up/check-words.ts';
import { entryOf, type FollowUpRow } from '../../src/training/follow-up/follow-ups.ts';
import { readPoints } from '../../src/training/follow-up/points.ts';
import { sendDrawing, undoCheck } from '../../src/training/follow-up/presses.ts';
import { drawn, sampleSize } from '../../src/training/follow-up/sampling.ts';
import { presentCheck } from '../../src/training/follow-up/spot-checks.ts';
import { enterPoints, rated } from './rated.ts';

const mostLetters = 300;
const leastLetters = 4;

/** 抽查: a sample that nobody chose and anybody can reckon again, and what staff saw of those drawn, or of others in a special check. */
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
  router.command(
    {
      names: ['抽查结果', 'spot-check-result'],
      action: 'follow-up.check',
      right: 'class',
      args: [classArg(), traineeArg(), textArg('typed', '各项分数和情况')],
      missing: '请写明班号、姓名、各项分数（1 至 5）和情况。',
      example: '/抽查结果 {class} {trainee} 4 3 4 4 3 走访所在单位，反映群众工作有进步',
      about: '登记抽查结果：抽中的记为随机调研，其他的记为专项考核',
      next: '即时保存，本人可在学册中看到；更正请再发一次。',
    },
    enterResult,
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
  registerUndo(router, undo);
}

const undo = {
  kind: undoCheck,
  instead: ({ classId }: Pick<Facts<typeof undoCheck>, 'classId'>) => checkWords.instead(classId, '姓名'),
  takeBack: async (ctx: Context, { classId, months, cadreId, update }: Facts<typeof undoCheck>) => {
    const missing = new RuleError('follow-up.unknown', {});
    const row = await ctx.requireFound(
      'follow-up.check',
      await ctx.store.followUps.byId(classId, months, cadreId),
      () => ({ classId, cadreId }),
      missing,
    );
    const made = row.entries.find(({ byUpdate }) => byUpdate === update);
    if (made === undefined) throw missing;
    const { way, points } = made;
    const entry = {
      way,
      what: 'takenBack',
      points,
      words: '',
      by: ctx.person._id,
      byUpdate: ctx.update.id,
      at: ctx.now,
    } as const;
    if (entryOf(row, way)?.byUpdate === update) await ctx.store.followUps.enter(row._id, entry);
    return checkWords.undone;
  },
};

/** Everybody in the newest round of a class. @throws RuleError `follow-up.no-round` */
async function presentRound(
  ctx: Context,
  { _id: classId }: ClassRow,
): Promise<{ months: number; rows: FollowUpRow[] }> {
  const todayOn = beijingDateOf(ctx.now);
  const begun = (await ctx.store.followUps.ofClass(classId)).filter(
    ({ dueOn, state }) => dueOn <= todayOn && state !== 'planned',
  );
  const months = Math.max(0, ...begun.map((row) => row.months));
  if (months === 0) throw new RuleError('follow-up.no-round', { classId });
  return { months, rows: begun.filter((row) => row.months === months) };
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

async function enterResult(
  ctx: Context,
  { trainingClass, trainee, typed }: { trainingClass: ClassRow; trainee: CadreRow; typed: string },
): Promise<void> {
  const { _id: classId } = trainingClass;
  const { months } = await presentRound(ctx, trainingClass);
  const row = await ctx.store.followUps.byId(classId, months, trainee._id);
  if (row?.state !== 'open') throw new RuleError('follow-up.not-open', { name: trainee.name, classId });
  const check = presentCheck(await ctx.store.spotChecks.ofRound(classId, months));
  const way = check?.chosen.includes(trainee._id) ? 'random' : 'special';
  const found = await rated(ctx, row, way);
  const { given, words } = readPoints(typed, found.person.items);
  const said = [...cleaned(words)].slice(0, mostLetters).join('');
  if ([...said].length < leastLetters) throw new RuleError('follow-up.few-words', { least: leastLetters });
  await enterPoints(ctx, found, given, said);
  const answer = checkWords.entered(trainee.name, way, given, found.person.items);
  await replyWithUndo(ctx, answer, undo, { classId, months, cadreId: trainee._id, update: ctx.update.id });
}
