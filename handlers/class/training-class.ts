import { classArg, dateArg, optional, personArg, wordArg } from '../../src/bot/arguments.ts';
import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { addMonths, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { checkCurriculum } from '../../src/training/class/curriculum.ts';
import { classKindOf } from '../../src/training/class/curriculum-rules.ts';
import { inTimetableOrder, type Session } from '../../src/training/class/session.ts';
import { standardCurriculum, standardCurriculumEndsOn } from '../../src/training/class/standard-curriculum.ts';
import { readPastedCurriculum } from '../../src/training/class/timetable-sheet.ts';
import { classWords } from '../../src/training/class/words.ts';

/** How far back classes that are over are still listed. */
const listedMonths = 12;

/** Training classes: making one, and giving it a timetable that keeps the 70 % rule. */
export function trainingClass(router: Router): void {
  router.command(
    {
      names: ['开班', 'class'],
      action: 'class.create',
      right: 'county',
      args: [
        wordArg('name', '名称', { most: 40, tooLong: (most) => `班名请控制在 ${most} 字以内。` }),
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
  router.command(
    {
      names: ['课程', 'curriculum', '课程表'],
      action: 'class.curriculum',
      right: 'class',
      args: [classArg({ action: 'class.read' }), optional(wordArg('word', '标准')), bodyArg],
      usage: (line) => `${line}，后面可换行粘贴课程表`,
      example: '/课程 2026-01 标准',
      about: '查看或录入课程表，自动审核理论教育和党性教育比例',
    },
    curriculum,
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

/** The pasted timetable; empty when there is none. */
const bodyArg: Argument<'body', string> = {
  key: 'body',
  usage: '',
  take:
    ({ body }) =>
    () =>
      body,
};

async function curriculum(
  ctx: Context,
  { trainingClass: row, word, body }: { trainingClass: ClassRow; word: string | undefined; body: string },
): Promise<void> {
  if (word === '标准') {
    const endsOn = standardCurriculumEndsOn(row.opensOn);
    if (endsOn > row.closesOn) return ctx.reply(classWords.standardTooLong(row, endsOn));
    return accept(ctx, row, standardCurriculum(row.opensOn));
  }
  if (body.trim() === '') return ctx.reply(classWords.timetable(row, await ctx.store.sessions.ofClass(row._id)));
  const read = readPastedCurriculum(body, ctx.rulesOf(row).curriculum);
  if (read.problems.length > 0) return ctx.reply(classWords.problems(read.problems));
  await accept(ctx, row, read.sessions);
}

/** Checks a timetable and puts it in place; a refused one changes nothing and is told with its repairs. */
async function accept(ctx: Context, row: ClassRow, sessions: readonly Session[]): Promise<void> {
  await ctx.require('class.curriculum', { classId: row._id });
  if (row.state === 'graded' || row.state === 'published') throw new RuleError('class.over', { classId: row._id });
  const verdict = checkCurriculum(
    { classKind: row.kind, opensOn: row.opensOn, closesOn: row.closesOn, sessions },
    ctx.rulesOf(row).curriculum,
  );
  if (!verdict.passed) return ctx.reply(classWords.refused(verdict));
  const rows = inTimetableOrder(sessions).map(({ sessionId: _, ...session }, index) => ({
    _id: `${row._id}-${String(index + 1).padStart(2, '0')}`,
    classId: row._id,
    ...session,
  }));
  await ctx.store.sessions.replace(row._id, rows);
  await ctx.store.classes.move(row._id, ['draft'], 'planned');
  await ctx.reply(classWords.accepted(row, verdict, rows.length));
}
