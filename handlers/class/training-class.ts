import { dateArg, optional, personArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { addMonths, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { classKindOf } from '../../src/training/class/curriculum-rules.ts';
import { standardCurriculumEndsOn } from '../../src/training/class/standard-curriculum.ts';
import { classWords } from '../../src/training/class/words.ts';

/** For how long after their end classes are listed. */
const listedMonths = 12;

export const mostNameLetters = 40;

/** `/开班` and `/班级`: creates a training class, and lists them. */
export function trainingClass(router: Router): void {
  router.command(
    {
      names: ['开班', 'class'],
      action: 'class.create',
      right: 'county',
      args: [
        wordArg('name', '名称', { most: mostNameLetters, called: '班名' }),
        dateArg('opensOn', '开班日期'),
        dateArg('closesOn', '结束日期'),
        personArg('teacher', '班主任姓名'),
        optional(wordArg('topic', '主题')),
      ],
      missing: '请写全班名、日期和班主任。',
      example: '/开班 2026年中青年干部培训班 2026-12-07 2026-12-18 张三 理论武装',
      about: '建立培训班',
    },
    create,
  );
  router.command(
    {
      names: ['班级', 'classes', '班次'],
      action: 'class.read',
      right: 'found',
      example: '/班级',
      about: '查看班次和编号',
    },
    list,
  );
}

interface NewClass {
  name: string;
  opensOn: string;
  closesOn: string;
  teacher: CadreRow;
  topic: string | undefined;
}

async function create(ctx: Context, { name, opensOn, closesOn, teacher, topic }: NewClass): Promise<void> {
  if (closesOn < opensOn) throw new RuleError('class.bad-days', {});
  if (opensOn < beijingDateOf(ctx.now)) throw new RuleError('class.opens-in-past', {});
  const row = await ctx.store.classes.create(opensOn.slice(0, 4), {
    name,
    kind: classKindOf(name, ctx.rulesOf({ opensOn }).curriculum),
    opensOn,
    closesOn,
    topicTag: topic ?? name,
    teacherId: teacher._id,
    createdBy: ctx.person._id,
    byUpdate: ctx.update.id,
  });
  const fitsStandard = standardCurriculumEndsOn(opensOn) <= closesOn;
  await ctx.reply(classWords.created(row, teacher.name, fitsStandard));
}

async function list(ctx: Context): Promise<void> {
  const rows = await ctx.store.classes.endingFrom(addMonths(beijingDateOf(ctx.now), -listedMonths));
  await ctx.reply(classWords.list(await ctx.allowedOf('class.read', rows, (row) => ({ classId: row._id }))));
}
