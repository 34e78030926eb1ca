import { addDays, beijingDateOf, formatClock, formatDay, formatMoment } from '../calendar/beijing-time.ts';
import type { Card } from '../chat/message.ts';
import { showWaiting } from './presses.ts';

/** One line of the list: what is to be done, and until when. */
export interface TodoItem {
  /** The delivery that is brought up again. */
  key: string;
  name: string;
  by?: Date;
  /** When it comes back by itself. */
  putOffUntil?: Date;
}

const itemLine = (item: TodoItem, index: number, now: Date) =>
  `第 ${index + 1} 项：${item.name}${deadlineOf(item, now)}`;
const itemButton = (index: number) => `办理第 ${index + 1} 项`;

export const todoWords = {
  item: itemLine,
  button: itemButton,
  shown: '请在下面的卡片上办理',
  nothing: '您目前没有待办事项。',
  gone: '该事项已办理或已过期。回复“待办”查看最新事项。',
  /** @param items - the most pressing ones; @param counts - of all */
  card: (id: string, items: readonly TodoItem[], counts: { all: number; dueToday: number }, now: Date): Card => ({
    kind: 'card',
    id: `todo:${id}`,
    title: '我的待办',
    numbers: 'lines',
    lines: [
      `您有 ${counts.all} 项待办${counts.dueToday > 0 ? `，其中 ${counts.dueToday} 项今天到期` : ''}${counts.all > items.length ? `，先列出最紧要的 ${items.length} 项` : ''}：`,
      ...items.map((item, index) => itemLine(item, index, now)),
    ],
    fields: [],
    buttons: items.map((item, index) => ({
      label: itemButton(index),
      press: showWaiting.with({ key: item.key }),
    })),
  }),
} as const;

/** `（12月15日 周二 17:00前）`. */
function deadlineOf({ by, putOffUntil }: TodoItem, now: Date): string {
  const notes = [
    ...(by === undefined ? [] : [by > now ? `${momentOf(by)}前` : `${momentOf(by)}已到期`]),
    ...(putOffUntil === undefined ? [] : [`${momentOf(putOffUntil)}再提醒`]),
  ];
  return notes.length === 0 ? '' : `（${notes.join('，')}）`;
}

/** `12月15日 周二 17:00`; the end of a day is its 24:00. */
function momentOf(at: Date): string {
  return formatClock(at) === '00:00' ? `${formatDay(addDays(beijingDateOf(at), -1))} 24:00` : formatMoment(at);
}
