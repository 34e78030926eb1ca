import type { RuleError } from '../errors.ts';

type Facts = RuleError['facts'];

/** The sentence a person reads for each rule that says no. A test checks that every code thrown anywhere has one. */
const sentences: Readonly<Record<string, (facts: Facts) => string>> = {
  'policy.denied': () => '您没有办理这一事项的权限。如有需要，请联系县委组织部干部教育科。',
  'policy.not_yours': () => '这一事项不在您负责的班级或单位范围内，不能办理。',
  'policy.two_persons': () => '按照规定，提出人不能自己确认，请由另一位负责同志确认。',
  'card.not_offered': () => '所选内容不在这张卡片上，请在卡片上重新选择。',
  'date.unreadable': ({ text }) => `“${text}”不是有效的日期，请写成 2026-03-04 或 3月4日。`,
  'clock.unreadable': ({ text }) => `“${text}”不是有效的时间，请写成 08:30。`,
  'class.unknown': ({ classId }) => `没有编号为“${classId}”的班次。回复“/班级”查看班次编号。`,
  'class.bad_days': () => '结束日期不能早于开班日期。',
  'class.opens_in_past': () => '开班日期已经过去，请核对。',
  'class.over': ({ classId }) => `班次 ${classId} 已经定等，课程表不能再改。`,
  'class.no_timetable': ({ classId }) => `班次 ${classId} 还没有通过审核的课程表，请先用“/课程”录入。`,
  'class.already_called': ({ classId }) => `班次 ${classId} 的调训名单已经发出，不能重新点名。`,
  'call_up.not_called': () => '没有找到您的调训通知，可能已经变更。如有疑问，请联系县委组织部干部教育科。',
  'call_up.not_now': ({ state }) => `当前状态为“${state}”，不能再办理这一步。`,
  'call_up.no_reason': () => '请先选择一项原因。',
  'call_up.few_words': ({ least }) => `说明太短，请至少写 ${least} 个字。`,
  'call_up.decided_already': () => '这份申请已由其他同志办理。',
  'call_up.proposal_gone': () => '这份名单已经变更或取消，请重新点名。',
  'call_up.too_late': ({ noticeWorkingDays, earliest }) =>
    `调训通知须在开班前 ${noticeWorkingDays} 个工作日发出，现在发出最早只能安排在${earliest}开班。请先调整开班日期。`,
  'call_up.bad_seats': () => '名额须为 1 以上的整数。',
  'call_up.bad_days': () => '班次的结束日期早于开班日期，请先更正。',
  'notice.unknown': ({ noticeId }) => `没有编号为“${noticeId}”的通知。`,
  'notice.dropped': () => '这份通知已取消，没有发出。如仍需发送，请重新编写。',
  'class_group.there': ({ classId }) => `班次 ${classId} 已有企业微信班级群。`,
  'class_group.robot_address': () =>
    '这不是企业微信群机器人的地址。请在群聊的“群机器人”中复制完整的地址后重新发送，并撤回刚才的消息。',
  'class_group.robot_elsewhere': () =>
    '群机器人是企业微信的功能，请在企业微信与“学册”助手的单聊中发送这一命令，并撤回刚才含地址的消息。',
  'class_group.too_few': ({ classId }) =>
    `班次 ${classId} 在企业微信的人员不足 2 人，不能建群。钉钉群请由班主任自行建立后，在群内@助手发送“绑定本群 ${classId}”。`,
  'notice.recalled': ({ noticeId }) => `通知 ${noticeId} 已撤回，无需再办理。`,
  'recall.unknown': ({ number }) => `没有编号为“${number}”的通知或学习资料。`,
  'recall.done': ({ number }) => `${number} 已撤回，无需再办理。`,
  'recall.not_sent': ({ number }) => `${number} 还没有发出，无需撤回。`,
  'material.dropped': () => '这份学习资料已取消，没有发出。如仍需发送，请重新编写。',
  'notice.too_long': ({ most }) => `通知正文太长，请控制在 ${most} 字以内。`,
  'notice.not_yours': () => '这份通知不是发给您的，无需回执。',
  'score.unknown_item': ({ item, choices }) =>
    `没有“${item}”这一项。${choices === undefined ? '' : `可选：${choices}。`}`,
  'score.unknown_step': ({ item, step, choices }) =>
    `“${item}”没有“${step}”这一档。${choices === undefined ? '' : `可选：${choices}。`}`,
  'score.bad_mark': ({ part, maxPoints }) => `“${part}”的分值应在 0 到 ${maxPoints} 之间，最多一位小数。`,
  'score.reason_missing': () => '请写明事由。',
  'score.session_missing': ({ item }) => `“${item}”按课次记分，但还没有已开始的课程。`,
  'score.mark_not_wanted': ({ item, step }) => `“${item}·${step}”的分值由规则确定，无需填写。`,
  'score.achievement_missing': ({ item }) => `请写明“${item}”对应的成果。`,
  'score.draft_gone': () => '这份记分已取消或已失效，请重新录入。',
  'score.class_graded': ({ classId }) => `班次 ${classId} 已经定等，不能再记分。如有异议，请按异议程序办理。`,
  'score.bonus_decided': () => '这一加分项已由其他同志办理。',
  'score.no_entry': ({ name, number, count }) => `${name}没有第 ${number} 笔记分，现有 ${count} 笔。`,
  'score.reversed': () => '这一笔记分此前已撤销，无需再次办理。',
  'score.reverse_own': () => '与本人有关的记分，请由另一位负责同志撤销。',
  'score.reverse_bonus': () => '这一加分项已由考评工作小组确认，须由考评工作小组其他同志（非提出人）撤销。',
  'score.reverse_graded': ({ classId }) =>
    `班次 ${classId} 已经定等，记分不再改动。确有错误的，请由考评工作小组研究核实，书面报县委组织部按异议程序办理。`,
  'score.unknown_event': () => '记分记录不完整，暂不能计算得分。请联系系统管理员核对。',
  'grade.unrated': ({ count, name }) =>
    `还有 ${count} 名学员没有评完（${name}${count === 1 ? '' : '等'}），名次和等次还不能确定，登记册也不能导出。回复“/成绩”加班号，可查看待评项目。`,
  'grade.unknown_veto': () => '有一票否决情形不在本班考核办法之内，请联系系统管理员核对规则。',
  'grade.change_too_far': ({ from, to }) => `等次只能上调或下调一档，不能由${from}调整为${to}。`,
  'grade.change_reason_missing': ({ to }) => `调整为${to}，请写明理由。`,
  'grade.change_vetoed': ({ to }) => `该学员有一票否决情形，等次为不合格，不能调整为${to}。`,
  'grade.withdrawn_no_grade': ({ name }) => `${name}按退学处理，不评定等次，不能调整。`,
  'grade.tie_reason_missing': () => '确定并列名次，请写明理由。',
  'grade.tie_undecided': ({ classId, names }) =>
    `${names}并列，跨优秀学员名额线，须先研究确定先后：/并列 ${classId} <姓名、姓名> <理由>`,
  'grade.no_tie': () => '优秀学员名额线上没有并列，无需确定先后；其他同分学员名次并列。',
  'grade.tie_incomplete': ({ names }) => `跨名额线并列的是${names}，请把他们全部写上，按先后排列，且只写他们。`,
  'grade.class_not_over': ({ endsAt }) => `本班最后一节课到${endsAt}结束，结束后才能定等。`,
  'grade.no_trainees': ({ classId }) => `班次 ${classId} 没有学员，无需定等。`,
  'grade.own_class': () => '您是本班学员，按照回避要求，不能参与本班定等。',
  'grade.not_proposed': ({ classId }) => `班次 ${classId} 还没有定等方案，请先测算：/定等 ${classId}`,
  'grade.proposed_meanwhile': ({ classId }) =>
    `其他同志刚刚更新了班次 ${classId} 的定等方案，您的这一步没有生效。请查看后再办：/定等 ${classId}`,
  'grade.proposal_changed': ({ classId }) =>
    `这份定等方案已经变更或退回，不能再办理。回复“/定等 ${classId}”可查看最新测算。`,
  'grade.confirmed_already': ({ classId }) => `班次 ${classId} 已经定等，不能再变更。`,
  'grade.decided_already': () => '这份定等方案已由其他同志办理。',
  'grade.stale': ({ classId }) => `提出定等以后，成绩有了变化，原方案不能确认。请重新定等：/定等 ${classId}`,
  'grade.no_second': () => '考评工作小组没有其他同志可以确认，请先由系统管理员增补成员。',
  'grade.no_return_reason': () => '请写明退回的理由。',
  'grade.not_confirmed': ({ classId }) => `班次 ${classId} 的定等结果还没有确认，不能公布。`,
  'grade.released_already': ({ classId }) => `班次 ${classId} 的成绩已经公布，无需重复操作。`,
  'result.not_published': () => '考核结果尚未公布，或不是您本人的结果。',
  'feedback.unknown': () => '没有找到需要您阅知的结果反馈。',
  'survey.unknown': ({ survey }) => `没有编号为“${survey}”的需求调查。`,
  'survey.nobody': ({ scope }) => `“${scope}”范围内没有人员，请换一个范围。`,
  'survey.deadline_past': () => '截止日期已经过去，请重新填写。',
  'survey.too_many_options': ({ most }) =>
    `题库中有选项超过 ${most} 个的题目，无法在卡片上显示，请联系系统管理员调整规则。`,
  'survey.not_asked': () => '这份调查没有发给您，无需填写。',
  'survey.closed_already': ({ survey }) => `需求调查 ${survey} 已经结束，无需重复操作。`,
  'survey.no_answer': ({ title }) => `“${title}”请先作答。`,
  'survey.unknown_option': ({ title, given, most }) =>
    `“${title}”没有“${given}”这个选项，请回复 1 到 ${most} 之间的序号。`,
  'survey.too_many_choices': ({ title, most }) => `“${title}”最多选 ${most} 项，请重新选择。`,
  'survey.too_long': ({ title, mostCharacters }) => `“${title}”请控制在 ${mostCharacters} 字以内。`,
  'survey.words_wanted': ({ title }) =>
    `“${title}”请用文字回答。要办理别的卡片，请直接点卡片上的按钮，或先回复“取消”。`,
  'sign_in.session_gone': () => '这节课已经调整，请以最新课程表为准。',
  'sign_in.not_trainee': () => '您不是本班学员，无需签到。',
  'sign_in.no_session': ({ day }) => `本班${day}没有课程，请核对日期。`,
  'sign_in.not_yet': ({ day }) => `本班${day}的课程还没有开始，不能补签。`,
  'early_leave.not_yet': () => '离开时间还没有到，请核对。',
  'early_leave.no_session': ({ moment }) => `本班${moment}没有正在进行的课程，请核对日期和时间。`,
  'early_leave.not_signed_in': ({ name, title }) =>
    `${name}没有签到“${title}”，按未到处理，无需登记早退；确已到课的，请先用“/补签”更正。`,
  'early_leave.before_sign_in': ({ name, moment }) => `${name}于${moment}签到，离开时间不能早于签到时间，请核对。`,
  'early_leave.on_leave': ({ name, moment }) => `${name}${moment}已请假，不算早退。`,
  'leave.unknown': () => '没有找到这张请假单，请重新提出。',
  'leave.no_class': () => '您目前没有参加培训班，无需请假。',
  'leave.no_session': ({ day }) => `您的班次${day}没有课程，无需请假。请核对日期。`,
  'leave.no_reason': () => '请写明请假事由。',
  'leave.asked_already': () => '这段时间您已经请过假。回复“我的请假”可查看办理情况。',
  'leave.not_on_leave': ({ name, moment }) => `${name}${moment}没有请假，无需销假。请核对日期和时间。`,
  'leave.return_not_yet': () => '返课时间还没有到，请核对。',
  'leave.no_refusal_reason': () => '请写明不同意的理由。',
  'unit.unknown': ({ name }) => `没有“${name}”这个单位，请写单位全称。`,
  'call_up.twice': () => '名单中有人重复，请核对信息库后重新点名。',
  'curriculum.bad_days': () => '班次的结束日期早于开班日期，请先更正。',
  'curriculum.unknown_kind': () => '班次类别不在现行规则中，请联系系统管理员。',
  'calendar.bad_count': () => '工作日天数不正确，请联系系统管理员。',
  'rule_pack.bad': ({ where, what }) => `规则文件有误（${where}：${what}），请联系系统管理员。`,
  'rule_pack.none': ({ dateOn }) => `没有适用于 ${dateOn} 的规则，请联系系统管理员。`,
  'role.self': () => '本人的角色须由另一位系统管理员办理。',
  'role.held': ({ name, role }) => `${name}已是“${role}”，无需再授予。`,
  'role.not_held': ({ name, role }) => `${name}没有被授予“${role}”。`,
  'role.last_admin': ({ name }) => `收回后将没有系统管理员，${name}的角色保持不变。`,
  'role.by_configuration': ({ name }) =>
    `${name}是配置文件指定的系统管理员，不能在这里收回；请由运维人员修改配置项 BOOTSTRAP_ADMINS 后重启。`,
  'person.unknown': ({ name }) => `信息库中没有“${name}”。请核对姓名，或改用人员编号。`,
  'trainee.unknown': ({ name, classId }) => `班次 ${classId} 的学员中没有“${name}”。`,
  'person.ambiguous': ({ name, choices }) => `叫“${name}”的不止一位，请改用人员编号：\n${choices}`,
};

/** The words for a rule that says no; never the code itself. */
export function sentenceOf(error: RuleError): string {
  return sentences[error.code]?.(error.facts) ?? '按照规定，这一步现在不能办理。如有疑问，请联系班主任或县委组织部。';
}

/** Whether a code has its own sentence. */
export function hasSentence(code: string): boolean {
  return code in sentences;
}
