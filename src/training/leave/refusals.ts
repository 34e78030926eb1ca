import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const leaveRefusals: Refusals = {
  'leave.unknown': () => '没有找到这张请假单，请重新提出。',
  'leave.no-class': () => '您目前没有参加培训班，无需请假。',
  'leave.asker-left': ({ name }) => `${name}已不再参加本班，不能准假。请点“不同意”办结；恢复学籍的，可以再办理。`,
  'leave.no-session': ({ day }) => `您的班次${day}没有课程，无需请假。请核对日期。`,
  'leave.absent-already': ({ day }) =>
    `${day}已登记缺课，不能再改作请假。确已到课的，请回复“我在场”；登记有误的，请班主任先用“/撤签”撤去登记。`,
  'leave.no-reason': () => '请写明请假事由。',
  'leave.asked-already': () => '这段时间您已经请过假。回复“我的请假”可查看办理情况。',
  'leave.not-on-leave': ({ name, moment }) => `${name}${moment}没有请假，无需销假。请核对日期和时间。`,
  'leave.return-not-yet': () => '返课时间还没有到，请核对。',
  'leave.no-refusal-reason': () => '请写明不同意的理由。',
  'leave.nothing-to-correct': ({ name, day, to }) =>
    `${name}${day}没有可以改批为“${to}”的请假单。尚未审批的，请在审批卡片上办理。`,
  'leave.several-to-correct': ({ name, day }) => `${name}${day}有几张请假单，请在日期后写明上午、下午或晚上。`,
  'leave.granted-meanwhile': ({ name }) => `${name}这段时间已另有请假，不能再改批为“同意”。请核对。`,
};
