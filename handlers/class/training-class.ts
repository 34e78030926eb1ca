import type { Context } from '../../src/bot/context.ts';
import { findClass, findPerson } from '../../src/bot/people.ts';
import { type Router, UsageFault } from '../../src/bot/router.ts';
import { usageWords } from '../../src/bot/usage-words.ts';
import { addMonths, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { readTypedDate } from '../../src/calendar/typed-date.ts';
import type { Command } from '../../src/chat/command.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { checkCurriculum } from '../../src/training/class/curriculum.ts';
import { inTimetableOrder, type Session } from '../../src/training/class/session.ts';
import { standardCurriculum, standardCurriculumEndsOn } from '../../src/training/class/standard-curriculum.ts';
import { readPastedCurriculum } from '../../src/training/class/timetable-sheet.ts';
import { classWords } from '../../src/training/class/words.ts';
import type { RulePack } from '../../src/training/rule-pack.ts';

const mostNameLetters = 40;
/** How far back classes that are over are still listed. */
const listedMonths = 12;

/** Training classes: making one, and giving it a timetable that keeps the 70 % rule. */
export function trainingClass(router: Router): void {
  router.command(
    {
      names: ['开班', 'class'],
      action: 'class.create',
      usage: '/开班 <名称> <开班日期> <结束日期> <班主任姓名> [主题]',
      example: '/开班 2026年中青年干部培训班 2026-12-07 2026-12-18 张三 理论武装',
      about: '建立培训班',
    },
    create,
  );
  router.command(
    {
      names: ['班级', 'classes', '班次'],
      action: 'class.read',
      usage: '/班级',
      example: '/班级',
      about: '查看班次和编号',
    },
    list,
  );
  router.command(
    {
      names: ['课程', 'curriculum', '课程表'],
      action: 'class.curriculum',
      usage: '/课程 <班号> [标准]，后面可换行粘贴课程表',
      example: '/课程 2026-01 标准',
      about: '查看或录入课程表，自动审核理论教育和党性教育比例',
    },
    curriculum,
  );
}

async function create(ctx: Context, { args }: Command): Promise<void> {
  const [name, opens, closes, teacherName, topic] = args;
  if (name === undefined || opens === undefined || closes === undefined || teacherName === undefined)
    throw new UsageFault(usageWords.newClass);
  if ([...name].length > mostNameLetters) throw new UsageFault(usageWords.classNameTooLong(mostNameLetters));
  await ctx.require('class.create', {});
  const todayOn = beijingDateOf(ctx.now);
  const opensOn = readTypedDate(opens, todayOn);
  const closesOn = readTypedDate(closes, todayOn);
  if (closesOn < opensOn) throw new RuleError('class.bad_days', {});
  if (opensOn < todayOn) throw new RuleError('class.opens_in_past', {});
  const teacher = await findPerson(ctx, teacherName);
  const row = await ctx.store.classes.create(opensOn.slice(0, 4), {
    name,
    kind: kindOf(name, ctx.rulesOf({ opensOn })),
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

/** The class kind whose official name stands in the class's name; a main class otherwise, which keeps every rule. */
function kindOf(name: string, { curriculum }: RulePack): string {
  const kinds = Object.entries(curriculum.classKinds);
  return kinds.find(([, kind]) => name.includes(kind.name))?.[0] ?? 'mainClass';
}

async function list(ctx: Context): Promise<void> {
  const rows = await ctx.store.classes.endingFrom(addMonths(beijingDateOf(ctx.now), -listedMonths));
  await ctx.reply(classWords.list(await ctx.allowedOf('class.read', rows, (row) => ({ classId: row._id }))));
}

async function curriculum(ctx: Context, { args, body }: Command): Promise<void> {
  const [classId, word] = args;
  if (classId === undefined) throw new UsageFault(usageWords.classId);
  const row = await findClass(ctx, classId);
  await ctx.require('class.curriculum', { classId });
  if (word === '标准') {
    const endsOn = standardCurriculumEndsOn(row.opensOn);
    if (endsOn > row.closesOn) return ctx.reply(classWords.standardTooLong(row, endsOn));
    return accept(ctx, row, standardCurriculum(row.opensOn));
  }
  if (body.trim() === '') return ctx.reply(classWords.timetable(row, await ctx.store.sessions.ofClass(classId)));
  const read = readPastedCurriculum(body, ctx.rulesOf(row).curriculum);
  if (read.problems.length > 0) return ctx.reply(classWords.problems(read.problems));
  await accept(ctx, row, read.sessions);
}

/** Checks a timetable and puts it in place; a refused one changes nothing and is told with its repairs. */
async function accept(ctx: Context, row: ClassRow, sessions: readonly Session[]): Promise<void> {
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
