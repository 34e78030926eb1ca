import { columnLetters } from './cell-range.ts';
import type { Problem, Table } from './table.ts';

/**
 * Numbers in a column of ids where others are texts that begin with a zero and are longer: their own zeros may be gone. A number whose format
 * shows its zeros is as good as a text.
 */
export function lostZeros<F extends string>(table: Table<F>, fields: readonly F[]): Problem[] {
  return fields.flatMap((field) => {
    const column = table.columns.get(field);
    if (column === undefined) return [];
    const numbers: { row: number; text: string }[] = [];
    let longest = 0;
    for (const { rowNumber, cells } of table.rows) {
      const cell = cells.get(column.at);
      const text = cell?.text.trim() ?? '';
      if (/^0\d+$/.test(text)) longest = Math.max(longest, text.length);
      if (cell?.kind === 'number') numbers.push({ row: rowNumber, text: cell.text });
    }
    return numbers
      .filter(({ text }) => text.length < longest)
      .map(({ row, text }) => ({
        row,
        column: columnLetters(column.at),
        header: column.header,
        message: '同列有以 0 开头的编号，这一格是数字，开头的 0 可能已丢失，请设为文本格式后重新填写',
        value: text,
      }));
  });
}
