/** What is missing or wrong in a typed command; said before its usage line. */
export const usageWords = {
  classId: '请写明班号。',
  classAndName: '请写明班号和姓名。',

  newClass: '请写全班名、日期和班主任。',
  classNameTooLong: (most: number) => `班名请控制在 ${most} 字以内。`,
  noticeId: '请写明通知编号。',
  recall: '请写明通知或资料编号。',
  notice: '请写明班号和通知正文。',
  material: '请写明班号、标题和网址。',
  materialTitleTooLong: (most: number) => `标题请控制在 ${most} 字以内。`,
  materialTooLong: (most: number) => `说明请控制在 ${most} 字以内。`,
  address: '网址须以 https:// 开头，写明网站域名，不含账号密码、空格和特殊字符。',
  survey: '请写明名称、范围和截止日期，名称中间不要空格。',
  surveyNameTooLong: (most: number) => `名称请不要超过 ${most} 个字。`,
  surveyScope: (scope: string, choices: readonly string[]) =>
    `没有“${scope}”这个范围，可以写单位全称，或：${choices.join('、')}。`,
  callUp: '请写明班号和名额。',
  callUpCriterion: (typed: string) => `“${typed}”不是可用的条件。`,
  score: '请写明班号、姓名、指标和分值。',
  role: (choices: readonly string[]) => `请写明姓名和角色。角色可写：${choices.join('、')}。`,
  noSuchRole: (typed: string, choices: readonly string[]) =>
    `“${typed}”不是可授予的角色，可写：${choices.join('、')}。班主任、单位主要负责人和联络员随班次和单位名册确定，无需授权。`,
  bonus: '请写明班号、姓名、加分项和事由。',
  reverseScore: '请写明笔号（数字）和撤销理由；只写班号和姓名，可查看各笔记分的笔号。',
  gradeChange: '请写明班号、姓名、等次和理由。',
  grade: (typed: string, choices: readonly string[]) => `“${typed}”不是等次，请写${choices.join('、')}。`,
  tie: '请写明班号、两名以上并列学员（按先后，用顿号隔开）和理由。',

  correctSignIn: '请写明班号、姓名、日期、上午或下午。',
  half: (typed: string) => `“${typed}”请写成上午、下午或晚上。`,
  correctionNote: '请写明更正的说明。',
  leave: '请写明假别、日期和事由。',
  leaveKind: (typed: string) => `“${typed}”请写成病假、事假或公假。`,
  leaveReason: '请写明请假事由。',
  earlyLeave: '请写明班号、姓名、日期、离开时间和说明。',
  leaveReturn: '请写明班号和姓名；补登记的，再写日期和返课时间。',
} as const;
