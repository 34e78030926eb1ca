import { type ListSheet, listCard } from '../../chat/long-list.ts';
import type { Card } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import type { IndicatorSpread } from './indicator-spread.ts';
import { formatPoints } from './points.ts';
import { sendSpread } from './presses.ts';

export const spreadWords = {
  /** Which indicators tell trainees apart; every number is in the sheet. */
  card: (trainingClass: ClassRow, spreads: readonly IndicatorSpread[]): Card => {
    const flat = spreads.filter(({ isFlat }) => isFlat);
    return listCard(
      {
        id: `score-spread:${trainingClass._id}`,
        title: '各项指标得分情况',
        lines: [
          `“${trainingClass.name}”${spreads.length} 项指标已评完，${flat.length} 项没有拉开差距。`,
          ...flat.map(
            ({ name, leastHundredths, people }) => `${name}：${people} 人均为${formatPoints(leastHundredths)}分。`,
          ),
          ...(flat.length === 0 ? [] : ['请核对登记是否及时、标准是否明确。']),
        ],
      },
      sendSpread.with({ classId: trainingClass._id }),
    );
  },
  sheet: (trainingClass: ClassRow, spreads: readonly IndicatorSpread[], dateOn: string): ListSheet => ({
    fileName: `${trainingClass._id}班各项指标得分情况${dateOn}.xlsx`,
    title: `${trainingClass._id}　${trainingClass.name}　各项指标得分情况（不显示姓名，仅供工作使用）`,
    columns: [
      { header: '指标', width: 20 },
      { header: '满分', width: 8 },
      { header: '人数', width: 8 },
      { header: '最低', width: 8 },
      { header: '中位', width: 8 },
      { header: '最高', width: 8 },
      { header: '得满分人数', width: 12 },
      { header: '说明', width: 24 },
    ],
    rows: spreads.map((each) => [
      each.name,
      each.maxHundredths / 100,
      each.people,
      each.leastHundredths / 100,
      each.middleHundredths / 100,
      each.mostHundredths / 100,
      each.full,
      each.isFlat ? '该项没有拉开差距' : '',
    ]),
  }),
} as const;
