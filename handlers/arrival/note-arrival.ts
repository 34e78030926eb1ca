import type { Context } from '../../src/bot/context.ts';
import { statesBefore } from '../../src/training/call-up/call-up-state.ts';

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
