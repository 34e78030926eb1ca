import type { Button, Press } from '../../chat/message.ts';
import type { PlanItemRow } from './plan-items.ts';

/** What is said where a class is made of an item of the plan. */
export const plannedClassWords = {
  button: (press: Press): Button => ({ label: '据此开班', press }),
  ask: ({ _id, theme, month }: PlanItemRow) =>
    `${_id}“${theme}”计划${month}月举办。请写下开班日期、结束日期和班主任后发送，例如：${month}月12日 ${month}月14日 郑老师。回复“取消”则不办理。`,
  offPlan: (year: string) => `本班不在${year}年度培训计划内，属计划外班次。`,
} as const;
