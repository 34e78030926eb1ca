import { RuleError } from '../../errors.ts';
import { lineText, typedText } from '../../sheets/cells.ts';
import { findTable } from '../../sheets/find-table.ts';
import { type CellValue, firstRowOf, type Sheet } from '../../sheets/sheet.ts';
import { type Problem, type Reading, RowReader, type TableKind } from '../../sheets/table.ts';
import type { SheetToWrite } from '../../sheets/write-workbook.ts';
import { classSheetTitle, sheetTrainee } from '../class/class-sheet.ts';
import type { ClassRow } from '../class/classes.ts';
import type { EnrollmentRow } from '../class/enrollments.ts';
import type { AssessedRow } from './assessments.ts';
import { checkGradeChange, GRADES, type Grade, type GradeChange, gradeLabel, readGrade } from './grade.ts';
import { readTieCells, type TieField, type TieRow, tieCells, tieIn } from './grade-sheet-tie.ts';
import type { TieDecision } from './grading.ts';
import { gradingRefusals } from './refusals.ts';
import type { StandingTie } from './standing-tie.ts';

/** What the sheet is called in its title and in the name of its file. */
export const GRADE_SHEET = '等次表';

/** The proposal as a sheet: a row per trainee by rank, the last four columns to be changed. */
export function gradeSheet(
  trainingClass: ClassRow,
  rows: readonly AssessedRow[],
  changes: readonly (GradeChange & { cadreId: string })[],
  tie: StandingTie,
): SheetToWrite {
  const reasonOf = new Map(changes.map(({ cadreId, reason }) => [cadreId, reason]));
  return {
    name: GRADE_SHEET,
    rows: [
      [
        `${classSheetTitle(GRADE_SHEET, trainingClass)}　只改“等次”和“调整理由”两栏；有并列跨线的，另填“并列先后”和“并列理由”。仅供工作使用`,
      ],
      ['编号', '姓名', '名次', '总分', '常规分', '加分', '测算等次', '等次', '调整理由', '并列先后', '并列理由'],
      ...rows.map((row) => [
        ...[row.cadreId, row.name, row.rank ?? ''],
        ...(row.outcome === 'withdrawn'
          ? ['', '', '', '退学', '']
          : [
              ...[row.totalHundredths / 100, row.regularHundredths / 100, row.bonusHundredths / 100],
              ...[labelOf(row.computedGrade), labelOf(row.finalGrade)],
            ]),
        reasonOf.get(row.cadreId) ?? '',
        ...tieCells(tie, row.cadreId),
      ]),
    ],
    headerRow: 2,
    widths: [14, 10, 8, 8, 8, 8, 10, 10, 50, 10, 50],
  };
}

const kind: TableKind<'cadreId' | 'name' | 'computed' | 'grade' | 'reason' | TieField> = {
  marks: ['name', 'grade'],
  columns: [
    { field: 'cadreId', label: '编号' },
    { field: 'name', label: '姓名', required: true },
    { field: 'computed', label: '测算等次' },
    { field: 'grade', label: '等次' },
    { field: 'reason', label: '调整理由', synonyms: ['理由'] },
    { field: 'place', label: '并列先后' },
    { field: 'tieReason', label: '并列理由' },
  ],
};
const EXPECTED = `“${GRADE_SHEET}”首行为标题，第二行为表头（编号、姓名、名次、总分、常规分、加分、测算等次、等次、调整理由、并列先后、并列理由），请不要改动表头。`;

/** What a sheet says of one trainee: the grade beside the computed one, which may be the same. */
export interface SheetGrade {
  cadreId: string;
  name: string;
  computed: Grade;
  to: Grade;
  reason: string;
}

/** The class to which a sheet belongs. */
export interface SheetClass {
  trainees: readonly EnrollmentRow[];
  /** As computed, without any decision. */
  rows: readonly AssessedRow[];
  /** Of whom a veto holds. */
  vetoed: ReadonlySet<string>;
  /** Who is in the tie at the line with the grades of the sheet. */
  tiedWith: (grades: readonly SheetGrade[]) => readonly AssessedRow[];
}

/** What a sheet decides. */
export interface SheetDecisions {
  grades: readonly SheetGrade[];
  /** Absent where the sheet says nothing of the tie. */
  tie?: TieDecision;
}

/**
 * The decisions in a sheet that came back, all or none; whoever is not in it keeps their grade.
 * @throws RuleError `import.no-table` for a sheet without 姓名 and 等次
 */
export function readGradeSheet(
  sheet: Sheet,
  { trainees, rows, vetoed, tiedWith }: SheetClass,
): SheetDecisions & { problems: readonly Problem[] } {
  const table = findTable(sheet, kind);
  if (table === undefined) throw new RuleError('import.no-table', { found: firstRowOf(sheet), known: EXPECTED });
  const problems: Problem[] = [...table.problems];
  const byId = new Map(rows.map((row) => [row.cadreId, row]));
  const grades = new Map<string, SheetGrade>();
  const tieRows: TieRow[] = [];
  for (const row of table.rows) {
    const reader = new RowReader(table, row, problems);
    const assessed = byId.get(sheetTrainee(reader, trainees) ?? '');
    const to = reader.read('grade', gradeIn);
    if (assessed === undefined) continue;
    const { cadreId, name, computedGrade } = assessed;
    if (grades.has(cadreId)) reader.reject('name', `${name}已在前面的行填写`);
    tieRows.push(readTieCells(reader, cadreId, name));
    if (computedGrade === undefined) {
      if (to !== undefined) reader.reject('grade', gradingRefusals['grade.withdrawn-no-grade']?.({ name }) ?? '');
      continue;
    }
    const computed = reader.has('computed') ? reader.read('computed', gradeIn) : computedGrade;
    if (computed !== computedGrade) reader.reject('computed', '成绩已有变化，请重新领取等次表');
    else if (to === undefined) reader.reject('grade', '应填等次');
    else {
      const change = { to, reason: reader.read('reason', lineText(200)) ?? '', decidedBy: '' };
      const fault = to === computedGrade ? undefined : faultOf(computedGrade, change, vetoed.has(cadreId));
      if (fault !== undefined) reader.reject(change.reason === '' ? 'reason' : 'grade', fault);
      grades.set(cadreId, { cadreId, name, computed: computedGrade, to, reason: change.reason });
    }
  }
  // Who is in the tie depends on the grades, so that it is looked at once these are right.
  if (problems.length > 0) return { grades: [], problems };
  const read = [...grades.values()];
  const tie = tieIn(tieRows, tiedWith(read));
  if (problems.length > 0) return { grades: [], problems };
  return { grades: read, problems, ...(tie === undefined ? {} : { tie }) };
}

function labelOf(grade: Grade | undefined): string {
  return grade === undefined ? '' : gradeLabel(grade);
}

/** A withdrawn trainee's cell says 退学 and is read as no grade. */
function gradeIn(cell: CellValue): Reading<Grade | undefined> {
  const typed = typedText(cell);
  if ('message' in typed) return typed;
  if (typed.value.trim() === '退学') return { value: undefined };
  const value = readGrade(typed.value);
  return value === undefined ? { message: `应填${GRADES.map(gradeLabel).join('、')}` } : { value };
}

function faultOf(computed: Grade, change: GradeChange, vetoed: boolean): string | undefined {
  try {
    checkGradeChange(computed, change, vetoed);
    return undefined;
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return gradingRefusals[error.code]?.(error.facts) ?? error.code;
  }
}
