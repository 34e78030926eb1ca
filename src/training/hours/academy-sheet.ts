import { createHash } from 'node:crypto';
import { comparable } from '../../chat/plain-text.ts';
import { groupedBy } from '../../county/grouped-by.ts';
import { namedAmong } from '../../county/people-meant.ts';
import { lineText, matching, orNone } from '../../sheets/cells.ts';
import { findTable } from '../../sheets/find-table.ts';
import { readDay } from '../../sheets/known-dates.ts';
import type { CellValue, Sheet } from '../../sheets/sheet.ts';
import { type Problem, RowReader, type TableKind } from '../../sheets/table.ts';
import { effective, type HourEntryRow } from './hour-entries.ts';
import { freeId, type HoursSheet, type RowAbout, type SheetEntry } from './hours-sheet.ts';
import { type KnownPerson, personOf } from './people-in-sheet.ts';

type AcademyField = 'id' | 'account' | 'name' | 'unit' | 'title' | 'hours' | 'finishedOn' | 'organiser';

/** What an outside online academy hands over: one course of one person a row, with the day it was finished. */
const ACADEMY_TABLE: TableKind<AcademyField> = {
  marks: ['name', 'title', 'hours', 'finishedOn'],
  columns: [
    { field: 'id', label: '人员编号', synonyms: ['干部编号', '工号'] },
    { field: 'name', label: '姓名', synonyms: ['学员姓名', '干部姓名'], required: true },
    { field: 'account', label: '账号', synonyms: ['学员账号', '登录账号', '用户名', '平台账号'] },
    { field: 'unit', label: '单位', synonyms: ['单位名称', '工作单位', '所在单位'] },
    { field: 'title', label: '课程', synonyms: ['课程名称', '课程标题', '学习课程'], required: true },
    { field: 'hours', label: '学时', synonyms: ['学时数', '课程学时', '获得学时', '已获学时'] },
    { field: 'finishedOn', label: '完成日期', synonyms: ['完成时间', '学完日期', '学完时间', '课程完成时间'] },
    { field: 'organiser', label: '学习平台', synonyms: ['培训平台', '平台', '平台名称', '培训机构'] },
  ],
};

export function isAcademySheet(sheet: Sheet): boolean {
  return findTable(sheet, ACADEMY_TABLE) !== undefined;
}

/**
 * Reads what an academy says people finished; with one problem nothing is entered. A course counts once a year for a person, whoever told of it
 * first. A row without the day is a course that is not finished.
 * @param known - the entries of these people
 */
export function readAcademySheet(
  sheet: Sheet,
  people: readonly KnownPerson[],
  known: readonly HourEntryRow[],
  todayOn: string,
): HoursSheet {
  const table = findTable(sheet, ACADEMY_TABLE);
  const named = namedAmong(people);
  const problems: Problem[] = [...(table?.problems ?? [])];
  const entries = new Map<string, SheetEntry>();
  const [repeated, toCheck]: [RowAbout[], RowAbout[]] = [[], []];
  const online = effective(known).filter(({ kind }) => kind === 'online');
  const [knownOf, onlineOf] = [byCadre(known), byCadre(online)];
  const counted = new Set(online.map(courseOf));
  let unfinished = 0;
  for (const row of table?.rows ?? []) {
    if (table === undefined) break;
    const reader = new RowReader(table, row, problems);
    const finishedOn = reader.read('finishedOn', orNone(readFinishedOn, UNFINISHED)) ?? '';
    if (finishedOn === '' && reader.ok) {
      unfinished += 1;
      continue;
    }
    const person = personOf(reader, named, reader.read('account', readAccount));
    const entry = person && entryOf(reader, person, finishedOn, todayOn);
    if (entry === undefined || person === undefined) continue;
    const course = courseOf(entry);
    const about = { row: row.rowNumber, who: person.name, title: entry.title };
    const earlier = entries.get(course);
    if (earlier !== undefined && earlier.minutes !== entry.minutes)
      reader.reject('hours', '同一人同一课程的学时前后不一致，请核对后只留一行');
    if (earlier !== undefined || counted.has(course)) repeated.push(about);
    else {
      entries.set(course, { ...entry, _id: freeId('academy', entry._id, knownOf(entry.cadreId)) });
      if (onlineOf(entry.cadreId).some((each) => isWithin(entry, each))) toCheck.push(about);
    }
  }
  return {
    entries: problems.length > 0 ? [] : [...entries.values()],
    repeated,
    problems,
    online: { unfinished, toCheck },
  };
}

function byCadre(entries: readonly HourEntryRow[]): (cadreId: string) => readonly HourEntryRow[] {
  const groups = groupedBy(entries, ({ cadreId }) => cadreId);
  return (cadreId) => groups.get(cadreId) ?? [];
}

/** One course of one person in one year. */
function courseOf({ cadreId, title, toOn }: Pick<HourEntryRow, 'cadreId' | 'title' | 'toOn'>): string {
  return [cadreId, toOn.slice(0, 4), comparable(title)].join('\n');
}

/** Whether a course may be part of a sum of online study that was entered by a sheet or a claim. */
function isWithin({ toOn }: SheetEntry, sum: HourEntryRow): boolean {
  return sum.source !== 'academy' && sum.fromOn <= toOn && toOn <= sum.toOn;
}

function entryOf(
  reader: RowReader<AcademyField>,
  { cadreId }: KnownPerson,
  finishedOn: string,
  todayOn: string,
): SheetEntry | undefined {
  const title = reader.read('title', lineText(100));
  const hours = reader.read('hours', matching(/^\d{1,3}(\.\d{1,2})?$/, '学时应为数字，如 2 或 0.5'));
  const organiser = reader.read('organiser', orNone(lineText(100))) ?? '';
  if (reader.isEmpty('hours')) reader.reject('hours', '“学时”不能为空');
  if (!reader.ok || title === undefined) return undefined;
  const minutes = Math.round(Number(hours) * 60);
  if (minutes === 0) reader.reject('hours', '学时应大于 0');
  if (finishedOn > todayOn) reader.reject('finishedOn', '晚于今天');
  if (!reader.ok) return undefined;
  const _id = createHash('sha256')
    .update([cadreId, comparable(title), finishedOn].join('\n'))
    .digest('hex')
    .slice(0, 24);
  return {
    ...{ _id, cadreId, kind: 'online', source: 'academy', title, organiser, fromOn: finishedOn, toOn: finishedOn },
    ...{ minutes, halfDays: 0, spanDays: 0 },
  };
}

const UNFINISHED = ['未完成', '未学完', '学习中'];

/** The academy's own account; where it is none of ours or cannot be read, the name decides. */
function readAccount(cell: CellValue) {
  const typed = lineText(64)(cell);
  return 'value' in typed ? typed : { value: '' };
}

/** The day alone; academies print the time beside it. */
function readFinishedOn(cell: CellValue) {
  if (cell.kind === 'date' && cell.shows === 'dayTime') return readDay({ ...cell, shows: 'day' });
  if (cell.kind !== 'text') return readDay(cell);
  return readDay({ ...cell, text: cell.text.trim().replace(/\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?$/u, '') });
}
