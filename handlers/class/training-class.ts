import { dateArg, optional, personArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { startCommand } from '../../src/bot/presses.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { addDays, addMonths, beijingDateOf, daysBetween } from '../../src/calendar/beijing-time.ts';
import { holidayNote, holidaysIn, isWorkingDay, workingDaysBetween } from '../../src/calendar/working-days.ts';
import { typedNumber } from '../../src/chat/plain-text.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { planStateLabels } from '../../src/training/annual-plan/plan-words.ts';
import { earliestOpeningOn } from '../../src/training/call-up/call-up-deadlines.ts';
import { classKindOf, newClassRemarks } from '../../src/training/class/class-kind.ts';
import { newClassWords } from '../../src/training/class/new-class-words.ts';
import { createClass, dropNewClass } from '../../src/training/class/presses.ts';
import { reportingOf, reportingWords, writtenBefore } from '../../src/training/class/reporting.ts';
import { standardCurriculumEndsOn } from '../../src/training/class/standard-curriculum.ts';
import { classTeacherKey, teacherWords } from '../../src/training/class/teacher-words.ts';
import { classWords } from '../../src/training/class/words.ts';
import { makingClass } from './class-undo.ts';
import { itemCalled, itemForClass, offPlanRemarks, plannedClass, plannedNumber } from './planned-class.ts';

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
        dateArg('opensOn', '开班日期', { ofRange: true }),
        dateArg('closesOn', '结束日期'),
        personArg('teacher', '班主任姓名'),
        optional(wordArg('topic', '主题', { most: mostNameLetters })),
      ],
      missing: '请写全班名、日期和班主任。',
      example: '/开班 {newClass} {newTeacher} 理论武装',
      about: '建立培训班，先预览再确认',
      next: '先预览，确认后给出班号；接着录入课程表。',
    },
    async (ctx, { teacher, topic, name, ...days }) => {
      const item = plannedNumber(name) ?? (await itemCalled(ctx, name, days.opensOn));
      if (item !== undefined) return previewPlanned(ctx, { item, ...days, teacherId: teacher._id });
      await preview(ctx, { ...days, name, teacherId: teacher._id, ...(topic === undefined ? {} : { topic }) });
    },
  );
  router.preview(
    {
      confirm: createClass,
      drop: dropNewClass,
      shown: async (ctx, wanted) => {
        await ctx.requireIn('class.create', {});
        return wanted;
      },
      dropped: newClassWords.dropped,
    },
    create,
  );
  plannedClass(router, previewPlanned);
  router.command(
    {
      names: ['班级', 'classes', '班次'],
      action: 'class.read',
      right: 'found',
      example: '/班级',
      about: '查看班次和编号',
      next: '列出班号、起止日期和进展。',
    },
    list,
  );
}

type NewClass = Facts<typeof createClass>;

/** @throws RuleError `class.number-as-name`, `class.bad-days`, `class.opens-in-past`, `person.unknown` */
async function teacherOf(ctx: Context, { name, opensOn, closesOn, teacherId }: NewClass): Promise<CadreRow> {
  if (/^\d{4}-\d{1,3}$/.test(typedNumber(name))) throw new RuleError('class.number-as-name', { name });
  if (closesOn < opensOn) throw new RuleError('class.bad-days', {});
  if (opensOn < beijingDateOf(ctx.now)) throw new RuleError('class.opens-in-past', {});
  const teacher = await ctx.store.cadres.byId(teacherId);
  if (teacher === null) throw new RuleError('person.unknown', { name: teacherId });
  return teacher;
}

/** A class of an item of the plan has its name, topic and kind. */
async function previewPlanned(
  ctx: Context,
  { item, ...days }: { item: string } & Pick<NewClass, 'opensOn' | 'closesOn' | 'teacherId'>,
): Promise<void> {
  const { _id, theme, topicTags } = await itemForClass(ctx, item);
  await preview(ctx, {
    ...days,
    name: theme,
    planItem: _id,
    topic: topicTags.length === 0 ? theme : topicTags.join('、'),
  });
}

/** The kind that the plan says, or else the name. @throws RuleError `plan.not-so` for an item that is not approved any more */
async function kindOf(ctx: Context, { name, opensOn, planItem }: NewClass): Promise<string> {
  const item = planItem === undefined ? null : await ctx.store.planItems.byId(planItem);
  if (item !== null && item.state !== 'approved')
    throw new RuleError('plan.not-so', { number: item._id, state: planStateLabels[item.state] });
  return item?.classKind ?? classKindOf(name, ctx.rulesOf({ opensOn }).curriculum);
}

async function preview(ctx: Context, wanted: NewClass): Promise<void> {
  const { name, opensOn, closesOn, topic } = wanted;
  const teacher = await teacherOf(ctx, wanted);
  const { curriculum } = ctx.rulesOf(wanted);
  const kindId = await kindOf(ctx, wanted);
  const unit = await ctx.store.units.byId(teacher.unitId);
  const shown = {
    ...{ name, opensOn, closesOn, topic: topic ?? name },
    teacher: newClassWords.teacher(teacher.name, unit?.name),
    kind: newClassWords.kind(curriculum.classKinds[kindId]),
    days: daysBetween(opensOn, closesOn) + 1,
    workingDays: workingDaysBetween(addDays(opensOn, -1), closesOn),
    reporting: await reportingAhead(ctx, wanted, teacher),
    planItem: wanted.planItem,
    remarks: [
      ...(await offPlanRemarks(ctx, wanted)),
      ...newClassRemarks(kindId, wanted, curriculum),
      ...noticeRemarks(ctx, wanted),
      ...calendarRemarks(wanted),
      ...(await otherClasses(ctx, wanted, teacher)),
    ],
  };
  const buttons = { confirm: createClass.with(wanted), drop: dropNewClass.with(wanted) };
  await ctx.reply(newClassWords.preview(ctx.update.id, shown, buttons));
}

/** What the notice of the class would say: what was written for the class made last, and the defaults. */
async function reportingAhead(ctx: Context, { opensOn }: NewClass, { name }: CadreRow): Promise<string> {
  const written = await writtenLast(ctx);
  const reporting = reportingOf({ opensOn, ...written }, ctx.rulesOf({ opensOn }).callUp.reporting, name);
  return reportingWords.inNotice(reporting, written.contactPhone !== undefined);
}

async function writtenLast(ctx: Context) {
  return writtenBefore(await ctx.store.classes.endingFrom(addMonths(beijingDateOf(ctx.now), -listedMonths)));
}

/** Whether its people can still be called up in time. */
function noticeRemarks(ctx: Context, { opensOn }: NewClass): string[] {
  const { callUp } = ctx.rulesOf({ opensOn });
  const earliestOn = earliestOpeningOn(beijingDateOf(ctx.now), callUp);
  return opensOn < earliestOn ? [newClassWords.tooSoon(callUp.noticeWorkingDays, earliestOn)] : [];
}

/** What the calendar says of the days of a class. */
export function calendarRemarks({ opensOn, closesOn }: Pick<NewClass, 'opensOn' | 'closesOn'>): string[] {
  const holidays = holidaysIn(opensOn, closesOn);
  const note = holidayNote(opensOn, closesOn);
  return [
    ...(isWorkingDay(opensOn) ? [] : [newClassWords.dayOff('开班', opensOn)]),
    ...(isWorkingDay(closesOn) ? [] : [newClassWords.dayOff('结业', closesOn)]),
    ...(holidays.length === 0 ? [] : [newClassWords.holidays(holidays)]),
    ...(note === undefined ? [] : [note]),
  ];
}

/** Classes of the same days with the same teacher or the same name. */
async function otherClasses(ctx: Context, { name, opensOn, closesOn }: NewClass, teacher: CadreRow): Promise<string[]> {
  const rows = (await ctx.store.classes.endingFrom(opensOn)).filter(
    (row) => row.opensOn <= closesOn && row.state !== 'withdrawn',
  );
  return rows.flatMap((row) => [
    ...(row.name === name ? [newClassWords.sameName(row._id)] : []),
    ...(row.teacherId === teacher._id ? [newClassWords.teachesToo(teacher.name, row._id, row.name)] : []),
  ]);
}

async function create(ctx: Context, wanted: NewClass): Promise<void> {
  const { name, opensOn, closesOn, topic, planItem } = wanted;
  const teacher = await teacherOf(ctx, wanted);
  await offPlanRemarks(ctx, wanted);
  const row = await ctx.store.classes.create(opensOn.slice(0, 4), {
    name,
    kind: await kindOf(ctx, wanted),
    opensOn,
    closesOn,
    topicTag: topic ?? name,
    teacherId: teacher._id,
    ...(planItem === undefined ? {} : { planItem }),
    ...(await writtenLast(ctx)),
    createdBy: ctx.person._id,
    byUpdate: ctx.update.id,
  });
  const fitsStandard = standardCurriculumEndsOn(opensOn) <= closesOn;
  await ctx.settle(newClassWords.made(row._id));
  if (teacher._id !== ctx.person._id) {
    const card = teacherWords.named(row, startCommand.with({ name: '课程', classId: row._id }));
    await ctx.send(teacher._id, card, classTeacherKey(row._id, teacher._id));
  }
  const created = classWords.created(row, teacher.name, fitsStandard);
  const answer = [created, ...(row.contactPhone === undefined ? [newClassWords.noPhone(row._id)] : [])].join('\n');
  await replyWithUndo(ctx, answer, makingClass, { classId: row._id });
}

async function list(ctx: Context): Promise<void> {
  const rows = await ctx.store.classes.endingFrom(addMonths(beijingDateOf(ctx.now), -listedMonths));
  const shown = await ctx.allowedOf('class.read', rows, (row) => ({ classId: row._id }));
  const years = [...new Set(shown.map(({ opensOn }) => opensOn.slice(0, 4)))];
  const plans = await Promise.all(years.map((year) => ctx.store.annualPlans.standing(year)));
  const confirmed = new Set(plans.flatMap((plan) => (plan === undefined ? [] : [plan.year])));
  await ctx.reply(classWords.list(shown, confirmed));
}
