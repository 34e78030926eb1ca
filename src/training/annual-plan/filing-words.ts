import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet } from '../../chat/long-list.ts';
import type { Card, Press } from '../../chat/message.ts';
import { problemLines, problemSheet } from '../../sheets/problem-sheet.ts';
import type { Problem } from '../../sheets/table.ts';
import { type PlannedClass, plannedYuan } from './plan-item.ts';
import type { PlanItemRow } from './plan-items.ts';
import { PLAN_SHEET } from './plan-sheet.ts';
import { type PlanNames, planFields, planLine, planSum, servesLines } from './plan-words.ts';

export const filingWords = {
  offer: `${PLAN_SHEET}（.xlsx）：回复“/申报计划”领取，填好后发来`,
  sheetComing: (year: string, unit: string) =>
    `${unit}${year}${PLAN_SHEET}随后发来，每个班次一行。填好后直接发回，先核对再申报。也可直接回复，例如：/申报计划 基层治理专题培训班 10月 3天 40 乡科级副职 400元 提升基层治理能力`,
  noUnit: '您没有可申报的单位。请由单位主要负责人或联络员申报。',
  nothingIn: '表中没有填写班次，未申报。',
  bad: (problems: readonly Problem[]) =>
    [`申报表有 ${problems.length} 处需要更正，未申报：`, ...problemLines(problems), '更正后请重新发送。'].join('\n'),
  problems: (problems: readonly Problem[]): ListSheet =>
    problemSheet('申报表问题.xlsx', '年度培训计划申报表需要更正的内容', problems),
  /** @param remarks - what to look at before confirming; @param offPlan - how many of them come after the year's plan was confirmed;
   * `serves`: the topics of the training menu that a single one serves */
  preview: (
    id: string,
    items: readonly PlannedClass[],
    names: Pick<PlanNames, 'units' | 'rules'>,
    {
      remarks,
      offPlan,
      serves,
    }: { remarks: readonly string[]; offPlan: number; serves?: readonly string[] | undefined },
    buttons: { confirm: Press; drop: Press },
  ): Card => {
    const [only, ...others] = items;
    const units = [...new Set(items.map(({ unitId }) => names.units.get(unitId) ?? ''))];
    const yuan = items.reduce((sum, item) => sum + plannedYuan(item), 0);
    const isOne = only !== undefined && others.length === 0;
    return cardOf({
      id: `plan-filing:${id}`,
      title: '申报预览',
      lines: [
        isOne
          ? `${units.join('')}拟申报“${only.theme}”，请核对。`
          : `${units.join('、')}拟申报 ${planSum(items)}，经费合计 ${yuan} 元，请核对。`,
        ...(isOne || isLong(items) ? [] : items.map((item) => planLine(item))),
        ...(isOne ? servesLines(serves) : []),
        ...remarks.map((remark) => `请注意：${remark}`),
        ...(offPlan === 0
          ? []
          : [`年度计划已确认，${isOne ? '本项' : `其中 ${offPlan} 项`}属计划外班次，由县委组织部单独审批。`]),
        '确认后报县委组织部审核。',
      ],
      fields: isOne ? planFields(only, names) : [],
      buttons: [
        { label: '确认申报', style: 'primary', press: buttons.confirm },
        { label: '取消', press: buttons.drop },
      ],
    });
  },
  dropped: '已取消，未申报',
  filedSettled: '已申报',
  filed: (items: readonly PlanItemRow[]) =>
    [
      `已申报 ${planSum(items)}，报县委组织部审核，结果将告知您。`,
      ...(isLong(items) ? [] : items.map(({ _id, theme }) => `${_id}　${theme}`)),
      '回复“/计划”查看办理情况。',
    ].join('\n'),
  filedBefore: '这份申报已经报送，无需重复办理。回复“/计划”查看办理情况。',
  takenBack: '申报有误，当即撤销',
  changedReply: (item: PlanItemRow, changed: string) => `${item._id} ${changed}，报县委组织部审核。`,
  withdrawnReply: ({ _id, theme }: PlanItemRow) => `已撤回 ${_id}“${theme}”。`,
  /** For those of the other side. */
  withdrawnTold: ({ _id, theme }: PlanItemRow, by: string, reason: string) =>
    `培训计划 ${_id}“${theme}”已由${by}撤回。理由：${reason}`,
  withdrawnSettled: '已撤回',
  unwithdrawn: (items: readonly PlanItemRow[]) =>
    `刚才告知的撤回已取消，${items.map(({ _id }) => _id).join('、')} 恢复原状。`,
} as const;
