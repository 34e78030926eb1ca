import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const feedbackRefusals: Refusals = {
  'result.not-published': () => '考核结果尚未公布，或不是您本人的结果。',
  'feedback.unknown': () => '没有找到需要您阅知的结果反馈。',
};
