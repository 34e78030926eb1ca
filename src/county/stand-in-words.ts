import { beijingDateOf, formatDay, formatDays } from '../calendar/beijing-time.ts';
import { cardOf } from '../chat/card.ts';
import type { Card, Press } from '../chat/message.ts';
import { dropStandIn, endStandIn, nameStandIn } from './presses.ts';
import type { StandInRow } from './stand-ins.ts';

/** So many that are over are listed one by one. */
const mostOver = 10;

type Days = Pick<StandInRow, 'fromOn' | 'untilOn'>;

export const standInWords = {
  preview: (id: string, name: string, post: string, facts: { cadreId: string; reason: string } & Days): Card =>
    cardOf({
      id: `stand-in-preview:${id}`,
      title: '委托代办',
      lines: [
        `拟请${name}（${post}）代办您的单位和班级事务，期间有关消息和待办发给${name}。`,
        '到期自动结束，也可提前结束。涉及代办人本人或您本人的事项，不由代办人办理。',
      ],
      fields: [{ label: '时间', value: formatDays(facts.fromOn, facts.untilOn) }],
      buttons: [
        { label: '确认委托', style: 'primary', press: nameStandIn.with(facts) },
        { label: '取消', press: dropStandIn.with({}) },
      ],
    }),
  dropped: '已取消，未委托代办',
  named: (name: string) => `已委托${name}代办`,
  namedReply: (row: StandInRow, name: string): Card =>
    running(row, `已委托${name}代办，时间为${formatDays(row.fromOn, row.untilOn)}，已告知${name}。`),
  toStandIn: (row: StandInRow, principal: string, offices: string): Card =>
    running(
      row,
      `${principal}（${offices}）请您代办，时间为${formatDays(row.fromOn, row.untilOn)}。期间有关消息和待办发给您，到期自动结束。`,
    ),
  ended: '代办已结束',
  /** On a card of an office that somebody else has now. */
  moved: '已转由现在办理此项工作的同志办理',
  movedNote: (day: string) => `代办开始或到期，转交${day}仍待办理的事项`,
  endedTo: (principal: string, standIn: string) =>
    `【代办结束】${standIn}代办${principal}事务已结束，有关事项由${principal}办理。`,
  list: (running: readonly StandInRow[], over: readonly StandInRow[], nameOf: (cadreId: string) => string) =>
    [
      running.length === 0 ? standInWords.none : `正在或将要代办 ${running.length} 项：`,
      ...running.map((row) => line(row, nameOf)),
      ...(over.length === 0 ? [] : [`近一年已结束 ${over.length} 项：`]),
      ...over.slice(0, mostOver).map((row) => line(row, nameOf)),
      ...(over.length > mostOver ? [`……其余 ${over.length - mostOver} 项从略。`] : []),
    ].join('\n'),
  none: '目前没有代办。需要委托的，请回复“/代办 姓名 日期”，例如“/代办 李四 至周五”。',
  noOffice: '您目前没有单位主要负责人、联络员或班主任的事务，无需委托代办。',
} as const;

function line(
  { standInId, principalId, fromOn, untilOn, reason, end }: StandInRow,
  nameOf: (cadreId: string) => string,
) {
  const why = reason === undefined ? '' : `（${reason}）`;
  const ended = end === undefined ? '' : `，${formatDay(beijingDateOf(end.at))}提前结束`;
  return `${nameOf(standInId)}代办${nameOf(principalId)}事务，${formatDays(fromOn, untilOn)}${why}${ended}`;
}

function running(row: StandInRow, line: string): Card {
  const end: Press = endStandIn.with({ standIn: row._id });
  return cardOf({
    id: `stand-in:${row._id}`,
    title: '委托代办',
    lines: [line],
    buttons: [{ label: '结束代办', press: end }],
  });
}
