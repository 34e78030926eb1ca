import type { ListSheet } from '../chat/long-list.ts';
import { comparable } from '../chat/plain-text.ts';
import type { Sheet, SheetRow } from './sheet.ts';
import type { TableKind } from './table.ts';

/** What a column that somebody names is called; absent where there is none. */
export function columnNamed<F extends string>(
  { columns }: TableKind<F>,
  typed: string,
): { field: F; label: string } | undefined {
  const word = comparable(typed);
  return columns.find(({ label, synonyms = [] }) => [label, ...synonyms].some((name) => comparable(name) === word));
}

/**
 * A list with what one column holds changed in every row, as a sheet to be read: so that a field changed by a command means what it means
 * in the sheet, and is refused for the same reasons.
 */
export function withColumn({ columns, rows }: ListSheet, label: string, value: string): Sheet {
  const header = columns.map((column) => column.header);
  const changed = rows.map((row) => row.map((cell, index) => (header[index] === label ? value : cell)));
  return { sheetName: label, format: 'delimited', rows: [header, ...changed].map(asRow) };
}

function asRow(cells: readonly (string | number)[], index: number): SheetRow {
  const filled = cells.map((cell, at) => [at + 1, { kind: 'text' as const, text: String(cell) }] as const);
  return { rowNumber: index + 1, cells: new Map(filled.filter(([, { text }]) => text !== '')) };
}
