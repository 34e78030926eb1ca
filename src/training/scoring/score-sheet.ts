import { typedWord } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import { lineText, typedText } from '../../sheets/cells.ts';
import { findTable } from '../../sheets/find-table.ts';
import { type CellValue, firstRowOf, type Sheet } from '../../sheets/sheet.ts';
import { type Problem, type Reading, RowReader, type TableKind } from '../../sheets/table.ts';
import type { SheetToWrite } from '../../sheets/write-workbook.ts';
import { classSheetTitle, sheetTrainee } from '../class/class-sheet.ts';
import type { ClassRow } from '../class/classes.ts';
import type { EnrollmentRow } from '../class/enrollments.ts';
import { formatDelta, formatPoints, readMark } from './points.ts';
import { type ScoreEntry, scoreEvent } from './score-event.ts';
import { type ScoreEventRow, scoreEventRow } from './score-events.ts';
import { ATTENDANCE_ITEM, type RatedPart, type ScoringScheme } from './scoring-scheme.ts';

/** What the sheet is called in its title and in the name of its file. */
export const SCORE_SHEET = '记分表';

/** The most times one step may be entered for one person in one sheet. */
const mostTimes = 20;

/** One column: the mark of a rated part, or how often a step is entered. */
interface ScoreColumn {
  field: string;
  item: string;
  step: string;
  label: string;
  /** What stands behind the label to say what is to be filled in; not compared. */
  note: string;
  /** What is written as the reason where the sheet gives none. */
  reason: string;
  part?: RatedPart;
}

/** Every mark and step that people enter; attendance follows from the sign-ins. */
function scoreColumns(scheme: ScoringScheme): ScoreColumn[] {
  return scheme.indicators
    .filter((indicator) => indicator.id !== ATTENDANCE_ITEM)
    .flatMap((indicator) => {
      const column = (step: string, name: string, note: string) => ({
        field: `${indicator.id}:${step}`,
        item: indicator.id,
        step,
        label: `${indicator.name}·${name}`,
        note,
        reason: name,
      });
      const parts = indicator.mode === 'rate' ? indicator.parts : [];
      return [
        ...parts.map((part) => ({
          ...column(part.id, part.name, `分值，满分${formatPoints(part.maxHundredths)}`),
          part,
        })),
        ...indicator.steps
          .filter(({ veto }) => veto === undefined)
          .map(({ id, name, deltaHundredths }) => column(id, name, `次数，每次${formatDelta(deltaHundredths)}`)),
      ];
    });
}

/** The sheet to be filled in: a row per trainee, a column per mark or step. */
export function blankScoreSheet(
  trainingClass: ClassRow,
  trainees: readonly { cadreId: string; name: string; unit: string }[],
  scheme: ScoringScheme,
): SheetToWrite {
  const columns = scoreColumns(scheme);
  return {
    name: SCORE_SHEET,
    rows: [
      [classSheetTitle(SCORE_SHEET, trainingClass)],
      ['编号', '姓名', '单位', ...columns.map(({ label, note }) => `${label}（${note}）`), '事由'],
      ...trainees.map(({ cadreId, name, unit }) => [cadreId, name, unit]),
    ],
    headerRow: 2,
    widths: [14, 10, 22, ...columns.map(() => 14), 30],
  };
}

/** Who enters the marks, when, and what they belong to. */
export interface SheetEntry {
  updateId: string;
  authorId: string;
  at: Date;
  /** The session that began last. */
  sessionId: string | undefined;
}

/**
 * The marks of a filled-in score sheet, all or none; empty cells are no marks.
 *
 * @throws RuleError `import.no-table` for a sheet without 姓名, `import.no-rows` when nothing is filled in, `score.session-missing`
 */
export function readScoreSheet(
  sheet: Sheet,
  trainingClass: ClassRow,
  trainees: readonly EnrollmentRow[],
  scheme: ScoringScheme,
  by: SheetEntry,
): { events: ScoreEventRow[]; problems: Problem[] } {
  const columns = scoreColumns(scheme);
  const table = findTable(sheet, kindOf(columns));
  if (table === undefined) throw new RuleError('import.no-table', { found: firstRowOf(sheet), known: EXPECTED });
  const problems: Problem[] = [...table.problems];
  const events: ScoreEventRow[] = [];
  const add = (entry: Pick<ScoreEntry, 'cadreId' | 'item' | 'step' | 'reason' | 'markHundredths'>) => {
    const { updateId, authorId, at, sessionId } = by;
    const event = scoreEvent(
      {
        _id: `${updateId}:${events.length + 1}`,
        ...entry,
        source: `entry:${updateId}`,
        authorId,
        at,
        ...(sessionId === undefined ? {} : { sessionId }),
      },
      scheme,
    );
    events.push(scoreEventRow(trainingClass._id, event));
  };
  for (const row of table.rows) {
    const reader = new RowReader(table, row, problems);
    const filled = columns.filter(({ field }) => !reader.isEmpty(field));
    if (filled.length === 0) continue;
    const cadreId = sheetTrainee(reader, trainees);
    const reason = reader.read('reason', lineText(100));
    for (const { field, item, step, part, reason: otherwise } of filled) {
      const entered = reader.read(field, part === undefined ? readTimes : markOf(part));
      if (entered === undefined || cadreId === undefined) continue;
      const entry = { cadreId, item, step, reason: reason ?? otherwise };
      if (part === undefined) for (let time = 0; time < entered; time += 1) add(entry);
      else add({ ...entry, markHundredths: entered });
    }
  }
  if (events.length === 0 && problems.length === 0) throw new RuleError('import.no-rows');
  return { events: problems.length > 0 ? [] : events, problems };
}

const EXPECTED = `“${SCORE_SHEET}”首行为标题，第二行为表头（编号、姓名、单位和各项指标），请不要改动表头。`;

function kindOf(columns: readonly ScoreColumn[]): TableKind<string> {
  return {
    marks: ['name'],
    columns: [
      { field: 'cadreId', label: '编号', synonyms: ['工号'] },
      { field: 'name', label: '姓名', required: true },
      ...columns.map(({ field, label }) => ({ field, label })),
      { field: 'reason', label: '事由', synonyms: ['说明', '备注'] },
    ],
  };
}

function readTimes(cell: CellValue): Reading<number> {
  const typed = typedText(cell);
  if ('message' in typed) return typed;
  const word = typedWord(typed.value);
  if (/^[√✓✔]$/.test(word)) return { value: 1 };
  const times = /^\d{1,2}次?$/.test(word) ? Number.parseInt(word, 10) : Number.NaN;
  return times >= 0 && times <= mostTimes ? { value: times } : { message: `应填次数，最多 ${mostTimes} 次` };
}

function markOf(part: RatedPart): (cell: CellValue) => Reading<number> {
  return (cell) => {
    const typed = typedText(cell);
    if ('message' in typed) return typed;
    try {
      return { value: readMark(typed.value, part) };
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      return { message: `应填 0 到 ${formatPoints(part.maxHundredths)} 之间的分值，最多一位小数` };
    }
  };
}
