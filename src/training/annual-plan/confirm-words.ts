import { cardOf } from '../../chat/card.ts';
import type { Card, Press } from '../../chat/message.ts';
import { type AnnualPlanRow, planNumber } from './annual-plans.ts';
import type { PlanItemRow } from './plan-items.ts';
import { planSum } from './plan-words.ts';

export const confirmWords = {
  preview: (
    id: string,
    year: string,
    approved: readonly PlanItemRow[],
    waiting: readonly PlanItemRow[],
    buttons: { confirm: Press; drop: Press },
  ): Card =>
    cardOf({
      id: `plan-confirm:${id}`,
      title: `确认${year}年度培训计划`,
      lines: [
        `拟列入计划 ${planSum(approved)}。`,
        ...(waiting.length === 0 ? [] : [`另有 ${waiting.length} 项尚未办结，不列入；以后批准的属计划外班次。`]),
        '确认后生成文号，各项不再变更，并告知县委党校。',
      ],
      buttons: [
        { label: '确认计划', style: 'primary', press: buttons.confirm },
        { label: '取消', press: buttons.drop },
      ],
    }),
  dropped: '已取消，未确认',
  changedSettled: '核对后已有变动',
  confirmedSettled: '已确认',
  confirmed: (plan: AnnualPlanRow, items: readonly PlanItemRow[]) =>
    [
      `${plan.year}年度培训计划已确认，文号为${planNumber(plan)}，共 ${planSum(items)}。`,
      `以后新增的属计划外班次，须单独审批。确需调整的，回复“/重开计划 ${plan.year} 理由”。`,
    ].join('\n'),
  told: (plan: AnnualPlanRow, items: readonly PlanItemRow[]) =>
    `${plan.year}年度培训计划已确认（${planNumber(plan)}），共 ${planSum(items)}。回复“/计划 ${plan.year}”查看。`,
  reopened: (plan: AnnualPlanRow) => `${planNumber(plan)}已重新开放。调整后回复“/确认计划 ${plan.year}”再次确认。`,
  reopenedTold: (plan: AnnualPlanRow, reason: string) =>
    `${planNumber(plan)}已重新开放，待调整后再确认。理由：${reason}`,
} as const;
