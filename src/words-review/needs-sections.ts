import { beijingTime } from '../calendar/beijing-time.ts';
import { trainingMenu } from '../training/needs/menu.ts';
import { menuWords, type ServedEntry } from '../training/needs/menu-words.ts';
import type { NeedItem } from '../training/needs/need-item.ts';
import { noteWords } from '../training/needs/note-words.ts';
import { outcomeWords } from '../training/needs/outcome-words.ts';
import { chaseReports, sendReports } from '../training/needs/presses.ts';
import { reportTotals } from '../training/needs/report-progress.ts';
import type { ReportRoundRow } from '../training/needs/report-rounds.ts';
import { reportWords } from '../training/needs/report-words.ts';
import type { ResearchNoteRow } from '../training/needs/research-notes.ts';
import { roundWords } from '../training/needs/round-words.ts';
import type { UnitReportRow } from '../training/needs/unit-reports.ts';
import { defaultRulePack } from '../training/rule-pack.ts';
import { now, trainingClass, unitNames } from './facts.ts';
import { type Section, section } from './section.ts';

const items: readonly NeedItem[] = [
  { topic: '基层治理', people: { townshipDeputy: 5, staff: 3 }, reason: '矛盾纠纷增多' },
  { topic: '公文写作', people: { staff: 8 } },
];
const round: ReportRoundRow = {
  ...{ _id: 'Z2026-1', year: '2026', number: 1, needsYear: '2026', name: '年度培训需求申报', scope: '全县' },
  ...{ unitIds: ['u-fin', 'u-agri'], closesOn: '2026-03-23', closesAt: beijingTime('2026-03-24', '00:00') },
  ...{ state: 'open', openedBy: 'c2', openedAt: now, byUpdate: 'u1', history: [] },
};
const report: UnitReportRow = {
  ...{ _id: 'Z2026-1:u-fin', roundId: 'Z2026-1', unitId: 'u-fin', state: 'filed', items, history: [], steps: 1 },
  ...{ filedBy: 'c1', filedAt: now },
};
const waiting: UnitReportRow = { ...report, _id: 'Z2026-1:u-agri', unitId: 'u-agri', state: 'waiting', items: [] };
const totals = reportTotals([report, waiting]);
const names = new Map([...unitNames, ['u-agri', '县农业农村局']]);
const sheet = sendReports.with({ round: 'Z2026-1' });
const buttons = { confirm: sheet, drop: sheet };
const shown = { round, unit: '县财政局', report };
const problems = [{ row: 4, column: 'E', header: '科员及以下', message: '应填不小于 0 的整数，如 20', value: '-3' }];

const note: ResearchNoteRow = {
  ...{
    _id: 'R2026-1',
    year: '2026',
    number: 1,
    needsYear: '2026',
    kind: 'fieldResearch',
    words: '走访乡镇了解到矛盾纠纷增多',
  },
  ...{
    topics: ['矛盾调解', '基层治理'],
    state: 'proposed',
    madeBy: 'c2',
    madeAt: now,
    byUpdate: 'u5',
    history: [],
    steps: 1,
  },
};
const orgNeed: ResearchNoteRow = {
  ...{ ...note, _id: 'R2026-2', number: 2, kind: 'orgNeed', words: '社会工作新任务', topics: ['基层治理'] },
  ...{ people: { townshipDeputy: 20 }, state: 'confirmed' },
};
const authors = new Map([['c2', '周组织']]);

const nothingNeeded = { topic: '公文写作', place: 1, score: 0, notes: [], unitIds: [], people: {}, personal: 0 };
const menu = trainingMenu(
  {
    org: [{ id: 'R2026-2', topics: ['基层治理'], people: { townshipDeputy: 20 } }],
    post: [{ unitId: 'u-fin', items }],
    personal: [{ id: 'D2026-1', answered: 60, topics: [{ topic: '基层治理', people: 28 }] }],
  },
  defaultRulePack().needs,
);
const planned = {
  _id: 'J2026-3',
  state: 'approved',
  theme: '基层治理专题培训班',
  topicTags: ['基层治理'],
  need: '',
} as const;
const servings = menu.entries.map((entry, index): ServedEntry => {
  const item = {
    _id: 'J2026-3',
    state: 'approved',
    theme: '基层治理专题培训班',
    topicTags: ['基层治理'],
    need: '',
  } as const;
  return { entry, serving: { items: index === 0 ? [item] : [], classes: [] } };
});
const weakNeed = {
  ...{ id: '2026-01结业跟踪', topics: ['基层治理'], trainingClass, months: 3 },
  items: [{ name: '学以致用', people: 6 }],
};
const first: ServedEntry = servings[0] ?? { entry: nothingNeeded, serving: { items: [], classes: [] } };
const facts = { year: '2026', rules: defaultRulePack().needs, unread: ['D2026-2'] };

/** What is said about training needs. */
export const needsSections: readonly Section[] = [
  section('src/training/needs/menu-words.ts', menuWords, {
    none: ['2026', ['D2026-2']],
    overview: ['x', menu, servings, facts, sheet],
    topic: ['x', first, { ...facts, surveys: ['D2026-1'], units: ['县财政局'], weak: [weakNeed] }],
    unknown: ['2026', '急救知识'],
    sheet: [servings, facts],
  }),
  section('src/training/needs/outcome-words.ts', outcomeWords, {
    told: [
      '2026',
      {
        cadreId: 'c1',
        listed: [{ topic: '基层治理', items: [{ ...planned, month: 10 }] }],
        left: ['急救知识'],
      },
    ],
    note: ['2026'],
  }),
  section('src/training/needs/note-words.ts', noteWords, {
    taken: [note],
    askTopics: [note, ['基层治理', '公文写作']],
    confirmed: [note],
    orgTaken: [orgNeed],
    changed: [note],
    withdrawn: [note],
    list: ['x', '2026', [note, orgNeed], authors, sheet],
    sheet: ['2026', [note, orgNeed], authors],
  }),
  section('src/training/needs/round-words.ts', roundWords, {
    preview: ['x', round, { units: 40, people: 40, left: 3 }, buttons],
    opened: [round, 40],
    extendPreview: ['x', { ...round, state: 'cancelled' }, '2026-03-30', 4, buttons],
    extended: [round, 4],
    cancelPreview: ['x', round, '与市级征集合并', totals, buttons],
    cancelled: [round],
    cancelledTold: [round, '与市级征集合并'],
    recent: [[round], now],
    progress: ['x', round, totals, { names, now, chase: chaseReports.with({ round: 'Z2026-1' }), sheet }],
    sheet: [round, [report, waiting], names],
    chased: [4],
    ended: [round, totals, ['县农业农村局']],
    endedNote: [round],
  }),
  section('src/training/needs/report-words.ts', reportWords, {
    card: [round, 'u-fin', '县财政局'],
    ask: ['县财政局', ['基层治理', '公文写作']],
    sheetComing: ['县财政局'],
    filed: [shown],
    nothing: [shown],
    unchanged: [shown],
    bad: [problems],
    problems: [problems],
    preview: [
      'x',
      round,
      [{ unit: '县财政局', items, present: [{ topic: '安全生产', people: { staff: 2 } }] }],
      buttons,
    ],
    removed: [shown, '安全生产'],
    own: [[shown], now],
    reminderNote: ['县财政局'],
  }),
];
