import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const feedbackRefusals: Refusals = {
  'result.not-published': () => '考核结果尚未公布，或不是您本人的结果。',
  'result.under-review': () => '本班考核结果正在复核，重新公布后，结果有变化的会通知您。',
  'feedback.unknown': () => '没有找到需要您阅知的结果反馈。',
};
