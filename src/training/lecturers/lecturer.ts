import { addDays, addMonths, formatDate } from '../../calendar/beijing-time.ts';
import { comparable } from '../../chat/plain-text.ts';
import { peopleIn } from '../class/clashes.ts';
import { type CourseType, courseTypeLabel, type Session, type TeachingMethod } from '../class/session.ts';
import type { FacultyRules } from './faculty-rules.ts';

export const LECTURER_KINDS = ['leader', 'expert', 'exemplar', 'enterprise'] as const;
export type LecturerKind = (typeof LECTURER_KINDS)[number];
const kindLabels: Readonly<Record<LecturerKind, string>> = {
  leader: '领导干部',
  expert: '专家教授',
  exemplar: '标兵能手',
  enterprise: '企业人员',
};

const LECTURER_STATES = ['proposed', 'active', 'paused', 'left'] as const;
export type LecturerState = (typeof LECTURER_STATES)[number];
const stateLabels: Readonly<Record<LecturerState, string>> = {
  proposed: '拟入库',
  active: '在库',
  paused: '暂停',
  left: '退出',
};

export const lecturerKindLabel = (kind: LecturerKind) => kindLabels[kind];
export const lecturerStateLabel = (state: LecturerState) => stateLabels[state];
export const lecturerKindNamed = (word: string) =>
  LECTURER_KINDS.find((kind) => comparable(kindLabels[kind]) === comparable(word));
export const lecturerStateNamed = (word: string) =>
  LECTURER_STATES.find((state) => comparable(stateLabels[state]) === comparable(word));

/** A course a lecturer offers. */
export interface LecturerCourse {
  title: string;
  type: CourseType;
  methods: readonly TeachingMethod[];
  minutes: number;
  audience: string;
  /** Of its outline. */
  version: string;
  /** The day of its last political review; empty if never. */
  reviewedOn: string;
}

/** What trainees gave one lesson, on average. */
export interface Evaluation {
  title: string;
  /** Hundredths of a point of 100. */
  hundredths: number;
  /** How many answered. */
  count: number;
}

/** Who gives lessons (师资库). */
export interface Lecturer {
  name: string;
  unit: string;
  post: string;
  kind: LecturerKind;
  /** Title and grade, e.g. `副教授`. */
  rank: string;
  tags: readonly string[];
  courses: readonly LecturerCourse[];
  proposer: string;
  approvedBy: string;
  feeClass: string;
  validFromOn: string;
  validToOn: string;
  state: LecturerState;
  stateReason: string;
}

/** A lecturer as a sheet or a command enters them: what is not said stays as it is, or takes its usual value. */
export type LecturerEntry = Omit<Lecturer, 'state' | 'stateReason' | 'validFromOn' | 'validToOn'> &
  Partial<Pick<Lecturer, 'state' | 'validFromOn' | 'validToOn'>>;

/** Why a lecturer cannot give this lesson; a fault that is not blocking is for somebody to look at. */
export interface BookingFault {
  blocking: boolean;
  sentence: string;
}

/** The lecturer whom a lesson's cell names. Of people of one name the one whose unit or post stands beside it. */
export function lecturerOf<One extends Lecturer>(session: Pick<Session, 'lecturer'>, pool: readonly One[]): One[] {
  const names = peopleIn(session.lecturer);
  const said = comparable(session.lecturer);
  return names.flatMap((name) => {
    const called = pool.filter((each) => comparable(each.name) === name);
    const told = called.filter(({ unit, post }) =>
      [unit, post].some((part) => part !== '' && said.includes(comparable(part))),
    );
    return called.length === 1 ? called : told.length === 1 ? told : [];
  });
}

/** What stands against a lesson given by this lecturer: state, validity, and the review of the course. */
export function bookingFaults(
  lecturer: Lecturer,
  session: Pick<Session, 'title' | 'dateOn'>,
  rules: Pick<FacultyRules, 'reviewMonths'>,
): BookingFault[] {
  const { name, state, stateReason, validFromOn, validToOn } = lecturer;
  const course = courseCalled(lecturer, session.title);
  const say = (blocking: boolean, sentence: string): BookingFault => ({ blocking, sentence });
  const faults: BookingFault[] = [];
  if (state !== 'active')
    faults.push(
      say(
        true,
        `${name}在师资库中为“${stateLabels[state]}”${stateReason === '' ? '' : `（${stateReason}）`}，不能排课。`,
      ),
    );
  if (session.dateOn < validFromOn || session.dateOn > validToOn)
    faults.push(say(true, `${name}的入库有效期为${formatDate(validFromOn)}至${formatDate(validToOn)}，当天不能排课。`));
  if (course === undefined) {
    if (lecturer.courses.length > 0) faults.push(say(false, `“${session.title}”不在${name}的可授课程中，请核对。`));
  } else if (!isReviewed(course, session.dateOn, rules))
    faults.push(
      say(
        true,
        course.reviewedOn === ''
          ? `“${course.title}”（${name}）没有审核日期，审核后才能排课。`
          : `“${course.title}”（${name}）上次审核是${formatDate(course.reviewedOn)}，已超过 ${rules.reviewMonths} 个月，重新审核后才能排课。`,
      ),
    );
  return faults;
}

/** The last day of the usual validity. */
export function validUntil(validFromOn: string, { validYears }: Pick<FacultyRules, 'validYears'>): string {
  return addDays(addMonths(validFromOn, validYears * 12), -1);
}

/** Whether the course was reviewed within the months before the lesson, to the day. */
export function isReviewed(
  { reviewedOn }: Pick<LecturerCourse, 'reviewedOn'>,
  dateOn: string,
  { reviewMonths }: Pick<FacultyRules, 'reviewMonths'>,
): boolean {
  return reviewedOn !== '' && dateOn <= addMonths(reviewedOn, reviewMonths);
}

function courseCalled({ courses }: Pick<Lecturer, 'courses'>, title: string): LecturerCourse | undefined {
  return courses.find((course) => comparable(course.title) === comparable(title));
}

/** Whether the last lessons were all below the points, so that the lecturer goes to review. */
export function needsReview(evaluations: readonly Evaluation[], { review }: Pick<FacultyRules, 'review'>): boolean {
  const last = evaluations.slice(-review.lessonsRunning);
  return last.length === review.lessonsRunning && last.every(({ hundredths }) => hundredths < review.belowPoints * 100);
}

/** The mean of all answers in hundredths, rounded down, and their number. */
export function meanOf(evaluations: readonly Evaluation[]): { hundredths: number; count: number } {
  const count = evaluations.reduce((sum, each) => sum + each.count, 0);
  const sum = evaluations.reduce((total, each) => total + each.hundredths * each.count, 0);
  return { hundredths: count === 0 ? 0 : Math.floor(sum / count), count };
}

/** Whether a lecturer is meant by a word: name, its letters, unit, tag, course, its type, kind or state. */
export function isMeant(lecturer: Lecturer & { pinyin: string; initials: string }, word: string): boolean {
  const said = comparable(word);
  const { name, unit, tags, courses, kind, state, pinyin, initials } = lecturer;
  const exact = [kindLabels[kind], stateLabels[state], initials, ...courses.map(({ type }) => courseTypeLabel(type))];
  const parts = [name, unit, ...tags, ...courses.map(({ title }) => title)];
  return (
    exact.some((each) => comparable(each) === said) ||
    parts.some((each) => comparable(each).includes(said)) ||
    (/^[a-z]{2,}$/.test(said) && pinyin.startsWith(said))
  );
}
