import { beijingDateOf } from '../../calendar/beijing-time.ts';
import type { CadreRow } from '../../county/cadres.ts';
import type { HoursRules } from '../../county/hours-rules.ts';
import type { HonourStore } from '../appointments/honours.ts';
import { attendanceCounts } from '../attendance/attendance-counts.ts';
import type { AttendanceRules } from '../attendance/attendance-rules.ts';
import type { SignInStore } from '../attendance/sign-ins.ts';
import type { CallUpRow, CallUpStore } from '../call-up/call-ups.ts';
import type { ClassRow } from '../class/classes.ts';
import type { EnrollmentRow, EnrollmentStore } from '../class/enrollments.ts';
import { classMinutes, type Session } from '../class/session.ts';
import { asSession, type SessionStore } from '../class/sessions.ts';
import type { ExchangeRules } from '../exchange/exchange-rules.ts';
import type { FeedbackStore } from '../feedback/feedbacks.ts';
import type { FrontLineStore } from '../follow-up/front-line-tasks.ts';
import { type PersonFollowUpStores, personFollowUps } from '../follow-up/person-follow-up.ts';
import type { AssessmentStore } from '../grading/assessments.ts';
import type { GradingStore } from '../grading/gradings.ts';
import { dutiesIn } from '../hours/duties.ts';
import { effective, type HourEntryStore } from '../hours/hour-entries.ts';
import { type HourFacts, sumOf } from '../hours/hour-sum.ts';
import { openingOf } from '../hours/ledger.ts';
import { leaveMinutes } from '../leave/leave.ts';
import { asLeave, type LeaveStore } from '../leave/leaves.ts';
import type { ClassLifeRules } from './class-life.ts';
import { ClassLifeReader, type ClassLifeStores } from './class-life-reader.ts';
import type { Register, RegisterClass } from './register.ts';
import { type ExchangeStores, exchangesOf } from './register-exchanges.ts';

export interface RegisterStores extends ClassLifeStores, ExchangeStores, PersonFollowUpStores {
  callUps: CallUpStore;
  enrollments: EnrollmentStore;
  sessions: SessionStore;
  signIns: SignInStore;
  leaves: LeaveStore;
  gradings: GradingStore;
  assessments: AssessmentStore;
  feedbacks: FeedbackStore;
  hourEntries: HourEntryStore;
  frontLine: FrontLineStore;
  honours: Pick<HonourStore, 'ofMany'>;
  classes: ExchangeStores['classes'];
}

interface ClassRules extends ClassLifeRules {
  attendance: AttendanceRules;
  exchange: ExchangeRules;
}

/** The rules a register is read by: those of each class, and those of today. */
export interface RegisterRules {
  ofClass: (trainingClass: ClassRow) => ClassRules;
  hours: HoursRules;
  exchange: ExchangeRules;
}

/** Puts registers together, what several people share of a class only once. */
export class RegisterReader {
  readonly #store: RegisterStores;
  readonly #rules: RegisterRules;
  readonly #now: Date;
  readonly #sessions = new Map<string, Promise<Session[]>>();
  readonly #attendance = new Map<string, ReturnType<typeof attendanceCounts>>();
  readonly #lives: ClassLifeReader;

  constructor(store: RegisterStores, rules: RegisterRules, now: Date) {
    this.#store = store;
    this.#lives = new ClassLifeReader(store, rules.ofClass, now);
    this.#rules = rules;
    this.#now = now;
  }

  /** Everything there is of a person, from the first call-up on. */
  async read(person: CadreRow): Promise<Register> {
    const { callUps, enrollments, hourEntries, units } = this.#store;
    const dateOn = beijingDateOf(this.#now);
    const [called, enrolled, allEntries, unit, exchanges, followed, sent, honours] = await Promise.all([
      callUps.ofCadre(person._id),
      enrollments.ofCadre(person._id),
      hourEntries.of(person._id, ''),
      units.byId(person.unitId),
      exchangesOf(this.#store, person._id, (classId) => this.#exchangeRules(classId), dateOn),
      personFollowUps(this.#store, person._id, dateOn),
      this.#store.frontLine.ofCadre(person._id),
      this.#store.honours.ofMany([person._id]),
    ]);
    const entries = effective(allEntries);
    const minutesOf = (classId: string) =>
      entries.filter(({ sourceId }) => sourceId === classId).reduce((sum, each) => sum + each.minutes, 0);
    const issued = called.filter(({ issuedAt, listed }) => issuedAt !== undefined && listed === 'named');
    const ids = [...new Set([...enrolled, ...issued].map(({ classId }) => classId))];
    const found = await Promise.all(
      ids.map((classId) => {
        const enrollment = enrolled.find((each) => each.classId === classId);
        const callUp = issued.find((each) => each.classId === classId);
        return this.#classOf(person._id, classId, enrollment, callUp, minutesOf(classId));
      }),
    );
    const facts = [...openingOf(person), ...allEntries];
    return {
      ...{ person, unit: unit?.name ?? '', dateOn, entries, exchanges, followed },
      honours: honours.sort((a, b) => b.givenOn.localeCompare(a.givenOn)),
      frontLine: sent.filter(({ state }) => state === 'recorded'),
      classes: found.filter((each) => each !== undefined).sort(latestFirst),
      duties: dutiesIn(dateOn.slice(0, 4), person, facts, this.#rules.hours),
      fiveYears: fiveYearsOf(dateOn.slice(0, 4), facts),
    };
  }

  async #classOf(
    cadreId: string,
    classId: string,
    enrollment: EnrollmentRow | undefined,
    callUp: CallUpRow | undefined,
    minutes: number,
  ): Promise<RegisterClass | undefined> {
    const { classes, gradings, assessments, feedbacks } = this.#store;
    const trainingClass = await classes.byId(classId);
    if (trainingClass === null) return undefined;
    const isTrainee =
      enrollment !== undefined && enrollment.state !== 'withdrawn' && trainingClass.state !== 'withdrawn';
    const [grading, assessment, feedback, leave, attendance, life] = await Promise.all([
      gradings.byClass(classId),
      assessments.byId(classId, cadreId),
      feedbacks.byId(classId, cadreId),
      this.#leaveOf(cadreId, trainingClass),
      this.#attendanceOf(trainingClass),
      isTrainee ? this.#lives.of(cadreId, trainingClass) : undefined,
    ]);
    const isPublished = grading?.publishedAt !== undefined;
    return {
      ...{ trainingClass, minutes, leave },
      attendance: attendance.get(cadreId) ?? new Map(),
      ...(callUp && { callUp: callUp.state }),
      ...(enrollment && { state: enrollment.state }),
      ...(isPublished && assessment !== null && { result: assessment }),
      ...(isPublished && feedback !== null && { feedback }),
      ...(life && { life }),
    };
  }

  async #leaveOf(cadreId: string, trainingClass: ClassRow): Promise<RegisterClass['leave']> {
    const { _id: classId } = trainingClass;
    const [granted, sessions] = await Promise.all([
      this.#store.leaves.grantedTo(classId, cadreId),
      this.#sessionsOf(classId),
    ]);
    const { attendance } = this.#rules.ofClass(trainingClass);
    const minutes = leaveMinutes(sessions, granted.map(asLeave), attendance);
    return { count: granted.length, minutes, totalMinutes: classMinutes(sessions) };
  }

  #sessionsOf(classId: string): Promise<Session[]> {
    const known = this.#sessions.get(classId);
    if (known !== undefined) return known;
    const sessions = this.#store.sessions.ofClass(classId).then((rows) => rows.map(asSession));
    this.#sessions.set(classId, sessions);
    return sessions;
  }

  async #exchangeRules(classId: string | undefined): Promise<ExchangeRules> {
    const trainingClass = classId === undefined ? null : await this.#store.classes.byId(classId);
    return trainingClass === null ? this.#rules.exchange : this.#rules.ofClass(trainingClass).exchange;
  }

  #attendanceOf(trainingClass: ClassRow) {
    const { _id: classId } = trainingClass;
    const known = this.#attendance.get(classId);
    if (known !== undefined) return known;
    const { attendance } = this.#rules.ofClass(trainingClass);
    const counts = attendanceCounts(this.#store, classId, attendance, this.#now);
    this.#attendance.set(classId, counts);
    return counts;
  }
}

function fiveYearsOf(year: string, facts: readonly HourFacts[]): Register['fiveYears'] {
  const fromYear = String(Number(year) - 4);
  const minutesOf = (kind: HourFacts['kind']) => sumOf(facts, kind, `${fromYear}-01-01`, `${year}-12-31`).minutes;
  return { fromYear, groupMinutes: minutesOf('group'), onlineMinutes: minutesOf('online') };
}

function latestFirst({ trainingClass: a }: RegisterClass, { trainingClass: b }: RegisterClass): number {
  return a.opensOn === b.opensOn ? (a._id < b._id ? 1 : -1) : a.opensOn < b.opensOn ? 1 : -1;
}
