import { RuleError } from '../errors.ts';
import type { CellValue } from './sheet.ts';

/** Cells from `left`, `top` to `right`, `bottom`, counted from 1. */
export interface Range {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Cells that all merged ranges of a sheet may cover; each one is visited. */
const MAX_MERGED_CELLS = 200_000;

/**
 * Reads `B2` or `B2:C5`, with or without `$`.
 * @throws RuleError `import.not-a-workbook`
 */
export function rangeOf(reference: string | undefined): Range {
  const [, left = '', top, right = left, bottom = top] =
    /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/.exec(reference ?? '') ?? [];
  if (top === undefined) throw new RuleError('import.not-a-workbook');
  const columns = [columnNumber(left), columnNumber(right)] as const;
  const rows = [Number(top), Number(bottom)] as const;
  return { left: Math.min(...columns), top: Math.min(...rows), right: Math.max(...columns), bottom: Math.max(...rows) };
}

/**
 * Puts the text of each merged range into all of its cells; a range without text stays empty.
 * @throws RuleError `import.too-many-merges` when they cover too many cells
 */
export function mergeCells(
  ranges: readonly Range[],
  lastColumn: number,
  cellAt: (row: number, column: number) => CellValue | undefined,
  put: (row: number, column: number, cell: CellValue) => void,
): void {
  const merged = ranges
    .filter(({ left, top, right, bottom }) => left !== right || top !== bottom)
    .map((range) => ({ ...range, right: Math.min(range.right, lastColumn) }));
  const cells = merged.reduce((sum, range) => sum + (range.right - range.left + 1) * (range.bottom - range.top + 1), 0);
  if (cells > MAX_MERGED_CELLS) throw new RuleError('import.too-many-merges');
  for (const { left, top, right, bottom } of merged) {
    const first = cellAt(top, left);
    if (first === undefined) continue;
    const cell: CellValue = { kind: 'merged', text: first.text, master: `${columnLetters(left)}${top}` };
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) put(row, column, cell);
    }
  }
}

/** `1` is `A`, `27` is `AA`. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}
