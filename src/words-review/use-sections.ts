import { appraisalWords } from '../training/appointments/appraisal-words.ts';
import { honourWords } from '../training/appointments/honour-words.ts';
import { queryWords } from '../training/appointments/query-words.ts';
import type { Figure } from '../training/statistics/figure.ts';
import { figureWords } from '../training/statistics/figure-words.ts';
import { statisticsPictureWords } from '../training/statistics/picture-words.ts';
import { statisticsWords } from '../training/statistics/words.ts';
import { assessment, cadre, duty, trainingClass } from './facts.ts';
import { honour } from './follow-up-facts.ts';
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

const excellent = { kind: 'excellent' as const, years: 3, words: '近三年优秀学员' };
const line = {
  ...{ person: cadre, unitName: '县财政局' },
  findings: [
    { condition: excellent, holds: true, reason: '2026年3月27日“中青年干部培训班”优秀学员' },
    {
      condition: { kind: 'grassroots' as const, years: 2, words: '基层满2年' },
      ...{ holds: false, reason: '基层任职1年3个月' },
    },
  ],
};
const appraised = {
  ...{ person: cadre, duties: [duty], honours: [honour] },
  classes: [{ row: trainingClass, state: 'completed' as const, result: assessment }],
};

/** What is said of what training is used for, and of its figures. */
export const useSections: readonly Section[] = [
  section('src/training/appointments/query-words.ts', queryWords, {
    ask: ['u1'],
    figures: ['近三年优秀学员', 1, 5000],
    personSheet: ['近三年优秀学员', line, '2026-04-03'],
    sheet: ['近三年优秀学员', [line], '2026-04-03'],
  }),
  section('src/training/appointments/appraisal-words.ts', appraisalWords, {
    figures: ['2026', '县财政局', [appraised]],
    sheet: ['2026', '县财政局', [appraised], () => '县财政局'],
    nobody: ['县财政局'],
  }),
  section('src/training/appointments/honour-words.ts', honourWords, {
    recorded: [honour],
    changed: [honour],
    cancelled: [honour],
    toPerson: [honour],
    cancelledTo: [honour, '登记有误'],
    list: ['u1', '2026', [honour]],
    sheet: ['2026', [honour], () => '县财政局'],
  }),
  section('src/training/statistics/figure-words.ts', figureWords, {}),
  section('src/training/statistics/picture-words.ts', statisticsPictureWords, {
    fileName: [period],
    title: [period],
    hours: ['2026'],
    ofClass: ['2026-01'],
    met: [320, 400],
    ofTrainees: [3, 45],
  }),
  section('src/training/statistics/words.ts', statisticsWords, {
    card: ['u1', period, [figure]],
    choose: ['u1', period, [figure]],
    nothing: [period],
    sheet: [period, [figure], [figure]],
    opened: [figure, period],
    openedHead: [figure, period],
    openedSheet: [figure, period],
    badPeriod: ['去年'],
  }),
];
