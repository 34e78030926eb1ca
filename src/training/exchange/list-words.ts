import { formatDate, formatDay, formatDays, formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet } from '../../chat/long-list.ts';
import type { Button, Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ExchangeNoteRow, NoteKind } from './exchange-notes.ts';
import type { ExchangePairRow, ExchangeStep } from './exchange-pairs.ts';
import { type ExchangePhase, type LogStanding, phaseOn, sum } from './exchange-standing.ts';
import { sendPairLog, sendPairs } from './presses.ts';
import { direction, mentorOf, type PairNames, pairKindLabel } from './words.ts';

const phases: Readonly<Record<ExchangePhase, string>> = {
  asked: '征求单位意见中',
  refused: '单位有意见',
  cancelled: '已取消',
  coming: '未开始',
  running: '进行中',
  over: '已结束',
};

const noteKinds: Readonly<Record<NoteKind, string>> = {
  day: '日志',
  week: '周记',
  summary: '总结',
  visit: '中期走访',
};

const acts: Readonly<Record<ExchangeStep['act'], string>> = {
  propose: '提出',
  answer: '单位答复',
  overdue: '逾期视为同意',
  period: '更改时间',
  mentor: '更换导师',
  person: '更换人员',
  rating: '接收单位评价',
  cancel: '取消',
  undo: '撤销上一步',
};

/** What of the log and the rating of one of the two is shown. */
export interface SideStanding {
  log: LogStanding;
  points: readonly number[] | undefined;
}

const ratingOf = ({ ratings }: ExchangePairRow, cadreId: string) =>
  ratings.findLast((each) => each.cadreId === cadreId)?.points;

const pairLine = (pair: ExchangePairRow, names: PairNames, todayOn: string) =>
  `${pair._id}　${pair.sides.map(({ cadreId }) => names.person(cadreId)).join('、')}　${formatDays(pair.fromOn, pair.toOn)}　${phases[phaseOn(pair, todayOn)]}`;

/** What is looked up: the list of a year, and one pair. */
export const exchangeListWords = {
  list: (id: string, year: string, pairs: readonly ExchangePairRow[], names: PairNames, todayOn: string): Card => {
    const standing = pairs.filter(({ state }) => state !== 'cancelled');
    const counted = (['running', 'coming', 'over', 'asked', 'refused', 'cancelled'] as const).map((phase) => {
      const count = pairs.filter((pair) => phaseOn(pair, todayOn) === phase).length;
      return count === 0 ? '' : `${phases[phase]} ${count} 对`;
    });
    return cardOf({
      id: `exchange-list:${id}`,
      title: `${year}年双向跟班学习`,
      lines: [
        `共 ${standing.length} 对、${standing.length * 2} 人次。${pairs.length === 0 ? '' : `${counted.filter((each) => each !== '').join('，')}。`}`,
        ...(isLong(pairs) ? [] : pairs.map((pair) => pairLine(pair, names, todayOn))),
        ...(pairs.length === 0 ? [] : ['回复“/跟班 编号”查看一对。']),
      ],
      numbers: 'none',
      buttons: pairs.length === 0 ? [] : [{ label: '发送表格', press: sendPairs.with({ year }) }],
    });
  },
  /** @param sides - in the order of the pair's sides; absent where this person does not see it */
  pair: (
    id: string,
    pair: ExchangePairRow,
    names: PairNames,
    todayOn: string,
    sides: readonly (SideStanding | undefined)[],
    more: readonly Button[],
  ): Card =>
    cardOf({
      id: `exchange-pair:${id}`,
      title: `跟班学习 ${pair._id}`,
      lines: [
        ...pair.sides.map((side) => `${direction(side, names)}，导师${mentorOf(side, names)}。`),
        `配对理由：${pair.reasons.join('，')}。`,
        ...pair.answers
          .filter(({ agrees }) => !agrees)
          .map(({ unitId, reason = '' }) => `${names.unit(unitId)}的意见：${withoutStop(reason)}。`),
        ...sides.flatMap((side, at) => {
          if (side === undefined) return [];
          const { log, points } = side;
          const who = names.person(pair.sides[at]?.cadreId ?? '');
          const rated = points === undefined ? '未评价' : `评价 ${sum(points)} 分`;
          return [`${who}：日志 ${log.days}/${log.dueDays} 天，总结 ${log.summaryLetters} 字，${rated}。`];
        }),
        ...(pair.history.length > 1 ? [lastStep(pair, names)] : []),
      ],
      fields: [
        { label: '时间', value: formatDays(pair.fromOn, pair.toOn) },
        { label: '状态', value: phases[phaseOn(pair, todayOn)] },
        { label: '类别', value: pairKindLabel(pair.kind) },
      ],
      numbers: 'none',
      buttons: more,
    }),
  logButton: (pair: ExchangePairRow): Button => ({ label: '发送日志', press: sendPairLog.with({ pair: pair._id }) }),
  nothing: '您目前没有跟班学习安排。',
  sheet: (year: string, pairs: readonly ExchangePairRow[], names: PairNames, todayOn: string): ListSheet => ({
    fileName: `${year}年双向跟班学习.xlsx`,
    kept: { matter: 'results' },
    title: `${year}年双向跟班学习`,
    columns: [
      ...[
        { header: '编号', width: 10 },
        { header: '班号', width: 10 },
        { header: '类别', width: 16 },
        { header: '姓名', width: 10 },
        { header: '派出单位', width: 20 },
        { header: '接收单位', width: 20 },
        { header: '导师', width: 10 },
      ],
      ...[
        { header: '开始', width: 12 },
        { header: '结束', width: 12 },
        { header: '状态', width: 16 },
        { header: '评价', width: 8 },
        { header: '理由', width: 50 },
      ],
    ],
    rows: pairs.flatMap((pair) =>
      pair.sides.map((side) => [
        ...[pair._id, pair.classId ?? '班外', pairKindLabel(pair.kind), names.person(side.cadreId)],
        ...[
          names.unit(side.unitId),
          names.unit(side.hostUnitId),
          mentorOf(side, names),
          formatDate(pair.fromOn),
          formatDate(pair.toOn),
        ],
        ...[phases[phaseOn(pair, todayOn)], sum(ratingOf(pair, side.cadreId) ?? []) || '', pair.reasons.join('，')],
      ]),
    ),
    people: pairs.flatMap(({ sides }) => sides.map(({ cadreId }) => cadreId)),
  }),
  logSheet: (pair: ExchangePairRow, notes: readonly ExchangeNoteRow[], names: PairNames): ListSheet => ({
    fileName: `跟班日志 ${pair._id}.xlsx`,
    title: `跟班日志 ${pair._id}（${formatDays(pair.fromOn, pair.toOn)}）`,
    columns: [
      { header: '日期', width: 14 },
      { header: '类别', width: 10 },
      { header: '记录人', width: 10 },
      { header: '内容', width: 80 },
      { header: '记录时间', width: 20 },
    ],
    rows: [...notes]
      .sort((a, b) => (`${a.dateOn}${a._id}` < `${b.dateOn}${b._id}` ? -1 : 1))
      .map((note) => [
        ...[formatDay(note.dateOn), noteKinds[note.kind], names.person(note.cadreId), note.words],
        formatMoment(note.at),
      ]),
  }),
} as const;

function lastStep({ history }: ExchangePairRow, names: PairNames): string {
  const last = history.at(-1);
  if (last === undefined) return '';
  const reason = last.reason === undefined || last.reason === '' ? '' : `，理由：${withoutStop(last.reason)}`;
  return `最近办理：${formatMoment(last.at)} ${last.by === '' ? '' : names.person(last.by)}${acts[last.act]}${reason}。`;
}
