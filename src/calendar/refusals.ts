import type { Refusals } from '../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const calendarRefusals: Refusals = {
  'date.unreadable': ({ text }) => `“${text}”不是有效的日期，请写成 2026-03-04 或 3月4日。`,
  'date.backwards': ({ text }) => `“${text}”的结束日期早于开始日期，请核对后重新填写。`,
  'date.one-day': () => '一次只能写一天。请选择日期，其余各天请分别办理：',
  'clock.unreadable': ({ text }) => `“${text}”不是有效的时间，请写成 08:30。`,
  'calendar.bad-count': () => '工作日天数不正确，请联系系统管理员。',
};
