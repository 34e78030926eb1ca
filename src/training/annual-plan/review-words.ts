import { cardOf } from '../../chat/card.ts';
import { isLong } from '../../chat/long-list.ts';
import type { Button, Card } from '../../chat/message.ts';
import type { PlanItemRow } from './plan-items.ts';
import { type PlanNames, planFields, planLine, planStateLabels, planSum } from './plan-words.ts';
import { approvePlan, approvePlans, askPlanReason, type PlanVerdict, sendWaitingPlans, showPlans } from './presses.ts';

/** The card about what was filed together. */
export function planReviewCardId(filing: string): string {
  return `plan-review:${filing}`;
}

function unitsOf(items: readonly PlanItemRow[], { units }: Pick<PlanNames, 'units'>): string {
  const names = [...new Set(items.map(({ unitId }) => units.get(unitId) ?? ''))];
  return names.length === 1 ? (names[0] ?? '') : `${names[0] ?? ''}等 ${names.length} 个单位`;
}

/** The buttons for one item: what is off the plan is approved with a reason. */
export function verdictButtons({ _id: item }: PlanItemRow, basis: string, isOffPlan: boolean): Button[] {
  const ask = (verdict: PlanVerdict) => askPlanReason.with({ item, verdict, basis });
  return [
    { label: '批准', style: 'primary', press: isOffPlan ? ask('approve') : approvePlan.with({ item, basis }) },
    { label: '退回补充', press: ask('return') },
    { label: '不予批准', style: 'danger', press: ask('refuse') },
  ];
}

const asked: Readonly<Record<PlanVerdict, string>> = {
  approve: '属计划外班次，请写下批准理由后发送。',
  return: '请写下退回补充的理由后发送。',
  refuse: '请写下不予批准的理由后发送。',
};
const done: Readonly<Record<PlanVerdict, string>> = { approve: '已批准', return: '已退回补充', refuse: '未获批准' };

export const reviewWords = {
  /** What waits of one filing. */
  card: (filing: string, items: readonly PlanItemRow[], names: PlanNames, basis: string): Card => {
    const [first, ...others] = items;
    const isOne = first !== undefined && others.length === 0;
    const off = items.filter(names.isOffPlan).length;
    return cardOf({
      id: planReviewCardId(filing),
      task: { name: `审核培训计划 ${first?._id ?? ''}${isOne ? '' : ` 等 ${items.length} 项`}`, mayWait: true },
      title: off > 0 ? '计划外班次待审批' : '培训计划待审核',
      lines: [
        isOne
          ? `${unitsOf(items, names)}申报“${first.theme}”（${first._id}）。`
          : `${unitsOf(items, names)}申报 ${planSum(items)}。`,
        ...(isOne || isLong(items) ? [] : items.map((item) => planLine(item))),
        ...(off > 0 ? [`年度计划已确认，${isOne ? '本项' : `其中 ${off} 项`}属计划外，批准须写明理由。`] : []),
      ],
      fields: isOne ? planFields(first, names) : [],
      numbers: 'none',
      buttons: isOne
        ? verdictButtons(first, basis, off > 0)
        : [
            ...(off > 0
              ? []
              : [{ label: '全部批准', style: 'primary' as const, press: approvePlans.with({ filing, basis }) }]),
            { label: '逐项办理', press: showPlans.with({ filing }) },
            { label: '发送表格', press: sendWaitingPlans.with({ filing }) },
          ],
    });
  },
  /** Everything that waits for this person. */
  waiting: (id: string, items: readonly PlanItemRow[], names: PlanNames, basis: string): Card => {
    const within = items.filter((item) => !names.isOffPlan(item));
    const off = items.length - within.length;
    return cardOf({
      id: `plan-waiting:${id}`,
      title: '培训计划待审核',
      lines: [
        `待审核 ${planSum(items)}，来自 ${new Set(items.map(({ unitId }) => unitId)).size} 个单位。`,
        ...(isLong(items) ? [] : items.map((item) => `${planLine(item)}　${names.units.get(item.unitId) ?? ''}`)),
        ...(off > 0 ? [`其中计划外 ${off} 项，请逐项办理并写明理由。`] : []),
      ],
      numbers: 'none',
      buttons: [
        ...(within.length === 0
          ? []
          : [{ label: '全部批准', style: 'primary' as const, press: approvePlans.with({ basis }) }]),
        { label: '逐项办理', press: showPlans.with({}) },
        { label: '发送表格', press: sendWaitingPlans.with({}) },
      ],
    });
  },
  noneWaiting: '目前没有待审核的培训计划。',
  ask: ({ _id, theme }: PlanItemRow, verdict: PlanVerdict) => `${_id}“${theme}”${asked[verdict]}回复“取消”则不办理。`,
  approvedReply: (items: readonly PlanItemRow[], others: number) =>
    [
      `已批准 ${planSum(items)}，结果已告知申报单位。`,
      ...(others === 0 ? [] : [`另有 ${others} 项未一并办理，请逐项办理。`]),
    ].join('\n'),
  decidedReply: ({ _id, theme }: PlanItemRow, verdict: PlanVerdict) =>
    `${_id}“${theme}”${done[verdict]}，结果已告知申报单位。`,
  settled: (count: number, verdict: PlanVerdict) => `${done[verdict]} ${count} 项`,
  handled: (by: string) => `已由${by}办理`,
  changedSettled: '内容已有变动',
  /** @param decided - lines of `decidedNow` */
  noneLeft: (decided: readonly string[]) =>
    ['这些项目已经办理，目前没有待审核的培训计划。', ...decided.slice(0, 10)].join('\n'),
  /** What became of an item, and by whom. */
  decidedNow: ({ _id, state }: PlanItemRow, who: string) => `${_id} 目前为${planStateLabels[state]}，由${who}办理。`,
  more: (count: number) => `另有 ${count} 项，办完后回复“/审核计划”继续。`,
  changed: '这些项目在您核对后已有变动，未作办理。最新内容如下，请重新核对。',
  decidedAlready: (item: PlanItemRow, who: string) => `${reviewWords.decidedNow(item, who)}您无需重复办理。`,
  toUnit: (items: readonly PlanItemRow[], verdict: PlanVerdict, reason: string | undefined) => {
    const [first, ...others] = items;
    const isOne = first !== undefined && others.length === 0;
    return [
      isOne
        ? `培训计划 ${first._id}“${first.theme}”${done[verdict]}。`
        : `培训计划${done[verdict]} ${planSum(items)}：`,
      ...(isOne ? [] : items.slice(0, 10).map((item) => planLine(item))),
      ...(items.length > 10 ? [`……另有 ${items.length - 10} 项，回复“/计划”查看。`] : []),
      ...(reason === undefined ? [] : [`理由：${reason}`]),
      ...(verdict === 'return' && isOne ? [`请用“/改计划 ${first._id} 项目 新值 理由”补充后重新报送。`] : []),
    ].join('\n');
  },
  toUnitCard: (id: string, item: PlanItemRow, text: string, why: Button): Card =>
    cardOf({
      id: `plan-decision:${item._id}:${id}`,
      title: '培训计划审核结果',
      lines: text.split('\n'),
      buttons: [why],
    }),
  undoneSettled: '已撤销',
  undone: (count: number) => `已撤销，${count} 项恢复原状`,
  undoneToUnit: (items: readonly PlanItemRow[]) =>
    `刚才告知的审核结果已撤销，以下 ${items.length} 项重新办理：${items.map(({ _id }) => _id).join('、')}。`,
} as const;
