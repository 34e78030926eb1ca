/** Types of class hours; the first two count towards the 70 % of party teaching, the second also towards the 20 %. */
export const COURSE_TYPES = ['partyTheory', 'partySpirit', 'dutyCapability', 'professional', 'knowledge'] as const;
export type CourseType = (typeof COURSE_TYPES)[number];

/** How a session is taught or what it is. */
export const TEACHING_METHODS = [
  'lecture',
  'seminar',
  'guidedTalk',
  'caseTeaching',
  'advocacyTeaching',
  'fieldTeaching',
  'simulation',
  'traineeForum',
  'bookSharing',
  'groupDiscussion',
  'socialResearch',
  'partySpiritAnalysis',
  'selfStudy',
  'opening',
  'closing',
  'committeeElection',
] as const;
export type TeachingMethod = (typeof TEACHING_METHODS)[number];

/** One entry of the timetable. */
export interface Session {
  sessionId: string;
  title: string;
  method: TeachingMethod;
  /** The Beijing day it is held on; starts and ends within it. */
  dateOn: string;
  startsAt: Date;
  endsAt: Date;
  /** The hours of each course type; the parts add up to the session's length. */
  parts: readonly SessionPart[];
  lecturer: string;
  place: string;
  /** False for opening, closing, election and free reading, unless the timetable says otherwise. */
  countsInRatio: boolean;
}

/** A class's curriculum as it is checked: kind and days of the class, and every session. */
export interface Curriculum {
  /** A key of the rule pack's `curriculum.classKinds`. */
  classKind: string;
  opensOn: string;
  closesOn: string;
  sessions: readonly Session[];
}

export interface SessionPart {
  type: CourseType;
  /** A positive whole multiple of the rule pack's step (5 minutes). */
  minutes: number;
}

const COURSE_TYPE_LABELS: Readonly<Record<CourseType, string>> = {
  partyTheory: '党的理论教育',
  partySpirit: '党性教育',
  dutyCapability: '履职能力',
  professional: '专业化培训',
  knowledge: '知识培训',
};

const METHOD_LABELS: Readonly<Record<TeachingMethod, string>> = {
  lecture: '集中授课',
  seminar: '专题研讨',
  guidedTalk: '辅导讲座',
  caseTeaching: '案例式教学',
  advocacyTeaching: '宣讲式教学',
  fieldTeaching: '现场教学',
  simulation: '情景模拟',
  traineeForum: '学员论坛',
  bookSharing: '读书分享会',
  groupDiscussion: '小组讨论',
  socialResearch: '社会调研',
  partySpiritAnalysis: '党性分析',
  selfStudy: '自学',
  opening: '开班式',
  closing: '结业式',
  committeeElection: '班委竞选',
};

export function courseTypeLabel(type: CourseType): string {
  return COURSE_TYPE_LABELS[type];
}

export function methodLabel(method: TeachingMethod): string {
  return METHOD_LABELS[method];
}

/** The session's length on the clock, in minutes. */
export function sessionMinutes(session: Pick<Session, 'startsAt' | 'endsAt'>): number {
  return (session.endsAt.getTime() - session.startsAt.getTime()) / 60_000;
}

/** Planned hours of a class in minutes, to which the leave limit refers, and which attending it earns. */
export function classMinutes(sessions: readonly Pick<Session, 'startsAt' | 'endsAt'>[]): number {
  return sessions.reduce((sum, session) => sum + sessionMinutes(session), 0);
}

/** The session's minutes of these course types. */
export function minutesOfTypes(session: Pick<Session, 'parts'>, types: readonly CourseType[]): number {
  return session.parts.reduce((sum, part) => (types.includes(part.type) ? sum + part.minutes : sum), 0);
}

/** The sessions in the order of the timetable: by start, then by id. */
export function inTimetableOrder<S extends Pick<Session, 'startsAt' | 'sessionId'>>(sessions: readonly S[]): S[] {
  return [...sessions].sort(
    (a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.sessionId < b.sessionId ? -1 : 1),
  );
}
