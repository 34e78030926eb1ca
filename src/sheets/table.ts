import { comparable, plainWord } from '../chat/plain-text.ts';
import { columnLetters } from './cell-range.ts';
import type { CellValue, Sheet, SheetRow } from './sheet.ts';

/** One thing wrong with a sheet, said to the person who can put it right. */
export interface Problem {
  /** As numbered in Excel or WPS. */
  row: number;
  /** The column's letters, e.g. `F`; empty when the whole row or a missing column is meant. */
  column: string;
  header: string;
  message: string;
  /** What stands in the cell. */
  value: string;
}

export interface Column<F extends string> {
  field: F;
  /** The header we ask for; also how the field is called in messages. */
  label: string;
  /** Other headers that mean the same. */
  synonyms?: readonly string[];
  /** The column must be there, and filled in every row. */
  required?: boolean;
}

/** A kind of table, told from others by its headers. */
export interface TableKind<F extends string> {
  columns: readonly Column<F>[];
  /** A row that has all of these columns is the header of this kind of table. */
  marks: readonly F[];
}

export interface Table<F extends string> {
  sheetName: string;
  headerRow: number;
  rows: readonly SheetRow[];
  columns: ReadonlyMap<F, { at: number; label: string; header: string; required: boolean }>;
  /** Headers of columns that are not used. */
  unused: readonly string[];
  problems: readonly Problem[];
}

/** What reading one cell gives. */
export type Reading<T> = { value: T } | { message: string };

/** Titles and filling-in notes may stand above the header, but not more rows than this. */
const HEADER_WITHIN_ROWS = 20;

/** Finds the header row of this kind of table; absent when the sheet has none. */
export function findTable<F extends string>(sheet: Sheet, kind: TableKind<F>): Table<F> | undefined {
  for (const [index, row] of sheet.rows.slice(0, HEADER_WITHIN_ROWS).entries()) {
    const headers = [...row.cells].map(([at, cell]) => ({ at, cell, field: fieldOf(cell.text, kind) }));
    const fields = new Set(headers.map((header) => header.field));
    if (!kind.marks.every((mark) => fields.has(mark))) continue;
    const columns: Table<F>['columns'] = new Map(
      kind.columns.flatMap((column) => {
        const found = headers.find((header) => header.field === column.field);
        if (found === undefined) return [];
        const { at, cell } = found;
        return [
          [
            column.field,
            { at, label: column.label, header: headerText(cell.text), required: column.required === true },
          ],
        ];
      }),
    );
    const rows = sheet.rows.slice(index + 1);
    return {
      sheetName: sheet.sheetName,
      headerRow: row.rowNumber,
      rows,
      columns,
      unused: headers.filter((header) => header.field === undefined).map((header) => headerText(header.cell.text)),
      problems: [...headerProblems(row, headers, kind), ...strayCells(sheet, row, rows)],
    };
  }
  return undefined;
}

function headerText(text: string): string {
  return plainWord(text).replaceAll(/[*:]/g, '');
}

/** Headers are compared whole, without spaces, stars, case and a closing note such as `（必填）`. */
function fieldOf<F extends string>(text: string, kind: TableKind<F>): F | undefined {
  const whole = headerText(text);
  const bare = whole.replace(/\([^()]*\)$/, '');
  for (const name of [whole, bare]) {
    const column = kind.columns.find(({ label, synonyms = [] }) =>
      [label, ...synonyms].some((known) => comparable(known) === comparable(name)),
    );
    if (column !== undefined) return column.field;
  }
  return undefined;
}

function headerProblems<F extends string>(
  row: SheetRow,
  headers: readonly { at: number; cell: CellValue; field: F | undefined }[],
  kind: TableKind<F>,
): Problem[] {
  const problems: Problem[] = [];
  const seen = new Map<F, number>();
  for (const { at, cell, field } of headers) {
    if (field === undefined) continue;
    const place = { row: row.rowNumber, column: columnLetters(at), header: headerText(cell.text), value: cell.text };
    const first = seen.get(field);
    if (cell.kind === 'merged') {
      problems.push({ ...place, message: '表头是合并单元格，请取消合并，只保留一行表头' });
    } else if (first !== undefined) {
      problems.push({ ...place, message: `与 ${columnLetters(first)} 列含义重复，请只保留一列` });
    }
    seen.set(field, at);
  }
  for (const { field, label, required } of kind.columns) {
    if (required !== true || seen.has(field)) continue;
    problems.push({ row: row.rowNumber, column: '', header: label, message: `缺少“${label}”列`, value: '' });
  }
  return problems;
}

/** In delimited text a cell beyond the last header means that a stray comma has shifted the row. */
function strayCells(sheet: Sheet, header: SheetRow, rows: readonly SheetRow[]): Problem[] {
  if (sheet.format === 'xlsx') return [];
  const lastColumn = Math.max(...header.cells.keys());
  return rows.flatMap((row) => {
    const stray = [...row.cells].find(([at]) => at > lastColumn);
    if (stray === undefined) return [];
    const [at, cell] = stray;
    const message = '这一行比表头多出单元格，内容里可能有未加引号的逗号';
    return [{ row: row.rowNumber, column: columnLetters(at), header: '', message, value: cell.text }];
  });
}

/** Reads the cells of one row; whatever is wrong with one is added to the problems, and the row is then not `ok`. */
export class RowReader<F extends string> {
  readonly row: SheetRow;
  readonly #table: Table<F>;
  readonly #problems: Problem[];
  #ok = true;

  constructor(table: Table<F>, row: SheetRow, problems: Problem[]) {
    this.row = row;
    this.#table = table;
    this.#problems = problems;
  }

  get ok(): boolean {
    return this.#ok;
  }

  /** Whether the table has this column. */
  has(field: F): boolean {
    return this.#table.columns.has(field);
  }

  isEmpty(field: F): boolean {
    const column = this.#table.columns.get(field);
    return column === undefined || !this.row.cells.has(column.at);
  }

  /** Absent when the cell is empty, the column missing, or the cell wrong; an empty cell in a required column is wrong. */
  read<T>(field: F, reader: (cell: CellValue) => Reading<T>): T | undefined {
    const column = this.#table.columns.get(field);
    if (column === undefined) return undefined;
    const cell = this.row.cells.get(column.at);
    if (cell === undefined) {
      if (column.required) this.reject(field, `“${column.label}”不能为空`);
      return undefined;
    }
    const reading = reader(cell);
    if ('value' in reading) return reading.value;
    this.reject(field, reading.message);
    return undefined;
  }

  reject(field: F, message: string): void {
    this.#ok = false;
    const column = this.#table.columns.get(field);
    this.#problems.push({
      row: this.row.rowNumber,
      column: column === undefined ? '' : columnLetters(column.at),
      header: column?.header ?? '',
      message,
      value: (column === undefined ? undefined : this.row.cells.get(column.at))?.text ?? '',
    });
  }
}
