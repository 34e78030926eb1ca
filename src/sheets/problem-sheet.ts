import type { ListSheet } from '../chat/long-list.ts';
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
