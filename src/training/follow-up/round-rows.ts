import type { CadreRow } from '../../county/cadres.ts';
import type { EnrollmentRow } from '../class/enrollments.ts';
import type { FollowUpRound } from './follow-up-days.ts';
import { type FollowUpRow, followUpId } from './follow-ups.ts';

const GONE = '不在干部信息库，可能已退休或调离';

/** Why somebody is left out of a round by what the information base says of that day: not in it any more, or away for long. */
export function leftReason(cadre: Pick<CadreRow, 'absences'> | undefined, dueOn: string): string | undefined {
  if (cadre === undefined) return GONE;
  const present = (cadre.absences ?? []).find(
    ({ fromOn, untilOn }) => fromOn <= dueOn && (untilOn === undefined || lastDayOf(untilOn) >= dueOn),
  );
  return present?.what;
}

/** Of a month its last possible day, which sorts behind all of them. */
function lastDayOf(known: string): string {
  return known.length === 7 ? `${known}-31` : known;
}

/** Somebody's row of a round as it is on its day. */
export function roundRow(
  { classId, cadreId, name }: Pick<EnrollmentRow, 'classId' | 'cadreId' | 'name'>,
  { months, dueOn, closesOn }: FollowUpRound,
  cadre: Pick<CadreRow, 'absences'> | undefined,
  openedAt: Date,
): FollowUpRow {
  const reason = leftReason(cadre, dueOn);
  const _id = followUpId(classId, months, cadreId);
  const common = { _id, classId, cadreId, name, months, dueOn, closesOn, openedAt, entries: [] };
  const fresh = { ...common, leavings: [], revision: 1, updates: [] };
  if (reason === undefined) return { ...fresh, state: 'open' };
  const leaving = { what: 'left', reason, by: '', byUpdate: `records:${_id}`, at: openedAt } as const;
  return { ...fresh, state: 'left', leftReason: reason, leavings: [leaving] };
}
