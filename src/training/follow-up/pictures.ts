import type { Chart } from '../../drawing/chart.ts';
import type { ItemChange } from './class-follow-up.ts';
import { formatMean } from './list-words.ts';
import { MOST_POINTS } from './points.ts';

export const changeWords = {
  fileName: (who: string) => `${who}结业跟踪变化.png`,
  people: (people: number) => `${people} 名学员的平均分`,
  ofPerson: (className: string) => `${className}，各项平均分`,
  round: (months: number) => `${months} 个月`,
  mean: (hundredths: number) => `${formatMean(hundredths)}/${MOST_POINTS} 分`,
  note: '每项 1 至 5 分，为自评、平时考核、专项检查和随机调研的平均。',
  /** @param smallestGroup - fewer are not shown */
  few: (smallestGroup: number) => `有评价的学员不足 ${smallestGroup} 名，暂不显示变化。`,
  /** Where what it says is kept from chat. */
  notDrawn: '图片暂时无法生成，请稍后再试。',
  none: '还没有评价，暂无变化图。',
  inWords: (title: string, line: string, changes: readonly ItemChange[]) =>
    [
      `${title}，${line}：`,
      ...changes.map(
        ({ name, means }) =>
          `${name}：${means.map(({ months, hundredths }) => `${months} 个月 ${formatMean(hundredths)} 分`).join('，')}。`,
      ),
    ].join('\n'),
} as const;

/** How the items changed from round to round: a part for each, a bar for each round. */
export function changeChart(title: string, line: string, changes: readonly ItemChange[]): Chart {
  return {
    title,
    lines: [line],
    parts: changes.map(({ name, means }) => ({
      heading: name,
      bars: means.map(({ months, hundredths }) => ({
        label: changeWords.round(months),
        text: changeWords.mean(hundredths),
        share: hundredths / (MOST_POINTS * 100),
      })),
    })),
    notes: [changeWords.note],
  };
}
