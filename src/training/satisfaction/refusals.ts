import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const satisfactionRefusals: Refusals = {
  'satisfaction.not-now': ({ reason }) => String(reason),
  'satisfaction.gone': () => '这项评价已截止或已取消。',
  'satisfaction.draft-gone': () => '这份题目已取消或已有更新的一份，请重新发送表格。',
  'satisfaction.asked': ({ classId }) => `班次 ${classId} 已开始满意度评价，题目不能再改。`,
  'satisfaction.too-many': ({ count, most }) => `共 ${count} 题，最多 ${most} 题，请删减后再发。`,
  'satisfaction.sealed': () => '系统数据刚恢复过，这一题不能再评价，其他题不受影响。',
};
