import type { ListSheet } from '../../chat/long-list.ts';
import { titledTable } from '../../sheets/titled-table.ts';
import type { SheetToWrite } from '../../sheets/write-workbook.ts';
import type { Presence } from '../attendance/attendance.ts';
import type { ClassRow } from '../class/classes.ts';
import type { AssessmentRow } from '../grading/assessments.ts';
import { gradeLabel } from '../grading/grade.ts';

/** One trainee of the register. */
export interface RegisterLine {
  row: AssessmentRow;
  unit: string;
  attendance: ReadonlyMap<Presence, number>;
  /** What the ledger of hours holds of this class; absent as long as it is not entered. */
  earnedMinutes?: number;
}

type Cell = string | number;

interface Column {
  header: string;
  width: number;
  of: (line: RegisterLine) => Cell;
}

/** Places, and reasons that tell them: for the evaluation team alone. */
const place: Column = { header: '名次', width: 8, of: ({ row }) => row.rank ?? '' };
const allReasons: Column = { header: '等次理由', width: 50, of: ({ row }) => row.reasons.join('') };
const gradeReasons: Column = { ...allReasons, of: ({ row }) => row.gradeReasons.join('') };

const columnsFor = (withPlaces: boolean): readonly Column[] => [
  ...(withPlaces ? [place] : []),
  { header: '姓名', width: 12, of: ({ row }) => row.name },
  { header: '单位', width: 24, of: ({ unit }) => unit },
  { header: '出勤次数', width: 10, of: ({ attendance }) => times(attendance, 'present') },
  { header: '迟到', width: 8, of: ({ attendance }) => times(attendance, 'late') },
  { header: '早退', width: 8, of: ({ attendance }) => times(attendance, 'earlyLeave') },
  { header: '请假', width: 8, of: ({ attendance }) => times(attendance, 'onLeave') },
  { header: '缺勤', width: 8, of: ({ attendance }) => times(attendance, 'absent') },
  { header: '登记学时', width: 10, of: ({ earnedMinutes }) => (earnedMinutes === undefined ? '' : earnedMinutes / 60) },
  { header: '常规分', width: 10, of: points(({ regularHundredths }) => regularHundredths) },
  { header: '加分', width: 8, of: points(({ bonusHundredths }) => bonusHundredths) },
  { header: '总分', width: 10, of: points(({ totalHundredths }) => totalHundredths) },
  { header: '等次', width: 10, of: ({ row }) => (row.finalGrade === undefined ? '退学' : gradeLabel(row.finalGrade)) },
  withPlaces ? allReasons : gradeReasons,
  { header: '依据', width: 80, of: ({ row }) => (withPlaces ? row.explanation : placeless(row)).join('\n') },
];

/** Who left the class has no points. */
function points(of: (row: AssessmentRow) => number): (line: RegisterLine) => Cell {
  return ({ row }) => (row.finalGrade === undefined ? '' : of(row) / 100);
}

/** The explanation without the sentences on place and title. */
function placeless({ explanation, reasons, gradeReasons: kept }: AssessmentRow): string[] {
  return explanation.filter((line) => kept.includes(line) || !reasons.includes(line));
}

/**
 * The register of a class: one row per trainee.
 * @param withPlaces - by rank and with it; otherwise in the order of the class list, which tells no place
 */
export function registerTable(
  { _id, name }: Pick<ClassRow, '_id' | 'name'>,
  lines: readonly RegisterLine[],
  withPlaces: boolean,
): Omit<ListSheet, 'fileName'> {
  const columns = columnsFor(withPlaces);
  const inList = (a: RegisterLine, b: RegisterLine) => (a.row.cadreId < b.row.cadreId ? -1 : 1);
  return {
    title: `${_id}　${name}`,
    columns: columns.map(({ header, width }) => ({ header, width })),
    rows: (withPlaces ? lines : [...lines].sort(inList)).map((line) => columns.map(({ of }) => of(line))),
  };
}

/** The same as a sheet. */
export function registerSheet(
  trainingClass: Pick<ClassRow, '_id' | 'name'>,
  lines: readonly RegisterLine[],
  withPlaces: boolean,
): SheetToWrite {
  return titledTable('登记册', registerTable(trainingClass, lines, withPlaces));
}

function times(attendance: RegisterLine['attendance'], presence: Presence): number {
  return attendance.get(presence) ?? 0;
}
