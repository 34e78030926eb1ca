import { formatDay } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet } from '../../chat/long-list.ts';
import type { Button, Card, Press } from '../../chat/message.ts';
import { RANK_LEVELS, rankLevelLabel } from '../../county/cadre.ts';
import { peopleLabel, peopleTotal } from './people-by-level.ts';
import type { ReportTotals } from './report-progress.ts';
import { type ReportRoundRow, takesReports } from './report-rounds.ts';
import type { UnitReportRow } from './unit-reports.ts';

const mostTopics = 5;

interface Buttons {
  confirm: Press;
  drop: Press;
}

const confirmButtons = (label: string, { confirm, drop }: Buttons): Button[] => [
  { label, style: 'primary', press: confirm },
  { label: '取消', press: drop },
];

/** `应报 40 个单位，已报 30 个（其中 2 个无需求），未报 10 个`. */
function answered({ units, filed, nothing, waiting }: ReportTotals): string {
  const none = nothing === 0 ? '' : `（其中 ${nothing} 个无需求）`;
  return `应报 ${units} 个单位，已报 ${filed + nothing} 个${none}，未报 ${waiting.length} 个。`;
}

function wanted({ topics, people }: ReportTotals): string {
  return topics.length === 0
    ? '尚无申报的需求。'
    : `需求 ${topics.length} 个主题，${peopleTotal(people)} 人次：${peopleLabel(people)}。`;
}

/** What the organisation department reads of rounds of unit reports. */
export const roundWords = {
  /** @param left - units without anybody who could answer */
  preview: (
    id: string,
    { name, scope, closesOn, needsYear }: Pick<ReportRoundRow, 'name' | 'scope' | 'closesOn' | 'needsYear'>,
    counts: { units: number; people: number; left: number },
    buttons: Buttons,
  ): Card =>
    cardOf({
      id: `need-round:${id}`,
      title: '需求征集预览',
      lines: [
        `“${name}”将请${scope} ${counts.units} 个单位申报${needsYear}年度培训需求，发给 ${counts.people} 名联络员或主要负责人。`,
        ...(counts.left === 0 ? [] : [`另有 ${counts.left} 个单位没有联络员和主要负责人，由上级单位一并申报。`]),
      ],
      fields: [{ label: '截止', value: `${formatDay(closesOn)}（当天有效）` }],
      buttons: confirmButtons('确认征集', buttons),
    }),
  dropped: '已取消，未发出',
  openedSettled: '已确认发出',
  opened: (round: ReportRoundRow, units: number) =>
    `需求征集 ${round._id}“${round.name}”已发给 ${units} 个单位，${formatDay(round.closesOn)}截止。\n回复“/征集进度 ${round._id}”查看申报情况。`,
  takenBackSettled: '已撤销征集',
  extendPreview: (id: string, round: ReportRoundRow, closesOn: string, waiting: number, buttons: Buttons): Card =>
    cardOf({
      id: `need-extend:${id}`,
      title: '更改截止日期',
      lines: [
        `需求征集 ${round._id}“${round.name}”的截止日期由${formatDay(round.closesOn)}改为${formatDay(closesOn)}。`,
        ...(round.state === 'cancelled' ? ['这项征集原已取消，确认后恢复。'] : []),
        `确认后告知未报的 ${waiting} 个单位，已报的可以更改。`,
      ],
      buttons: confirmButtons('确认更改', buttons),
    }),
  extendDropped: '已取消，截止日期不变',
  extendedSettled: '已更改截止日期',
  extended: (round: ReportRoundRow, waiting: number) =>
    `需求征集 ${round._id} 的截止日期已改为${formatDay(round.closesOn)}，已告知未报的 ${waiting} 个单位。更正可再用“/延长征集”。`,
  cancelPreview: (id: string, round: ReportRoundRow, reason: string, totals: ReportTotals, buttons: Buttons): Card =>
    cardOf({
      id: `need-cancel:${id}`,
      title: '取消需求征集',
      lines: [
        `拟取消需求征集 ${round._id}“${round.name}”。理由：${reason}`,
        answered(totals),
        '确认后已报的不计入培训菜单，并告知各单位。',
      ],
      buttons: confirmButtons('确认取消', buttons),
    }),
  kept: '已保留，征集照常进行',
  cancelledSettled: '已取消征集',
  cancelled: (round: ReportRoundRow) =>
    `需求征集 ${round._id}“${round.name}”已取消，已告知各单位。恢复请用“/延长征集 ${round._id} 截止日期”。`,
  cancelledTold: (round: ReportRoundRow, reason: string) =>
    `需求征集“${round.name}”已取消，贵单位所报的不再使用。理由：${reason}`,
  recent: (rounds: readonly ReportRoundRow[], now: Date) =>
    rounds.length === 0
      ? '请写明编号。还没有需求征集。'
      : [
          '请写明编号。最近的需求征集：',
          ...rounds.map((round) => `${round._id}　${round.name}　${stateOf(round, now)}`),
        ].join('\n'),
  progress: (
    id: string,
    round: ReportRoundRow,
    totals: ReportTotals,
    { names, now, chase, sheet }: { names: ReadonlyMap<string, string>; now: Date; chase?: Press; sheet: Press },
  ): Card => {
    const left = totals.topics.length - mostTopics;
    const waiting = totals.waiting.map(({ unitId }) => names.get(unitId) ?? '');
    return cardOf({
      id: `need-progress:${id}`,
      title: round.name,
      lines: [
        answered(totals),
        wanted(totals),
        ...totals.topics
          .slice(0, mostTopics)
          .map(({ topic, units, people }) => `${topic}　${units} 个单位，${peopleTotal(people)} 人`),
        ...(left > 0 ? [`其余 ${left} 个主题见表格。`] : []),
        ...(waiting.length === 0 ? [] : [isLong(waiting) ? '未报单位见表格。' : `未报：${waiting.join('、')}。`]),
      ],
      fields: [
        { label: '编号', value: round._id },
        { label: '状态', value: stateOf(round, now) },
      ],
      numbers: 'none',
      buttons: [
        ...(chase === undefined ? [] : [{ label: '催报未报单位', style: 'primary' as const, press: chase }]),
        { label: '发送表格', press: sheet },
      ],
    });
  },
  sheet: (round: ReportRoundRow, reports: readonly UnitReportRow[], names: ReadonlyMap<string, string>): ListSheet => ({
    fileName: `${round._id}培训需求.xlsx`,
    title: `${round.name}（${round.needsYear}年度）`,
    columns: [
      { header: '申报单位', width: 24 },
      { header: '培训主题', width: 24 },
      ...RANK_LEVELS.map((level) => ({ header: rankLevelLabel(level), width: 12 })),
      { header: '需求理由', width: 40 },
      { header: '状态', width: 10 },
    ],
    rows: reports.flatMap(({ unitId, state, items }) => {
      const unit = names.get(unitId) ?? '';
      if (state !== 'filed')
        return [[unit, '', ...RANK_LEVELS.map(() => ''), '', state === 'none' ? '无需求' : '未报']];
      return items.map(({ topic, people, reason = '' }) => [
        ...[unit, topic],
        ...RANK_LEVELS.map((level) => people[level] ?? ''),
        ...[reason, '已报'],
      ]);
    }),
  }),
  chasedSettled: '已催报',
  chased: (units: number) => `已催报未报的 ${units} 个单位。每个单位每个工作日至多提醒一次。`,
  allFiled: '各单位均已申报，无需催报。',
  ended: (round: ReportRoundRow, totals: ReportTotals, waiting: readonly string[]) =>
    [
      `需求征集 ${round._id}“${round.name}”已截止。`,
      answered(totals),
      wanted(totals),
      ...(waiting.length === 0 || isLong(waiting) ? [] : [`未报：${waiting.join('、')}。`]),
      `回复“/征集进度 ${round._id}”查看，回复“/培训菜单”查看汇总。`,
    ].join('\n'),
  endedNote: ({ _id }: ReportRoundRow) => `需求征集 ${_id} 到期截止`,
} as const;

function stateOf(round: ReportRoundRow, now: Date): string {
  if (round.state === 'cancelled') return '已取消';
  return takesReports(round, now) ? `${formatDay(round.closesOn)}截止` : '已截止';
}
