import { formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet } from '../../chat/long-list.ts';
import type { Button, Card, Press } from '../../chat/message.ts';
import type { CurriculumRules } from '../class/curriculum-rules.ts';
import type { AnnualPlanRules } from './annual-plan-rules.ts';
import { type AnnualPlanRow, planNumber } from './annual-plans.ts';
import { audienceLabel } from './audience.ts';
import { type PlannedClass, plannedYuan } from './plan-item.ts';
import { PLAN_STATES, type PlanItemRow, type PlanState, type PlanStep } from './plan-items.ts';

export const planStateLabels: Readonly<Record<PlanState, string>> = {
  filed: '待审核',
  approved: '已批准',
  returned: '退回补充',
  refused: '不予批准',
  withdrawn: '已撤回',
  merged: '已合并',
};

const acts: Readonly<Record<PlanStep['act'], string>> = {
  file: '申报',
  change: '变更',
  approve: '批准',
  return: '退回补充',
  refuse: '不予批准',
  withdraw: '撤回',
  merge: '合并',
  split: '拆分',
  undo: '撤销上一步',
};

/** What sentences about items need besides the items. */
export interface PlanNames {
  units: ReadonlyMap<string, string>;
  people: ReadonlyMap<string, string>;
  rules: { annualPlan: AnnualPlanRules; curriculum: Pick<CurriculumRules, 'classKinds'> };
  /** Whether an item was added after the year's plan was confirmed. */
  isOffPlan: (item: Pick<PlanItemRow, '_id' | 'year'>) => boolean;
}

type Item = PlannedClass & Pick<PlanItemRow, '_id' | 'state'>;

const kindName = ({ classKind }: Pick<PlannedClass, 'classKind'>, { rules }: Pick<PlanNames, 'rules'>) =>
  rules.curriculum.classKinds[classKind]?.name ?? '其他';

/** `J2026-1　基层治理专题培训班　5月 3天 40 人`. */
export function planLine({ theme, month, days, people, ...item }: PlannedClass & { _id?: string }): string {
  const number = item._id === undefined ? '' : `${item._id}　`;
  return `${number}${theme}　${month}月　${days}天　${people} 人`;
}

/** `8 项，320 人`. */
export function planSum(items: readonly Pick<PlannedClass, 'people'>[]): string {
  return `${items.length} 项，${items.reduce((sum, { people }) => sum + people, 0)} 人`;
}

function tally<Key extends string | number>(items: readonly Item[], keyOf: (item: Item) => Key): [Key, number][] {
  const counts = new Map<Key, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return [...counts];
}

function stepLine({ act, by, at, reason, changed }: PlanStep, { people }: Pick<PlanNames, 'people'>): string {
  const why = [changed, reason === undefined ? undefined : `理由：${reason}`].filter((part) => part !== undefined);
  return `${formatMoment(at)}　${people.get(by) ?? ''}${acts[act]}${why.length === 0 ? '' : `（${why.join('；')}）`}`;
}

/** What is planned, as fields of a card. */
/** The need it serves in words, with the topics of the menu that were written for it. */
function withTopics({ need, needTopics = [] }: Pick<PlannedClass, 'need' | 'needTopics'>): string {
  return needTopics.length === 0 ? need : `${need}（承接需求：${needTopics.join('、')}）`;
}

export function planFields(item: PlannedClass, { units, rules }: Pick<PlanNames, 'units' | 'rules'>): Card['fields'] {
  const { feeClasses, lecturerTitles } = rules.annualPlan;
  const { lecturerTitle, yuanPerHour } = item;
  const lecture =
    lecturerTitle === undefined
      ? []
      : [{ label: '讲课费', value: `${lecturerTitles[lecturerTitle]?.name ?? ''}，每学时 ${yuanPerHour} 元` }];
  return [
    { label: '时间', value: `${item.year}年${item.month}月，${item.days}天` },
    { label: '对象', value: `${audienceLabel(item)}，${item.people} 人` },
    { label: '主办单位', value: units.get(item.unitId) ?? '' },
    { label: '类别', value: kindName(item, { rules }) },
    ...(item.topicTags.join() === item.theme ? [] : [{ label: '主题', value: item.topicTags.join('、') }]),
    {
      label: '经费',
      value: `${feeClasses[item.feeClass]?.name ?? ''}，每人每天 ${item.yuanPerPersonDay} 元，合计 ${plannedYuan(item)} 元`,
    },
    ...lecture,
    { label: '需求依据', value: withTopics(item) },
  ];
}

export const planWords = {
  /** @param plan - the confirmed plan of the year, if there is one */
  overview: (
    id: string,
    year: string,
    items: readonly Item[],
    names: PlanNames,
    plan: AnnualPlanRow | undefined,
    buttons: readonly Button[],
  ): Card => {
    const standing = items.filter(({ state }) => state === 'approved');
    const states = PLAN_STATES.flatMap((state) => {
      const count = items.filter((item) => item.state === state).length;
      return count === 0 ? [] : [`${planStateLabels[state]} ${count} 项`];
    });
    const off = standing.filter(names.isOffPlan).length;
    const months = tally(standing, ({ month }) => month).sort(([a], [b]) => a - b);
    const kinds = tally(standing, (item) => kindName(item, names));
    return cardOf({
      id: `plan:${year}:${id}`,
      title: `${year}年度培训计划`,
      lines: [
        `已批准 ${planSum(standing)}。`,
        ...(states.length === 0 ? ['还没有单位申报。'] : [`申报情况：${states.join('，')}。`]),
        plan === undefined
          ? '本年度计划尚未确认。'
          : `已确认：${planNumber(plan)}${off === 0 ? '' : `；另有计划外 ${off} 项`}。`,
        ...(months.length === 0
          ? []
          : [`按月：${months.map(([month, count]) => `${month}月 ${count} 项`).join('，')}。`]),
        ...(kinds.length === 0 ? [] : [`按类别：${kinds.map(([kind, count]) => `${kind} ${count} 项`).join('，')}。`]),
        ...(isLong(items) ? [] : items.map((item) => `${planLine(item)}　${planStateLabels[item.state]}`)),
        ...(items.length === 0 ? [] : ['回复“/计划 编号”查看一项。']),
      ],
      numbers: 'none',
      buttons,
    });
  },
  sheetButton: '发送表格',
  documentButton: '发送文档',
  sheet: (year: string, items: readonly Item[], names: PlanNames): ListSheet => ({
    fileName: `${year}年度培训计划.xlsx`,
    title: `${year}年度培训计划　${planSum(items.filter(({ state }) => state === 'approved'))}（已批准）`,
    columns: [
      { header: '编号', width: 12 },
      { header: '班次名称', width: 34 },
      { header: '培训对象', width: 26 },
      { header: '人数', width: 8 },
      { header: '月份', width: 8 },
      { header: '天数', width: 8 },
      { header: '主办单位', width: 22 },
      { header: '类别', width: 18 },
      { header: '综合定额（元/人天）', width: 14 },
      { header: '合计（元）', width: 12 },
      { header: '需求依据', width: 36 },
      { header: '状态', width: 12 },
      { header: '计划内外', width: 10 },
    ],
    rows: items.map((item) => [
      ...[item._id, item.theme, audienceLabel(item), item.people, item.month, item.days],
      ...[names.units.get(item.unitId) ?? '', kindName(item, names), item.yuanPerPersonDay, plannedYuan(item)],
      ...[withTopics(item), planStateLabels[item.state], names.isOffPlan(item) ? '计划外' : '计划内'],
    ]),
  }),
  /** @param classId - the class that was made of it */
  /** @param serves - the topics of the training menu it serves; `undefined` where the year has no menu */
  item: (
    id: string,
    item: PlanItemRow,
    names: PlanNames,
    buttons: readonly Button[],
    { classId, serves }: { classId?: string | undefined; serves?: readonly string[] | undefined },
  ): Card =>
    cardOf({
      id: `plan-item:${item._id}:${id}`,
      title: `${item._id}　${item.theme}`,
      lines: [
        `${planStateLabels[item.state]}${names.isOffPlan(item) ? '（计划外班次）' : ''}`,
        ...(item.mergedInto === undefined || item.state !== 'merged' ? [] : [`已并入 ${item.mergedInto}。`]),
        ...(classId === undefined ? [] : [`已据此开班：${classId}。`]),
        ...(item.mergedFrom === undefined ? [] : [`由 ${item.mergedFrom.join('、')} 合并而成。`]),
        ...servesLines(serves),
      ],
      fields: [
        ...planFields(item, names),
        { label: '办理经过', value: item.history.map((step) => stepLine(step, names)).join('\n') },
      ],
      numbers: 'none',
      buttons,
    }),
  explained: (item: PlanItemRow, names: PlanNames): string => {
    const { annualPlan } = names.rules;
    const quota = annualPlan.feeClasses[item.feeClass];
    const decided = item.history.findLast(({ act }) =>
      ['approve', 'return', 'refuse', 'withdraw', 'merge'].includes(act),
    );
    return [
      `${item._id}“${item.theme}”目前为${planStateLabels[item.state]}。`,
      decided === undefined ? '县委组织部尚未办理。' : stepLine(decided, names),
      ...(decided !== undefined && decided.reason === undefined ? ['批准时未另写理由。'] : []),
      ...(quota === undefined
        ? []
        : [`经费审核：每人每天 ${item.yuanPerPersonDay} 元，${quota.name}的上限为 ${quota.yuanPerPersonDay} 元。`]),
      ...(names.isOffPlan(item) ? ['本年度计划确认后申报的，属计划外班次，单独审批。'] : []),
    ].join('\n');
  },
  why: (press: Press): Button => ({ label: '为什么', press }),
} as const;

/** Which topics of the training menu an item serves, as a line. */
export function servesLines(serves: readonly string[] | undefined): string[] {
  if (serves === undefined) return [];
  return [
    serves.length === 0 ? '未对应培训菜单中的主题，可在主题或需求依据中写明。' : `对应培训菜单：${serves.join('、')}。`,
  ];
}
