import type { Context } from '../../src/bot/context.ts';
import { statesBefore } from '../../src/training/call-up/call-up-state.ts';

/** Notes that somebody is there, or is not; a call-up follows what is noted then, whoever noted it last. */
export async function noteArrival(
  { store, person, now }: Pick<Context, 'store' | 'person' | 'now'>,
  { classId, cadreId }: { classId: string; cadreId: string },
  arrived: boolean,
  byUpdate: string,
): Promise<void> {
  const { arrivals, callUps } = store;
  await arrivals.say(classId, cadreId, { by: person._id, byUpdate, at: now, set: {}, arrived });
  for (let step = 0; ; step += 1) {
    const isThere = (await arrivals.byId(classId, cadreId))?.arrivedAt !== undefined;
    const event = isThere ? 'checkIn' : 'undoCheckIn';
    const row = await callUps.byId(classId, cadreId);
    if (row === null || !statesBefore(event).includes(row.state)) return;
    await callUps.move(classId, cadreId, event, step === 0 ? byUpdate : `${byUpdate}:${step}`, {});
  }
}
