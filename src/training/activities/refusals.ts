import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const activityRefusals: Refusals = {
  'activity.kind-unknown': ({ typed, kinds }) => `未能识别类别“${typed}”。请写：${kinds}。`,
  'activity.outside-class': ({ name, days }) => `活动日期须在“${name}”的学制内（${days}）。`,
  'activity.gone': ({ activity }) => `${activity} 已经取消或尚未排定，不能这样办理。`,
  'activity.no-class': () => '您目前不在培训班中，不能报名讲课。',
  'activity.not-recorder': () => '目前没有需要您记录的活动。',
  'activity.not-yet': ({ activity }) => `${activity} 还没有举行，暂不能这样办理。`,
  'activity.no-points': ({ activity }) => `${activity} 没有可以提出的记分：这类活动不记分，或者已经记过。`,
  'activity.bonus-only': ({ activity, command }) =>
    `${activity} 属于加分项，由考评工作小组确认，请用“${command}”提出。`,
  'activity.few-words': ({ least }) => `请写明理由，不少于 ${least} 个字。`,
};
