import { formatDate } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet } from '../../chat/long-list.ts';
import type { Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { FrontLineRow } from './front-line-tasks.ts';
import { sendFrontLine } from './presses.ts';

type Entry = Pick<FrontLineRow, 'place' | 'task' | 'fromOn' | 'toOn'>;

/** `青山镇，乡村振兴专班，2026年4月1日至2026年6月30日`. */
export function frontLineLine({ place, task, fromOn, toOn }: Entry): string {
  return `${place}，${withoutStop(task)}，${formatDate(fromOn)}至${formatDate(toOn)}`;
}

const standing = ({ state, toOn, fromOn }: FrontLineRow, todayOn: string) =>
  state === 'cancelled' ? '已取消' : toOn < todayOn ? '已结束' : fromOn <= todayOn ? '进行中' : '未开始';

/** Who was sent to the front line (一线锻炼). */
export const frontLineWords = {
  recorded: (row: FrontLineRow) => `已登记 ${row._id}：${row.name}，${frontLineLine(row)}。已告知本人。`,
  changed: (row: FrontLineRow) =>
    `${row._id} 已改为${formatDate(row.fromOn)}至${formatDate(row.toOn)}，已告知本人。再更改请用“/改一线”，取消请用“/取消一线”。`,
  cancelled: (row: FrontLineRow) =>
    `${row._id}（${row.name}）已取消，已告知本人。需要恢复的，请用“/一线锻炼”重新登记。`,
  undone: '已撤销',
  toPerson: (row: FrontLineRow) =>
    `【一线锻炼】已为您登记：${frontLineLine(row)}（${row._id}）。可在“我的跟踪”中查看。`,
  cancelledTo: (row: FrontLineRow, reason: string) =>
    `【一线锻炼】${row._id} 已取消${reason === '' ? '' : `，理由：${withoutStop(reason)}`}。`,
  list: (id: string, year: string, rows: readonly FrontLineRow[], todayOn: string): Card => {
    const counted = ['进行中', '未开始', '已结束', '已取消'].flatMap((each) => {
      const count = rows.filter((row) => standing(row, todayOn) === each).length;
      return count === 0 ? [] : [`${each} ${count} 人次`];
    });
    return cardOf({
      id: `front-line:${id}`,
      title: `${year}年一线锻炼`,
      lines: [
        `共 ${rows.filter(({ state }) => state === 'recorded').length} 人次${counted.length === 0 ? '' : `：${counted.join('，')}`}。`,
        ...(rows.length === 0 ? ['登记请用“/一线锻炼”。'] : []),
        ...(isLong(rows)
          ? []
          : rows.map((row) => `${row._id}　${row.name}　${frontLineLine(row)}　${standing(row, todayOn)}`)),
      ],
      numbers: 'none',
      buttons: rows.length === 0 ? [] : [{ label: '发送表格', press: sendFrontLine.with({ year }) }],
    });
  },
  sheet: (
    year: string,
    rows: readonly FrontLineRow[],
    todayOn: string,
    unitOf: (cadreId: string) => string,
  ): ListSheet => ({
    fileName: `${year}年一线锻炼.xlsx`,
    title: `${year}年一线锻炼`,
    columns: [
      { header: '编号', width: 10 },
      { header: '姓名', width: 12 },
      { header: '单位', width: 24 },
      { header: '地点', width: 24 },
      { header: '任务', width: 40 },
      { header: '开始', width: 14 },
      { header: '结束', width: 14 },
      { header: '状态', width: 10 },
    ],
    rows: rows.map((row) => [
      ...[row._id, row.name, unitOf(row.cadreId), row.place, row.task],
      ...[formatDate(row.fromOn), formatDate(row.toOn), standing(row, todayOn)],
    ]),
    people: rows.map(({ cadreId }) => cadreId),
  }),
} as const;
