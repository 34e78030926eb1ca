import { comparable, plainWord } from '../../chat/plain-text.ts';
import {
  COURSE_TYPES,
  type CourseType,
  courseTypeLabel,
  methodLabel,
  TEACHING_METHODS,
  type TeachingMethod,
} from './session.ts';

/** The columns of our own form of a timetable. */
export const TIMETABLE_LABELS = {
  dateOn: '日期',
  start: '开始',
  end: '结束',
  title: '课程',
  type: '类型',
  method: '方式',
  lecturer: '授课人',
  place: '地点',
  hours: '学时',
} as const;
export type TimetableField = keyof typeof TIMETABLE_LABELS;

/** Other names that timetables use for course types and methods, in addition to the official ones. */
const TYPE_SYNONYMS: ReadonlyMap<string, CourseType> = new Map([
  ['党的理论', 'partyTheory'],
  ['理论教育', 'partyTheory'],
  ['党性', 'partySpirit'],
  ['履职能力培训', 'dutyCapability'],
  ['专业化', 'professional'],
  ['专业化能力', 'professional'],
  ['知识', 'knowledge'],
]);
const METHOD_SYNONYMS: ReadonlyMap<string, TeachingMethod> = new Map([
  ['授课', 'lecture'],
  ['讲授', 'lecture'],
  ['专题授课', 'lecture'],
  ['研讨', 'seminar'],
  ['辅导', 'guidedTalk'],
  ['案例教学', 'caseTeaching'],
  ['宣讲', 'advocacyTeaching'],
  ['参观', 'fieldTeaching'],
  ['现场', 'fieldTeaching'],
  ['模拟', 'simulation'],
  ['论坛', 'traineeForum'],
  ['读书分享', 'bookSharing'],
  ['分组讨论', 'groupDiscussion'],
  ['讨论', 'groupDiscussion'],
  ['调研', 'socialResearch'],
  ['开班', 'opening'],
  ['开班仪式', 'opening'],
  ['结业', 'closing'],
  ['结业仪式', 'closing'],
  ['竞选', 'committeeElection'],
]);

export const TYPE_WORDS: ReadonlyMap<string, CourseType> = new Map([
  ...COURSE_TYPES.map((type): [string, CourseType] => [courseTypeLabel(type), type]),
  ...TYPE_SYNONYMS,
]);
export const METHOD_WORDS: ReadonlyMap<string, TeachingMethod> = new Map([
  ...TEACHING_METHODS.map((method): [string, TeachingMethod] => [methodLabel(method), method]),
  ...METHOD_SYNONYMS,
]);

/** What words of a timetable mean. */
export const lessonTerms = {
  method: (word: string): TeachingMethod | undefined =>
    [...METHOD_WORDS].find(([known]) => comparable(known) === comparable(word))?.[1],
  type: (word: string): CourseType | undefined =>
    [...TYPE_WORDS].find(([known]) => comparable(known) === comparable(word))?.[1],
  /** Whether a cell names types, perhaps several with their minutes. */
  isType: (text: string): boolean => {
    const parts = plainWord(text).split('+');
    return parts.every((part) => TYPE_WORDS.has(part.replace(/\d{1,3}(?:分钟?)?$/, '')));
  },
} as const;

/** Tells the lessons of one sheet apart. */
export function lessonKey({ dateOn, start }: { dateOn: string; start: string }): string {
  return `${dateOn}-${start.replace(':', '')}`;
}
