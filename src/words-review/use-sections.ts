import type { Figure } from '../training/statistics/figure.ts';
import { figureWords } from '../training/statistics/figure-words.ts';
import { statisticsPictureWords } from '../training/statistics/picture-words.ts';
import { statisticsWords } from '../training/statistics/words.ts';
import { type Section, section } from './section.ts';

const period = { fromYear: '2024', toYear: '2026', fromOn: '2024-01-01', toOn: '2026-11-30' };
const figure: Figure = {
  ...{ key: 'topicClasses', ...figureWords.topicClasses, value: 27, byYear: { 2024: 9, 2025: 10, 2026: 8 } },
  rows: {
    columns: [{ header: '班次', width: 36 }],
    rows: [['2026-03', '乡村振兴专题培训班', '2026年3月2日至3月5日', 45]],
    namesPeople: false,
  },
};

/** What is said of what training is used for, and of its figures. */
export const useSections: readonly Section[] = [
  section('src/training/statistics/figure-words.ts', figureWords, {}),
  section('src/training/statistics/picture-words.ts', statisticsPictureWords, {
    fileName: [period],
    title: [period],
    hours: ['2026'],
    met: [320, 400],
    ofTrainees: [3, 45],
  }),
  section('src/training/statistics/words.ts', statisticsWords, {
    card: ['u1', period, [figure]],
    choose: ['u1', period, [figure]],
    nothing: [period],
    sheet: [period, [figure]],
    opened: [figure, period],
    openedHead: [figure, period],
    openedSheet: [figure, period],
    badPeriod: ['去年'],
  }),
];
