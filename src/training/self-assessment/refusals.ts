import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const selfAssessmentRefusals: Refusals = {
  'self-assessment.unknown-indicator': ({ word, names }) => `没有可填报的指标“${word}”。可填报：${names}。`,
  'self-assessment.counted': ({ name }) => `“${name}”由系统按记录统计，不能填报。记录有误的，请更正相应记录。`,
  'self-assessment.bad-value': ({ word, name, unit }) =>
    `“${word}”不是数值。请写数字，如“/填评估 ${name} 12 ${unit}”；填报有误的，写“撤销”。`,
  'self-assessment.sheet-gone': () => '这份自评表已不再保存，没有填报。请重新发送。',
  'self-assessment.entered-meanwhile': ({ year }) =>
    `核对期间，${year}年的填报有变动，本表没有填报。请重新发送自评表核对。`,
  'self-assessment.not-entered': ({ name }) => `“${name}”该年没有填报，无需撤销。`,
  'self-assessment.bad-year': ({ word }) => `“${word}”请写成年份，如 2026，不能晚于今年。`,
};
