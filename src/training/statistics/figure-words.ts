/** What a figure is called, in what it is counted, and what it counts. */
interface FigureWords {
  label: string;
  unit: string;
  explanation: string;
}

/** The figures, in the order in which a county reports them. */
export const figureWords = {
  topicClasses: { label: '专题班', unit: '期', explanation: '期内开班的本县专题培训班，不含未排课和已撤销的。' },
  mainClasses: { label: '主体班', unit: '期', explanation: '期内开班的本县主体班次，不含未排课和已撤销的。' },
  otherClasses: { label: '业务班', unit: '期', explanation: '期内开班的本县其他班次，不含未排课和已撤销的。' },
  trainees: { label: '本县培训', unit: '人次', explanation: '以上班次的学员人次，不含退学的。' },
  upperPeople: {
    label: '上级调训',
    unit: '人次',
    explanation: '期内开班的上级班次中本县参训的人次，不含退学的和仅由学时表补录的。',
  },
  forums: { label: '学员论坛', unit: '场', explanation: '期内已举行的学员论坛，不含已取消的。' },
  bookSessions: { label: '好书共读', unit: '场', explanation: '期内已举行的读书分享，不含已取消的。' },
  discussions: { label: '小组讨论', unit: '场', explanation: '期内已举行的小组讨论，不含已取消的。' },
  shadowing: { label: '双向跟班学习', unit: '人次', explanation: '期内开始、双方单位同意的跟班学习，每对两人次。' },
  promoted: {
    label: '主体班学员提拔',
    unit: '人',
    explanation: '主体班结业后、期内层级提高的学员，每人计一次；只知年月的，从结业次月起计。',
  },
  promotedByClass: {
    label: '主体班提拔比例',
    unit: '%',
    explanation: '期内结业的主体班学员中，结业后期内层级提高的人次占比，按班次列出，附结业到提拔的月数（中位数）。',
  },
  hoursMet: {
    label: '学时达标',
    unit: '%',
    explanation: '最后一年各项学时要求均已达到的在库人员占比，按层级和单位列出。',
  },
  overlaps: {
    label: '避免多头、重复调训',
    unit: '人次',
    explanation: '拟定调训名单时，因时间冲突、同一主题或次数已满而未列入的人次，以每班最后一次名单为准。',
  },
  mergedItems: { label: '合并办班', unit: '项', explanation: '年度计划中因主题、对象相近而并入其他班次的申报项目。' },
  satisfaction: {
    label: '课程满意度',
    unit: '分',
    explanation: '期内课程不记名评价的平均分（百分制），份数不足的课程不计。',
  },
  needsServed: { label: '需求承接', unit: '%', explanation: '最后一年培训菜单中已有计划或班次承接的主题占比。' },
  messages: {
    label: '每名学员收到消息',
    unit: '条',
    explanation: '近一年的班次，从开班前30天到结业后30天发给学员的消息（中位数），不含对来信的答复。',
  },
  answers: {
    label: '每名学员办理事项',
    unit: '项',
    explanation: '上述消息中学员已点选或答复的（中位数），每项至少点一次。',
  },
} as const satisfies Record<string, FigureWords>;

export type FigureKey = keyof typeof figureWords;
export const FIGURE_KEYS = Object.keys(figureWords) as FigureKey[];
