import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const reservePoolRefusals: Refusals = {
  'reserve.unknown': ({ name }) => `${name}不在储备库中。`,
  'reserve.nothing-to-decide': () => '情况没有变化，无需办理。移出的可以“恢复”，在库的可以“继续”“延期”“移出”。',
};
