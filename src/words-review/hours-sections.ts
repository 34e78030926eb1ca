import { enteringWords } from '../training/hours/entering-words.ts';
import { sendCountyHours } from '../training/hours/presses.ts';
import { hoursWords } from '../training/hours/words.ts';
import { duty, hourEntry } from './facts.ts';
import { type Section, section } from './section.ts';

const person = { name: '张三', unit: '县财政局', duties: [duty] };
const covered = { name: '县财政局', label: '乡科级副职', people: 40, met: 22 };
const problem = { row: 3, column: 'G', header: '天数', message: '天数多于起止日期之间的天数', value: '9' };
const sheet = {
  entries: [hourEntry],
  repeated: [{ row: 4, who: '李四', title: '乡村振兴专题班' }],
  problems: [problem],
};

/** Sentences about hours of training. */
export const hoursSections: readonly Section[] = [
  section('src/training/hours/words.ts', hoursWords, {
    own: ['2026', [duty, { ...duty, kind: 'longCycle', years: 5 }], [hourEntry], 600],
    ofPerson: ['张三', '2026', [duty], [hourEntry], 0],
    unit: ['u-fin', '县财政局', '2026', [person]],
    unitSheet: ['县财政局', '2026', [person], '2026-03-16'],
    county: ['2026', [covered], [covered], sendCountyHours.with({})],
    countySheet: ['2026', [covered], '2026-03-16'],
  }),
  section('src/training/hours/entering-words.ts', enteringWords, {
    preview: ['u1', sheet, { file: 'f', name: '学时.xlsx' }],
    nothing: [sheet],
    bad: [sheet],
    problems: [sheet],
    reversal: ['u1', '张三', hourEntry, hourEntry, '重复登记'],
    reversed: ['张三', hourEntry],
    reversedTo: [hourEntry, hourEntry, '重复登记'],
  }),
];
