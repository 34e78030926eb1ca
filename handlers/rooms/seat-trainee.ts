import type { Context } from '../../src/bot/context.ts';
import { comesBeforeNextLesson } from '../../src/training/attendance/carried-tasks.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { TraineePlace } from '../../src/training/class/enrollments.ts';
import { type SeatsTold, seatingWords } from '../../src/training/class/seat-words.ts';
import { presentRoom } from '../../src/training/rooms/class-rooms.ts';

/** How trainees of the class hear of a seat they are given now: the card of the next morning says it, where that comes in time. */
export async function howSeatsAreTold(ctx: Context, trainingClass: ClassRow): Promise<SeatsTold> {
  const sessions = await ctx.store.sessions.ofClass(trainingClass._id);
  return comesBeforeNextLesson(sessions, ctx.rulesOf(trainingClass).reminders, ctx.now) ? 'days' : 'now';
}

/** Notes where somebody sits, once under this id, and tells them where no card will. */
export async function seatTrainee(
  ctx: Context,
  trainingClass: ClassRow,
  cadreId: string,
  { place, told, entryId }: { place: Pick<TraineePlace, 'room' | 'seat'>; told: SeatsTold; entryId: string },
): Promise<void> {
  const { _id: classId } = trainingClass;
  const by = { by: ctx.person._id, byUpdate: entryId, at: ctx.now };
  await ctx.store.enrollments.seat(classId, cadreId, { ...place, ...by });
  if (told === 'days') return;
  const words = seatingWords.toSeated(trainingClass, presentRoom(trainingClass, place.room).name, place.seat);
  await ctx.send(cadreId, words, `seat:${classId}:${cadreId}:${entryId}`);
}
