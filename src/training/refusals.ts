import type { Refusals } from '../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const rulePackRefusals: Refusals = {
  'rule-pack.bad': ({ where, what }) => `规则文件有误（${where}：${what}），请联系系统管理员。`,
  'rule-pack.none': ({ dateOn }) => `没有适用于 ${dateOn} 的规则，请联系系统管理员。`,
};
