import { formatDays } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet } from '../../chat/long-list.ts';
import type { Card } from '../../chat/message.ts';
import type { ExchangeSide } from './exchange-pairs.ts';
import type { ExchangeProposalRow, ShownPair } from './exchange-proposals.ts';
import type { PairKind } from './exchange-rules.ts';
import type { Pairing } from './pairing.ts';
import { askPairUnits, dropPairs, sendProposedPairs } from './presses.ts';

const kinds: Readonly<Record<PairKind, string>> = { grassrootsOffice: '基层与机关', lineGeneral: '业务与综合部门' };

export const pairKindLabel = (kind: PairKind) => kinds[kind];

/** How people and units are called. */
export interface PairNames {
  person: (cadreId: string) => string;
  post: (cadreId: string) => string;
  unit: (unitId: string) => string;
}

/** `赵一（新城镇）到县财政局`. */
export function direction({ cadreId, unitId, hostUnitId }: ExchangeSide, { person, unit }: PairNames): string {
  return `${person(cadreId)}（${unit(unitId)}）到${unit(hostUnitId)}`;
}

export function mentorOf({ mentorId }: ExchangeSide, { person }: PairNames): string {
  return mentorId === undefined ? '待定' : person(mentorId);
}

const pairLine = ({ sides, reasons }: Pick<ShownPair, 'sides' | 'reasons'>, names: PairNames) =>
  `${sides.map((side) => direction(side, names)).join('；')}。理由：${reasons.join('，')}。`;

function sidesLine({ sides }: Pairing): string {
  return sides.map(({ kind, ones, others }) => `${kinds[kind]} ${ones} 人对 ${others} 人`).join('，');
}

/** What staff read of pairs before anybody is asked. */
export const pairingWords = {
  preview: (row: ExchangeProposalRow, names: PairNames, units: number, left: readonly string[]): Card => {
    const facts = { proposal: row._id };
    const sheet = { label: '发送表格', press: sendProposedPairs.with(facts) };
    return cardOf({
      id: `exchange-proposal:${row._id}`,
      title: '跟班学习配对方案',
      lines: [
        `${row.scope}：共 ${row.pairs.length} 对（双向），${formatDays(row.fromOn, row.toOn)}。`,
        ...(isLong(row.pairs) ? [] : row.pairs.map((pair) => pairLine(pair, names))),
        ...left,
        `确认后征求 ${units} 个单位意见，单位同意后告知本人。`,
      ],
      buttons: [
        { label: '确认征求意见', style: 'primary', press: askPairUnits.with(facts) },
        { label: '取消', press: dropPairs.with(facts) },
        sheet,
      ],
    });
  },
  /** @param busy - people left out because they are elsewhere in the period */
  left: (pairing: Pairing, busy: number): string[] => [
    `可配对人员：${sidesLine(pairing)}。`,
    ...(busy === 0 ? [] : [`另有 ${busy} 人在这段时间已有调训、挂职、休假或跟班，未列入。`]),
    '按层级、年龄和基层年限的差距合计最小配对。',
  ],
  nobody: (scope: string, pairing: Pairing, busy: number) =>
    [`${scope}没有可以配对的人员，未作安排。`, ...pairingWords.left(pairing, busy).slice(0, -1)].join('\n'),
  dropped: '已取消，未征求意见',
  askedSettled: '已征求单位意见',
  asked: (numbers: readonly string[], units: number, year: string) =>
    `${numbers.length} 对跟班安排已征求 ${units} 个单位意见，编号 ${numbers.at(0) ?? ''}${numbers.length > 1 ? ` 至 ${numbers.at(-1)}` : ''}。\n回复“/跟班 ${year}”查看进展，更改用“/改跟班”，取消用“/取消跟班”。`,
  sheet: (row: ExchangeProposalRow, names: PairNames): ListSheet => ({
    fileName: '跟班学习配对方案.xlsx',
    title: `${row.scope}跟班学习配对方案（${formatDays(row.fromOn, row.toOn)}）`,
    columns: [
      { header: '类别', width: 16 },
      ...['甲方', '乙方'].flatMap((side) => [
        { header: side, width: 10 },
        { header: `${side}单位`, width: 20 },
        { header: `${side}职务`, width: 18 },
        { header: `${side}导师`, width: 10 },
      ]),
      { header: '理由', width: 50 },
    ],
    rows: row.pairs.map(({ kind, sides, reasons }) => [
      kinds[kind],
      ...sides.flatMap((side) => [
        names.person(side.cadreId),
        names.unit(side.unitId),
        names.post(side.cadreId),
        mentorOf(side, names),
      ]),
      reasons.join('，'),
    ]),
  }),
} as const;
