import { restArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { heldClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { readTypedDate } from '../../src/calendar/typed-date.ts';
import { RuleError } from '../../src/errors.ts';
import { type ActivityRow, isActivityMovedBy } from '../../src/training/activities/activities.ts';
import {
  askDecline,
  askLessonDay,
  giveDecline,
  giveLessonDay,
  undoActivity,
} from '../../src/training/activities/presses.ts';
import { activityWords, offerCardId } from '../../src/training/activities/words.ts';
import { activityNumbered, namesFor, requireWithin } from './activity-facts.ts';
import { answer, toldKey } from './activity-plan.ts';

const leastWords = 4;

/** `/我来讲`: a trainee offers a lesson of their own; the class teacher gives it a day or says why not. */
export function ownLesson(router: Router): void {
  router.command(
    {
      names: ['我来讲', 'offer-lesson'],
      action: 'activity.offer',
      right: 'speaker',
      args: [restArg('title', '题目', { limit: { most: 60 } })],
      missing: '请写明讲课题目。',
      example: '/我来讲 山区茶产业怎样带动增收',
      about: '报名给本班讲一课或一个案例，由班主任排定',
      next: '给出编号，班主任排定后告知本人。',
    },
    offer,
  );
  router.press(askLessonDay, async (ctx, { activity }) => {
    const row = await offeredLesson(ctx, activity);
    if (row.state !== 'offered') return ctx.settle(activityWords.answeredAlready);
    await ctx.expect(giveLessonDay.with({ activity }));
    await ctx.reply(activityWords.askDay(row));
  });
  router.press(giveLessonDay, (ctx, { activity }) => admit(ctx, activity, ctx.words ?? ''));
  router.press(askDecline, async (ctx, { activity }) => {
    const row = await offeredLesson(ctx, activity);
    if (row.state !== 'offered') return ctx.settle(activityWords.answeredAlready);
    await ctx.expect(giveDecline.with({ activity }));
    await ctx.reply(activityWords.askDecline(row));
  });
  router.press(giveDecline, (ctx, { activity }) => decline(ctx, activity, ctx.words ?? ''));
}

function offeredLesson(ctx: Context, activity: string): Promise<ActivityRow> {
  return activityNumbered(ctx, activity, 'activity.decide');
}

/** @throws RuleError `activity.no-class` for somebody who is in no class now */
async function offer(ctx: Context, { title }: { title: string }): Promise<void> {
  const todayOn = beijingDateOf(ctx.now);
  const enrolled = (await ctx.store.enrollments.ofCadre(ctx.person._id)).filter(({ state }) => state === 'enrolled');
  const classes = await Promise.all(enrolled.map(({ classId }) => ctx.store.classes.byId(classId)));
  const trainingClass = classes.find((each) => each !== null && each.closesOn >= todayOn && each.state === 'planned');
  if (trainingClass === undefined || trainingClass === null) throw new RuleError('activity.no-class', {});
  const row = await ctx.store.activities.create({
    ...{ year: todayOn.slice(0, 4), classId: trainingClass._id, kind: 'ownLesson', state: 'offered', title },
    ...{ speakers: [ctx.person._id], madeBy: ctx.person._id, madeAt: ctx.now, byUpdate: ctx.update.id },
  });
  const { teacherId } = trainingClass;
  await ctx.send(
    teacherId,
    activityWords.offerCard(row, await namesFor(ctx, row)),
    `activity-offer:${row._id}:${teacherId}`,
  );
  const words = activityWords.offered(row, (await ctx.store.cadres.byId(teacherId))?.name ?? '');
  const offering = { kind: undoActivity, instead: () => '“/我来讲”重新报名' };
  await replyWithUndo(ctx, words, offering, { activity: row._id, update: ctx.update.id });
}

async function decided(
  ctx: Context,
  activity: string,
  act: 'admit' | 'decline',
  set: Partial<ActivityRow>,
  reason = '',
): Promise<ActivityRow> {
  const row = await ctx.store.activities.change(activity, {
    ...{ act, by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now, reason },
    from: ['offered'],
    set: () => set,
  });
  if (row === null || !isActivityMovedBy(row, ctx.update.id)) throw new RuleError('activity.gone', { activity });
  return row;
}

async function admit(ctx: Context, activity: string, typed: string): Promise<void> {
  const { classId } = await offeredLesson(ctx, activity);
  const dateOn = readTypedDate(typed, beijingDateOf(ctx.now));
  const trainingClass = await heldClass(ctx, classId);
  requireWithin(trainingClass, dateOn);
  const row = await decided(ctx, activity, 'admit', { state: 'planned', dateOn });
  for (const cadreId of row.speakers) await ctx.send(cadreId, activityWords.admitted(row), toldKey(ctx, row, cadreId));
  await settleCopies(ctx, ctx.person._id, offerCardId(activity), activityWords.admittedSettled);
  await answer(ctx, row, activityWords.planned(row, await namesFor(ctx, row)));
}

async function decline(ctx: Context, activity: string, typed: string): Promise<void> {
  await offeredLesson(ctx, activity);
  const reason = [...typed.trim()].slice(0, 200).join('');
  if ([...reason].length < leastWords) throw new RuleError('activity.few-words', { least: leastWords });
  const row = await decided(ctx, activity, 'decline', { state: 'declined' }, reason);
  for (const cadreId of row.speakers)
    await ctx.send(cadreId, activityWords.declinedTold(row, reason), toldKey(ctx, row, cadreId));
  await settleCopies(ctx, ctx.person._id, offerCardId(activity), activityWords.declinedSettled);
  await answer(ctx, row, activityWords.declinedReply(row));
}
