import type { Context } from '../../src/bot/context.ts';
import type { Comer } from '../../src/training/arrival/arrival-sheet.ts';
import { statesBefore } from '../../src/training/call-up/call-up-state.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { traineesWithUnits } from '../class/trainees.ts';

/** Notes that somebody is there, or is not; a call-up follows. */
export async function noteArrival(
  { store, person, now }: Context,
  { classId, cadreId }: { classId: string; cadreId: string },
  arrived: boolean,
  byUpdate: string,
): Promise<void> {
  await store.arrivals.say(classId, cadreId, { by: person._id, byUpdate, at: now, set: {}, arrived });
  const row = await store.callUps.byId(classId, cadreId);
  const event = arrived ? 'checkIn' : 'undoCheckIn';
  if (row !== null && statesBefore(event).includes(row.state))
    await store.callUps.move(classId, cadreId, event, byUpdate, {});
}

/** Everybody who comes to the class, with what is known of it. Who was seen at a lesson has arrived. */
export async function comersOf(ctx: Context, { _id: classId }: Pick<ClassRow, '_id'>): Promise<Comer[]> {
  const { store } = ctx;
  const [trainees, arrivals, called, marks] = await Promise.all([
    traineesWithUnits(ctx, classId),
    store.arrivals.ofClass(classId),
    store.callUps.ofClass(classId),
    store.signIns.ofClass(classId),
  ]);
  const facts = new Map(arrivals.map((row) => [row.cadreId, row]));
  const arrived = new Set([
    ...arrivals.filter(({ arrivedAt }) => arrivedAt !== undefined).map(({ cadreId }) => cadreId),
    ...called.filter(({ state }) => state === 'checkedIn').map(({ cadreId }) => cadreId),
    ...marks
      .filter(({ byRoll, takenOutAt }) => byRoll !== 'absent' && takenOutAt === undefined)
      .map(({ cadreId }) => cadreId),
  ]);
  return trainees.map((each) => ({
    ...each,
    facts: facts.get(each.cadreId) ?? {},
    hasArrived: arrived.has(each.cadreId),
  }));
}
