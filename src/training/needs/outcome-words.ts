import type { NeedOutcome } from './need-outcomes.ts';

/** More topics than this are told by their number. */
const mostNamed = 5;

function named(topics: readonly string[]): string {
  const more = topics.length > mostNamed ? '等' : '';
  return `${topics.slice(0, mostNamed).join('、')}${more}`;
}

/** What somebody who said what training is needed hears once the year's plan stands. */
export const outcomeWords = {
  told: (year: string, { listed, left }: NeedOutcome): string => {
    const all = listed.length + left.length;
    if (all === 0) return `${year}年度培训计划已确认。您反映的培训需求情况已汇总，作为制定计划的依据。感谢您的参与。`;
    const where = listed.map(({ topic, items: [first] }) =>
      first === undefined ? topic : `${topic}（${first.month}月，${first.theme}）`,
    );
    return [
      `${year}年度培训计划已确认。您提出的 ${all} 个培训主题，已列入 ${listed.length} 个，暂未列入 ${left.length} 个。`,
      ...(listed.length === 0 ? [] : [`已列入：${named(where)}。`]),
      ...(left.length === 0 ? [] : [`暂未列入：${named(left)}，将在今后的培训中统筹考虑。`]),
      '感谢您的参与。',
    ].join('\n');
  },
  note: (year: string) => `告知${year}年度培训需求的采纳情况`,
} as const;
