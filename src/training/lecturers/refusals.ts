import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const lecturerRefusals: Refusals = {
  'lecturer.not-evaluated': ({ name, title }) => `${name}没有“${title}”的测评记录。`,
  'lecturer.unknown': ({ name }) => `师资库中没有“${name}”。回复“/师资库”可查看全部。`,
  'lecturer.several': ({ name, choices }) =>
    `师资库中有几位“${name}”：\n${choices}\n请写明单位，如“${name}（县委党校）”。`,
  'lecturer.there': ({ name, unit }) => `${name}（${unit}）已在师资库，未作改动。变更请用“/改师资”或表格。`,
  'lecturer.gone': () => '这张表保存已超过 30 天，请重新发送。',
};
