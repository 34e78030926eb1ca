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
    const cells = table.rows.flatMap((row) => {
      const cell = row.cells.get(column.at);
      return cell === undefined ? [] : [{ row, cell }];
    });
    const longest = Math.max(
      0,
      ...cells.map(({ cell }) => (/^0\d+$/.test(cell.text.trim()) ? cell.text.trim().length : 0)),
    );
    return cells
      .filter(({ cell }) => cell.kind === 'number' && cell.text.length < longest)
      .map(({ row, cell }) => ({
        row: row.rowNumber,
        column: columnLetters(column.at),
        header: column.header,
        message: '同列有以 0 开头的编号，这一格是数字，开头的 0 可能已丢失，请设为文本格式后重新填写',
        value: cell.text,
      }));
  });
}
