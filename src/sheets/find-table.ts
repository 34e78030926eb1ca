import { columnLetters } from './cell-range.ts';
import { type Header, type HeaderCell, headerAt, isHeader } from './header.ts';
import { itemsFrom, type Listed } from './packed-list.ts';
import type { Sheet, SheetRow } from './sheet.ts';
import type { Problem, Table, TableColumn, TableKind } from './table.ts';
import { hiddenParts, sortRows } from './table-rows.ts';

/** Titles and filling-in notes may stand above the header, but not more rows than this. */
const HEADER_WITHIN_ROWS = 20;

/** Finds the header of this kind of table; absent when the sheet has none. */
export function findTable<F extends string>(sheet: Sheet, kind: TableKind<F>): Table<F> | undefined {
  for (let index = 0; index < Math.min(sheet.rows.length, HEADER_WITHIN_ROWS); index += 1) {
    const header = headerAt(sheet.rows, index);
    if (header === undefined) continue;
    const fields = fieldsOf(header, kind);
    if (!kind.marks.every((mark) => [...fields.values()].includes(mark))) continue;
    return tableUnder(sheet, kind, header, fields, itemsFrom(sheet.rows, index + header.depth));
  }
  return undefined;
}

function tableUnder<F extends string>(
  sheet: Sheet,
  kind: TableKind<F>,
  header: Header,
  fields: ReadonlyMap<HeaderCell, F>,
  below: Listed<SheetRow>,
): Table<F> {
  const columns = new Map<F, TableColumn>();
  for (const { field, label, required, unless } of kind.columns) {
    const found = header.cells.find((cell) => fields.get(cell) === field);
    if (found === undefined) continue;
    const needed = required === true && !(unless !== undefined && [...fields.values()].includes(unless));
    columns.set(field, { at: found.at, label, header: found.text, required: needed });
  }
  const { records, leftOut, problems, hiddenRows } = sortRows(below, [...columns.values()]);
  return {
    sheetName: sheet.sheetName,
    headerRow: header.row.rowNumber,
    rows: records,
    columns,
    unused: header.cells.filter((cell) => !fields.has(cell)).map((cell) => cell.path),
    leftOut,
    problems: [
      ...headerProblems(header, fields, kind),
      ...strayCells(sheet, header.row, records),
      ...hiddenParts(sheet, header.row, [...columns.values()], hiddenRows),
      ...problems,
    ],
  };
}

/** Names without a group come first: `姓名` in a group `家庭成员` is another one. */
function fieldsOf<F extends string>(header: Header, kind: TableKind<F>): Map<HeaderCell, F> {
  const fields = new Map<HeaderCell, F>();
  const find = (text: string) =>
    kind.columns.find(({ label, synonyms = [] }) => [label, ...synonyms].some((known) => isHeader(text, known)))?.field;
  const plain = header.cells.filter((cell) => cell.path === cell.text);
  for (const cell of plain) {
    const field = find(cell.text);
    if (field !== undefined) fields.set(cell, field);
  }
  const claimed = new Set(fields.values());
  for (const cell of header.cells.filter((one) => one.path !== one.text)) {
    const field = find(cell.path) ?? find(cell.text);
    if (field !== undefined && !claimed.has(field)) fields.set(cell, field);
  }
  return fields;
}

function headerProblems<F extends string>(
  header: Header,
  fields: ReadonlyMap<HeaderCell, F>,
  kind: TableKind<F>,
): Problem[] {
  const problems: Problem[] = [];
  const seen = new Map<F, number>();
  for (const cell of header.cells) {
    const field = fields.get(cell);
    if (field === undefined) continue;
    const { at, text } = cell;
    const place = { row: header.row.rowNumber, column: columnLetters(at), header: text, value: text };
    const first = seen.get(field);
    if (cell.shared) {
      problems.push({ ...place, message: '表头是合并单元格，请取消合并，只保留一行表头' });
    } else if (first !== undefined) {
      problems.push({ ...place, message: `与 ${columnLetters(first)} 列含义重复，请只保留一列` });
    }
    seen.set(field, at);
  }
  for (const { field, label, required, unless } of kind.columns) {
    if (required !== true || seen.has(field) || (unless !== undefined && seen.has(unless))) continue;
    problems.push({ row: header.row.rowNumber, column: '', header: label, message: `缺少“${label}”列`, value: '' });
  }
  return problems;
}

/** In delimited text a cell beyond the last header means that a stray comma has shifted the row. */
function strayCells(sheet: Sheet, header: SheetRow, rows: Listed<SheetRow>): Problem[] {
  if (sheet.format !== 'delimited') return [];
  const lastColumn = Math.max(...header.cells.keys());
  const message = '这一行比表头多出单元格，内容里可能有未加引号的逗号';
  const problems: Problem[] = [];
  for (const row of rows) {
    const [at, cell] = [...row.cells].find(([column]) => column > lastColumn) ?? [];
    if (at === undefined || cell === undefined) continue;
    problems.push({ row: row.rowNumber, column: columnLetters(at), header: '', message, value: cell.text });
  }
  return problems;
}
