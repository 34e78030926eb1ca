import { RuleError } from '../errors.ts';
import { type Listed, type PackedItems, PackedList, picked } from './packed-list.ts';
import type { CellValue, Sheet, SheetRow } from './sheet.ts';

/** A row as it is packed: its number, whether it is hidden, its cells; a text stands for itself. */
type PackedRow = [rowNumber: number, hidden: 0 | 1, cells: (readonly [column: number, cell: string | CellValue])[]];

/** The rows of a sheet as they go to another thread. */
export interface PackedRows {
  rows: PackedItems;
  order: readonly number[];
}

const mostOpenRows = 1_000;

/** Gathers the rows of a sheet packed, in whatever order they come; a row that is asked for again lies open until there are too many. */
export class RowsInMaking {
  readonly #mostBytes: number;
  readonly #rows = new PackedList<PackedRow>();
  readonly #places = new Map<number, number>();
  readonly #open = new Map<number, { hidden: boolean; cells: Map<number, CellValue> }>();

  /** @param mostBytes - what all rows may take: a short file may name a long text in every cell */
  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** How many rows there are. */
  get size(): number {
    return this.#places.size;
  }

  /** The numbers of the rows, as they came. */
  get numbers(): Iterable<number> {
    return this.#places.keys();
  }

  /** The cells of a row that there is, to be read or changed at once. */
  present(rowNumber: number): Map<number, CellValue> | undefined {
    return this.#places.has(rowNumber) ? this.cellsOf(rowNumber, false) : undefined;
  }

  /**
   * The cells of a row, to be changed at once; a row that is not there yet begins without any.
   * @throws RuleError `import.inflates-too-much`
   */
  cellsOf(rowNumber: number, hidden: boolean): Map<number, CellValue> {
    const open = this.#open.get(rowNumber);
    if (open !== undefined) return open.cells;
    if (this.#open.size >= mostOpenRows) this.#close();
    const place = this.#places.get(rowNumber);
    const known = place === undefined ? undefined : this.#rows.at(place);
    const row = known === undefined ? { hidden, cells: new Map<number, CellValue>() } : unpacked(known);
    this.#open.set(rowNumber, { hidden: row.hidden === true, cells: row.cells as Map<number, CellValue> });
    if (place === undefined) this.#places.set(rowNumber, -1);
    return row.cells as Map<number, CellValue>;
  }

  /** All of them, top to bottom. */
  packed(): PackedRows {
    this.#close();
    const order = [...this.#places].sort(([a], [b]) => a - b).map(([, place]) => place);
    return { rows: this.#rows.packed, order };
  }

  #close(): void {
    for (const [rowNumber, { hidden, cells }] of this.#open) {
      const sorted = [...cells].sort(([a], [b]) => a - b);
      const short = sorted.map(([column, cell]) => [column, cell.kind === 'text' ? cell.text : cell] as const);
      this.#places.set(rowNumber, this.#rows.add([rowNumber, hidden ? 1 : 0, short]));
    }
    this.#open.clear();
    if (this.#rows.bytes > this.#mostBytes) throw new RuleError('import.inflates-too-much');
  }
}

/** Packed rows as they are read: each is made anew when it is asked for. */
export class ReadRows implements Listed<SheetRow> {
  readonly packed: PackedRows;
  readonly #rows: Listed<PackedRow>;

  constructor(packed: PackedRows) {
    this.packed = packed;
    this.#rows = picked(new PackedList<PackedRow>(packed.rows), packed.order);
  }

  get length(): number {
    return this.#rows.length;
  }

  at(index: number): SheetRow | undefined {
    const row = this.#rows.at(index);
    return row === undefined ? undefined : unpacked(row);
  }

  *[Symbol.iterator](): Generator<SheetRow> {
    for (const row of this.#rows) yield unpacked(row);
  }
}

/** A sheet as it goes to another thread. */
export type PackedSheet = Omit<Sheet, 'rows'> & { rows: PackedRows };

export function packedSheet({ rows, ...sheet }: Sheet): PackedSheet {
  return { ...sheet, rows: rows instanceof ReadRows ? rows.packed : packedRows(rows) };
}

function packedRows(rows: Listed<SheetRow>): PackedRows {
  const making = new RowsInMaking(Number.POSITIVE_INFINITY);
  for (const { rowNumber, hidden = false, cells } of rows)
    for (const [column, cell] of cells) making.cellsOf(rowNumber, hidden).set(column, cell);
  return making.packed();
}

function unpacked([rowNumber, hidden, cells]: PackedRow): SheetRow {
  return {
    rowNumber,
    ...(hidden === 1 ? { hidden: true } : {}),
    cells: new Map(
      cells.map(([column, cell]) => [column, typeof cell === 'string' ? { kind: 'text', text: cell } : cell]),
    ),
  };
}
