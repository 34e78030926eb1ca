import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const followUpRefusals: Refusals = {
  'follow-up.no-class': () => '您目前没有已结业、正在跟踪的班次。',
  'follow-up.no-plan': () => '您还没有写行动计划。请先发送“行动计划”。',
  'follow-up.too-many-goals': ({ most, count }) => `请写 ${most} 个目标，收到的是 ${count} 个，未保存。`,
  'follow-up.long-goal': ({ most }) => `每个目标不超过 ${most} 字，未保存，请改短后再发。`,
  'follow-up.few-words': ({ least }) => `请写明情况，不少于 ${least} 个字，未保存。`,
  'follow-up.bad-points': ({ count, names }) =>
    `请依次写 ${count} 项分数（${names}），每项 1 至 5 的整数，再写事例，例如：4 3 3 4 4 牵头化解两件积案`,
  'follow-up.needs-example': ({ least }) => `有 ${least} 分及以上的，请在分数后写一句事例。`,
  'follow-up.unknown': () => '没有找到需要您办理的跟踪事项，可能已办结或已过截止日期。',
  'follow-up.head-speaks': ({ name }) =>
    `${name}所在单位有负责人，由单位负责人评价，未作改动。需要核实的，请用“/专项检查”。`,
  'follow-up.plans-changed': () => '这张卡片发出后，行动计划有修改，未作确认。修改后的计划下一个工作日送您确认。',
  'follow-up.not-open': ({ name, classId }) => `${name}在 ${classId} 目前没有进行中的跟踪，未作改动。`,
  'follow-up.no-round': ({ classId }) => `${classId} 尚未到结业跟踪的时间，或没有可抽查的学员。`,
  'follow-up.not-drawn': ({ name, classId }) =>
    `${name}不在 ${classId} 本轮抽查名单中，未登记。在专项检查中了解的，请用“/专项检查 ${classId} ${name} 检查名称 日期 各项分数 情况”。`,
  'follow-up.later': ({ date }) => `检查日期 ${date} 还没有到，请核对。`,
  'follow-up.none-drawn': ({ classId }) => `${classId} 目前没有有效的抽查名单，未作改动。`,
  'follow-up.nothing-changed': ({ name }) => `${name}的情况没有变化，无需更改。`,
  'front-line.changed': ({ number }) => `${number} 已取消或已有变动，未作改动。`,
};
