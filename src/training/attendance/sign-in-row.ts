import { date, list, number, oneOf, optional, type RowOf, rows, text } from '../../store/row.ts';
import type { RollResult } from './attendance.ts';

/** What counts of a mark; without `at` there is none. */
export interface MarkState {
  at?: Date;
  leftEarlyAt?: Date;
  byRoll?: RollResult;
  lateMinutes?: number;
}

export const signIns = rows(
  'signIns',
  {
    sessionId: text,
    classId: text,
    cadreId: text,
    at: date,
    /** That of the last entry in `earlyLeaves`, unless the mark was corrected since. */
    leftEarlyAt: optional(date),
    /** The update that made it. */
    byUpdate: text,
    /** The room whose code the person named. */
    room: optional(text),
    /** Marks entered by staff, oldest first. */
    corrections: optional(list<SignInCorrection>()),
    /** Entries of leaving early, oldest first. */
    earlyLeaves: optional(list<EarlyLeave>()),
    /** What the last roll said, unless the person signed in or the mark was corrected since. */
    byRoll: optional(oneOf<RollResult>()),
    /** How late that roll says that the person came, if it says so. */
    lateMinutes: optional(number),
    /** What rolls said, oldest first. */
    rolls: optional(list<RollEntry>()),
    /** The person's own sign-ins after a roll that missed them, or after everything was taken out; oldest first. */
    ownSignIns: optional(list<OwnSignIn>()),
    /** When everything that counted was taken out: it is as if there were no mark, and whoever signs in makes one. */
    takenOutAt: optional(date),
  },
  [
    { keys: { sessionId: 1 }, usedBy: 'ofSession' },
    { keys: { classId: 1, cadreId: 1 }, usedBy: 'ofClass, ofTrainee' },
  ],
);

/** One trainee's mark at one session: they were there, or a roll says that they were not. The id is `<session>:<cadre>`. */
export type SignInRow = RowOf<typeof signIns>;

/** When somebody left before the end of a session, who noted it, and why. */
export interface EarlyLeave {
  leftAt: Date;
  by: string;
  byUpdate: string;
  enteredAt: Date;
  note: string;
  /** What counted before; entries of earlier versions do not say. */
  before?: MarkState;
}

/** Who corrected a mark, why, and what it was before. */
export interface SignInCorrection {
  by: string;
  byUpdate: string;
  enteredAt: Date;
  note: string;
  /** Absent when there was no mark before. */
  replacedAt?: Date;
  before?: MarkState;
  /** The update whose entries were taken out; if absent, the mark was put right as on time. */
  takesOut?: string;
}

/** That the person signed in after a roll that missed them, or after everything was taken out. */
interface OwnSignIn {
  byUpdate: string;
  enteredAt: Date;
  before: MarkState;
}

/** Who called the roll, and what it said of the person. */
export interface RollEntry {
  result: RollResult;
  /** With `late`, where it was said. */
  lateMinutes?: number;
  by: string;
  byUpdate: string;
  enteredAt: Date;
  before?: MarkState;
}
