import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const annualPlanRefusals: Refusals = {
  'template.unreadable': () => '这份模板无法读取，未采用。请另存为 Word 文档（新格式），并检查花括号是否成对。',
  'template.fields': ({ unknown, missing, usable }) =>
    `这份模板未采用。不认识的字段：${unknown}；缺少的字段：${missing}。可用的字段：${usable}。`,
  'plan.draft-gone': () => '这份申报已过核对时限，未申报。请重新发送。',
  'plan.unreadable': ({ field, hint }) => `${field}请写成：${hint}。未作任何改动。`,
  'plan.faults': ({ faults }) => `不符合经费标准，未办理：${faults}`,
  'plan.month-over': ({ year, month }) => `${year}年${month}月已经过去，请写以后的月份。`,
  'plan.no-unit': () => '您没有可申报的单位。请由单位主要负责人或联络员申报。',
  'plan.not-so': ({ number, state }) => `${number} 目前为${state}，不能这样办理。`,
  'plan.frozen': ({ number }) =>
    `${number} 已列入确认的年度计划，不能变更。确需调整的，请由县委组织部先用“/重开计划”。`,
  'plan.same-twice': ({ number }) => `${number} 写了两次，请写不同的两项。`,
  'plan.not-merged': ({ number }) => `${number} 不是合并而成的项目，不能拆分。`,
  'plan.has-class': ({ number, classId }) => `${number} 已据此开班（班次 ${classId}），不能这样办理。`,
  'plan.needs-reason': ({ number }) => `${number} 这样办理须写明理由，例如：/审核计划 ${number} 退回 请补充需求依据`,
  'plan.changed-meanwhile': ({ number }) => `${number} 已由其他同志办理或变更，未作办理。回复“/计划 ${number}”查看。`,
  'plan.confirmed-already': ({ year }) => `${year}年度培训计划已经确认，无需重复办理。`,
  'plan.not-confirmed': ({ year }) => `${year}年度培训计划尚未确认。`,
  'plan.nothing-approved': ({ year }) => `${year}年度还没有已批准的项目，不能确认。`,
};
