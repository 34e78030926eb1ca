import { comparable } from '../../chat/plain-text.ts';
import { isHeader } from '../../sheets/header.ts';

/** What a column of a school's own timetable may hold. `moment`: days, weekdays, halves of days and times, in any mixture. */
export const SHEET_FIELDS = [
  'moment',
  'start',
  'end',
  'title',
  'type',
  'method',
  'lecturer',
  'lecturerPost',
  'place',
  'hours',
  'unused',
] as const;
export type SheetField = (typeof SHEET_FIELDS)[number];

const labels: Readonly<Record<SheetField, string>> = {
  moment: '日期和时间',
  start: '开始时间',
  end: '结束时间',
  title: '课程',
  type: '类型',
  method: '方式',
  lecturer: '授课人',
  lecturerPost: '授课人单位职务',
  place: '地点',
  hours: '学时',
  unused: '不导入',
};

export function sheetFieldLabel(field: SheetField): string {
  return labels[field];
}

/** Headers as schools write them. */
const names: Readonly<Record<SheetField, readonly string[]>> = {
  moment: [
    ...['日期', '时间', '星期', '周几', '周次', '午别', '时段', '上下午', '上午/下午', '半天', '日程', '天次'],
    ...['月日', '年月日', '天数', '第几天', '课时安排', '起止时间', '学习时间', '时间安排'],
  ],
  start: ['开始', '开始时间', '起始时间', '起'],
  end: ['结束', '结束时间', '下课时间', '止'],
  title: [
    ...['课程', '课程名称', '课题', '内容', '教学内容', '课程内容', '授课内容', '培训内容', '学习内容', '活动内容'],
    ...['题目', '授课题目', '课程题目', '讲授题目', '专题', '专题名称', '教学专题', '主题', '名称', '科目', '课目'],
    ...['课程安排', '教学安排', '内容安排', '培训课程', '教学课程', '课程主题', '教学主题', '授课专题', '授课主题'],
  ],
  type: [
    ...['类型', '课程类型', '课程类别', '类别', '板块', '教学板块', '课程板块', '模块', '教学模块', '课程模块'],
    ...['教学单元', '单元', '课程性质'],
  ],
  method: [
    '方式',
    '形式',
    '教学方式',
    '授课方式',
    '教学形式',
    '授课形式',
    '教学方法',
    '组织形式',
    '培训形式',
    '培训方式',
    '教学组织形式',
  ],
  lecturer: [
    ...[
      '授课人',
      '主讲人',
      '教师',
      '授课教师',
      '主讲教师',
      '任课教师',
      '授课老师',
      '主讲老师',
      '老师',
      '主持人',
      '主讲',
    ],
    ...[
      '讲师',
      '授课嘉宾',
      '主讲嘉宾',
      '授课专家',
      '主讲专家',
      '讲课人',
      '授课者',
      '师资',
      '主讲人姓名',
      '授课人姓名',
      '主持人/授课人',
    ],
  ],
  lecturerPost: [
    ...[
      '单位及职务',
      '单位职务',
      '职务',
      '职称',
      '单位',
      '工作单位',
      '授课人单位',
      '主讲人单位',
      '教师单位',
      '职务职称',
    ],
    ...['授课人单位职务', '主讲人单位及职务', '授课人职务', '主讲人职务', '授课人单位及职务'],
  ],
  place: [
    '地点',
    '上课地点',
    '教学地点',
    '授课地点',
    '培训地点',
    '活动地点',
    '学习地点',
    '场地',
    '教室',
    '会场',
    '教学场所',
  ],
  hours: ['学时', '课时', '学时数', '课时数'],
  unused: ['序号', '编号', '次序', '节次', '备注', '备考', '附注', '说明'],
};

/** What part of a header says enough, asked in this order when no known header is met: `课程主讲人` holds lecturers, `培训时间段` times. */
const signs: readonly (readonly [RegExp, SheetField])[] = [
  [/单位|职务|职称/, 'lecturerPost'],
  [/(主讲|授课|任课|讲课)(人|教师|老师|嘉宾|专家)|教师|讲师/, 'lecturer'],
  [/地点|教室|场所|场地/, 'place'],
  [/(教学|授课|培训|组织)(方式|形式|方法)/, 'method'],
  [/(课程|教学)(类型|类别|板块|模块)/, 'type'],
  [/时间|日期|星期|午别|时段/, 'moment'],
  [/(课程|授课|教学|培训)(内容|题目|名称|主题|专题)/, 'title'],
];

/** What a column holds by its header; absent when the header does not tell. */
export function fieldOfHeader(header: string): SheetField | undefined {
  const known = SHEET_FIELDS.find((field) => names[field].some((name) => isHeader(header, name)));
  if (known !== undefined) return known;
  const said = comparable(header);
  return signs.find(([sign]) => sign.test(said))?.[1];
}
