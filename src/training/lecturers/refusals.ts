import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const lecturerRefusals: Refusals = {
  'lecturer.not-evaluated': ({ name, title }) => `${name}没有“${title}”的测评记录。`,
  'lecturer.unknown': ({ name }) => `师资库中没有“${name}”。回复“/师资库”可查看全部。`,
  'lecturer.several': ({ name, choices }) =>
    `师资库中有几位“${name}”：\n${choices}\n请写明单位，如“${name}（县委党校）”。`,
  'lecturer.there': ({ name, unit }) => `${name}（${unit}）已在师资库，未作改动。变更请用“/改师资”或表格。`,
  'lecturer.changed-meanwhile': ({ changes }) =>
    `您核对期间，表中人员的信息已有更改，未导入：\n${changes}\n请核对后重新发送表格。`,
  'lecturer.gone': () => '这张表保存已超过 30 天，请重新发送。',
  'pool-picture.type': () => '图片只收JPG或PNG，未保存。可拍照或截图后再发送。',
  'pool-picture.wanted': () => '请发送一张图片（JPG或PNG）。',
  'pool-picture.gone': () => '刚发的图片已超过半小时，未保存。请重新发送。',
  'pool-picture.unknown': () => '没有这位师资或这个现场教学点，可能已经移出。回复“/师资库”或“/教学点”可查看全部。',
};
