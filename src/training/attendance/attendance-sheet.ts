import { beijingTime, formatClock } from '../../calendar/beijing-time.ts';
import { type Half, halfLabel } from '../../calendar/half-day.ts';
import { typedNumber, typedWord } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import { lineText, typedText } from '../../sheets/cells.ts';
import { findTable } from '../../sheets/find-table.ts';
import { type CellValue, firstRowOf, type Sheet } from '../../sheets/sheet.ts';
import { type Problem, type Reading, RowReader, type TableKind } from '../../sheets/table.ts';
import type { SheetToWrite } from '../../sheets/write-workbook.ts';
import { classSheetTitle, sheetTrainee } from '../class/class-sheet.ts';
import type { ClassRow } from '../class/classes.ts';
import type { EnrollmentRow } from '../class/enrollments.ts';
import { fitsIn } from './attendance.ts';
import type { SheetEntry } from './attendance-sheets.ts';
import type { HalfDayRoll, OnRoll } from './half-day-roll.ts';

/** What the sheet is called in its title and in the name of its file. */
export const ATTENDANCE_SHEET = '考勤表';

const HALVES: readonly Half[] = ['morning', 'afternoon', 'evening'];
const WAYS = '到课、迟到加分钟（如 迟到12分钟）、早退加时间（如 早退16:20）或缺课';

/** How a person stands in half a day of class. */
type Group = 'signed' | 'onLeave' | 'unseen' | 'rolled';

/** What is filled in for one person and half-day. */
type Filled =
  | { is: 'present' | 'late' | 'absent' | 'onLeave'; lateMinutes?: number }
  | { is: 'leftEarly'; clock: string; lateMinutes?: never };

/** How somebody on the roll of a half-day stands. */
type Standing = { group: Group } & Pick<OnRoll, 'presence' | 'lateMinutes'>;

/**
 * What a filled cell changes: nothing where it says what holds already.
 * @returns the entry, or `undefined` for no change, or the sentence that says why it cannot be entered
 */
export function changeBy(cell: Filled, standing: Standing): SheetEntry['as'] | { not: string } | undefined {
  const { is: filled, lateMinutes = standing.lateMinutes } = cell;
  const { group, presence } = standing;
  if (filled === 'onLeave') return group === 'onLeave' ? undefined : { not: '没有已批准的请假，请先办理请假' };
  if (group === 'onLeave') return { not: '已请假，不作更改；提前返课的，请办理销假' };
  if (filled === 'leftEarly') return group === 'unseen' ? { not: '还没有到课记录，请先登记到课' } : 'leftEarly';
  const isWhole = presence.length === 1 && presence[0] === filled;
  if (presence.includes('late') && filled === 'late' && lateMinutes !== standing.lateMinutes)
    return group === 'rolled' ? 'late' : { not: '迟到时间以本人签到为准；签到有误的，请先用“/撤签”撤销' };
  if (isWhole) return undefined;
  if (group === 'unseen') return filled;
  if (filled === 'present') return 'onTime';
  if (presence.includes(filled)) return undefined;
  if (group === 'rolled') return filled;
  return { not: filled === 'late' ? '已按时签到，不能改为迟到' : '已签到，不能记缺课；提前离开的，请写早退和时间' };
}

/** How everybody on the roll of a half-day stands. */
export function standingsOf(roll: HalfDayRoll): ReadonlyMap<string, Standing> {
  return new Map(
    (['signed', 'onLeave', 'unseen', 'rolled'] as const).flatMap((group) =>
      roll[group].map(({ cadreId, presence, lateMinutes }) => {
        const late = lateMinutes === undefined ? {} : { lateMinutes };
        return [cadreId, { group, presence, ...late }] as const;
      }),
    ),
  );
}

/** The sheet of a day, to be filled in: a row per trainee; per half-day what holds now, and a column to fill in. */
export function blankAttendanceSheet(
  trainingClass: ClassRow,
  trainees: readonly { cadreId: string; name: string; unit: string }[],
  dateOn: string,
  rolls: readonly HalfDayRoll[],
): SheetToWrite {
  const halves = rolls.map((roll) => ({ label: halfLabel(roll.half), standings: standingsOf(roll) }));
  return {
    name: ATTENDANCE_SHEET,
    rows: [
      [`${classSheetTitle(ATTENDANCE_SHEET, trainingClass)}　${dateOn}　请填${WAYS}，不填的不作更改`],
      ['编号', '姓名', '单位', ...halves.flatMap(({ label }) => [`${label}现状`, `${label}（填写）`]), '说明'],
      ...trainees.map(({ cadreId, name, unit }) => [
        ...[cadreId, name, unit],
        ...halves.flatMap(({ standings }) => [standingLabel(standings.get(cadreId)), '']),
      ]),
    ],
    headerRow: 2,
    widths: [14, 10, 22, ...halves.flatMap(() => [12, 12]), 30],
  };
}

function standingLabel(standing: Standing | undefined): string {
  if (standing === undefined) return '';
  const { group, presence, lateMinutes } = standing;
  if (group === 'unseen') return '未签到';
  if (group === 'onLeave') return '请假';
  const labels = {
    late: lateMinutes === undefined ? '迟到' : `迟到${lateMinutes}分钟`,
    earlyLeave: '早退',
    absent: '缺课',
  } as const;
  const told = (['late', 'earlyLeave', 'absent'] as const).filter((each) => presence.includes(each));
  return told.length === 0 ? '到课' : told.map((each) => labels[each]).join('、');
}

/** The day that the title of a sheet, or the name of its file, says. */
export function dayOfSheet(sheet: Sheet, fileName: string): string | undefined {
  const title = [...(sheet.rows.at(0)?.cells.values() ?? [])].map(({ text }) => text).join(' ');
  return [title, fileName].flatMap((each) => /\d{4}-\d{2}-\d{2}/.exec(typedNumber(each))?.[0] ?? [])[0];
}

/**
 * What a filled-in sheet changes, all or nothing; empty cells change nothing.
 *
 * @param rolls - of the halves of the day that have begun
 * @throws RuleError `import.no-table` for a sheet without 姓名, `import.no-rows` when nothing is filled in
 */
export function readAttendanceSheet(
  sheet: Sheet,
  trainees: readonly EnrollmentRow[],
  rolls: readonly HalfDayRoll[],
): { entries: SheetEntry[]; problems: Problem[]; unchanged: number } {
  const table = findTable(sheet, TABLE);
  if (table === undefined) throw new RuleError('import.no-table', { found: firstRowOf(sheet), known: EXPECTED });
  const problems: Problem[] = [...table.problems];
  const entries: SheetEntry[] = [];
  let unchanged = 0;
  const standings = new Map(rolls.map((roll) => [roll.half, standingsOf(roll)]));
  for (const row of table.rows) {
    const reader = new RowReader(table, row, problems);
    const filled = HALVES.filter((half) => !reader.isEmpty(half));
    if (filled.length === 0) continue;
    const cadreId = sheetTrainee(reader, trainees);
    const note = reader.read('note', lineText(200)) ?? '按考勤表登记';
    const name = trainees.find((each) => each.cadreId === cadreId)?.name ?? '';
    for (const half of filled) {
      const cell = reader.read(half, readFilled);
      if (cell === undefined || cadreId === undefined) continue;
      const standing = standings.get(half)?.get(cadreId);
      const as = standing === undefined ? { not: NOT_BEGUN } : changeBy(cell, standing);
      if (as === undefined) unchanged += 1;
      else if (typeof as === 'object') reader.reject(half, as.not);
      else {
        const [first] = rolls.find((roll) => roll.half === half)?.sessions ?? [];
        const leftAt =
          cell.is === 'leftEarly' && first !== undefined ? beijingTime(first.dateOn, cell.clock) : undefined;
        const lateMinutes = cell.is === 'late' ? cell.lateMinutes : undefined;
        if (first !== undefined && lateMinutes !== undefined && !fitsIn(first, lateMinutes))
          reader.reject(half, TOO_LONG);
        const more = { ...(leftAt && { leftAt }), ...(lateMinutes === undefined ? {} : { lateMinutes }) };
        entries.push({ cadreId, name, half, as, note, ...more });
      }
    }
  }
  if (entries.length + unchanged === 0 && problems.length === 0) throw new RuleError('import.no-rows');
  return { entries: problems.length > 0 ? [] : entries, problems, unchanged };
}

const TOO_LONG = '迟到时间已超过课程时长；整节未到的，请填缺课';
const NOT_BEGUN = '这半天没有课程，或还没有到签到时间';
const EXPECTED = `“${ATTENDANCE_SHEET}”首行为标题，第二行为表头（编号、姓名、单位、上午、下午、晚上），请不要改动表头。`;

const TABLE: TableKind<'cadreId' | 'name' | 'note' | Half> = {
  marks: ['name'],
  columns: [
    { field: 'cadreId', label: '编号', synonyms: ['工号'] },
    { field: 'name', label: '姓名', required: true },
    ...HALVES.map((half) => ({ field: half, label: halfLabel(half) })),
    { field: 'note', label: '说明', synonyms: ['事由', '备注'] },
  ],
};

/** What is filled in: 到课 or √, 迟到 with minutes or without, 早退16:20, 请假, 缺课. */
function readFilled(cell: CellValue): Reading<Filled> {
  const typed = typedText(cell);
  if ('message' in typed) return typed;
  const word = typedWord(typed.value).replaceAll('：', ':');
  const early = /^早退(?:于)?\(?(\d{1,2}):(\d{2})\)?$/.exec(word);
  const [, hour = '', minute = ''] = early ?? [];
  if (early !== null && Number(hour) < 24 && Number(minute) < 60)
    return { value: { is: 'leftEarly', clock: `${hour.padStart(2, '0')}:${minute}` } };
  const is = WORDS.find(({ pattern }) => pattern.test(word))?.is;
  if (is === undefined) return { message: `应填${WAYS}` };
  const lateMinutes = Number(/\d+/.exec(word)?.[0] ?? 0);
  return { value: { is, ...(is === 'late' && lateMinutes > 0 ? { lateMinutes } : {}) } };
}

const WORDS = [
  { is: 'present', pattern: /^(?:到课|已到|到|出勤|按时|按时出勤|正常|[√✓✔])$/ },
  { is: 'late', pattern: /^迟到\(?(?:\d{1,3}(?:分钟?)?)?\)?$/ },
  { is: 'absent', pattern: /^(?:缺课|旷课|未到|缺勤|[×✗✘x])$/i },
  { is: 'onLeave', pattern: /^(?:请假|[病事公]假)$/ },
] as const;

/** One entry as it is shown, e.g. `李四（16:20）`, `王五（12分钟）`. */
export function entryName({ name, leftAt, lateMinutes }: SheetEntry): string {
  if (lateMinutes !== undefined) return `${name}（${lateMinutes}分钟）`;
  return leftAt === undefined ? name : `${name}（${formatClock(leftAt)}）`;
}

/** The file's name. */
export function attendanceSheetName({ _id }: ClassRow, dateOn: string): string {
  return `${_id}班${ATTENDANCE_SHEET}（${dateOn}）.xlsx`;
}
