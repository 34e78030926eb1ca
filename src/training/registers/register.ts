import type { CadreRow } from '../../county/cadres.ts';
import type { HonourRow } from '../appointments/honours.ts';
import type { Presence } from '../attendance/attendance.ts';
import type { CallUpState } from '../call-up/call-up-state.ts';
import type { ClassRow } from '../class/classes.ts';
import type { EnrollmentRow } from '../class/enrollments.ts';
import type { FeedbackRow } from '../feedback/feedbacks.ts';
import type { FrontLineRow } from '../follow-up/front-line-tasks.ts';
import type { PersonFollowUp } from '../follow-up/person-follow-up.ts';
import type { AssessmentRow } from '../grading/assessments.ts';
import type { Duty } from '../hours/duties.ts';
import type { HourEntryRow } from '../hours/hour-entries.ts';
import type { ClassLife } from './class-life.ts';
import type { RegisterExchange } from './register-exchanges.ts';

/** One class of a register: from the call-up to what became of it. */
export interface RegisterClass {
  trainingClass: ClassRow;
  /** Absent for whoever was not called up by a list. */
  callUp?: CallUpState;
  /** Absent for whoever was called up and never came to be a trainee. */
  state?: EnrollmentRow['state'];
  attendance: ReadonlyMap<Presence, number>;
  /** Granted leave: how often, how long, and of how many planned minutes. */
  leave: { count: number; minutes: number; totalMinutes: number };
  /** What the ledger of hours holds of it. */
  minutes: number;
  /** Once it is published. */
  result?: AssessmentRow;
  feedback?: FeedbackRow;
  /** Absent for whoever was no trainee to the end. */
  life?: ClassLife;
}

/** 一人一册: what is known of a person's training; nothing in it is written by hand. */
export interface Register {
  person: CadreRow;
  unit: string;
  dateOn: string;
  /** The latest first. */
  classes: readonly RegisterClass[];
  /** The latest first. */
  exchanges: readonly RegisterExchange[];
  /** What became of each class after its end, the latest first. */
  followed: readonly PersonFollowUp[];
  /** Where the person was sent after a class; without what was cancelled. */
  frontLine: readonly FrontLineRow[];
  /** Honours the person was given, the latest first. */
  honours: readonly HonourRow[];
  duties: readonly Duty[];
  /** Minutes of the last five years, this one included. */
  fiveYears: { fromYear: string; groupMinutes: number; onlineMinutes: number };
  /** What stands in the ledger, reversed entries left out, oldest first. */
  entries: readonly HourEntryRow[];
}

/** The totals a register begins with. */
export function registerFigures({ classes, entries }: Pick<Register, 'classes' | 'entries'>) {
  const taken = classes.filter(({ state }) => state !== undefined && state !== 'withdrawn');
  return {
    classes: taken.length,
    completed: classes.filter(({ state }) => state === 'completed').length,
    excellent: classes.filter(({ result }) => isExcellent(result)).length,
    minutes: entries.reduce((sum, each) => sum + each.minutes, 0),
  };
}

function isExcellent(result: AssessmentRow | undefined): boolean {
  return result?.excellentTrainee === 'candidate';
}

/** Whether a class may be certified: it was held here, its results are published, and they say 结业. */
export function isCertified({ trainingClass, state }: Pick<RegisterClass, 'trainingClass' | 'state'>): boolean {
  return state === 'completed' && trainingClass.organiser === undefined;
}
