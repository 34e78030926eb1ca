import type { Refusals } from '../../errors.ts';

const likeThis = '基层治理 科级副职20 科员10 矛盾纠纷增多';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const needsRefusals: Refusals = {
  'need.scope-unknown': ({ scope }) =>
    `未能识别范围“${scope}”。请写全县、县直、乡镇、党群机关、政府部门、事业单位、国有企业或单位全称，多个用顿号隔开。`,
  'need.round-empty': ({ scope }) => `“${scope}”范围内没有可申报的单位，未发出。单位须有主要负责人或联络员。`,
  'need.round-over': ({ round }) => `需求征集 ${round} 已经截止，未作改动。确需补报的，请联系县委组织部延长截止日期。`,
  'need.round-cancelled': ({ round }) => `需求征集 ${round} 已经取消，无需申报。`,
  'need.no-round': () => '目前没有需要您单位申报的需求征集。',
  'need.which-round': ({ rounds }) => `目前有多项需求征集，请在前面写明编号：${rounds}。`,
  'need.which-unit': ({ units }) => `请在前面写明单位全称：${units}。`,
  'need.not-asked': ({ unit, round }) => `${unit}不在需求征集 ${round} 的范围内。`,
  'need.unreadable': ({ line }) =>
    `${line === '' ? '未写明需求' : `未能识别“${line}”`}，未作改动。请写主题、层级和人数，例如：${likeThis}`,
  'need.bad-number': ({ typed }) => `“${typed}”的人数应为不小于 1 的整数，未作改动。例如：${likeThis}`,
  'need.level-twice': ({ level }) => `同一主题的${level}写了两次，请合并后重新发送。`,
  'need.topic-twice': ({ topic }) => `“${topic}”写了两次，请合并后重新发送。`,
  'need.too-many': ({ most }) => `一次最多申报 ${most} 项，请分次发送或用表格申报。`,
  'need.too-long': ({ topic, reason }) => `主题不超过 ${topic} 个字，理由不超过 ${reason} 个字，请精简后重新发送。`,
  'need.more-than-unit': ({ topic, people, unitPeople, unit }) =>
    `“${topic}”申报 ${people} 人，超过${unit}的 ${unitPeople} 人，未作改动。请核对人数。`,
  'need.no-topic': ({ topic }) => `您单位没有申报“${topic}”，未作改动。`,
  'need.draft-gone': () => '这份申报已过核对时限，未申报。请重新发送。',
  'need.note-gone': ({ note }) => `${note} 已经撤回，不能这样办理。需要的请重新记录。`,
  'need.topics-unreadable': ({ most }) => `请写主题，多个用顿号隔开，不超过 ${most} 个，例如：基层治理、群众工作`,
  'need.cancelled-already': ({ round }) => `需求征集 ${round} 已经取消，无需重复办理。`,
  'need.not-working-day': () => '今天不是工作日，不催报。请在工作日办理。',
};
