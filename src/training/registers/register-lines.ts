import type { UnitStore } from '../../county/units.ts';
import { attendanceCounts } from '../attendance/attendance-counts.ts';
import type { AttendanceRules } from '../attendance/attendance-rules.ts';
import type { ClassRow } from '../class/classes.ts';
import type { AssessmentRow } from '../grading/assessments.ts';
import { effective, type HourEntryStore } from '../hours/hour-entries.ts';
import type { RegisterLine } from './class-register.ts';

type Stores = Parameters<typeof attendanceCounts>[0] & { units: UnitStore; hourEntries: HourEntryStore };

/** What the register of a class says of each of these results. */
export async function registerLines(
  store: Stores,
  { _id: classId, opensOn }: Pick<ClassRow, '_id' | 'opensOn'>,
  rows: readonly AssessmentRow[],
  { attendance: rules }: { attendance: AttendanceRules },
  now: Date,
): Promise<RegisterLine[]> {
  const [units, attendance, entries] = await Promise.all([
    store.units.many([...new Set(rows.map(({ unitId }) => unitId))]),
    attendanceCounts(store, classId, rules, now),
    store.hourEntries.ofMany(
      rows.map(({ cadreId }) => cadreId),
      opensOn,
    ),
  ]);
  const unitNames = new Map(units.map((unit) => [unit._id, unit.name]));
  const counted = effective(entries).filter(({ sourceId }) => sourceId === classId);
  const earned = new Map(counted.map(({ cadreId, minutes }) => [cadreId, minutes]));
  return rows.map((row) => ({
    row,
    unit: unitNames.get(row.unitId) ?? '',
    attendance: attendance.get(row.cadreId) ?? new Map(),
    ...(earned.has(row.cadreId) ? { earnedMinutes: earned.get(row.cadreId) ?? 0 } : {}),
  }));
}
