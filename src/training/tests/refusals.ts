import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const testRefusals: Refusals = {
  'test.not-yours': () => '没有需要您参加的这项测试，请核对。',
  'test.not-open': ({ number }) => `测试 ${number} 已取消或已结束，不能再办理。仍需要的，请用“/试题表”重新发布。`,
  'test.no-question': ({ number, most }) => `没有第 ${number} 题，题号为 1 至 ${most}。`,
  'test.bad-key': ({ title }) => `“${title}”的答案填选项字母，例如：B、ACD；判断题填对或错。`,
};
