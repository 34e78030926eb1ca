import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const electiveRefusals: Refusals = {
  'elective.unknown': ({ classId }) => `没有您可以选学的班次 ${classId}。查看可选班次，请回复“选学”。`,
  'elective.not-open': ({ classId }) => `班次 ${classId} 没有开放选学。需要开放的，请用“/开放选学”。`,
  'elective.open-already': ({ classId }) => `班次 ${classId} 已开放选学。需要变更的，请用“/改选学”。`,
  'elective.cancelled': () => '本班选学已取消。如有疑问，请联系县委组织部干部教育科。',
  'elective.closed': () => '本班报名已截止。如需参加，请联系县委组织部干部教育科。',
  'elective.begun': ({ name }) => `“${name}”已开班，选学不再变更。确有情况的，请向班主任请假。`,
  'elective.begun-already': ({ name }) => `“${name}”已开班，选学不再变更。`,
  'elective.chosen-already': () => '您已报名本班。查看情况，请回复“选学”。',
  'elective.removed': ({ reason }) =>
    `您已被移出本班选学名单${reason === undefined ? '' : `，理由：${reason}`}。如有疑问，请联系县委组织部干部教育科。`,
  'elective.does-not-fit': ({ reasons }) => `暂不能报名本班：${reasons}`,
  'elective.no-offer': () => '这个候补名额已超过答复时间或已变更。查看情况，请回复“选学”。',
  'elective.not-chosen': () => '没有有效的报名，可能已经变更。查看情况，请回复“选学”。',
  'elective.leaving-asked': () => '退选申请已提交，请等待批复。',
  'elective.leaving-decided': () => '这份退选申请已办理或已撤回。',
  'elective.few-words': ({ least }) => `说明太短，请至少写 ${least} 个字。`,
  'elective.no-refusal-reason': () => '请写明不同意的理由。',
  'elective.full': ({ seats }) => `名额 ${seats} 人已满。请先用“/改选学”增加名额。`,
  'elective.seated-already': ({ name }) => `${name}已报名本班，无需补录。`,
  'elective.nobody': ({ name }) => `${name}没有报名本班，无需移出。`,
  'elective.bad-seats': () => '名额须为 1 以上的整数。',
  'elective.seats-taken': ({ taken }) => `已有 ${taken} 人占用名额，名额不能少于 ${taken} 人。`,
  'elective.bad-closing': ({ opens }) => `报名截止须在今天以后、${opens}开班以前，请另选日期。`,
  'elective.bad-audience': ({ text, hint }) => `未能识别选学对象“${text}”。可写：${hint}。`,
};
