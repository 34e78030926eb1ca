import { addDays, formatDuration } from '../../calendar/beijing-time.ts';
import type { Share } from '../../county/rule-shapes.ts';
import { peopleIn } from '../class/clashes.ts';
import type { ClassRow } from '../class/classes.ts';
import { type Session, sessionMinutes } from '../class/session.ts';
import { formatShare, meetsShare, shortOf } from '../class/shares.ts';
import type { FacultyRules } from './faculty-rules.ts';
import { type Lecturer, lecturerOf } from './lecturer.ts';

/** A term of the school (学期), e.g. 2026年春季学期. */
export interface Term {
  name: string;
  fromOn: string;
  toOn: string;
}

/** A main class with its lessons. */
export interface TaughtClass {
  trainingClass: Pick<ClassRow, '_id' | 'name'>;
  sessions: readonly Session[];
}

/** One share of the school's main-class hours of a term. */
interface TermShare {
  minutes: number;
  ofMinutes: number;
  met: boolean;
  /** Figures and demand. */
  sentence: string;
  /** By how many minutes it falls short. */
  shortMinutes: number;
  /** Where lessons are still to come that could be given so; the class with the most first, as many as are needed. */
  repairs: readonly { classId: string; name: string; minutes: number }[];
}

export interface TermShares {
  leaders: TermShare;
  interactive: TermShare;
  /** Lessons given by people of whom the pool does not say what they are. */
  unknownLecturers: number;
}

/** The term in which a day lies. */
export function termOf(dateOn: string, { terms }: Pick<FacultyRules, 'terms'>): Term | undefined {
  const year = Number(dateOn.slice(0, 4));
  const all = [year - 1, year].flatMap((start) =>
    terms.map(
      ({ name, from, to }): Term => ({
        name: `${start}年${name}`,
        fromOn: `${start}-${from}`,
        toOn: `${to < from ? start + 1 : start}-${to}`,
      }),
    ),
  );
  return all.find(({ fromOn, toOn }) => fromOn <= dateOn && dateOn <= toOn);
}

/** The term before this one. */
export function termBefore({ fromOn }: Term, rules: Pick<FacultyRules, 'terms'>): Term | undefined {
  return termOf(addDays(fromOn, -1), rules);
}

/**
 * How much of the school's main-class hours of a term leading cadres teach, and how much is taught by interactive methods. Hours are those
 * that count in the shares of a class, in minutes, compared exactly.
 *
 * @param taught - main classes with their lessons, of which those of the term count
 * @param todayOn - lessons of later days can still be changed
 */
export function termShares(
  taught: readonly TaughtClass[],
  term: Term,
  pool: readonly Lecturer[],
  todayOn: string,
  rules: FacultyRules,
): TermShares {
  const inTerm = taught.map(({ trainingClass, sessions }) => ({
    trainingClass,
    sessions: sessions.filter(
      ({ dateOn, countsInRatio }) => countsInRatio && term.fromOn <= dateOn && dateOn <= term.toOn,
    ),
  }));
  const lecturers = new Map<string, readonly Lecturer[]>();
  const isLed = (session: Session) => {
    const known = lecturers.get(session.lecturer) ?? lecturerOf(session, pool);
    lecturers.set(session.lecturer, known);
    return known.some(({ kind }) => kind === 'leader');
  };
  const isInteractive = ({ method }: Session) => rules.interactiveMethods.includes(method);
  const share = (label: string, holds: (session: Session) => boolean, required: Share) =>
    shareOf(inTerm, label, holds, required, todayOn);
  return {
    leaders: share('领导干部授课', isLed, rules.leaderShare),
    interactive: share('互动式教学', isInteractive, rules.interactiveShare),
    unknownLecturers: inTerm
      .flatMap(({ sessions }) => sessions)
      .filter((session) => peopleIn(session.lecturer).length > 0 && lecturerOf(session, pool).length === 0).length,
  };
}

function shareOf(
  taught: readonly TaughtClass[],
  label: string,
  holds: (session: Session) => boolean,
  required: Share,
  todayOn: string,
): TermShare {
  const all = taught.flatMap(({ sessions }) => sessions);
  const ofMinutes = total(all);
  const minutes = total(all.filter(holds));
  const met = ofMinutes > 0 && meetsShare(minutes, ofMinutes, required);
  const shortMinutes = met ? 0 : shortOf(minutes, ofMinutes, required);
  const figures = `${label}${formatDuration(minutes)}，占主体班次${formatDuration(ofMinutes)}的${formatShare(minutes, ofMinutes)}`;
  const demand = `要求不低于${formatShare(required.numerator, required.denominator)}`;
  return {
    ...{ minutes, ofMinutes, met, shortMinutes },
    sentence: `${figures}，${demand}，${met ? '符合要求' : `尚缺${formatDuration(shortMinutes)}`}。`,
    repairs: met ? [] : repairsOf(taught, holds, shortMinutes, todayOn),
  };
}

function repairsOf(
  taught: readonly TaughtClass[],
  holds: (session: Session) => boolean,
  shortMinutes: number,
  todayOn: string,
): TermShare['repairs'] {
  const open = taught
    .map(({ trainingClass: { _id, name }, sessions }) => ({
      classId: _id,
      name,
      minutes: total(sessions.filter((session) => session.dateOn > todayOn && !holds(session))),
    }))
    .filter(({ minutes }) => minutes > 0)
    .sort((a, b) => b.minutes - a.minutes || (a.classId < b.classId ? -1 : 1));
  let sum = 0;
  return open.filter(({ minutes }) => {
    const isNeeded = sum < shortMinutes;
    sum += minutes;
    return isNeeded;
  });
}

const total = (sessions: readonly Session[]) => sessions.reduce((sum, session) => sum + sessionMinutes(session), 0);
