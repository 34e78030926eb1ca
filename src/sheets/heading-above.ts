import { cleaned } from '../chat/plain-text.ts';
import { firstOf } from './packed-list.ts';
import type { Sheet } from './sheet.ts';

/** What stands beside a heading above a table; `''` in row 1 where the heading is not there. */
export function valueAbove(
  sheet: Sheet,
  headerRow: number,
  isHeading: (text: string) => boolean,
): { value: string; row: number } {
  const above = firstOf(sheet.rows, headerRow).filter(({ rowNumber }) => rowNumber < headerRow);
  const row = above.find(({ cells }) => [...cells.values()].some(({ text }) => isHeading(text)));
  const texts = [...(row?.cells.values() ?? [])].map((cell) => (cell.kind === 'date' ? cell.day : cleaned(cell.text)));
  return { value: texts[texts.findIndex(isHeading) + 1] ?? '', row: row?.rowNumber ?? 1 };
}
