import { columnLetters } from './cell-range.ts';
import type { Listed } from './packed-list.ts';
import type { CellValue, SheetRow } from './sheet.ts';

/** One thing wrong with a sheet, said to the person who can put it right. */
export interface Problem {
  /** As numbered in Excel or WPS; 0 in a form, which has no rows. */
  row: number;
  /** The column's letters, e.g. `F`; empty when the whole row or a missing column is meant. */
  column: string;
  header: string;
  message: string;
  /** What stands in the cell. */
  value: string;
}

interface Column<F extends string> {
  field: F;
  /** The header we ask for; also how the field is called in messages. */
  label: string;
  /** Other headers that mean the same. */
  synonyms?: readonly string[];
  /** The column must be there, and filled in every row. */
  required?: boolean;
  /** Where there is this column, the required one is not needed. */
  unless?: F;
}

/** A kind of table, told from others by its headers. */
export interface TableKind<F extends string> {
  columns: readonly Column<F>[];
  /** A row that has all of these columns is the header of this kind of table. */
  marks: readonly F[];
}

export interface TableColumn {
  at: number;
  label: string;
  header: string;
  required: boolean;
}

export interface Table<F extends string> {
  sheetName: string;
  headerRow: number;
  /** The rows that are records. */
  rows: Listed<SheetRow>;
  columns: ReadonlyMap<F, TableColumn>;
  /** Headers of columns that are not used. */
  unused: readonly string[];
  /** Rows below the header that are no records. */
  leftOut: readonly LeftOutRow[];
  problems: readonly Problem[];
}

/** What reading one cell gives. */
export type Reading<T> = { value: T } | { message: string };

/** A row below the header that is no record: left out, and said. */
export interface LeftOutRow {
  row: number;
  text: string;
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
