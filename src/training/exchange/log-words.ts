import { addDays, formatDay, formatDays } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import type { NoteKind } from './exchange-notes.ts';
import type { ExchangePairRow } from './exchange-pairs.ts';
import type { LogStanding } from './exchange-standing.ts';
import { askExchangeNote } from './presses.ts';
import type { PairNames } from './words.ts';

export type OwnNoteKind = Exclude<NoteKind, 'visit'>;

const asks: Readonly<Record<OwnNoteKind, string>> = {
  day: '请用一句话写下或说出今天的跟班情况后发送。',
  week: '请写下或说出本周的跟班小结后发送。',
  summary: '请写下或说出个人总结后发送，可分几次发送，按先后连在一起。重写的，以“重写”开头。',
};

/** The card that reminds of the week's summary, or of the own one at the end. */
export function weeklyCardId(pair: string, kind: 'week' | 'summary'): string {
  return `exchange-weekly:${pair}:${kind}`;
}

/** What the two of a pair read of their log, and staff of visits. */
export const exchangeLogWords = {
  ask: (kind: OwnNoteKind) => `${asks[kind]}回复“取消”则不记。`,
  day: (dateOn: string, { days, dueDays }: LogStanding) =>
    `已记${formatDay(dateOn)}。应记 ${dueDays} 天，已记 ${days} 天。同一天再记的，以后记的为准。`,
  week: (mondayOn: string, { days, dueDays }: LogStanding) =>
    `已记${formatDays(mondayOn, addDays(mondayOn, 6))}这一周的周记。日志应记 ${dueDays} 天，已记 ${days} 天。再发的，以后发的为准。`,
  summary: (letters: number, wanted: number) =>
    letters >= wanted
      ? `个人总结已收到，共 ${letters} 字，已达到要求。补充的，可继续发送“跟班总结”和内容。`
      : `个人总结已收到，共 ${letters} 字，还需 ${wanted - letters} 字。请继续发送“跟班总结”和内容。`,
  /** Once a week at most: what is missing, and how it is written. */
  weekly: (
    { _id, toOn }: ExchangePairRow,
    { days, dueDays }: LogStanding,
    closesOn: string,
    kind: 'week' | 'summary',
  ): Card =>
    cardOf({
      id: weeklyCardId(_id, kind),
      title: kind === 'week' ? '本周跟班周记' : '跟班个人总结',
      task: {
        name: kind === 'week' ? `写跟班周记（${_id}）` : `写跟班个人总结（${_id}）`,
        mayWait: true,
      },
      lines: [
        `日志应记 ${dueDays} 天，已记 ${days} 天。`,
        kind === 'week'
          ? '请写本周小结，可用语音。漏记的，回复“跟班日志 日期 内容”补上。'
          : `跟班到${formatDay(toOn)}结束，请在${formatDay(closesOn)}前写个人总结，可用语音、可分几次发送。`,
      ],
      buttons: [
        {
          label: kind === 'week' ? '写周记' : '写总结',
          style: 'primary',
          press: askExchangeNote.with({ writing: kind }),
        },
      ],
    }),
  weeklyNote: (name: string) => `提醒跟班周记或总结：${name}`,
  written: '已记录',
  visited: (pair: ExchangePairRow) =>
    `${pair._id} 的走访情况已记录，可用“/跟班 ${pair._id}”查看。更正的，当天再用“/跟班走访”，以后记的为准。`,
  visitDue: (pairs: readonly ExchangePairRow[], names: PairNames) =>
    [
      `【跟班学习】${pairs.length} 对跟班已到中期，请走访了解情况：`,
      ...pairs.map(
        (pair) =>
          `${pair._id}　${pair.sides.map(({ cadreId }) => names.person(cadreId)).join('、')}　${formatDays(pair.fromOn, pair.toOn)}`,
      ),
      '走访后回复“/跟班走访 编号 情况”。',
    ].join('\n'),
  visitNote: (pairs: number) => `提醒跟班中期走访 ${pairs} 对`,
} as const;
