import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const callUpRefusals: Refusals = {
  'call-up.not-called': () => '没有找到您的调训通知，可能已经变更。如有疑问，请联系县委组织部干部教育科。',
  'call-up.not-now': ({ state }) => `当前状态为“${state}”，不能再办理这一步。`,
  'call-up.no-reason': () => '请先选择一项原因。',
  'call-up.few-words': ({ least }) => `说明太短，请至少写 ${least} 个字。`,
  'call-up.no-refusal-reason': () => '请写明不同意的理由。',
  'call-up.decided-already': () => '这份申请已由其他同志办理。',
  'call-up.proposal-gone': () => '这份名单已经变更或取消，请重新点名调训。',
  'call-up.needs-second': () => '名单须由另一位同志审定，不能由拟定人自己发出。请点“送审”。',
  'call-up.nobody-approves': () => '目前没有可以审定这份名单的同志。请先由系统管理员授权。',
  'call-up.no-return-reason': () => '请写明退回的理由。',
  'call-up.list-moved': () => '这份名单已由其他同志办理，请按最新名单办理。',
  'call-up.consult-first': ({ count }) => `尚有 ${count} 个单位未答复征求意见，请在答复后或截止后发出通知。`,
  'call-up.consult-over': () => '这份名单已经发出或变更，不再征求意见。如有情况，请联系县委组织部干部教育科。',
  'call-up.nobody-chosen': () => '请先勾选不宜参加的人员。',
  'call-up.no-later-class': () => '请选择一个尚未点名调训的以后班次。',
  'call-up.too-late': ({ noticeWorkingDays, earliest }) =>
    `调训通知须在开班前 ${noticeWorkingDays} 个工作日发出，现在发出最早只能安排在${earliest}开班。请先调整开班日期。`,
  'call-up.called-already': ({ name, state }) => `${name}已在本班调训名单中（${state}），无需增补。`,
  'call-up.not-issued': ({ classId }) => `班次 ${classId} 的调训名单尚未发出。发出后可取得通知文档。`,
  'call-up.no-list': ({ classId }) => `班次 ${classId} 的调训名单尚未发出，请先点名调训，名单发出后再增补。`,
  'call-up.let-off-already': ({ name, state }) => `${name}目前${state}，无需撤销。`,
  'call-up.not-listed': ({ name, classId }) => `${name}不在班次 ${classId} 的调训名单中，无需撤销。`,
  'call-up.class-over': ({ classId }) => `班次 ${classId} 已结束，调训名单不再变更。`,
  'call-up.bad-seats': () => '名额须为 1 以上的整数。',
  'call-up.bad-days': () => '班次的结束日期早于开班日期，请先更正。',
  'call-up.twice': () => '名单中有人重复，请核对信息库后重新点名调训。',
};
