import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const fieldSiteRefusals: Refusals = {
  'field-site.unknown': ({ name }) => `没有名为“${name}”的现场教学点。回复“/教学点”可查看全部。`,
  'field-site.changed-meanwhile': ({ changes }) =>
    `您核对期间，表中教学点的信息已有更改，未导入：\n${changes}\n请核对后重新发送表格。`,
  'field-site.gone': () => '这张表保存已超过 30 天，请重新发送。',
  'study-route.unknown': ({ name }) => `没有名为“${name}”的研学线路。回复“/研学线路”可查看全部。`,
  'study-route.changed': () => '教学点情况已变化，这条线路不能按原来的顺序走，未保存。请重新安排。',
};
