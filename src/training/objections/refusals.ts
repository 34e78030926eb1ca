import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const objectionRefusals: Refusals = {
  'objection.not-possible': () => '这一项已过异议期限，或已提出过异议。可回复“异议”查看。',
  'objection.gone': () => '这件异议已办结或已撤回。',
  'objection.open': ({ classId, count }) =>
    `班次 ${classId} 有 ${count} 件异议尚未办结，办结后才能评定等次。查看：/异议列表 ${classId}`,
  'objection.period': ({ classId, untilOn }) => `班次 ${classId} 的记分异议期到${untilOn}，期满后才能评定等次。`,
};
