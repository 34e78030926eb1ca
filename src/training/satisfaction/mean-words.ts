import type { Mean } from './satisfaction-tally.ts';

/** `93.25 分（45 份）`: a mean never stands without its count. */
export const formatMean = ({ hundredths, answered }: Mean) => `${hundredths / 100} 分（${answered} 份）`;

export const partLabels = { lesson: '课程', class: '办班', logistics: '后勤' } as const;
