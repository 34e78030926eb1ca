import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const classRefusals: Refusals = {
  'class.off-plan': ({ year }) =>
    `${year}年度培训计划已确认，计划外班次须先审批，未建班。请用“/申报计划”申报，批准后据此开班。`,
  'class.days-unreadable': () => '请按顺序写开班日期、结束日期和班主任姓名，如“10月12日 10月14日 郑老师”。',
  'class.unknown': ({ classId }) => `没有编号为“${classId}”的班次。回复“/班级”查看班次编号。`,
  'class.not-trainee': () => '您不是本班学员，不能查看班级通讯录。',
  'class.which-ended': () => '目前没有正在办理的班次，请选择已结束的班次：',
  'class.which': () => '请选择班次：',
  'class.none-open': () => '目前没有您可以办理的班次。请写明班号后重新发送。',
  'class.bad-days': () => '结束日期不能早于开班日期。',
  'class.number-as-name': ({ name }) =>
    `“${name}”是班次编号，不能作班名，未建班。编号由系统生成，请写班次的名称，如“中青年干部培训班”。`,
  'class.opens-in-past': () => '开班日期已经过去，请核对。',
  'class.over': ({ classId }) => `班次 ${classId} 已评定等次，课程表不能再改。`,
  'class.no-timetable': ({ classId }) => `班次 ${classId} 还没有通过审核的课程表，请先用“/课程”录入。`,
  'trainee.out-already': ({ name }) => `${name}已按退学处理，无需重复办理。`,
  'trainee.no-reason': () => '请写明保留学籍的理由。',
  'trainee.decided-already': ({ name }) => `${name}的学籍已由其他同志办理。`,
  'class.withdrawn': ({ classId }) => `班次 ${classId} 已撤销，不能再办理。`,
  'class.graded-already': ({ classId }) => `班次 ${classId} 已经开始评定等次，不能撤销或变更。`,
  'class.same': ({ classId, name }) => `班次 ${classId} 已经是“${name}”，无需变更。`,
  'class.changed-meanwhile': ({ classId }) => `班次 ${classId} 已由其他同志变更，请核对后再办。`,
  'class.same-days': ({ classId, days }) => `班次 ${classId} 已经是${days}举办，无需变更。`,
  'class.days-changed-by': ({ classId, who, days, reason }) =>
    `班次 ${classId} 刚由${who}改为${days}举办（理由：${reason}），您的这一步没有生效。如仍需改期，请重新发送。`,
  'class.begun-days': ({ name }) => `“${name}”已经开班，开班日期不能再改；可以只改结束日期。`,
  'class.closes-in-past': () => '结束日期已经过去，请核对。',
  'class.days-unfit': ({ faults }) =>
    `按新的日期，现有课程表有以下问题，未改期：\n${faults}\n请先用“/调课”“/停课”调整课程，再办理改期。`,
  'class.people-later': ({ what, command, opens }) =>
    `${what}晚于新的开班日期（${opens}），未改期。请先用“${command}”提前截止日期。`,
  'class.teacher-attends': ({ name, classId }) => `${name}是班次 ${classId} 的调训人员或学员，不能担任本班班主任。`,
  'class.other-kind': ({ name }) => `“${name}”属于另一类班次，已通过的课程表不再适用。请撤班后以新名称重新开班。`,
  'class.no-such-kind': ({ word, kinds }) => `没有“${word}”这一类别。可选：${kinds}。`,
  'class.kind-unfit': ({ classId, kind }) =>
    `班次 ${classId} 现有课程表不符合${kind}的要求，类别未变更。请先调整课程表。`,
  'class.already-called': ({ classId }) => `班次 ${classId} 的调训名单已经发出，不能重新点名。`,
  'class.timetable-changed': ({ classId }) =>
    `班次 ${classId} 的课程表已由其他同志变更，您的这一步没有生效。回复“/课程 ${classId}”可查看最新课程表。`,
  'class.timetable-changed-by': ({ classId, who, changes }) =>
    `班次 ${classId} 的课程表刚由${who}变更，您的这一步没有生效。变更内容：\n${changes}\n如仍需变更，请重新发送。`,
  'class.timetable-changed-by-you': ({ classId, changes }) =>
    `您刚才已变更班次 ${classId} 的课程表，这张卡片已不是最新的，没有生效。刚才的变更：\n${changes}\n如仍需变更，请重新发送。`,
  'lesson.unknown': ({ word, classId }) => `班次 ${classId} 的课程表中没有“${word}”。回复“/课程 ${classId}”查看课号。`,
  'lesson.several': ({ word, choices }) => `“${word}”有几节课：\n${choices}`,
  'lesson.backwards': () => '结束时间应晚于开始时间。',
  'lesson.itself': () => '请写明两节不同的课。',
  'lesson.same': ({ title }) => `“${title}”已经是这样，无需变更。`,
  'lesson.split': ({ title }) =>
    `“${title}”分属几个类型，改变长度后各类型的时间不能确定。请重新录入课程表，写明各类型多少分钟。`,
  'curriculum.bad-days': () => '班次的结束日期早于开班日期，请先更正。',
  'curriculum.unknown-kind': () => '班次类别不在现行规则中，请联系系统管理员。',
  'trainee.unknown': ({ name, classId }) => `班次 ${classId} 的学员中没有“${name}”。`,
  'class.held-elsewhere': ({ organiser }) =>
    `这个班由${organiser}举办，课程、考勤和评分由主办单位负责，无需在这里办理。结束后用“/选派结果”登记结果。`,
};
