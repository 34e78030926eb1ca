import { beijingTime } from '../../calendar/beijing-time.ts';
import { plainWord } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import { lineText, oneOf, orNone, typedText } from '../../sheets/cells.ts';
import { parseDelimited } from '../../sheets/delimited.ts';
import { findTable } from '../../sheets/find-table.ts';
import { readClock, readDay } from '../../sheets/known-dates.ts';
import { type CellValue, firstRowOf, SHEET_LIMITS, type Sheet } from '../../sheets/sheet.ts';
import { type Problem, type Reading, RowReader, type TableKind } from '../../sheets/table.ts';
import type { CurriculumRules } from './curriculum-rules.ts';
import { lessonKey, METHOD_WORDS, TIMETABLE_LABELS, type TimetableField, TYPE_WORDS } from './lesson-terms.ts';
import { type ArrangedSheet, arrangedSheet } from './school-sheet.ts';
import {
  COURSE_TYPES,
  type CourseType,
  courseTypeLabel,
  methodLabel,
  type Session,
  type SessionPart,
  sessionMinutes,
  TEACHING_METHODS,
} from './session.ts';
import type { SheetField } from './sheet-column.ts';
import { laidInWeek } from './sheet-grid.ts';
import { isLaidInRows, shownText } from './sheet-layout.ts';
import type { ClassDays } from './sheet-moment.ts';

const TIMETABLE: TableKind<TimetableField> = {
  marks: ['dateOn', 'title', 'type'],
  columns: [
    { field: 'dateOn', label: TIMETABLE_LABELS.dateOn, synonyms: ['上课日期'], required: true },
    { field: 'start', label: TIMETABLE_LABELS.start, synonyms: ['开始时间', '上课时间'], required: true },
    { field: 'end', label: TIMETABLE_LABELS.end, synonyms: ['结束时间', '下课时间'], required: true },
    {
      field: 'title',
      label: TIMETABLE_LABELS.title,
      synonyms: ['课程名称', '课题', '内容', '教学内容'],
      required: true,
    },
    { field: 'type', label: TIMETABLE_LABELS.type, synonyms: ['课程类型', '课程类别'] },
    { field: 'method', label: TIMETABLE_LABELS.method, synonyms: ['教学方式', '授课方式', '形式'], required: true },
    { field: 'lecturer', label: TIMETABLE_LABELS.lecturer, synonyms: ['主讲人', '教师', '授课教师', '主持人'] },
    { field: 'place', label: TIMETABLE_LABELS.place, synonyms: ['上课地点', '教学地点'] },
    { field: 'hours', label: TIMETABLE_LABELS.hours, synonyms: ['学时数'] },
  ],
};

type ReadingRules = Pick<CurriculumRules, 'notCountedMethods' | 'halfDays'>;

export interface CurriculumImport {
  /** In the order of the sheet; empty if there is any problem. */
  sessions: readonly Session[];
  problems: readonly Problem[];
}

/** A 学时 is either a full hour or a lesson of 45 minutes. */
const MINUTES_PER_CLASS_HOUR = [60, 45];

const EXPECTED = [
  '课程表首行应为表头，以下各行每行一节课，各列以制表符或逗号分隔，例如：',
  '日期,开始,结束,课程,类型,方式,授课人,地点',
  '2026-03-04,08:30,11:30,党章党规党纪专题,党性教育,集中授课,县纪委监委,县委党校主课堂',
].join('\n');

/** What a session that does not count in the shares is filed under where its 类型 is empty. */
const UNCOUNTED_TYPE: CourseType = 'knowledge';

/** Whether a sheet is a timetable, in our own form or a school's. */
export function isTimetable(sheet: Sheet): boolean {
  return findTable(sheet, TIMETABLE) !== undefined || isLaidInRows(sheet) || laidInWeek(sheet) !== undefined;
}

/** The days a sheet names with their year, by which the class it is of can be told. */
export function writtenDays({ rows }: Sheet): string[] {
  const texts = [...rows].flatMap(({ cells }) => [...cells.values()].map(shownText));
  const days = texts.map((text) => readDay({ kind: 'text', text }));
  return [...new Set(days.flatMap((day) => ('value' in day ? [day.value] : [])))];
}

/**
 * A timetable as somebody sent it, and how it was read where it is not in our own form: nothing is told when every cell says itself what it
 * is.
 */
export type TimetableReading = CurriculumImport & Omit<ArrangedSheet, 'sheet' | 'problems'>;

/**
 * Reads a timetable in our own form, or in whatever form a school has.
 *
 * @param answers - what somebody said of columns whose headers do not tell, by column number
 * @throws RuleError as `readCurriculum`
 */
export function readTimetable(
  sheet: Sheet,
  rules: ReadingRules,
  days: ClassDays,
  answers: ReadonlyMap<number, SheetField> = new Map(),
): TimetableReading {
  const plain = {
    reading: [],
    proposedTypes: new Set<string>(),
    proposedMethods: new Set<string>(),
    unknown: [],
    missing: [],
  };
  const isOwnForm = findTable(sheet, TIMETABLE) !== undefined;
  const exact = isOwnForm ? readCurriculum(sheet, rules) : undefined;
  if (exact !== undefined && exact.problems.length === 0) return { ...exact, ...plain };
  const arranged = arrangedSheet(sheet, days, rules, answers);
  if (arranged === undefined) return { ...readCurriculum(sheet, rules), ...plain };
  const { sheet: inOwnForm, problems, ...how } = arranged;
  const read = inOwnForm.rows.length > 1 ? readCurriculum(inOwnForm, rules) : { sessions: [], problems: [] };
  const all = [...problems, ...read.problems].sort((a, b) => a.row - b.row);
  if (all.length === 0 && read.sessions.length === 0 && how.unknown.length === 0) throw new RuleError('import.no-rows');
  if (exact !== undefined && all.length >= exact.problems.length) return { ...exact, ...plain };
  return { sessions: all.length > 0 ? [] : read.sessions, problems: all, ...how };
}

/**
 * Reads a timetable. A session's length follows from its start and end; a 学时 column, if there is one, must agree with it. Whether the
 * curriculum meets the rules is checked elsewhere (`checkCurriculum`).
 *
 * @throws RuleError `import.no-table` when no timetable header is found
 */
export function readCurriculum(sheet: Sheet, rules: Pick<CurriculumRules, 'notCountedMethods'>): CurriculumImport {
  const table = findTable(sheet, TIMETABLE);
  if (table === undefined) {
    throw new RuleError('import.no-table', { found: firstRowOf(sheet), known: EXPECTED });
  }
  const problems: Problem[] = [
    ...table.problems,
    ...table.leftOut.map(({ row, text }) => ({
      row,
      column: '',
      header: '',
      message: '这一行不是课程，请删去',
      value: text,
    })),
  ];
  const sessions = [...table.rows].flatMap((row) => readSession(new RowReader(table, row, problems), rules) ?? []);
  if (sessions.length === 0 && problems.length === 0) throw new RuleError('import.no-rows');
  problems.sort((a, b) => a.row - b.row);
  return { sessions: problems.length > 0 ? [] : sessions, problems };
}

/**
 * Reads rows pasted in a chat: the header first, then one session per line, with cells separated by tabs or commas.
 * @throws RuleError as `readCurriculum` and `parseDelimited`
 */
export function readPastedCurriculum(
  text: string,
  rules: Pick<CurriculumRules, 'notCountedMethods'>,
): CurriculumImport {
  return readCurriculum(parseDelimited(text, '粘贴的课程表', SHEET_LIMITS), rules);
}

function readSession(
  reader: RowReader<TimetableField>,
  rules: Pick<CurriculumRules, 'notCountedMethods'>,
): Session | undefined {
  const dateOn = reader.read('dateOn', readSessionDay);
  const start = reader.read('start', readClock);
  const end = reader.read('end', readClock);
  const title = reader.read('title', lineText(100));
  const method = reader.read('method', oneOf(METHOD_WORDS, TEACHING_METHODS.map(methodLabel).join('、')));
  const countsInRatio = method !== undefined && !rules.notCountedMethods.includes(method);
  const types = reader.read('type', orNone(readTypes)) ?? (countsInRatio ? undefined : [{ type: UNCOUNTED_TYPE }]);
  if (types === undefined && reader.ok) reader.reject('type', '“类型”不能为空');
  const lecturer = reader.read('lecturer', lineText(100)) ?? '';
  const place = reader.read('place', lineText(100)) ?? '';
  const hours = reader.read('hours', readHours);
  if (!dateOn || !start || !end || !title || !types || !method || !reader.ok) return undefined;
  const times = { startsAt: beijingTime(dateOn, start), endsAt: beijingTime(dateOn, end) };
  const minutes = sessionMinutes(times);
  if (minutes <= 0) reader.reject('end', '结束时间应晚于开始时间');
  if (hours !== undefined && !MINUTES_PER_CLASS_HOUR.some((length) => hours * length === minutes)) {
    reader.reject('hours', `与起止时间不符，${start} 至 ${end} 为${minutes}分钟`);
  }
  const parts = reader.ok ? splitMinutes(types, minutes, reader) : undefined;
  if (parts === undefined) return undefined;
  return {
    sessionId: lessonKey({ dateOn, start }),
    title,
    method,
    dateOn,
    ...times,
    parts,
    lecturer,
    place,
    countsInRatio,
  };
}

/** A full date; a month and a day alone are refused with the form that is wanted. */
function readSessionDay(cell: CellValue): Reading<string> {
  const typed = typedText(cell);
  const isWithoutYear = 'value' in typed && /^\d{1,2}[-./月]\d{1,2}[日号]?$/.test(plainWord(typed.value));
  return isWithoutYear ? { message: '请写明年份，如 2026-03-02' } : readDay(cell);
}

/** `党性教育`, or several types such as `党性教育120+履职能力60`, in minutes. */
function readTypes(cell: CellValue): Reading<{ type: CourseType; minutes?: number }[]> {
  const typed = typedText(cell);
  if ('message' in typed) return typed;
  const parts: { type: CourseType; minutes?: number }[] = [];
  for (const part of plainWord(typed.value).split('+')) {
    const [, word = '', minutes] = /^(\D+?)(?:(\d{1,3})(?:分钟?)?)?$/.exec(part) ?? [];
    const type = TYPE_WORDS.get(word);
    if (type === undefined) return { message: `应填${COURSE_TYPES.map(courseTypeLabel).join('、')}` };
    parts.push(minutes === undefined ? { type } : { type, minutes: Number(minutes) });
  }
  const isSplit = parts.length > 1;
  if (isSplit && parts.some((part) => part.minutes === undefined)) {
    return { message: '分属几个类型的课要写明各多少分钟，如“党性教育120+履职能力60”' };
  }
  return { value: parts };
}

function splitMinutes(
  types: readonly { type: CourseType; minutes?: number }[],
  minutes: number,
  reader: RowReader<TimetableField>,
): SessionPart[] | undefined {
  const parts = types.map(({ type, minutes: part }) => ({ type, minutes: part ?? minutes }));
  const sum = parts.reduce((total, part) => total + part.minutes, 0);
  if (sum === minutes) return parts;
  reader.reject('type', `各类型合计${sum}分钟，起止时间为${minutes}分钟`);
  return undefined;
}

function readHours(cell: CellValue): Reading<number> {
  const typed = typedText(cell);
  if ('message' in typed) return typed;
  const text = plainWord(typed.value);
  return /^\d{1,2}(\.\d{1,2})?$/.test(text) ? { value: Number(text) } : { message: '学时应为数字，如 3 或 2.5' };
}
