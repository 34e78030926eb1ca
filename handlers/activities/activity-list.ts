import { numberedArg, optional } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { classCalled, onlyClass, openClasses, typedClassId } from '../../src/bot/open-classes.ts';
import { allowedClass, findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { countActivities } from '../../src/training/activities/activity.ts';
import { sendActivities, sendActivityCounts } from '../../src/training/activities/presses.ts';
import { activityWords } from '../../src/training/activities/words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { proofAbout } from '../../src/training/proofs/matter.ts';
import { attachButton } from '../../src/training/proofs/words.ts';
import { needsYearArg } from '../needs/year-arg.ts';
import { activityNames, activityNumbered } from './activity-facts.ts';

/** `/活动` and `/活动统计`: the activities of a class, one of them, and how many there were in a year by kind and class. */
export function activityList(router: Router): void {
  router.command(
    {
      names: ['活动', 'activities', '班级活动'],
      action: 'activity.read',
      right: 'found',
      args: [optional(numberedArg('number', '班号或编号'))],
      example: '/活动',
      about: '查看班级活动，写编号的看一次活动',
      next: '先列次数；更改用“/改活动”，取消用“/取消活动”，可发送表格。',
    },
    (ctx, { number }) => (number?.startsWith('H') === true ? show(ctx, number) : list(ctx, number)),
  );
  router.command(
    {
      names: ['活动统计', 'activity-counts'],
      action: 'activity.count',
      right: 'county',
      args: [optional(needsYearArg)],
      example: '/活动统计',
      about: '统计某年已举行的班级活动，按类别和班次',
      next: '先列总数和各类次数，可发送表格。',
    },
    (ctx, { year = beijingDateOf(ctx.now).slice(0, 4) }) => count(ctx, year),
  );
  router.sheet(sendActivities, async (ctx, { classId }) => {
    const trainingClass = await readableClass(ctx, classId);
    const rows = await ctx.store.activities.ofClass(classId);
    const names = await activityNames(ctx, trainingClass, rows);
    return activityWords.sheet(trainingClass.name, rows, names, beijingDateOf(ctx.now));
  });
  router.sheet(sendActivityCounts, async (ctx, { year }) => {
    await ctx.requireIn('activity.count', {});
    const { counts, classes } = await counted(ctx, year);
    return activityWords.countsSheet(year, counts, classes, ctx.rules.activities);
  });
}

/** A class whose activities this person may read: as staff, or as its trainee. */
async function readableClass(ctx: Context, classId: string): Promise<ClassRow> {
  const own = await ctx.store.enrollments.byId(classId, ctx.person._id);
  if (own !== null && own.state !== 'withdrawn') return findClass(ctx, classId);
  return allowedClass(ctx, 'class.read', classId);
}

async function list(ctx: Context, typed = ''): Promise<void> {
  const trainingClass = await classMeant(ctx, typed);
  const rows = await ctx.store.activities.ofClass(trainingClass._id);
  const names = await activityNames(ctx, trainingClass, rows);
  const todayOn = beijingDateOf(ctx.now);
  await ctx.reply(activityWords.list(trainingClass._id, trainingClass.name, rows, names, todayOn, ctx.update.id));
}

/** The class that was typed; without one the person's own, as trainee or as staff. */
async function classMeant(ctx: Context, typed: string): Promise<ClassRow> {
  const classId = typedClassId(typed);
  if (classId !== undefined) return readableClass(ctx, classId);
  const [own] = (await ctx.store.enrollments.ofCadre(ctx.person._id)).filter(({ state }) => state === 'enrolled');
  if (own !== undefined) return findClass(ctx, own.classId);
  const open = await openClasses(ctx, 'class.read');
  // Whoever has a class need not have all of them.
  if (open.length === 0) await ctx.requireIn('class.read', {});
  return classCalled(open, typed) ?? onlyClass(open);
}

async function show(ctx: Context, number: string): Promise<void> {
  const found = await ctx.store.activities.byId(number);
  const own = found === null ? null : await ctx.store.enrollments.byId(found.classId, ctx.person._id);
  const isOwn = own !== null && own.state !== 'withdrawn';
  const row = await activityNumbered(ctx, number, 'activity.read', () => (isOwn ? [ctx.person._id] : []));
  const trainingClass = await findClass(ctx, row.classId);
  const names = await activityNames(ctx, trainingClass, [row]);
  const mayAttach = row.recorder === ctx.person._id || (await ctx.may('activity.manage', { classId: row.classId }));
  const more = mayAttach ? [attachButton(proofAbout('activity', row._id))] : [];
  await ctx.reply(activityWords.card(ctx.update.id, row, names, beijingDateOf(ctx.now), more));
}

async function count(ctx: Context, year: string): Promise<void> {
  const { counts, classes } = await counted(ctx, year);
  await ctx.reply(activityWords.counts(ctx.update.id, year, counts, classes, ctx.rules.activities));
}

async function counted(ctx: Context, year: string) {
  const counts = countActivities(await ctx.store.activities.ofYear(year), beijingDateOf(ctx.now));
  const classes = new Map<string, string>();
  for (const { classId } of counts.byClass)
    classes.set(classId, (await ctx.store.classes.byId(classId))?.name ?? classId);
  return { counts, classes };
}
