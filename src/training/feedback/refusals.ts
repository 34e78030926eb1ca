import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const feedbackRefusals: Refusals = {
  'result.not-published': () => '考核结果尚未公布，或不是您本人的结果。',
  'result.under-review': () => '本班考核结果正在复核，重新公布后，结果有变化的会通知您。',
  'feedback.nothing-to-tell': ({ name }) => `没有${name}在本班的结果反馈，或成绩尚未公布。`,
  'feedback.known-already': ({ name, by }) => `${name}的结果已由${by}阅知或登记告知，无需重复办理。`,
  'feedback.not-told': ({ name }) => `${name}的结果没有登记过当面告知。`,
  'feedback.unknown': () => '没有找到需要您阅知的结果反馈。',
};
