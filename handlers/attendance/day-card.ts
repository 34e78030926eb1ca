import type { Context } from '../../src/bot/context.ts';
import { showAsThingsStand } from '../../src/bot/open-cards.ts';
import { findClass } from '../../src/bot/people.ts';
import { dayPartsOf } from '../../src/training/activities/day-parts.ts';
import { dayHalves, ownClassDay, unseenBefore } from '../../src/training/attendance/class-day.ts';
import { dayTasksOf } from '../../src/training/attendance/day-tasks.ts';
import { dayCardId, dayWords } from '../../src/training/attendance/day-words.ts';
import { placeOf } from '../../src/training/class/enrollments.ts';
import { seatName } from '../../src/training/rooms/class-rooms.ts';
import { ratedLessons, toRateBy } from '../../src/training/satisfaction/own-lessons.ts';
import { dayRating } from '../../src/training/satisfaction/rating-words.ts';

/** Shows on a trainee's card of that day what holds by now. */
export async function showDay(
  ctx: Context,
  cadreId: string,
  { classId, dateOn }: { classId: string; dateOn: string },
): Promise<void> {
  const trainingClass = await findClass(ctx, classId);
  await showAsThingsStand(ctx, cadreId, dayCardId(classId, dateOn), async () => {
    const enrollment = await ctx.store.enrollments.byId(classId, cadreId);
    const seat = enrollment === null ? undefined : seatName(trainingClass, placeOf(enrollment));
    const { sessions, ofClass, facts } = await ownClassDay(ctx.store, { classId, dateOn }, cadreId);
    const { attendance, satisfaction, activities } = ctx.rulesOf(trainingClass);
    const partsOf = await dayPartsOf(ctx.store, trainingClass, { dateOn, sessions: ofClass }, activities);
    const halves = dayHalves(sessions, facts, attendance, ctx.now);
    const unseen = unseenBefore(ofClass, dateOn, facts, attendance, ctx.now);
    const rated = await ratedLessons(ctx.store, ofClass, satisfaction, ctx.now);
    const [lesson] = toRateBy(rated, cadreId, facts.signIns);
    const rating = lesson && dayRating(lesson, satisfaction.levels);
    const more = { unseen, rating, tasks: dayTasksOf(await ctx.store.sentCards.carriedTo(classId, cadreId), ctx.now) };
    const day = { trainingClass, dateOn, halves, seat, parts: partsOf(cadreId) };
    return halves.length === 0 ? undefined : dayWords.card(day, more);
  });
}
