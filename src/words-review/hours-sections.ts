import { claimWords } from '../training/hours/claim-words.ts';
import { enteringWords } from '../training/hours/entering-words.ts';
import { personWords } from '../training/hours/person-words.ts';
import { sendCountyHours } from '../training/hours/presses.ts';
import { hoursWords } from '../training/hours/words.ts';
import { cadre, duty, hourEntry } from './facts.ts';
import { type Section, section } from './section.ts';

const person = { cadreId: 'c1', name: '张三', unit: '县财政局', duties: [duty] };
const covered = { label: '乡科级副职', unitId: 'u-fin', people: 40, met: 22 };
const problem = { row: 3, column: 'G', header: '天数', message: '天数多于起止日期之间的天数', value: '9' };
const sheet = {
  entries: [hourEntry],
  repeated: [{ row: 4, who: '李四', title: '乡村振兴专题班' }],
  problems: [problem],
};

const claim = {
  ...{
    _id: 'k1',
    cadreId: 'c1',
    name: '张三',
    unitId: 'u-fin',
    kind: 'group' as const,
    title: '市委党校乡村振兴专题班',
  },
  ...{ fromOn: '2026-01-12', toOn: '2026-01-14', halfDays: 6, minutes: 1440, state: 'asked' as const, moves: [] },
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
  section('src/training/hours/person-words.ts', personWords, {
    page: [{ person: cadre, unit: '县财政局', age: 45, groups: ['关键岗位'], duties: [duty], entries: [hourEntry] }],
    nobody: ['张'],
    list: ['张', [cadre, cadre], () => '县财政局'],
    sheet: ['张', [cadre], () => '县财政局', '2026-03-16'],
  }),
  section('src/training/hours/claim-words.ts', claimWords, {
    askDates: [claim.title],
    askHours: ['干部网络学院'],
    name: [claim],
    preview: [claim, { vouches: '单位联络员', enters: '县委组织部' }],
    submittedReply: [claim, { enters: '县委党校' }],
    vouched: ['县委组织部'],
    decide: [claim, '县财政局', 'department'],
    entered: ['周组织'],
    enteredReply: [claim],
    askRefusal: [claim],
    refused: ['韩联络'],
    refusedReply: [claim],
    enteredToCadre: [claim],
    refusedToCadre: [claim, '证书与姓名不符'],
    decidedAlready: [{ ...claim, state: 'entered' }],
    list: [[claim], () => '县财政局'],
  }),
  section('src/training/hours/entering-words.ts', enteringWords, {
    preview: ['u1', { ...sheet, online: { unfinished: 2, toCheck: sheet.repeated } }, { file: 'f', name: '学时.xlsx' }],
    nothing: [sheet],
    bad: [sheet],
    problems: [sheet],
    reversal: ['u1', '张三', hourEntry, hourEntry, '重复登记'],
    doubleReason: [hourEntry],
    doubleTo: [hourEntry, hourEntry],
    doubleNote: [hourEntry],
    doublesFound: [2],
    reversed: ['张三', hourEntry],
    reversedTo: [hourEntry, hourEntry, '重复登记'],
  }),
];
