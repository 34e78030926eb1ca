import type { Context } from '../../src/bot/context.ts';
import { halfDayName, halfOf } from '../../src/calendar/half-day.ts';
import { attendanceOf } from '../../src/training/attendance/attendance.ts';
import { ownClassDay } from '../../src/training/attendance/class-day.ts';
import type { SignInRow } from '../../src/training/attendance/sign-in-row.ts';
import { takeOutWords } from '../../src/training/attendance/take-out-words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { asSession, type SessionRow } from '../../src/training/class/sessions.ts';
import { showDay } from './day-card.ts';

/** What is taken out of marks. */
export interface TakenOut {
  trainingClass: ClassRow;
  /** The update that entered it. */
  takesOut: string;
  /** Names the act of taking it out, the same in a second run. */
  entryId: string;
  note: string;
  /** The trainee knows of it, e.g. signed in themselves. */
  isKnown: boolean;
}

/**
 * Takes what one update entered out of the marks of one trainee on a day, and tells the trainee if they had been told of it.
 * @param sessions - those of the marks
 * @returns what holds at these sessions now, in words
 */
export async function takeOutEntry(
  ctx: Context,
  { trainingClass, takesOut, entryId, note, isKnown }: TakenOut,
  marks: readonly SignInRow[],
  sessions: readonly SessionRow[],
): Promise<string[]> {
  const [first] = sessions;
  const cadreId = marks[0]?.cadreId;
  if (first === undefined || cadreId === undefined) return [];
  const entry = { by: ctx.person._id, byUpdate: entryId, enteredAt: ctx.now, note };
  for (const mark of marks) await ctx.store.signIns.takeOut(mark, takesOut, entry);
  await showDay(ctx, cadreId, first);
  const { attendance, grading } = ctx.rulesOf(trainingClass);
  const { facts } = await ownClassDay(ctx.store, first, cadreId);
  const standing = sessions.map((row) => {
    const mark = facts.signIns.find(({ sessionId }) => sessionId === row._id);
    return attendanceOf(asSession(row), mark, facts.leaves, attendance, ctx.now).reason;
  });
  if ((await wasTold(ctx, cadreId, takesOut, sessions)) || isKnown) {
    const days = [...new Set(sessions.map((row) => halfDayName({ dateOn: row.dateOn, half: halfOf(row) })))];
    const told = takeOutWords.toTrainee(ctx.person.name, days, standing, grading.objectionWorkingDays);
    await ctx.send(cadreId, told, `sign-in-taken-out:${entryId}:${cadreId}`);
  }
  return standing;
}

/** Whether the trainee has been told of what was entered; what has not gone out yet never does. */
async function wasTold(
  ctx: Context,
  cadreId: string,
  takesOut: string,
  sessions: readonly SessionRow[],
): Promise<boolean> {
  const halves = [...new Set(sessions.map(halfOf))];
  const keys = [
    ...halves.map((half) => `sign-in-corrected:${takesOut}:${cadreId}:${half}`),
    ...halves.map((half) => `presence-refused:${takesOut}:${cadreId}:${half}` as const),
    ...sessions.map(({ _id }) => `early-leave:${takesOut}:${cadreId}:${_id}`),
  ];
  await ctx.store.recalls.cancel(keys, ctx.update.id);
  const told = await Promise.all(keys.map((key) => ctx.store.deliveries.byKey(key)));
  return told.some((delivery) => delivery !== null && delivery.state !== 'cancelled');
}
