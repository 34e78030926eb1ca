import type { ListSheet } from '../chat/long-list.ts';
import { firstOf, type Listed } from './packed-list.ts';
import type { Problem } from './table.ts';

/** What is wrong with a sheet somebody sent, as a sheet: a row for each fault. */
export function problemSheet(fileName: string, title: string, problems: Iterable<Problem>): ListSheet {
  return {
    fileName,
    title,
    columns: [
      { header: '行', width: 8 },
      { header: '列', width: 20 },
      { header: '填写的内容', width: 24 },
      { header: '问题', width: 60 },
    ],
    rows: [...problems].map(({ row, header, value, message }) => [row, header, value, message]),
  };
}

/** So many faults are named in a message: about a screen of a phone. */
const mostNamed = 8;

/** What is wrong with a sheet, line by line. */
export function problemLines(problems: Listed<Problem>): string[] {
  const lines = firstOf(problems, mostNamed).map(
    (each) => `第 ${each.row} 行${each.header === '' ? '' : `“${each.header}”`}：${each.message}`,
  );
  return problems.length > mostNamed
    ? [...lines, `……其余 ${problems.length - mostNamed} 处，请先更正以上各项。`]
    : lines;
}
