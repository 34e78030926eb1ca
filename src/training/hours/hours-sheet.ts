import { createHash } from 'node:crypto';
import { namedAmong } from '../../county/people-meant.ts';
import { lineText, matching, oneOf, orNone } from '../../sheets/cells.ts';
import { findTable } from '../../sheets/find-table.ts';
import { readDay } from '../../sheets/known-dates.ts';
import type { Sheet } from '../../sheets/sheet.ts';
import { type Problem, RowReader, type TableKind } from '../../sheets/table.ts';
import { effective, type HourEntryRow } from './hour-entries.ts';
import { spanOf } from './hour-sum.ts';
import { type KnownPerson, personOf } from './people-in-sheet.ts';

type HoursField = 'id' | 'name' | 'unit' | 'title' | 'organiser' | 'fromOn' | 'toOn' | 'days' | 'hours' | 'kind';

/** Hours of past years, one course of one person a row. */
export const HOURS_TABLE: TableKind<HoursField> = {
  marks: ['name', 'title', 'hours'],
  columns: [
    { field: 'id', label: '人员编号', synonyms: ['干部编号', '工号'] },
    { field: 'name', label: '姓名', synonyms: ['干部姓名'], required: true },
    { field: 'unit', label: '单位', synonyms: ['单位名称', '工作单位'] },
    { field: 'title', label: '培训班名称', synonyms: ['培训名称', '班次名称', '培训班', '培训项目'], required: true },
    { field: 'organiser', label: '主办单位', synonyms: ['举办单位', '培训机构'] },
    { field: 'fromOn', label: '开始日期', synonyms: ['培训开始日期', '开始时间', '起始日期'], required: true },
    { field: 'toOn', label: '结束日期', synonyms: ['培训结束日期', '结束时间', '截止日期'], required: true },
    { field: 'days', label: '天数', synonyms: ['培训天数'], required: true },
    { field: 'hours', label: '学时', synonyms: ['培训学时', '学时数'], required: true },
    { field: 'kind', label: '培训方式', synonyms: ['培训类别', '培训形式'] },
  ],
};

const KIND_WORDS: ReadonlyMap<string, HourEntryRow['kind']> = new Map([
  ['脱产', 'group'],
  ['脱产培训', 'group'],
  ['集中培训', 'group'],
  ['面授', 'group'],
  ['网络', 'online'],
  ['网络学习', 'online'],
  ['在线学习', 'online'],
  ['线上', 'online'],
]);

/** An entry a sheet would make. */
export type SheetEntry = Omit<HourEntryRow, 'by' | 'at' | 'sourceId'>;

/** What a sheet of hours would enter. */
export interface HoursSheet {
  entries: readonly SheetEntry[];
  /** Rows left out because the days are entered already, or twice in the sheet. */
  repeated: readonly RowAbout[];
  problems: readonly Problem[];
  /** Of a sheet of an online academy: courses not finished, and those that may be part of a sum entered before. */
  online?: { unfinished: number; toCheck: readonly RowAbout[] };
}

/** A row of a sheet, as it is called in a preview. */
export interface RowAbout {
  row: number;
  who: string;
  title: string;
}

export function isHoursSheet(sheet: Sheet): boolean {
  return findTable(sheet, HOURS_TABLE) !== undefined;
}

/**
 * Reads a sheet of past years' hours; with one problem nothing is entered. A row whose days somebody has in the ledger already is left out.
 * @param known - the entries of these people
 */
export function readHoursSheet(
  sheet: Sheet,
  people: readonly KnownPerson[],
  known: readonly HourEntryRow[],
  todayOn: string,
): HoursSheet {
  const table = findTable(sheet, HOURS_TABLE);
  if (table === undefined) return { entries: [], repeated: [], problems: [] };
  const named = namedAmong(people);
  const problems: Problem[] = [...table.problems];
  const entries: SheetEntry[] = [];
  const repeated: RowAbout[] = [];
  const standing = effective(known);
  for (const row of table.rows) {
    const reader = new RowReader(table, row, problems);
    const person = personOf(reader, named);
    const entry = person && entryOf(reader, person, todayOn);
    if (entry === undefined || person === undefined) continue;
    if ([...standing, ...entries].some((each) => overlaps(each, entry)))
      repeated.push({ row: row.rowNumber, who: person.name, title: entry.title });
    else entries.push({ ...entry, _id: freeId('sheet', entry._id, known) });
  }
  return { entries: problems.length > 0 ? [] : entries, repeated, problems };
}

/** Whether two entries are about the same days of one person: two trainings off the job cannot be at once. */
export function overlaps(
  a: Pick<HourEntryRow, 'cadreId' | 'kind' | 'fromOn' | 'toOn' | 'title'>,
  b: Pick<HourEntryRow, 'cadreId' | 'kind' | 'fromOn' | 'toOn' | 'title'>,
): boolean {
  if (a.cadreId !== b.cadreId || a.kind !== b.kind || a.fromOn > b.toOn || b.fromOn > a.toOn) return false;
  return a.kind === 'group' || a.title === b.title;
}

function entryOf(reader: RowReader<HoursField>, { cadreId }: KnownPerson, todayOn: string): SheetEntry | undefined {
  const title = reader.read('title', lineText(100));
  const organiser = reader.read('organiser', orNone(lineText(100))) ?? '';
  const fromOn = reader.read('fromOn', readDay);
  const toOn = reader.read('toOn', readDay);
  const days = reader.read('days', matching(/^\d{1,3}(\.[05])?$/, '天数应为整数或半天，如 3 或 2.5'));
  const hours = reader.read('hours', matching(/^\d{1,4}(\.\d)?$/, '学时应为数字，如 24'));
  const kind = reader.read('kind', oneOf(KIND_WORDS, '“脱产”或“网络”')) ?? 'group';
  if (!reader.ok || title === undefined || fromOn === undefined || toOn === undefined) return undefined;
  if (toOn < fromOn) reader.reject('toOn', '结束日期早于开始日期');
  if (toOn > todayOn) reader.reject('toOn', '晚于今天');
  const halfDays = Math.round(Number(days) * 2);
  if (halfDays > spanOf(fromOn, toOn) * 2) reader.reject('days', '天数多于起止日期之间的天数');
  if (!reader.ok) return undefined;
  const _id = createHash('sha256').update([cadreId, kind, title, fromOn, toOn].join('\n')).digest('hex').slice(0, 24);
  return {
    ...{ _id, cadreId, kind, source: 'sheet', title, organiser, fromOn, toOn },
    ...{ minutes: Math.round(Number(hours) * 60), halfDays, spanDays: kind === 'online' ? 0 : spanOf(fromOn, toOn) },
  };
}

/** The id of an entry that may have been taken back before: then it is entered anew. */
export function freeId(source: string, base: string, known: readonly HourEntryRow[]): string {
  const earlier = known.filter(({ _id }) => _id.startsWith(`${source}:${base}:`)).length;
  return `${source}:${base}:${earlier + 1}`;
}
