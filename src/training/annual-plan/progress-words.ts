import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet } from '../../chat/long-list.ts';
import type { Card, Press } from '../../chat/message.ts';
import {
  type Figures,
  type FollowedItem,
  figuresOf,
  type HeldClass,
  PROGRESS,
  type Progress,
} from './plan-progress.ts';
import { planLine } from './plan-words.ts';

const labels: Readonly<Record<Progress, string>> = {
  done: '已办结',
  underWay: '在办',
  arranged: '已安排',
  planned: '未安排',
  late: '逾期未办',
};

/** `已办结 2 项，在办 1 项`: only what there is. */
function counted({ counts }: Figures): string {
  return PROGRESS.filter((progress) => counts[progress] > 0)
    .map((progress) => `${labels[progress]} ${counts[progress]} 项`)
    .join('，');
}

function monthLine(month: number, items: readonly FollowedItem[]): string {
  if (items.length === 0) return `${month}月没有计划项目。`;
  const figures = figuresOf(items);
  return `${month}月计划 ${figures.items} 项：${counted(figures)}。`;
}

/** Figures of a group, by what they are told. */
interface Group {
  name: string;
  figures: Figures;
}

export const progressWords = {
  /** At the beginning of a month. @param late - of earlier months, the last one left out */
  month: (
    key: string,
    last: { month: number; items: readonly FollowedItem[] },
    present: { month: number; items: readonly FollowedItem[] },
    late: readonly FollowedItem[],
    sheet: Press,
  ): Card =>
    cardOf({
      id: `plan-progress:${key}`,
      title: '培训计划月度进展',
      lines: [
        monthLine(present.month, present.items),
        ...(isLong(present.items)
          ? []
          : present.items.map(({ item, progress }) => `${planLine(item)}　${labels[progress]}`)),
        ...(last.items.length === 0 ? [] : [monthLine(last.month, last.items)]),
        ...(late.length === 0 ? [] : [`更早月份逾期未办 ${late.length} 项。`]),
        ...(isLong(late) ? [] : late.map(({ item }) => planLine(item))),
      ],
      numbers: 'none',
      buttons: [{ label: '发送表格', press: sheet }],
    }),
  note: (month: number) => `${month}月培训计划进展`,

  execution: (
    id: string,
    year: string,
    all: readonly FollowedItem[],
    kinds: readonly Group[],
    outside: readonly HeldClass[],
    sheet: Press | undefined,
  ): Card => {
    const figures = figuresOf(all);
    return cardOf({
      id: `plan-execution:${id}`,
      title: `${year}年度培训计划执行情况`,
      lines: [
        all.length === 0
          ? '还没有已批准的项目。'
          : `计划 ${figures.items} 项，${figures.people} 人；实际参训 ${figures.trained} 人。`,
        ...(all.length === 0 ? [] : [`进展：${counted(figures)}。`]),
        ...(outside.length === 0 ? [] : [`计划外办班 ${outside.length} 个，参训 ${total(outside)} 人。`]),
        ...(kinds.length < 2 ? [] : kinds).map(
          ({ name, figures: each }) => `${name} ${each.items} 项：${counted(each)}`,
        ),
        ...(sheet === undefined ? [] : ['按主办单位和逐项的情况见表格。']),
      ],
      numbers: 'none',
      buttons: sheet === undefined ? [] : [{ label: '发送表格', press: sheet }],
    });
  },
  executionSheet: (
    year: string,
    all: readonly FollowedItem[],
    groups: readonly (Group & { what: string })[],
    outside: readonly HeldClass[],
    unitName: (unitId: string) => string,
  ): ListSheet => ({
    fileName: `${year}年度培训计划执行情况.xlsx`,
    title: `${year}年度培训计划执行情况　计划 ${all.length} 项，计划外 ${outside.length} 个`,
    columns: [
      { header: '分类', width: 12 },
      { header: '名称', width: 36 },
      { header: '主办单位', width: 22 },
      { header: '月份', width: 8 },
      { header: '计划项数', width: 10 },
      ...PROGRESS.map((progress) => ({ header: labels[progress], width: 10 })),
      { header: '计划人数', width: 10 },
      { header: '参训人数', width: 10 },
      { header: '班次', width: 12 },
    ],
    rows: [
      ...groups.map(({ what, name, figures }) => [
        ...[what, name, '', '', figures.items],
        ...PROGRESS.map((progress) => figures.counts[progress]),
        ...[figures.people, figures.trained, ''],
      ]),
      ...all.map((each) => {
        const figures = figuresOf([each]);
        return [
          ...['项目', `${each.item._id}　${each.item.theme}`, unitName(each.item.unitId), each.item.month, 1],
          ...PROGRESS.map((progress) => figures.counts[progress]),
          ...[figures.people, figures.trained, each.made?._id ?? ''],
        ];
      }),
      ...outside.map(({ _id, name, opensOn, trainees }) => [
        ...['计划外', name, '', Number(opensOn.slice(5, 7)), 0],
        ...PROGRESS.map(() => ''),
        ...['', trainees, _id],
      ]),
    ],
  }),
} as const;

const total = (classes: readonly HeldClass[]) => classes.reduce((sum, { trainees }) => sum + trainees, 0);
