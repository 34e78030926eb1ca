import { classArg, dateArg, numberedArg, reasonArg, restArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { heldClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { type ActivityRow, isActivityMovedBy } from '../../src/training/activities/activities.ts';
import { kindTyped } from '../../src/training/activities/activity.ts';
import { undoActivity } from '../../src/training/activities/presses.ts';
import { activityWords, offerCardId } from '../../src/training/activities/words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { activityNumbered, namesFor, requireWithin } from './activity-facts.ts';

/** Taking back what was just done to an activity. */
export const doingActivity = {
  kind: undoActivity,
  instead: ({ activity }: { activity: string }) => `“/改活动 ${activity}”或“/取消活动 ${activity}”`,
};

/** `/办活动` and `/取消活动`: an activity of a class is entered in one line, and cancelled with a reason. */
export function activityPlan(router: Router): void {
  router.command(
    {
      names: ['办活动', 'plan-activity'],
      action: 'activity.manage',
      right: 'class',
      args: [
        classArg(),
        wordArg('kind', '类别'),
        dateArg('dateOn', '日期'),
        restArg('title', '主题', { limit: { most: 60 } }),
      ],
      missing: '请写明类别、日期和主题。',
      example: '/办活动 {class} 学员论坛 {activityDay} 我为基层治理献一策',
      about: '安排一次班级活动：论坛、读书、讨论、调研、异地培训、现场教学',
      next: '给出编号，可撤销；主讲、记录人、地点用“/改活动”补充。',
    },
    plan,
  );
  router.command(
    {
      names: ['取消活动', 'cancel-activity'],
      action: 'activity.manage',
      right: 'found',
      args: [numberedArg('number', '编号'), reasonArg],
      missing: '请写明编号和理由。',
      example: '/取消活动 {activity} 与课程冲突',
      about: '取消一次班级活动',
      next: '告知主讲人和记录人；可撤销。',
    },
    cancel,
  );
  registerUndo(router, { ...doingActivity, takeBack });
}

interface Wanted {
  trainingClass: ClassRow;
  kind: string;
  dateOn: string;
  title: string;
}

async function plan(ctx: Context, { trainingClass, kind: typed, dateOn, title }: Wanted): Promise<void> {
  const kind = kindTyped(typed, ctx.rulesOf(trainingClass).activities);
  requireWithin(trainingClass, dateOn);
  refuseWhenGraded(trainingClass);
  const row = await ctx.store.activities.create({
    ...{ year: dateOn.slice(0, 4), classId: trainingClass._id, kind, state: 'planned', title, dateOn, speakers: [] },
    ...{ madeBy: ctx.person._id, madeAt: ctx.now, byUpdate: ctx.update.id },
  });
  await answer(ctx, row, activityWords.planned(row, await namesFor(ctx, row)));
}

/** Says what was done, with the button that takes it back. */
export function answer(ctx: Context, row: ActivityRow, words: string): Promise<void> {
  return replyWithUndo(ctx, words, doingActivity, { activity: row._id, update: ctx.update.id });
}

/** Those who have a part in it, without whoever acts. */
export function partakers(ctx: Context, { speakers, recorder }: Pick<ActivityRow, 'speakers' | 'recorder'>): string[] {
  return [...new Set([...speakers, recorder])].filter((id) => id !== '' && id !== ctx.person._id);
}

async function cancel(ctx: Context, { number, reason }: { number: string; reason: string }): Promise<void> {
  const found = await activityNumbered(ctx, number, 'activity.manage');
  const trainingClass = await heldClass(ctx, found.classId);
  if (!isActivityMovedBy(found, ctx.update.id)) refuseWhenGraded(trainingClass);
  const row = await ctx.store.activities.change(found._id, {
    ...{ act: 'cancel', by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now, reason },
    from: ['planned', 'offered'],
    set: () => ({ state: 'cancelled' }),
  });
  if (row === null || !isActivityMovedBy(row, ctx.update.id))
    throw new RuleError('activity.gone', { activity: number });
  const names = await namesFor(ctx, row);
  for (const cadreId of partakers(ctx, row))
    await ctx.send(cadreId, activityWords.told(row, `已取消，理由：${reason}`, names), toldKey(ctx, row, cadreId));
  await settleCopies(ctx, trainingClass.teacherId, offerCardId(row._id), activityWords.answeredAlready);
  await answer(ctx, row, activityWords.cancelled(row, names));
}

export function toldKey(ctx: Context, { _id }: ActivityRow, cadreId: string): `activity:${string}` {
  return `activity:${_id}:${cadreId}:${ctx.update.id}`;
}

async function takeBack(ctx: Context, { activity, update }: Facts<typeof undoActivity>): Promise<string> {
  const row = await activityNumbered(ctx, activity, 'activity.minutes', ({ recorder, speakers }) => [
    recorder,
    ...speakers,
  ]);
  if (!isActivityMovedBy(row, ctx.update.id)) refuseWhenGraded(await heldClass(ctx, row.classId));
  const step = row.history.find(({ byUpdate }) => byUpdate === update);
  const isActedOn = !isActivityMovedBy(row, ctx.update.id) && row.history.at(-1)?.byUpdate !== update;
  refuseUndo(ctx, step?.by ?? '', isActedOn, doingActivity.instead({ activity }));
  const back = await ctx.store.activities.takeBack(row._id, update, {
    ...{ by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now },
  });
  if (back?.kind === 'ownLesson' && back.state === 'cancelled') {
    const { teacherId } = await heldClass(ctx, back.classId);
    await settleCopies(ctx, teacherId, offerCardId(back._id), activityWords.takenBack);
  } else if (back !== null && step?.act !== 'minutes') {
    const names = await namesFor(ctx, back);
    const told = new Set([...partakers(ctx, row), ...partakers(ctx, back), ...partakers(ctx, step?.before ?? back)]);
    for (const cadreId of told)
      await ctx.send(cadreId, activityWords.told(back, '上一次更改已撤销', names), toldKey(ctx, back, cadreId));
  }
  return activityWords.undone;
}
