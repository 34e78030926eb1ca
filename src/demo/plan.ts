import { addMonths, beijingDateOf } from '../calendar/beijing-time.ts';
import type { CadreRecord, UnitRecord } from '../county/cadre.ts';
import { readAudience } from '../training/annual-plan/audience.ts';
import { usualFeeClass } from '../training/annual-plan/plan-fees.ts';
import type { PlanItemRow, PlanState, PlanStep } from '../training/annual-plan/plan-items.ts';
import { classKindOf } from '../training/class/class-kind.ts';
import type { RulePack } from '../training/rule-pack.ts';

interface DemoItem {
  unit: string;
  theme: string;
  tags: readonly string[];
  audience: string;
  people: number;
  /** Months from the present one; what would lie in another year is moved to this one's edge. */
  ahead: number;
  days: number;
  yuan: number;
  need: string;
  state: PlanState;
  reason?: string;
  /** The numbers of the two items of which it was made. */
  of?: readonly [number, number];
}

/** The demo's plan: an item in every state, and among those that wait two that could be one class. */
const ITEMS: readonly DemoItem[] = [
  item(
    '县委党校',
    '中青年干部培训班',
    ['党的理论教育'],
    '科级副职、年轻干部',
    [50, 1, 12, 450],
    '年轻干部培养',
    'approved',
  ),
  item(
    '县委党校',
    '科级干部任职培训班',
    ['党性教育'],
    '科级干部、新提拔领导干部',
    [60, 2, 10, 450],
    '任职培训要求',
    'approved',
  ),
  item(
    '县委组织部',
    '公务员初任培训班',
    ['初任培训'],
    '新录用公务员',
    [40, 4, 12, 400],
    '试用期内培训要求',
    'approved',
  ),
  item('县财政局', '财政业务培训班', ['预算管理'], '科员', [80, -1, 3, 350], '预算管理一体化', 'approved'),
  item('县农业农村局', '乡村振兴专题培训班', ['乡村振兴'], '科级干部', [60, 1, 4, 400], '百千万工程部署', 'filed'),
  item('县委社会工作部', '基层治理专题培训班', ['基层治理'], '科级副职', [50, 2, 3, 400], '社会工作新任务', 'filed'),
  item(
    '县委政法委员会',
    '基层治理能力提升班',
    ['基层治理', '矛盾化解'],
    '科级副职',
    [40, 2, 3, 380],
    '矛盾化解需要',
    'filed',
  ),
  {
    ...item('县信访局', '信访业务培训班', ['信访业务'], '科员', [45, 3, 2, 300], '业务需要', 'returned'),
    reason: '请补充需求依据',
  },
  {
    ...item('县总工会', '工会干部专题班', ['工会业务'], '全体干部', [30, 3, 5, 500], '业务需要', 'refused'),
    reason: '与上级班次重复',
  },
  {
    ...item('县档案馆', '档案业务培训班', ['档案业务'], '科员', [35, 2, 2, 300], '业务需要', 'withdrawn'),
    reason: '改为网络培训',
  },
  item('县司法局', '法治专题培训班', ['依法行政'], '科级干部', [40, 5, 3, 400], '法治政府建设', 'merged'),
  item('县市场监督管理局', '行政执法专题班', ['依法行政'], '科级干部', [50, 5, 3, 400], '执法规范化', 'merged'),
  {
    ...item(
      '县市场监督管理局',
      '行政执法专题班',
      ['依法行政'],
      '科级干部',
      [90, 5, 3, 400],
      '执法规范化；法治政府建设',
      'approved',
    ),
    of: [11, 12],
  },
];

function item(
  unit: string,
  theme: string,
  tags: readonly string[],
  audience: string,
  [people, ahead, days, yuan]: readonly [number, number, number, number],
  need: string,
  state: PlanState,
): DemoItem {
  return { unit, theme, tags, audience, people, ahead, days, yuan, need, state };
}

/** The plan of the year in which the demo begins, filed by the liaisons of its units and decided by the department. */
export function makeDemoPlan(
  { units, cadres }: { units: readonly UnitRecord[]; cadres: readonly CadreRecord[] },
  now: Date,
  { annualPlan, curriculum }: RulePack,
): PlanItemRow[] {
  const todayOn = beijingDateOf(now);
  const year = todayOn.slice(0, 4);
  const reviewer = cadres.find(({ roles }) => roles.includes('orgDept'))?.id ?? '';
  return ITEMS.map((each, index): PlanItemRow => {
    const unit = units.find(({ name }) => name === each.unit);
    const filedBy = unit?.liaisonId ?? unit?.headId ?? reviewer;
    const { group, rankLevels = [] } = readAudience(each.audience) ?? {};
    const history = historyOf(each, { filedBy, reviewer, at: now, update: `demo-plan:${index}` });
    return {
      ...{ _id: `J${year}-${index + 1}`, number: index + 1, year, filing: `demo-plan:${index}`, filedBy, filedAt: now },
      ...{ byUpdate: `demo-plan:${index}`, theme: each.theme, topicTags: each.tags, rankLevels: [...rankLevels] },
      ...(group === undefined ? {} : { group }),
      ...{ people: each.people, month: monthOf(todayOn, each.ahead), days: each.days, unitId: unit?.id ?? '' },
      ...{ classKind: classKindOf(each.theme, curriculum), feeClass: usualFeeClass(annualPlan) },
      ...{ yuanPerPersonDay: each.yuan, need: each.need, state: each.state, history, steps: history.length },
      ...(each.of === undefined ? {} : { mergedFrom: each.of.map((number) => `J${year}-${number}`) }),
      ...(each.state === 'merged' ? { mergedInto: `J${year}-${ITEMS.length}` } : {}),
    };
  });
}

function monthOf(todayOn: string, ahead: number): number {
  const on = addMonths(`${todayOn.slice(0, 7)}-01`, ahead);
  if (on.slice(0, 4) !== todayOn.slice(0, 4)) return ahead < 0 ? 1 : 12;
  return Number(on.slice(5, 7));
}

const decided: Partial<Readonly<Record<PlanState, PlanStep['act']>>> = {
  approved: 'approve',
  returned: 'return',
  refused: 'refuse',
  withdrawn: 'withdraw',
  merged: 'merge',
};

function historyOf(
  { state, reason, of }: DemoItem,
  { filedBy, reviewer, at, update }: { filedBy: string; reviewer: string; at: Date; update: string },
): PlanStep[] {
  if (of !== undefined) return [{ act: 'merge', by: reviewer, byUpdate: update, at, to: state }];
  const filed: PlanStep = { act: 'file', by: filedBy, byUpdate: update, at, to: 'filed' };
  const act = decided[state];
  if (act === undefined) return [filed];
  const by = act === 'withdraw' ? filedBy : reviewer;
  const why = reason === undefined ? {} : { reason };
  return [filed, { act, by, byUpdate: `${update}:${act}`, at, from: 'filed', to: state, ...why }];
}
