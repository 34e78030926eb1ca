import { RuleError } from '../errors.ts';
import { mergeCells, type Range, rangeOf } from './cell-range.ts';
import { type CellContext, cellValue, type WrittenCell } from './cell-value.ts';
import { RichText } from './shared-strings.ts';
import type { Sheet, SheetLimits } from './sheet.ts';
import { ReadRows, RowsInMaking } from './sheet-rows.ts';
import { type Attributes, isTrue, readXml } from './xml.ts';

/** What a sheet's cells refer to, and what the sheet may hold. */
export interface SheetContext extends CellContext {
  name: string;
  limits: SheetLimits;
}

const LAST_COLUMN = 16_384;

/**
 * Reads one sheet. Rows and cells without content cost a glance each, however many carry a format.
 *
 * @throws RuleError `import.not-a-workbook`, `import.too-many-cells`, `import.too-many-columns`, `import.too-many-merges`
 */
export async function readSheetPart(part: AsyncIterable<Buffer>, context: SheetContext): Promise<Sheet> {
  const reader = new SheetReader(context);
  await readXml(part, {
    open: (name, attributes) => reader.open(name, attributes),
    close: (name) => reader.close(name),
    text: (text) => reader.add(text),
  });
  return reader.sheet();
}

class SheetReader {
  readonly #context: SheetContext;
  readonly #rows: RowsInMaking;
  readonly #hiddenColumns = new Set<number>();
  readonly #merges: Range[] = [];
  readonly #links: Range[] = [];
  readonly #rich = new RichText();
  #row = { number: 0, hidden: false };
  /** That hold anything. */
  #cells = 0;
  #column = 0;
  #cell: WrittenCell | undefined;
  #into: 'value' | 'formula' | undefined;
  /** Inside what other programs add, which may use the same names for other things. */
  #inExtension = false;

  constructor(context: SheetContext) {
    this.#context = context;
    this.#rows = new RowsInMaking(context.limits.inflatedBytes);
  }

  open(name: string, attributes: Attributes): void {
    if (this.#inExtension) return;
    if (name === 'c') this.#openCell(attributes);
    else if (this.#cell !== undefined) this.#openInCell(this.#cell, name);
    else if (name === 'row') this.#openRow(attributes);
    else if (name === 'col') this.#openColumns(attributes);
    else if (name === 'mergeCell') this.#merges.push(rangeOf(attributes('ref')));
    else if (name === 'hyperlink') this.#links.push(rangeOf(attributes('ref')));
    else if (name === 'extLst') this.#inExtension = true;
  }

  add(text: string): void {
    const cell = this.#cell;
    if (cell === undefined) return;
    if (this.#into === 'value') cell.value += text;
    else if (this.#into === 'formula') cell.formula += text;
    else this.#rich.add(text);
  }

  close(name: string): void {
    if (name === 'extLst') this.#inExtension = false;
    const cell = this.#cell;
    if (this.#inExtension || cell === undefined) return;
    if (name === 'v' || name === 'f') this.#into = undefined;
    else if (name === 'c') this.#closeCell(cell);
    else this.#rich.close(name);
  }

  sheet(): Sheet {
    const { name, limits } = this.#context;
    this.#markLinks();
    mergeCells(
      this.#merges,
      limits.columns,
      (row, column) => this.#rows.present(row)?.get(column),
      (row, column, cell) => this.#rows.cellsOf(row, false).set(column, cell),
    );
    const rows = new ReadRows(this.#rows.packed());
    return { sheetName: name, format: 'xlsx', hiddenColumns: this.#hiddenColumns, rows };
  }

  #markLinks(): void {
    for (const { left, top, right, bottom } of this.#links) {
      const rows = bottom - top < this.#rows.size ? span(top, bottom) : this.#rows.numbers;
      for (const row of rows) {
        if (row < top || row > bottom) continue;
        const cells = this.#rows.present(row) ?? [];
        for (const [column, cell] of cells) {
          if (column >= left && column <= right && cell.kind === 'text')
            this.#rows.cellsOf(row, false).set(column, { ...cell, kind: 'link' });
        }
      }
    }
  }

  #openRow(attributes: Attributes): void {
    const written = attributes('r');
    const number = written === undefined ? this.#row.number + 1 : Number(written);
    if (!Number.isInteger(number) || number < 1) throw new RuleError('import.not-a-workbook');
    this.#row = { number, hidden: isTrue(attributes('hidden')) || Number(attributes('ht') ?? 1) === 0 };
    this.#column = 0;
  }

  #openColumns(attributes: Attributes): void {
    if (!isTrue(attributes('hidden')) && Number(attributes('width') ?? 1) !== 0) return;
    const last = Math.min(Number(attributes('max')), this.#context.limits.columns);
    for (let column = Number(attributes('min')); column <= last; column += 1) this.#hiddenColumns.add(column);
  }

  #openCell(attributes: Attributes): void {
    const written = attributes('r');
    this.#column = written === undefined ? this.#column + 1 : rangeOf(written).left;
    if (this.#column > LAST_COLUMN) throw new RuleError('import.not-a-workbook');
    const style = Number(attributes('s') ?? 0);
    this.#cell = { column: this.#column, type: attributes('t') ?? 'n', style, value: '', formula: undefined };
    this.#rich.start();
  }

  #openInCell(cell: WrittenCell, name: string): void {
    if (name === 'v') this.#into = 'value';
    else if (name === 'f') {
      this.#into = 'formula';
      cell.formula = '';
    } else this.#rich.open(name);
  }

  #closeCell(cell: WrittenCell): void {
    this.#cell = undefined;
    const { limits } = this.#context;
    const value = cellValue(cell, this.#rich.text, this.#context);
    if (value === undefined) return;
    if (cell.column > limits.columns) throw new RuleError('import.too-many-columns', { limit: limits.columns });
    this.#cells += 1;
    if (this.#cells > limits.cells) throw new RuleError('import.too-many-cells', { limit: limits.cells });
    this.#rows.cellsOf(this.#row.number, this.#row.hidden).set(cell.column, value);
  }
}

function span(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
