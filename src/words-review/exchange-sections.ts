import { beijingTime } from '../calendar/beijing-time.ts';
import { exchangeChangeWords } from '../training/exchange/change-words.ts';
import type { ExchangeNoteRow } from '../training/exchange/exchange-notes.ts';
import type { ExchangePairRow, ExchangeSide } from '../training/exchange/exchange-pairs.ts';
import type { ExchangeProposalRow } from '../training/exchange/exchange-proposals.ts';
import { exchangeListWords } from '../training/exchange/list-words.ts';
import { exchangeLogWords } from '../training/exchange/log-words.ts';
import type { PairPerson } from '../training/exchange/pair-facts.ts';
import { proposePairs } from '../training/exchange/pairing.ts';
import { ratingWords } from '../training/exchange/rating-words.ts';
import { exchangeUnitWords } from '../training/exchange/unit-words.ts';
import { type PairNames, pairingWords } from '../training/exchange/words.ts';
import { defaultRulePack } from '../training/rule-pack.ts';
import { now, unitNames } from './facts.ts';
import { type Section, section } from './section.ts';

const rules = defaultRulePack().exchange;
const closesOn = '2026-06-12';
const units = new Map([...unitNames, ['u-town', '新城镇']]);
const people = new Map([
  ['c1', ['张三', '副镇长']],
  ['c2', ['李四', '预算股股长']],
  ['c3', ['王五', '副局长']],
]);
const names: PairNames = {
  person: (id) => people.get(id)?.[0] ?? id,
  post: (id) => people.get(id)?.[1] ?? '',
  unit: (id) => units.get(id) ?? id,
};
const going: ExchangeSide = { cadreId: 'c1', unitId: 'u-town', hostUnitId: 'u-fin', mentorId: 'c3' };
const coming: ExchangeSide = { cadreId: 'c2', unitId: 'u-fin', hostUnitId: 'u-town' };
const reasons = ['张三在基层工作8年', '李四没有基层工作经历', '同为乡科级副职', '年龄相差2岁'];
const answer = { unitId: 'u-fin', agrees: false, reason: '承担预算编制任务', by: 'c3' };
const pair: ExchangePairRow = {
  ...{ _id: 'G2026-1', year: '2026', number: 1, kind: 'grassrootsOffice', fromOn: '2026-04-07', toOn: '2026-06-05' },
  ...{ sides: [going, coming], reasons, state: 'agreed', answers: [], answerBy: beijingTime('2026-03-05', '17:30') },
  ...{ ratings: [{ cadreId: 'c1', points: [20, 17, 20, 17, 20], by: 'c3', byUpdate: 'u3', at: now }], proposal: 'u1' },
  ...{ madeBy: 'c3', madeAt: now, byUpdate: 'u1:0', steps: 2 },
  history: [
    { act: 'propose', by: 'c3', byUpdate: 'u1', at: now },
    { act: 'mentor', by: 'c3', byUpdate: 'u2', at: now },
  ],
};
const refused: ExchangePairRow = { ...pair, _id: 'G2026-2', state: 'refused', answers: [answer], ratings: [] };
const proposal: ExchangeProposalRow = {
  ...{
    _id: 'u1',
    scope: '年轻干部',
    fromOn: '2026-04-07',
    toOn: '2026-06-05',
    state: 'draft',
    madeBy: 'c3',
    madeAt: now,
  },
  pairs: [{ kind: 'grassrootsOffice', sides: [going, coming], reasons }],
};
const person = (cadreId: string, more: Partial<PairPerson>): PairPerson => ({
  ...{ cadreId, unitId: cadreId, name: '张三', rankLevel: 'townshipDeputy', birthMonth: '1988-05' },
  ...{ isInTown: false, grassrootsMonths: 0, knowsGrassroots: false, ...more },
});
const town = person('c1', { isInTown: true, grassrootsMonths: 96, knowsGrassroots: true });
const pairing = proposePairs([town, person('c2', {})], rules, () => false);
const log = { dueDays: 10, days: 8, hasWeek: false, summaryLetters: 600 };
const note: ExchangeNoteRow = {
  ...{ _id: 'n1', pairId: 'G2026-1', cadreId: 'c1', kind: 'day', dateOn: '2026-04-08', words: '随导师走访三户' },
  ...{ writings: [], at: now },
};
const about = { proposal: 'u1', unitId: 'u-fin' };
const period = { pair: 'G2026-1', how: 'period', to: '2026-05-06 2026-07-03' } as const;

/** What is said about exchange shadowing. */
export const exchangeSections: readonly Section[] = [
  section('src/training/exchange/words.ts', pairingWords, {
    preview: [proposal, names, 2, pairingWords.left(pairing, 3)],
    left: [pairing, 3],
    nobody: ['年轻干部', pairing, 3],
    asked: [['G2026-1', 'G2026-2'], 4, '2026'],
    sheet: [proposal, names],
  }),
  section('src/training/exchange/unit-words.ts', exchangeUnitWords, {
    card: [about, [pair], names],
    choose: [about, [pair, refused], names],
    askReason: [['G2026-1']],
    agreedReply: [2],
    refusedReply: [['G2026-1']],
    toProposer: [['G2026-1'], '县财政局', '承担预算编制任务'],
    allAnswered: [{ agreed: 3, refused: 1 }, '2026'],
    told: [pair, going, names],
    toldNote: ['张三'],
    overdueNote: ['G2026-1'],
    off: [pair],
    cancelled: [pair, '另有任务'],
  }),
  section('src/training/exchange/list-words.ts', exchangeListWords, {
    list: ['x', '2026', [pair, refused], names, '2026-04-20'],
    pair: [
      'x',
      refused,
      names,
      '2026-04-20',
      [
        { log, points: undefined },
        { log, points: [20, 17, 20, 17, 20] },
      ],
      [],
    ],
    logButton: [pair],
    sheet: ['2026', [pair], names, '2026-04-20'],
    logSheet: [pair, [note], names],
  }),
  section('src/training/exchange/change-words.ts', exchangeChangeWords, {
    pairAnew: [pair, '张三', '李四'],
    preview: ['x', pair, period, exchangeChangeWords.period(pair, '2026-05-06', '2026-07-03')],
    period: [pair, '2026-05-06', '2026-07-03'],
    person: ['张三', '王五', '新城镇'],
    cancel: [pair, names, '另有任务'],
    changed: [pair],
    cancelled: [pair],
    mentor: [pair, '张三', '王五'],
    mentorTold: [pair, '王五'],
  }),
  section('src/training/exchange/log-words.ts', exchangeLogWords, {
    ask: ['summary'],
    day: ['2026-04-08', log],
    week: ['2026-04-06', log],
    summary: [680, 1500],
    weekly: [pair, log, closesOn, 'week'],
    weeklyNote: ['张三'],
    visited: [pair],
    visitDue: [[pair], names],
    visitNote: [2],
  }),
  section('src/training/exchange/rating-words.ts', ratingWords, {
    allAlike: [{ people: 8, points: '4' }],
    card: [pair, 'c1', names, rules, closesOn],
    settled: [[20, 17, 20, 17, 20]],
    rated: [pair, '张三', [20, 17, 20, 17, 20], rules],
    told: [pair, [20, 17, 20, 17, 20], rules],
    note: ['张三'],
    reason: [pair, 'log', '应记 10 天，已记 8 天'],
    logSaid: [8, 10],
    ratingSaid: [[20, 17, 20, 17, 20]],
    summarySaid: [1520],
  }),
];
