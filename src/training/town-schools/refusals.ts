import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const townSchoolRefusals: Refusals = {
  'town-school.unknown-item': ({ word, items }) => `没有“${word}”这一事项。可写：${items}。`,
  'town-school.not-done': ({ name, item }) => `${name}本年没有登记过“${item}”，无需撤销。`,
};
