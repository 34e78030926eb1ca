import type { ClassRow } from '../class/classes.ts';
import type { EnrollmentRow, EnrollmentStore } from '../class/enrollments.ts';
import { callUpStateLabel, isExpected } from './call-up-state.ts';
import type { CallUpStore } from './call-ups.ts';

/** Somebody on the roll of a class. */
export interface RollMember extends Pick<EnrollmentRow, 'cadreId' | 'unitId' | 'name'> {
  /** The state of the call-up of somebody who is expected and not enrolled yet, as people read it. */
  expected?: string;
  /** What added them after the list was issued: the update that did, or whose seat they took. */
  joinedBy?: string;
}

/**
 * Everyone a message to the class is meant for: its trainees, and those who were named and not let off, whatever they have answered.
 * By cadre id.
 */
export async function classRoll(
  { callUps, enrollments }: { callUps: CallUpStore; enrollments: EnrollmentStore },
  classId: string,
): Promise<RollMember[]> {
  const [trainees, called] = await Promise.all([enrollments.traineesOf(classId), callUps.ofClass(classId)]);
  const present = called.filter((row) => row.issuedAt !== undefined && isExpected(row.state));
  const joined = new Map(present.map((row) => [row.cadreId, row.addedByUpdate ?? row.substituteFor]));
  const enrolled = new Set(trainees.map((row) => row.cadreId));
  const expected = present
    .filter((row) => !enrolled.has(row.cadreId))
    .map((row) => ({ ...row, expected: callUpStateLabel(row.state) }));
  return [...trainees, ...expected]
    .map((row): RollMember => {
      const { cadreId, unitId, name } = row;
      const joinedBy = joined.get(cadreId);
      const state = 'expected' in row ? { expected: row.expected } : {};
      return { cadreId, unitId, name, ...state, ...(joinedBy === undefined ? {} : { joinedBy }) };
    })
    .sort((a, b) => (a.cadreId < b.cadreId ? -1 : 1));
}

/** Those of the rows whose people are on the roll; all of them for a class that was withdrawn, whose roll is empty. */
export async function ofPresent<Row extends { cadreId: string }>(
  store: { callUps: CallUpStore; enrollments: EnrollmentStore },
  { _id, state }: Pick<ClassRow, '_id' | 'state'>,
  rows: readonly Row[],
): Promise<Row[]> {
  if (state === 'withdrawn') return [...rows];
  const present = new Set((await classRoll(store, _id)).map(({ cadreId }) => cadreId));
  return rows.filter(({ cadreId }) => present.has(cadreId));
}
