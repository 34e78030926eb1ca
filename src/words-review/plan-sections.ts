import type { AnnualPlanRow } from '../training/annual-plan/annual-plans.ts';
import { confirmWords } from '../training/annual-plan/confirm-words.ts';
import { filingWords } from '../training/annual-plan/filing-words.ts';
import { mergeWords } from '../training/annual-plan/merge-words.ts';
import type { PlannedClass } from '../training/annual-plan/plan-item.ts';
import type { PlanItemRow } from '../training/annual-plan/plan-items.ts';
import { figuresOf, followed, type HeldClass } from '../training/annual-plan/plan-progress.ts';
import { type PlanNames, planWords } from '../training/annual-plan/plan-words.ts';
import { plannedClassWords } from '../training/annual-plan/planned-class-words.ts';
import { approvePlans, explainPlan } from '../training/annual-plan/presses.ts';
import { progressWords } from '../training/annual-plan/progress-words.ts';
import { reviewWords } from '../training/annual-plan/review-words.ts';
import { defaultRulePack } from '../training/rule-pack.ts';
import { now, unitNames } from './facts.ts';
import { type Section, section } from './section.ts';

const planned: PlannedClass = {
  ...{ year: '2026', theme: '基层治理专题培训班', topicTags: ['基层治理'], rankLevels: ['townshipDeputy'] },
  ...{ people: 40, month: 10, days: 3, unitId: 'u-fin', classKind: 'topicClass', feeClass: 'classThree' },
  ...{ yuanPerPersonDay: 400, lecturerTitle: 'professor', yuanPerHour: 800, need: '提升基层治理能力' },
};
const item: PlanItemRow = {
  ...{ _id: 'J2026-1', number: 1, filing: 'f1', filedBy: 'c1', filedAt: now, byUpdate: 'f1:0', state: 'approved' },
  ...{ ...planned, rankLevels: ['townshipDeputy'], steps: 2 },
  history: [
    { act: 'file', by: 'c1', byUpdate: 'u1', at: now, to: 'filed' },
    { act: 'approve', by: 'c2', byUpdate: 'u2', at: now, from: 'filed', to: 'approved', reason: '符合全县中心工作' },
  ],
};
const second: PlanItemRow = { ...item, _id: 'J2026-2', number: 2, theme: '应急处置专题培训班' };
const whole: PlanItemRow = { ...item, _id: 'J2026-3', number: 3, mergedFrom: ['J2026-1', 'J2026-2'] };
const held: HeldClass = {
  ...{ _id: '2026-02', name: '应急处置专题班', kind: 'topicClass', opensOn: '2026-04-13', closesOn: '2026-04-15' },
  trainees: 38,
};
const all = followed([item], [], '2026-11-02');
const kinds = [{ name: '专题培训班', figures: figuresOf(all) }];
const names: PlanNames = {
  units: unitNames,
  people: new Map([
    ['c1', '韩联络'],
    ['c2', '周组织'],
  ]),
  rules: defaultRulePack(),
  isOffPlan: ({ _id }) => _id === 'J2026-2',
};
const confirmed: AnnualPlanRow = {
  ...{
    _id: '2026-J1',
    year: '2026',
    number: 1,
    confirmedBy: 'c2',
    confirmedAt: now,
    byUpdate: 'u3',
    itemIds: ['J2026-1'],
  },
};
const press = approvePlans.with({ basis: 'x' });
const why = planWords.why(explainPlan.with({ item: 'J2026-1' }));
const problems = [{ row: 4, column: 'E', header: '人数', message: '应填整数，如 3', value: '若干' }];

/** What is said about the annual plan. */
export const planSections: readonly Section[] = [
  section('src/training/annual-plan/plan-words.ts', planWords, {
    overview: ['x', '2026', [item, second], names, confirmed, [{ label: planWords.sheetButton, press }]],
    sheet: ['2026', [item], names],
    item: ['x', item, names, [why], { classId: '2026-01', serves: ['基层治理'] }],
    explained: [item, names],
    why: [press],
  }),
  section('src/training/annual-plan/filing-words.ts', filingWords, {
    sheetComing: ['2026', '县财政局'],
    bad: [problems],
    problems: [problems],
    preview: [
      'x',
      [planned],
      names,
      { remarks: ['请核对天数。'], offPlan: 1, serves: [] },
      { confirm: press, drop: press },
    ],
    filed: [[item, second]],
    changedReply: [item, '人数由“40 人”改为“50 人”'],
    withdrawnReply: [item],
    unwithdrawn: [[item]],
    withdrawnTold: [item, '韩联络', '与上级班次重复'],
  }),
  section('src/training/annual-plan/confirm-words.ts', confirmWords, {
    preview: ['x', '2026', [item], [second], { confirm: press, drop: press }],
    confirmed: [confirmed, [item]],
    told: [confirmed, [item]],
    reopened: [confirmed],
    reopenedTold: [confirmed, '县委部署新的专项任务'],
  }),
  section('src/training/annual-plan/merge-words.ts', mergeWords, {
    proposal: [
      'x',
      { pair: [item, second], reasons: ['主题相同：基层治理'], merged: planned },
      2,
      names,
      { confirm: press, drop: press },
    ],
    merged: [whole],
    told: [whole],
    split: [whole],
    splitTold: [whole, '两类对象需求不同'],
  }),
  section('src/training/annual-plan/planned-class-words.ts', plannedClassWords, {
    button: [press],
    ask: [item],
    offPlan: ['2026'],
  }),
  section('src/training/annual-plan/progress-words.ts', progressWords, {
    month: ['2026-10', { month: 9, items: [] }, { month: 10, items: all }, all, press],
    note: [10],
    execution: ['x', '2026', all, kinds, [held], press],
    executionSheet: ['2026', all, kinds.map((kind) => ({ ...kind, what: '按类别' })), [held], () => '县财政局'],
  }),
  section('src/training/annual-plan/review-words.ts', reviewWords, {
    card: ['f1', [item, second], names, 'x'],
    waiting: ['x', [item, second], names, 'x'],
    ask: [item, 'return'],
    approvedReply: [[item, second], 1],
    decidedReply: [item, 'refuse'],
    settled: [2, 'approve'],
    handled: ['周组织'],
    more: [4],
    decidedAlready: [item, '王组织'],
    decidedNow: [item, '王组织'],
    noneLeft: [['J2026-1 目前为已批准，由王组织办理。']],
    toUnit: [[item], 'return', '请补充需求依据'],
    toUnitCard: ['x', item, reviewWords.toUnit([item], 'approve', undefined), why],
    undone: [2],
    undoneToUnit: [[item]],
  }),
];
