import { cleaned, comparable, plainWord } from '../chat/plain-text.ts';
import { columnLetters } from './cell-range.ts';
import { type Listed, picked } from './packed-list.ts';
import type { Sheet, SheetRow } from './sheet.ts';
import type { LeftOutRow, Problem, TableColumn } from './table.ts';

interface SortedRows {
  records: Listed<SheetRow>;
  leftOut: LeftOutRow[];
  problems: Problem[];
  /** The numbers of the records that the sheet does not show. */
  hiddenRows: number[];
}

/**
 * Tells the records below a header from what else stands there: rows that hold a running number alone, the header printed again on the next
 * page, sums, remarks and who filled the table in. A line of text that is none of these is a problem, once for the row.
 */
export function sortRows(rows: Listed<SheetRow>, columns: readonly TableColumn[]): SortedRows {
  const sorted: Omit<SortedRows, 'records'> = { leftOut: [], problems: [], hiddenRows: [] };
  const records: number[] = [];
  let at = -1;
  for (const row of rows) {
    at += 1;
    const texts = [...new Set([...row.cells.values()].map(({ text }) => cleaned(text)).filter((text) => text !== ''))];
    const read = columns.filter(({ at }) => row.cells.has(at));
    const isNumbered = texts.every((text) => /^\d{1,6}$/.test(text));
    if (texts.length === 0 || (read.length === 0 && isNumbered)) continue;
    if (read.length === 0 || isHeaderAgain(row, columns) || isRemark(row, texts, columns)) {
      sorted.leftOut.push({ row: row.rowNumber, text: texts.join(' ') });
    } else if (texts.length === 1 && columns.length > 2) {
      const message = '这一行只有一项内容，不像一条记录，请补全或删去';
      sorted.problems.push({
        row: row.rowNumber,
        column: columnLetters(firstColumn(row)),
        header: '',
        message,
        value: texts.join(),
      });
    } else {
      records.push(at);
      if (row.hidden === true) sorted.hiddenRows.push(row.rowNumber);
    }
  }
  return { ...sorted, records: picked(rows, records) };
}

/** Rows and columns that the sheet does not show: whoever looks at it cannot know that they would be imported. */
export function hiddenParts(
  sheet: Sheet,
  header: SheetRow,
  columns: readonly TableColumn[],
  hiddenRows: readonly number[],
): Problem[] {
  const hiddenColumns = columns.filter(({ at }) => sheet.hiddenColumns?.has(at));
  const runs: { first: number; last: number }[] = [];
  for (const rowNumber of [...(header.hidden === true ? [header.rowNumber] : []), ...hiddenRows]) {
    const run = runs.at(-1);
    if (run !== undefined && run.last + 1 === rowNumber) run.last = rowNumber;
    else runs.push({ first: rowNumber, last: rowNumber });
  }
  return [
    ...hiddenColumns.map(({ at, header: name }) => ({
      row: header.rowNumber,
      column: columnLetters(at),
      header: name,
      message: '这一列是隐藏的，请取消隐藏并核对后再导入',
      value: '',
    })),
    ...runs.map(({ first, last }) => {
      const rows = first === last ? '这一行是' : `第 ${first} 至 ${last} 行是`;
      const message = `${rows}隐藏的（如已筛选），请取消隐藏并核对，不需要的请删除`;
      return { row: first, column: '', header: '', message, value: '' };
    }),
  ];
}

function isHeaderAgain(row: SheetRow, columns: readonly TableColumn[]): boolean {
  const repeated = columns.filter(({ at, header }) => comparable(row.cells.get(at)?.text ?? '') === comparable(header));
  return repeated.length > 1 && repeated.length === columns.filter(({ at }) => row.cells.has(at)).length;
}

/** Starts like a remark, a sum or a signature, and does not fill even half of what a record needs. */
function isRemark(row: SheetRow, texts: readonly string[], columns: readonly TableColumn[]): boolean {
  const required = columns.filter((column) => column.required);
  const filled = required.filter(({ at }) => row.cells.get(at)?.kind !== 'merged' && row.cells.has(at));
  return REMARK.test(plainWord(texts[0] ?? '')) && filled.length * 2 <= required.length;
}

const REMARK =
  /^(?:(?:填表|制表|填报|报送|审核|审批|复核|联系|经办|负责|主管|分管)(?:人|单位|日期|时间|领导|电话|负责人)?|(?:单位|主要|部门|科室)?负责人(?:签字|签名)?|(?:单位)?[(]?盖章[)]?|联系电话|日期|备注|附注|注|说明|填表说明|填写说明)[\d.]*[:(]|^(?:合计|总计|小计|共计|总人数|本页小计|以下空白|以上共|共\d+[人名])/;

function firstColumn(row: SheetRow): number {
  return Math.min(...row.cells.keys());
}
