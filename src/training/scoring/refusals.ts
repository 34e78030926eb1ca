import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const scoringRefusals: Refusals = {
  'score.unknown-item': ({ item, choices }) =>
    `没有“${item}”这一项。${choices === undefined ? '' : `可选：${choices}。`}`,
  'score.unknown-step': ({ item, step, choices }) =>
    `“${item}”没有“${step}”这一档。${choices === undefined ? '' : `可选：${choices}。`}`,
  'score.not-kept': ({ item }) => `本班的考核方案不设“${item}”，不记分。查看方案请回复“考核方案”。`,
  'score.bad-mark': ({ part, maxPoints }) => `“${part}”的分值应在 0 到 ${maxPoints} 之间，最多一位小数。`,
  'score.reason-missing': () => '请写明事由。',
  'score.session-missing': ({ item }) => `“${item}”按课次记分，但还没有已开始的课程，请在课程开始后记分。`,
  'score.mark-not-wanted': ({ item, step }) => `“${item}·${step}”的分值由规则确定，无需填写。`,
  'score.achievement-missing': ({ item }) => `请写明“${item}”对应的成果。`,
  'score.marked-before': ({ names, part }) =>
    `${names}的“${part}”您此前已评过，须由另一人评阅，本次均未记分。评错的，请先用“/撤销记分”撤销。`,
  'score.marks-full': ({ names, part }) => `${names}的“${part}”评阅人数已满，无需再评，本次均未记分。`,
  'score.not-inspected': ({ items }) => `督查员登记“${items}”，其他指标由班主任、县委党校或考评工作小组登记。`,
  'score.inspection-facts': ({ item }) => `督查登记“${item}”，请在后面写明时间、地点和情况。`,
  'score.veto-apart': ({ step }) => `“${step}”属于一票否决，须由另一人确认。请用“/一票否决”提出。`,
  'score.veto-present': ({ name, step }) => `${name}的“${step}”已提出或已认定，无需再次提出。`,
  'score.veto-pending': ({ classId, count }) =>
    `班次 ${classId} 有 ${count} 件一票否决待考评工作小组确认，办结后才能评定等次。`,
  'scheme.bad-points': ({ name, typed }) =>
    `“${name}”的分值“${typed}”不对，请填 0 到 100 之间的数，最多两位小数；本班不设的指标写“不设”。`,
  'scheme.unknown-name': ({ name, choices }) =>
    `方案中没有或不止一项叫“${name}”，请写明指标或“指标·记分档”。可选：${choices}。`,
  'scheme.veto-fixed': ({ name }) => `“${name}”属于一票否决项，不能改动。`,
  'scheme.no-change': () => '与现行方案相同，未作改动。',
  'scheme.reason-missing': () =>
    '本班已经开班或已有记分，改考核方案须写明理由：在命令末尾写“理由：……”，或填在表格的“变更理由”栏。',
  'scheme.no-second': () => '没有可以确认的县委组织部同志，未提请。请联系系统管理员设置。',
  'scheme.gone': () => '这份考核方案已办理或已失效，请查看现行方案后重新提出。',
  'scheme.decided': () => '这份考核方案已由其他同志办理。',
  'scheme.outdated': () => '提出以后考核方案已变化或等次已评定，这份方案不再适用，未执行。',
  'scheme.touched': ({ names }) => `提出以后“${names}”已按原方案评分或记分，不能再改，未执行。`,
  'score.draft-gone': () => '这份记分已取消或已失效，请重新录入。',
  'score.scheme-moved': ({ names }) =>
    `“${names}”的考核方案刚有变化，或正在确认变更，本次均未记分。请回复“考核方案”核对后重新录入。`,
  'score.class-graded': ({ classId }) =>
    `班次 ${classId} 已评定等次，不能再记分，也不能更改得分的依据。成绩发给学员以前确需更正的，请由县委组织部用“/退回等次评定”退回，更正后重新评定；发给以后，按异议程序办理。`,
  'score.bonus-decided': () => '这一项已由其他同志办理。',
  'score.no-entry': ({ name, number, count }) => `${name}没有第 ${number} 笔记分，现有 ${count} 笔。`,
  'score.reversed': () => '这一笔记分此前已撤销，无需再次办理。',
  'score.reverse-bonus': () => '这一项已由考评工作小组确认，须由考评工作小组其他同志（非提出人）撤销。',
  'score.reverse-graded': ({ classId }) =>
    `班次 ${classId} 已评定等次，记分不再改动。确有错误的，请由考评工作小组研究核实，书面报县委组织部按异议程序办理。`,
  'score.unknown-event': () => '记分记录不完整，暂不能计算得分。请联系系统管理员核对。',
};
