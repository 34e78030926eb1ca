import { cleaned, comparable, plainWord } from '../../chat/plain-text.ts';
import { headerAt } from '../../sheets/header.ts';
import { itemsFrom } from '../../sheets/packed-list.ts';
import type { CellValue, Sheet, SheetRow } from '../../sheets/sheet.ts';
import type { Problem } from '../../sheets/table.ts';
import { fieldOfHeader, type SheetField } from './sheet-column.ts';

/** A column of a school's own timetable. */
export interface SheetColumn {
  at: number;
  header: string;
  /** Absent when its header does not tell. */
  field?: SheetField;
  /** The first things that stand in it. */
  samples: readonly string[];
}

/** One lesson as the sheet has it: the texts of its cells by what they hold. */
export interface LaidLesson {
  rowNumber: number;
  texts: Readonly<Partial<Record<SheetField, readonly string[]>>>;
  /** Headers of the columns that hold the types. */
  typeHeader: string;
}

/** A timetable as it lies on the sheet, nothing interpreted yet. */
export interface LaidSheet {
  headerRow: number;
  columns: readonly SheetColumn[];
  lessons: readonly LaidLesson[];
  /** Rows that are no lessons, e.g. `午休`. */
  leftOut: readonly string[];
  problems: readonly Problem[];
}

const HEADER_WITHIN_ROWS = 20;
/** What a header needs beside the moment, so that it is one of a timetable. */
const telling: readonly SheetField[] = ['title', 'lecturer', 'place', 'method', 'type', 'hours'];
const BREAK =
  /^(午休|休息|茶歇|课间|(早|午|中|晚)餐|(早|午|中|晚)饭|用餐|就餐|返程|离校|放假|周末|自由活动|出发|乘车|集合)/;
const REMARK = /^(备注|附注|注|说明|制表|填表|审核|联系人|联系电话|值班|班主任)[\d.]*[:：(（]|^(合计|总计|共计)/;

/**
 * Finds a timetable of one lesson a row.
 * @param answers - what somebody said of columns whose headers do not tell, by column number
 */
export function laidInRows(sheet: Sheet, answers: ReadonlyMap<number, SheetField>): LaidSheet | undefined {
  for (let index = 0; index < Math.min(sheet.rows.length, HEADER_WITHIN_ROWS); index += 1) {
    const header = headerAt(sheet.rows, index);
    if (header === undefined) continue;
    const fields = header.cells.map(
      ({ at, text, path }) => answers.get(at) ?? fieldOfHeader(path) ?? fieldOfHeader(text),
    );
    const has = (field: SheetField) => fields.includes(field);
    if (!(has('moment') || has('start')) || !telling.some(has)) continue;
    const below = [...itemsFrom(sheet.rows, index + header.depth)];
    const columns = header.cells.map(({ at, path }, position): SheetColumn => {
      const field = fields[position];
      return { at, header: path, ...(field === undefined ? {} : { field }), samples: samplesOf(below, at) };
    });
    return { headerRow: header.row.rowNumber, columns, ...sorted(below, columns) };
  }
  return undefined;
}

/** Whether the sheet lies like a timetable: days or times, and lessons with something about them, but no list of people. */
export function isLaidInRows(sheet: Sheet): boolean {
  const columns = laidInRows(sheet, new Map())?.columns ?? [];
  const fields = columns.flatMap(({ field }) => field ?? []);
  return fields.includes('title') && new Set(fields).size >= 3 && !columns.some(({ header }) => PEOPLE.test(header));
}

/** Headers of lists of trainees and cadres. */
const PEOPLE = /^(姓名|学员|学员姓名|干部姓名|参训人员|人员编号|学号)$/;

/** Whether a cell repeats the name of its column, of a grouped one the lower part. */
function isAgain(cell: CellValue | undefined, header: string): boolean {
  const text = plainWord(cell?.text ?? '');
  return text !== '' && header.endsWith(text);
}

function samplesOf(rows: readonly SheetRow[], at: number): string[] {
  const texts = rows.map(({ cells }) => shownText(cells.get(at))).filter((text) => text !== '');
  return [...new Set(texts)].slice(0, 3);
}

function sorted(rows: readonly SheetRow[], columns: readonly SheetColumn[]): Omit<LaidSheet, 'headerRow' | 'columns'> {
  const lessons: LaidLesson[] = [];
  const leftOut: string[] = [];
  const problems: Problem[] = [];
  const typeHeader = columns.find(({ field }) => field === 'type')?.header ?? '';
  for (const row of rows) {
    const all = [...new Set([...row.cells.values()].map(({ text }) => cleaned(text)))].filter((text) => text !== '');
    const texts = textsOf(row, columns);
    const isHeaderAgain = columns.filter(({ at, header }) => isAgain(row.cells.get(at), header)).length > 2;
    const isNumbersAlone = all.every((text) => /^\d{1,6}$/.test(text));
    if (all.length === 0 || isHeaderAgain || isNumbersAlone) continue;
    const title = (texts.title ?? [])[0] ?? '';
    if (all.length === 1 || BREAK.test(comparable(title)) || REMARK.test(plainWord(all[0] ?? '')))
      leftOut.push(all.join(' '));
    else if (title === '' && texts.lecturer === undefined && texts.place === undefined) leftOut.push(all.join(' '));
    else lessons.push({ rowNumber: row.rowNumber, texts, typeHeader });
    problems.push(...hiddenOrReckoned(row, columns));
  }
  return { lessons, leftOut, problems };
}

function textsOf(row: SheetRow, columns: readonly SheetColumn[]): LaidLesson['texts'] {
  const texts: Partial<Record<SheetField, string[]>> = {};
  for (const { at, field } of columns) {
    const text = shownText(row.cells.get(at));
    if (field === undefined || field === 'unused' || text === '') continue;
    const known = texts[field] ?? [];
    if (!known.includes(text)) texts[field] = [...known, text];
  }
  return texts;
}

/** Rows nobody sees, and cells that show something else than they hold. */
function hiddenOrReckoned(row: SheetRow, columns: readonly SheetColumn[]): Problem[] {
  const at = { row: row.rowNumber, column: '', value: '' };
  const reckoned = columns.filter(({ at: column, field }) => {
    const kind = row.cells.get(column)?.kind;
    return field !== undefined && field !== 'unused' && (kind === 'formula' || kind === 'error');
  });
  return [
    ...(row.hidden === true ? [{ ...at, header: '', message: '这一行是隐藏的，请取消隐藏并核对后再导入' }] : []),
    ...reckoned.map(({ header }) => ({ ...at, header, message: '单元格是公式，请复制后选择性粘贴为数值' })),
  ];
}

/** The text of a cell in one line; a date as `2026-03-16`, a time as `08:30`, whatever its format shows of it. */
export function shownText(cell: CellValue | undefined): string {
  if (cell === undefined) return '';
  if (cell.kind !== 'date') return cleaned(cell.text).replaceAll(/\s+/g, ' ');
  if (cell.shows === 'time') return cell.time;
  return cell.shows === 'dayTime' && cell.time !== '00:00' ? `${cell.day} ${cell.time}` : cell.day;
}
