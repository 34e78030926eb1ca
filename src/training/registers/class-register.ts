import { writeWorkbook } from '../../sheets/write-workbook.ts';
import type { Presence } from '../attendance/attendance.ts';
import type { ClassRow } from '../class/classes.ts';
import type { AssessmentRow } from '../grading/assessments.ts';
import { gradeLabel } from '../grading/grade.ts';

/** One trainee of the register. */
export interface RegisterLine {
  row: AssessmentRow;
  unit: string;
  attendance: ReadonlyMap<Presence, number>;
}

type Cell = string | number;

const columns: readonly { header: string; width: number; of: (line: RegisterLine) => Cell }[] = [
  { header: '名次', width: 8, of: ({ row }) => row.rank ?? '' },
  { header: '姓名', width: 12, of: ({ row }) => row.name },
  { header: '单位', width: 24, of: ({ unit }) => unit },
  { header: '出勤次数', width: 10, of: ({ attendance }) => times(attendance, 'present') },
  { header: '迟到', width: 8, of: ({ attendance }) => times(attendance, 'late') },
  { header: '早退', width: 8, of: ({ attendance }) => times(attendance, 'earlyLeave') },
  { header: '请假', width: 8, of: ({ attendance }) => times(attendance, 'onLeave') },
  { header: '缺勤', width: 8, of: ({ attendance }) => times(attendance, 'absent') },
  { header: '常规分', width: 10, of: ({ row }) => row.regularHundredths / 100 },
  { header: '加分', width: 8, of: ({ row }) => row.bonusHundredths / 100 },
  { header: '总分', width: 10, of: ({ row }) => row.totalHundredths / 100 },
  { header: '等次', width: 10, of: ({ row }) => (row.finalGrade === undefined ? '退学' : gradeLabel(row.finalGrade)) },
  { header: '等次理由', width: 50, of: ({ row }) => row.reasons.join('') },
  { header: '依据', width: 80, of: ({ row }) => row.explanation.join('\n') },
];

/** The register of a class as an XLSX file: one row per trainee, by rank. No cell is a formula. */
export function registerSheet(trainingClass: ClassRow, lines: readonly RegisterLine[]): Buffer {
  return writeWorkbook({
    name: '登记册',
    rows: [
      [`${trainingClass._id}　${trainingClass.name}`],
      columns.map(({ header }) => header),
      ...lines.map((line) => columns.map(({ of }) => of(line))),
    ],
    headerRow: 2,
    widths: columns.map(({ width }) => width),
  });
}

function times(attendance: RegisterLine['attendance'], presence: Presence): number {
  return attendance.get(presence) ?? 0;
}
