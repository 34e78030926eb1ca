import { type EnrollmentStore, enrollmentOf } from '../class/enrollments.ts';
import { isLetOff } from './call-up-state.ts';
import type { CallUpRow, CallUpStore } from './call-ups.ts';

/** Makes trainees of people who are expected, also of those called up once more; whose call-up is taken back meanwhile is none. */
export async function enrolCalledUp(
  { callUps, enrollments }: { callUps: CallUpStore; enrollments: EnrollmentStore },
  rows: readonly CallUpRow[],
  now: Date,
): Promise<void> {
  const expected = rows.filter((row) => !isLetOff(row.state));
  await enrollments.enrol(expected.map((row) => enrollmentOf(row, now)));
  for (const { classId, cadreId, state } of await callUps.many(expected.map((row) => row._id)))
    if (isLetOff(state)) await enrollments.move(classId, cadreId, 'withdrawn');
}
