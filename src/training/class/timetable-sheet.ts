import { beijingTime } from '../../calendar/beijing-time.ts';
import { plainWord } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import { lineText, oneOf, orNone, typedText } from '../../sheets/cells.ts';
import { parseDelimited } from '../../sheets/delimited.ts';
import { findTable } from '../../sheets/find-table.ts';
import { readClock, readDay } from '../../sheets/known-dates.ts';
import { type CellValue, firstRowOf, SHEET_LIMITS, type Sheet } from '../../sheets/sheet.ts';
import { type Problem, type Reading, RowReader, type TableKind } from '../../sheets/table.ts';
import {
  COURSE_TYPES,
  type CourseType,
  courseTypeLabel,
  methodLabel,
  type Session,
  type SessionPart,
  sessionMinutes,
  TEACHING_METHODS,
  type TeachingMethod,
} from './session.ts';

type SessionField = 'dateOn' | 'start' | 'end' | 'title' | 'type' | 'method' | 'lecturer' | 'place' | 'hours';

const TIMETABLE: TableKind<SessionField> = {
  marks: ['dateOn', 'title', 'type'],
  columns: [
    { field: 'dateOn', label: '日期', synonyms: ['上课日期'], required: true },
    { field: 'start', label: '开始', synonyms: ['开始时间', '上课时间'], required: true },
    { field: 'end', label: '结束', synonyms: ['结束时间', '下课时间'], required: true },
    { field: 'title', label: '课程', synonyms: ['课程名称', '课题', '内容', '教学内容'], required: true },
    { field: 'type', label: '类型', synonyms: ['课程类型', '课程类别'] },
    { field: 'method', label: '方式', synonyms: ['教学方式', '授课方式', '形式'], required: true },
    { field: 'lecturer', label: '授课人', synonyms: ['主讲人', '教师', '授课教师', '主持人'] },
    { field: 'place', label: '地点', synonyms: ['上课地点', '教学地点'] },
    { field: 'hours', label: '学时', synonyms: ['学时数'] },
  ],
};

/** Other names that timetables use for course types and methods, in addition to the official ones. */
const TYPE_SYNONYMS: ReadonlyMap<string, CourseType> = new Map([
  ['党的理论', 'partyTheory'],
  ['理论教育', 'partyTheory'],
  ['党性', 'partySpirit'],
  ['履职能力培训', 'dutyCapability'],
  ['专业化', 'professional'],
  ['专业化能力', 'professional'],
  ['知识', 'knowledge'],
]);
const METHOD_SYNONYMS: ReadonlyMap<string, TeachingMethod> = new Map([
  ['授课', 'lecture'],
  ['讲授', 'lecture'],
  ['专题授课', 'lecture'],
  ['研讨', 'seminar'],
  ['辅导', 'guidedTalk'],
  ['案例教学', 'caseTeaching'],
  ['宣讲', 'advocacyTeaching'],
  ['参观', 'fieldTeaching'],
  ['现场', 'fieldTeaching'],
  ['模拟', 'simulation'],
  ['论坛', 'traineeForum'],
  ['读书分享', 'bookSharing'],
  ['分组讨论', 'groupDiscussion'],
  ['讨论', 'groupDiscussion'],
  ['调研', 'socialResearch'],
  ['开班', 'opening'],
  ['开班仪式', 'opening'],
  ['结业', 'closing'],
  ['结业仪式', 'closing'],
  ['竞选', 'committeeElection'],
]);

const TYPE_WORDS: ReadonlyMap<string, CourseType> = new Map([
  ...COURSE_TYPES.map((type): [string, CourseType] => [courseTypeLabel(type), type]),
  ...TYPE_SYNONYMS,
]);
const METHOD_WORDS: ReadonlyMap<string, TeachingMethod> = new Map([
  ...TEACHING_METHODS.map((method): [string, TeachingMethod] => [methodLabel(method), method]),
  ...METHOD_SYNONYMS,
]);

export interface CurriculumRules {
  /** Methods that do not count for the shares at all. */
  notCountedMethods: readonly TeachingMethod[];
}

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

/** Whether a sheet has the header of a timetable. */
export function isTimetable(sheet: Sheet): boolean {
  return findTable(sheet, TIMETABLE) !== undefined;
}

/**
 * Reads a timetable. A session's length follows from its start and end; a 学时 column, if there is one, must agree with it. Whether the
 * curriculum meets the rules is checked elsewhere (`checkCurriculum`).
 *
 * @throws RuleError `import.no-table` when no timetable header is found
 */
export function readCurriculum(sheet: Sheet, rules: CurriculumRules): CurriculumImport {
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
  const sessions = table.rows.flatMap((row) => readSession(new RowReader(table, row, problems), rules) ?? []);
  if (sessions.length === 0 && problems.length === 0) throw new RuleError('import.no-rows');
  problems.sort((a, b) => a.row - b.row);
  return { sessions: problems.length > 0 ? [] : sessions, problems };
}

/**
 * Reads rows pasted in a chat: the header first, then one session per line, with cells separated by tabs or commas.
 * @throws RuleError as `readCurriculum` and `parseDelimited`
 */
export function readPastedCurriculum(text: string, rules: CurriculumRules): CurriculumImport {
  return readCurriculum(parseDelimited(text, '粘贴的课程表', SHEET_LIMITS), rules);
}

function readSession(reader: RowReader<SessionField>, rules: CurriculumRules): Session | undefined {
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
    sessionId: `${dateOn}-${start.replace(':', '')}`,
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
  reader: RowReader<SessionField>,
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
