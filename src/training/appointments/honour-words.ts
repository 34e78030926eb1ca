import { formatDate } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet } from '../../chat/long-list.ts';
import type { Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { HonourFacts, HonourRow } from './honours.ts';
import { sendHonours } from './presses.ts';

/** `全县优秀党务工作者（县委，2026年7月1日）`. */
export function honourLine({ honour, givenBy, givenOn }: HonourFacts): string {
  return `${honour}（${givenBy}，${formatDate(givenOn)}）`;
}

/** Honours (评优评先): who was given which, when and by whom. */
export const honourWords = {
  recorded: (row: HonourRow) => `已登记 ${row._id}：${row.name}，${honourLine(row)}。已告知本人。`,
  changed: (row: HonourRow) =>
    `${row._id}（${row.name}）已改为${honourLine(row)}，已告知本人。再更改请用“/改荣誉”，取消请用“/取消荣誉”。`,
  cancelled: (row: HonourRow) => `${row._id}（${row.name}）已取消，已告知本人。需要恢复的，请用“/登记荣誉”重新登记。`,
  undone: '已撤销',
  toPerson: (row: HonourRow) => `【荣誉登记】已为您登记：${honourLine(row)}（${row._id}），记入学册。`,
  cancelledTo: (row: HonourRow, reason: string) =>
    `【荣誉登记】${row._id}（${row.honour}）已取消${reason === '' ? '' : `，理由：${withoutStop(reason)}`}。`,
  list: (id: string, year: string, rows: readonly HonourRow[]): Card => {
    const standing = rows.filter(({ state }) => state === 'recorded');
    const people = new Set(standing.map(({ cadreId }) => cadreId)).size;
    return cardOf({
      id: `honours:${id}`,
      title: `${year}年荣誉登记`,
      lines: [
        `共 ${standing.length} 项，${people} 人${rows.length === standing.length ? '' : `；另有已取消 ${rows.length - standing.length} 项`}。`,
        ...(rows.length === 0 ? ['登记请用“/登记荣誉”。'] : []),
        ...(isLong(standing) ? [] : standing.map((row) => `${row._id}　${row.name}　${honourLine(row)}`)),
      ],
      numbers: 'none',
      buttons: rows.length === 0 ? [] : [{ label: '发送表格', press: sendHonours.with({ year }) }],
    });
  },
  sheet: (year: string, rows: readonly HonourRow[], unitOf: (cadreId: string) => string): ListSheet => ({
    fileName: `${year}年荣誉登记.xlsx`,
    title: `${year}年荣誉登记`,
    columns: [
      { header: '编号', width: 10 },
      { header: '姓名', width: 12 },
      { header: '单位', width: 24 },
      { header: '荣誉', width: 36 },
      { header: '授予单位', width: 24 },
      { header: '授予日期', width: 14 },
      { header: '状态', width: 10 },
    ],
    rows: rows.map((row) => [
      ...[row._id, row.name, unitOf(row.cadreId), row.honour, row.givenBy],
      ...[formatDate(row.givenOn), row.state === 'cancelled' ? '已取消' : '已登记'],
    ]),
    people: rows.map(({ cadreId }) => cadreId),
  }),
} as const;
