import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const gradingRefusals: Refusals = {
  'grade.unrated': ({ count, name }) =>
    `还有 ${count} 名学员没有评完（${name}${count === 1 ? '' : '等'}），名次和等次还不能确定，登记册也不能导出。回复“/成绩”加班号，可查看待评项目。`,
  'grade.unknown-veto': () => '有一票否决情形不在本班考核办法之内，请联系系统管理员核对规则。',
  'grade.change-too-far': ({ from, to }) => `等次只能上调或下调一档，不能由${from}调整为${to}。`,
  'grade.change-reason-missing': ({ to }) => `调整为${to}，请写明理由。`,
  'grade.change-vetoed': ({ to }) => `该学员有一票否决情形，等次为不合格，不能调整为${to}。`,
  'grade.withdrawn-no-grade': ({ name }) => `${name}按退学处理，不评定等次，不能调整。`,
  'grade.tie-reason-missing': () => '确定并列名次，请写明理由。',
  'grade.tie-undecided': ({ classId, names }) =>
    `${names}并列，跨优秀学员名额线，须先研究确定先后：/并列 ${classId} <姓名、姓名> <理由>`,
  'grade.undecided': ({ classId, names }) =>
    `${names}是否按退学处理尚未决定，不能提请确认。决定后再测算：/评定等次 ${classId}`,
  'grade.nothing-posted': ({ classId }) => `班次 ${classId} 没有可以公示的优秀学员人选。`,
  'grade.sheet-no-change': () => '表中的等次和理由与现有方案相同，没有调整。',
  'grade.no-tie': () => '优秀学员名额线上没有并列，无需确定先后；其他同分学员名次并列。',
  'grade.tie-incomplete': ({ names }) => `等次为优秀、并列跨名额线的是${names}，请按先后写上这几位，不写其他学员。`,
  'grade.class-not-over': ({ endsAt }) => `本班最后一节课到${endsAt}结束，结束后才能评定等次。`,
  'grade.no-trainees': ({ classId }) =>
    `班次 ${classId} 没有在册学员，无需评定等次。学员均已退学的，登记册中按退学记载。`,
  'grade.not-proposed': ({ classId }) => `班次 ${classId} 还没有等次评定方案，请先测算：/评定等次 ${classId}`,
  'grade.proposed-meanwhile': ({ classId }) =>
    `其他同志刚刚更新了班次 ${classId} 的等次评定方案，您的这一步没有生效。请查看后再办：/评定等次 ${classId}`,
  'grade.proposal-changed': ({ classId }) =>
    `这份等次评定方案已经变更或退回，不能再办理。回复“/评定等次 ${classId}”可查看最新测算。`,
  'grade.confirmed-already': ({ classId }) => `班次 ${classId} 已评定等次，不能再变更。`,
  'grade.decided-already': () => '这份等次评定方案已由其他同志办理。',
  'grade.stale': ({ classId }) => `提出方案以后，成绩有了变化，原方案不能确认。请重新评定：/评定等次 ${classId}`,
  'grade.no-second': () =>
    '考评工作小组没有其他同志可以确认，请先由系统管理员增补成员；本班另有指定的，由县委组织部或县委党校用“/考评小组”重新指定。',
  'team.not-in-pool': ({ names }) => `${names}没有考评工作小组角色，不能指定。请先由系统管理员用“/授权”授予。`,
  'team.attends': ({ names, classId }) => `${names}是班次 ${classId} 的调训人员或学员，不能考评本班。`,
  'team.few': ({ least }) => `一个班的考评工作小组至少 ${least} 人，请写全成员姓名。`,
  'team.many': ({ most }) => `一个班的考评工作小组最多 ${most} 人。`,
  'team.one-sided': ({ department, school }) =>
    `考评工作小组须有县委组织部至少 ${department} 人、县委党校至少 ${school} 人。`,
  'team.same': ({ classId }) => `班次 ${classId} 的考评工作小组就是这几位，无需变更。`,
  'team.none': ({ classId }) => `班次 ${classId} 没有另行指定考评工作小组，无需取消。`,
  'team.graded': ({ classId }) => `班次 ${classId} 已评定等次或已撤班，不能再变更考评工作小组。`,
  'team.changed-meanwhile': ({ classId }) =>
    `班次 ${classId} 的考评工作小组已由其他同志变更，您的这一步没有生效。请核对后再办：/考评小组 ${classId}`,
  'grade.no-return-reason': () => '请写明退回的理由。',
  'grade.not-confirmed': ({ classId }) => `班次 ${classId} 的等次评定结果还没有确认，不能公布。`,
  'grade.released-already': ({ classId }) => `班次 ${classId} 的成绩已经公布，无需重复办理。`,
  'grade.nothing-to-return': ({ classId }) => `班次 ${classId} 没有已确认而未公布的等次评定结果，无需退回。`,
  'grade.published-already': ({ classId }) =>
    `班次 ${classId} 的成绩已经发给学员，不能退回。确有差错的，请用“/重新评定 ${classId} <理由>”启动重新评定。`,
  'grade.not-published': ({ classId }) =>
    `班次 ${classId} 的成绩没有公布，或正在重新评定。尚未公布的请用“/退回等次评定”，已启动的请查看：/成绩 ${classId}`,
  'grade.nothing-reopened': ({ classId }) => `班次 ${classId} 没有可以取消的重新评定；已提出新方案的，请按新方案办理。`,
  'grade.corrected-since': ({ classId }) =>
    `启动重新评定后，班次 ${classId} 的记分已有变动，不能取消，请重新评定：/评定等次 ${classId}`,
};
