import { isExpected } from '../call-up/call-up-state.ts';
import type { CallUpStore } from '../call-up/call-ups.ts';
import { type EnrollmentStore, enrollmentOf } from '../class/enrollments.ts';
import { choiceOf } from './elective.ts';
import type { ElectiveStore } from './electives.ts';

interface Stores {
  electives: ElectiveStore;
  callUps: CallUpStore;
  enrollments: EnrollmentStore;
}

/** Makes somebody with a seat a trainee, and somebody without one none, unless they are called up; as often as their choice changes meanwhile. */
export async function followChoice(
  { electives, callUps, enrollments }: Stores,
  classId: string,
  cadreId: string,
  now: Date,
): Promise<void> {
  const read = async () => choiceOf((await electives.byId(classId)) ?? { choices: [] }, cadreId);
  for (let choice = await read(); ; ) {
    const isSeated = choice?.state === 'seated';
    if (choice !== undefined && isSeated) await enrollments.enrol([enrollmentOf({ ...choice, classId }, now)]);
    else if (!(await isCalledUp(callUps, classId, cadreId))) await enrollments.move(classId, cadreId, 'withdrawn');
    choice = await read();
    if ((choice?.state === 'seated') === isSeated) return;
  }
}

async function isCalledUp(callUps: CallUpStore, classId: string, cadreId: string): Promise<boolean> {
  const row = await callUps.byId(classId, cadreId);
  return row !== null && row.issuedAt !== undefined && isExpected(row.state);
}
