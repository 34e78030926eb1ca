/** What people may want to say next, by what they do. */
export const demoHintWords = {
  cadre: ['待办', '签到', '请假', '我的成绩', '/帮助'],
  staff: ['待办', '/帮助'],
  unit: ['待办', '/调训进度', '/帮助'],
  admin: ['/用量', '/未送达'],
  faculty: '/师资库',
  survey: '/需求调查 年度培训需求 科级正职 10',
  menu: '/培训菜单',
  classes: '/班级',
  noticeProgress: (noticeId: string) => `/通知进度 ${noticeId}`,
  open: (opensOn: string, closesOn: string, teacher: string) =>
    `/开班 中青年干部培训班 ${opensOn} ${closesOn} ${teacher} 理论武装`,
  timetable: (classId: string) => `/课程 ${classId} 标准`,
  callUp: (classId: string) => `/点名 ${classId} 40 科级副职`,
  progress: (classId: string) => `/调训进度 ${classId}`,
  notice: (classId: string) => `/通知 ${classId} 请于开班当天08:10前到县委党校报到。`,
  attendance: (classId: string) => `/签到情况 ${classId}`,
  grade: (classId: string) => `/评定等次 ${classId}`,
  scores: (classId: string) => `/成绩 ${classId}`,
  ranking: (classId: string) => `/名次 ${classId}`,
  publish: (classId: string) => `/公布成绩 ${classId}`,
  feedback: (classId: string) => `/反馈进度 ${classId}`,
} as const;
