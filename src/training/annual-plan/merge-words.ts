import { cardOf } from '../../chat/card.ts';
import type { Card, Press } from '../../chat/message.ts';
import type { PlanItemRow } from './plan-items.ts';
import type { MergeProposal } from './plan-merge.ts';
import { type PlanNames, planFields, planLine } from './plan-words.ts';

export const mergeWords = {
  none: '目前没有主题相近、对象大部分相同的项目。要合并指定的两项，回复“/合并计划 编号 编号”。',
  /** @param left - how many other pairs there are */
  proposal: (
    id: string,
    { pair, reasons, merged }: MergeProposal<PlanItemRow>,
    left: number,
    names: Pick<PlanNames, 'units' | 'rules'>,
    buttons: { confirm: Press; drop: Press },
  ): Card =>
    cardOf({
      id: `plan-merge:${id}`,
      title: '合并预览',
      lines: [
        ...pair.map((item) => `${planLine(item)}　${names.units.get(item.unitId) ?? ''}`),
        ...(reasons.length === 0 ? [] : [`建议合并的原因：${reasons.join('；')}。`]),
        `合并后：${planLine(merged)}`,
        ...(left === 0 ? [] : [`另有 ${left} 组相近的项目，办完后继续列出。`]),
      ],
      fields: planFields(merged, names),
      numbers: 'none',
      buttons: [
        { label: '确认合并', style: 'primary', press: buttons.confirm },
        { label: '不合并', press: buttons.drop },
      ],
    }),
  dropped: '已保留为两项',
  changedSettled: '核对后已有变动',
  mergedSettled: '已合并',
  merged: ({ _id, mergedFrom = [] }: PlanItemRow) => `${mergedFrom.join('、')} 已合并为 ${_id}，已告知申报单位。`,
  told: ({ _id, theme, mergedFrom = [] }: PlanItemRow) =>
    `培训计划 ${mergedFrom.join('、')} 主题相近，已合并为 ${_id}“${theme}”。回复“/计划 ${_id}”查看。`,
  split: ({ _id, mergedFrom = [] }: PlanItemRow) =>
    `${_id} 已拆分，${mergedFrom.join('、')} 恢复原状，已告知申报单位。`,
  splitSettled: '已拆分，恢复为两项',
  splitTold: ({ _id, mergedFrom = [] }: PlanItemRow, reason: string) =>
    `培训计划 ${_id} 已拆分，${mergedFrom.join('、')} 恢复原状。理由：${reason}`,
  undoReason: '合并有误，当即撤销',
} as const;
