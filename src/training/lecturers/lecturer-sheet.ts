import { formatDate } from '../../calendar/beijing-time.ts';
import type { ListSheet } from '../../chat/long-list.ts';
import { comparable } from '../../chat/plain-text.ts';
import { lineText, oneOf, orNone, typedText } from '../../sheets/cells.ts';
import { columnNamed, withColumn } from '../../sheets/edited-list.ts';
import { findTable } from '../../sheets/find-table.ts';
import { readDay } from '../../sheets/known-dates.ts';
import type { CellValue, Sheet } from '../../sheets/sheet.ts';
import { type Problem, type Reading, RowReader, type TableKind } from '../../sheets/table.ts';
import { takenOut } from '../../sheets/taken-out.ts';
import { METHOD_WORDS, TYPE_WORDS } from '../class/lesson-terms.ts';
import { courseTypeLabel, methodLabel, type TeachingMethod } from '../class/session.ts';
import type { FacultyRules } from './faculty-rules.ts';
import {
  LECTURER_KINDS,
  type Lecturer,
  type LecturerCourse,
  type LecturerEntry,
  lecturerKindLabel,
  lecturerKindNamed,
  lecturerStateLabel,
  lecturerStateNamed,
  validUntil,
} from './lecturer.ts';

type LecturerField =
  | ('name' | 'kind' | 'unit' | 'post' | 'rank' | 'tags' | 'title' | 'type' | 'methods' | 'minutes' | 'audience')
  | ('version' | 'reviewedOn' | 'proposer' | 'approvedBy' | 'validFromOn' | 'validToOn' | 'feeClass' | 'state');

const LECTURERS: TableKind<LecturerField> = {
  marks: ['name', 'title', 'kind'],
  columns: [
    { field: 'name', label: '姓名', synonyms: ['教师姓名', '师资姓名'], required: true },
    { field: 'kind', label: '师资类别', synonyms: ['授课人类别'], required: true },
    { field: 'unit', label: '单位', synonyms: ['工作单位', '所在单位'], required: true },
    { field: 'post', label: '职务', synonyms: ['现任职务'] },
    { field: 'rank', label: '职称', synonyms: ['职称（职级）', '职级'] },
    { field: 'tags', label: '研究领域', synonyms: ['专业领域', '领域', '擅长领域'] },
    { field: 'title', label: '可授课程', synonyms: ['授课专题', '授课题目'] },
    { field: 'type', label: '课程类型', synonyms: ['类型', '课程类别'] },
    { field: 'methods', label: '教学方式', synonyms: ['授课方式', '方式'] },
    { field: 'minutes', label: '课时（分钟）', synonyms: ['课时', '时长', '时长（分钟）'] },
    { field: 'audience', label: '适用对象', synonyms: ['授课对象'] },
    { field: 'version', label: '讲稿版本', synonyms: ['版本'] },
    { field: 'reviewedOn', label: '审核日期', synonyms: ['政治审核日期', '上次审核日期'] },
    { field: 'proposer', label: '推荐单位', synonyms: ['推荐人'] },
    { field: 'approvedBy', label: '审定', synonyms: ['审定单位', '审批'] },
    { field: 'validFromOn', label: '入库日期', synonyms: ['有效期起'] },
    { field: 'validToOn', label: '有效期至', synonyms: ['有效期', '有效期止'] },
    { field: 'feeClass', label: '课酬档次' },
    { field: 'state', label: '状态' },
  ],
};

export interface LecturerReading {
  lecturers: readonly LecturerEntry[];
  problems: readonly Problem[];
}

export function isLecturerSheet(sheet: Sheet): boolean {
  return findTable(sheet, LECTURERS) !== undefined;
}

/** Reads a sheet of lecturers, a row for each course; rows of one person and unit make one lecturer. */
export function readLecturers(sheet: Sheet, rules: FacultyRules): LecturerReading {
  const table = findTable(sheet, LECTURERS);
  if (table === undefined) return { lecturers: [], problems: [] };
  const problems: Problem[] = [...table.problems];
  const found = new Map<string, LecturerEntry>();
  for (const row of table.rows) {
    const reader = new RowReader(table, row, problems);
    const read = readRow(reader, rules);
    if (read === undefined) continue;
    const key = `${comparable(read.name)} ${comparable(read.unit)}`;
    const known = found.get(key);
    const isTwice = known?.courses.some(({ title }) =>
      read.courses.some((each) => comparable(each.title) === comparable(title)),
    );
    if (isTwice) reader.reject('title', '同一人的这门课程重复');
    found.set(key, known === undefined ? read : { ...known, courses: [...known.courses, ...read.courses] });
  }
  return { lecturers: problems.length > 0 ? [] : [...found.values()], problems };
}

function readRow(reader: RowReader<LecturerField>, rules: FacultyRules): LecturerEntry | undefined {
  const text = (field: LecturerField, most = 60) => reader.read(field, orNone(lineText(most))) ?? '';
  const name = reader.read('name', lineText(20));
  const kind = reader.read('kind', worded(lecturerKindNamed, LECTURER_KINDS.map(lecturerKindLabel).join('、')));
  const unit = reader.read('unit', lineText(60));
  const validFromOn = reader.read('validFromOn', readDay);
  const validToOn = reader.read('validToOn', readDay) ?? (validFromOn && validUntil(validFromOn, rules));
  const state = reader.read('state', worded(lecturerStateNamed, '拟入库、在库、暂停、退出'));
  const course = readCourse(reader, text);
  if (validFromOn !== undefined && validToOn !== undefined && validToOn < validFromOn)
    reader.reject('validToOn', '有效期早于入库日期');
  if (name === undefined || kind === undefined || unit === undefined || !reader.ok) return undefined;
  return {
    ...{ name, kind, unit, post: text('post'), rank: text('rank'), tags: split(text('tags', 100)), courses: course },
    ...{ proposer: text('proposer'), approvedBy: text('approvedBy'), feeClass: text('feeClass') },
    ...(validFromOn === undefined ? {} : { validFromOn }),
    ...(validToOn === undefined ? {} : { validToOn }),
    ...(state === undefined ? {} : { state }),
  };
}

function readCourse(
  reader: RowReader<LecturerField>,
  text: (field: LecturerField, most?: number) => string,
): LecturerCourse[] {
  const title = text('title', 100);
  if (title === '') return [];
  const type = reader.read('type', oneOf(TYPE_WORDS, '党的理论教育、党性教育、履职能力、专业化培训、知识培训'));
  if (type === undefined && reader.isEmpty('type')) reader.reject('type', '“课程类型”不能为空');
  const methods = reader.read('methods', readMethods) ?? ['lecture' as const];
  const minutes = reader.read('minutes', readMinutes) ?? 180;
  const reviewedOn = reader.read('reviewedOn', orNone(readDay)) ?? '';
  if (type === undefined || !reader.ok) return [];
  return [{ title, type, methods, minutes, audience: text('audience'), version: text('version', 20), reviewedOn }];
}

function worded<Value>(named: (word: string) => Value | undefined, hint: string) {
  return (cell: CellValue): Reading<Value> => {
    const typed = typedText(cell);
    if ('message' in typed) return typed;
    const value = named(typed.value);
    return value === undefined ? { message: `应填${hint}` } : { value };
  };
}

function readMethods(cell: CellValue): Reading<TeachingMethod[]> {
  const typed = typedText(cell);
  if ('message' in typed) return typed;
  const words = split(typed.value);
  const known = new Map([...METHOD_WORDS].map(([word, method]) => [comparable(word), method]));
  const methods = words.flatMap((word) => known.get(comparable(word)) ?? []);
  return methods.length === words.length && methods.length > 0
    ? { value: methods }
    : { message: '应填集中授课、专题研讨、现场教学等，几种之间用顿号' };
}

function readMinutes(cell: CellValue): Reading<number> {
  const typed = typedText(cell);
  if ('message' in typed) return typed;
  const minutes = /^\d{2,3}$/.test(typed.value) ? Number(typed.value) : 0;
  return minutes >= 30 && minutes <= 480 && minutes % 5 === 0 ? { value: minutes } : { message: '应填分钟数，如 180' };
}

const split = (text: string) => text.split(/[、,，;；/\s]+/).filter((part) => part !== '');

const courseFields: readonly LecturerField[] = [
  'title',
  'type',
  'methods',
  'minutes',
  'audience',
  'version',
  'reviewedOn',
];

/** The columns that one lecturer's record can be changed in: what says who they are stays. */
export const LECTURER_COLUMNS: readonly string[] = LECTURERS.columns
  .filter(({ field }) => field !== 'name' && field !== 'unit')
  .map(({ label }) => label);

/** A lecturer with one column changed, or what is wrong with that; absent where there is no such column. */
export function editedLecturer(
  lecturer: Lecturer,
  typed: string,
  value: string,
  rules: FacultyRules,
): ({ label: string } & Reading<LecturerEntry>) | undefined {
  const column = columnNamed(LECTURERS, typed);
  if (column === undefined || !LECTURER_COLUMNS.includes(column.label)) return undefined;
  const { field, label } = column;
  if (courseFields.includes(field) && lecturer.courses.length !== 1)
    return { label, message: '课程不止一门或还没有，请用表格变更' };
  const { lecturers, problems } = readLecturers(withColumn(lecturerSheet([lecturer]), label, value), rules);
  const [edited] = lecturers;
  return { label, ...(edited === undefined ? { message: problems[0]?.message ?? '' } : { value: edited }) };
}

/** The pool as a sheet that reads back as the same pool; empty, it is the form to be filled in. @param at - when it is handed out */
export function lecturerSheet(lecturers: readonly Lecturer[], at?: Date): ListSheet {
  return {
    fileName: '师资库.xlsx',
    title: `师资库　每行一门课程，同一人可占几行；填好后发给本应用${at === undefined ? '' : takenOut(at)}`,
    columns: LECTURERS.columns.map(({ label, field }) => ({ header: label, width: field === 'title' ? 36 : 14 })),
    rows: lecturers.flatMap((lecturer) =>
      (lecturer.courses.length === 0 ? [undefined] : lecturer.courses).map((course) => rowOf(lecturer, course)),
    ),
  };
}

function rowOf(lecturer: Lecturer, course: LecturerCourse | undefined): (string | number)[] {
  const { name, kind, unit, post, rank, tags, proposer, approvedBy, feeClass, validFromOn, validToOn, state } =
    lecturer;
  const taught =
    course === undefined
      ? ['', '', '', '', '', '', '']
      : [
          ...[course.title, courseTypeLabel(course.type), course.methods.map(methodLabel).join('、'), course.minutes],
          ...[course.audience, course.version, course.reviewedOn === '' ? '' : formatDate(course.reviewedOn)],
        ];
  return [
    ...[name, lecturerKindLabel(kind), unit, post, rank, tags.join('、'), ...taught, proposer, approvedBy],
    ...[formatDate(validFromOn), formatDate(validToOn), feeClass, lecturerStateLabel(state)],
  ];
}
