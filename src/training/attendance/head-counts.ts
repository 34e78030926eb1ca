import { type EnrollmentRow, placeOf } from '../class/enrollments.ts';
import { presentRoom, type RoomEntry } from '../rooms/class-rooms.ts';
import type { SignInRow } from './sign-in-row.ts';

/** In which room a trainee is: where they named its code, or else where they sit. */
export function roomOf(
  row: { rooms?: readonly RoomEntry[] },
  trainee: Pick<EnrollmentRow, 'places'>,
  mark: Pick<SignInRow, 'room'> | undefined,
): string {
  return presentRoom(row, mark?.room ?? placeOf(trainee)?.room).room;
}

/** How many trainees of each room are there at a session, by their marks; rooms in which nobody is are left out. */
export function headCounts(
  row: { rooms?: readonly RoomEntry[] },
  trainees: readonly Pick<EnrollmentRow, 'cadreId' | 'places'>[],
  marks: readonly Pick<SignInRow, 'cadreId' | 'room' | 'byRoll'>[],
): ReadonlyMap<string, number> {
  const there = new Map(marks.filter(({ byRoll }) => byRoll !== 'absent').map((mark) => [mark.cadreId, mark]));
  const counts = new Map<string, number>();
  for (const trainee of trainees) {
    const mark = there.get(trainee.cadreId);
    if (mark === undefined) continue;
    const room = roomOf(row, trainee, mark);
    counts.set(room, (counts.get(room) ?? 0) + 1);
  }
  return counts;
}
