import { classArg, dateArg, textArg, traineeArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf, formatDate } from '../../src/calendar/beijing-time.ts';
import { cleaned } from '../../src/chat/plain-text.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { checkWords } from '../../src/training/follow-up/check-words.ts';
import { entryOf, type FollowUpEntry } from '../../src/training/follow-up/follow-ups.ts';
import { readPoints } from '../../src/training/follow-up/points.ts';
import { undoCheck } from '../../src/training/follow-up/presses.ts';
import { presentCheck } from '../../src/training/follow-up/spot-checks.ts';
import { presentRound } from './present-round.ts';
import { enterPoints, rated } from './rated.ts';

const mostLetters = 300;
const leastLetters = 4;

/** What staff saw of those drawn (随机调研), or of anybody in a special check (专项检查), whose name and day are kept. */
export function checkResult(router: Router): void {
  router.command(
    {
      names: ['抽查结果', 'spot-check-result'],
      action: 'follow-up.check',
      right: 'class',
      args: [classArg(), traineeArg(), textArg('typed', '各项分数和情况')],
      missing: '请写明班号、姓名、各项分数（1 至 5）和情况。',
      example: '/抽查结果 {class} {trainee} 4 3 4 4 3 走访所在单位，反映群众工作有进步',
      about: '登记随机调研中了解到的抽中人员情况',
      next: '即时保存，本人可在学册中看到；更正请再发一次。',
    },
    (ctx, wanted) => enterResult(ctx, wanted, undefined),
  );
  router.command(
    {
      names: ['专项检查', 'special-check'],
      action: 'follow-up.check',
      right: 'class',
      args: [
        classArg(),
        traineeArg(),
        wordArg('name', '检查名称', { most: 40 }),
        dateArg('heldOn', '检查日期'),
        textArg('typed', '各项分数和情况'),
      ],
      missing: '请写明班号、姓名、检查名称、检查日期、各项分数（1 至 5）和情况。',
      example: '/专项检查 {class} {trainee} 乡村振兴督查 {today} 4 3 4 4 3 台账齐全，群众评价较好',
      about: '登记一次专项检查中了解到的学员结业后情况',
      next: '即时保存，写明哪次检查，本人可在学册中看到；更正请再发一次。',
    },
    (ctx, { name, heldOn, ...wanted }) => enterResult(ctx, wanted, { name, heldOn }),
  );
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

async function enterResult(
  ctx: Context,
  { trainingClass, trainee, typed }: { trainingClass: ClassRow; trainee: CadreRow; typed: string },
  special: FollowUpEntry['check'],
): Promise<void> {
  const { _id: classId } = trainingClass;
  if (special !== undefined && special.heldOn > beijingDateOf(ctx.now))
    throw new RuleError('follow-up.later', { date: formatDate(special.heldOn) });
  const { months } = await presentRound(ctx, trainingClass);
  const row = await ctx.store.followUps.byId(classId, months, trainee._id);
  if (row?.state !== 'open') throw new RuleError('follow-up.not-open', { name: trainee.name, classId });
  const drawing = presentCheck(await ctx.store.spotChecks.ofRound(classId, months));
  if (special === undefined && !drawing?.chosen.includes(trainee._id))
    throw new RuleError('follow-up.not-drawn', { name: trainee.name, classId });
  const way = special === undefined ? 'random' : 'special';
  const found = await rated(ctx, row, way);
  const { given, words } = readPoints(typed, found.person.items);
  const said = [...cleaned(words)].slice(0, mostLetters).join('');
  if ([...said].length < leastLetters) throw new RuleError('follow-up.few-words', { least: leastLetters });
  await enterPoints(ctx, found, given, said, special);
  const answer = checkWords.entered(trainee.name, way, given, found.person.items);
  await replyWithUndo(ctx, answer, undo, { classId, months, cadreId: trainee._id, update: ctx.update.id });
}
