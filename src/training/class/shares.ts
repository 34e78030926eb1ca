import type { Share } from '../../county/rule-shapes.ts';
import { COURSE_TYPES, type CourseType, minutesOfTypes, type Session } from './session.ts';

/** Counted hours of a curriculum in minutes. */
export interface HourTally {
  /** Minutes of every session, counted or not. */
  allMinutes: number;
  /** Minutes of the sessions that count for the shares. */
  countedMinutes: number;
  minutesByType: Readonly<Record<CourseType, number>>;
  /** Counted minutes of party theory and party spirit together. */
  partyMinutes: number;
  partySpiritMinutes: number;
}

/** The hours of the sessions by type. */
export function tallyHours(sessions: readonly Pick<Session, 'parts' | 'countsInRatio'>[]): HourTally {
  const counted = sessions.filter((session) => session.countsInRatio);
  const sum = (of: typeof counted, types: readonly CourseType[]) =>
    of.reduce((minutes, session) => minutes + minutesOfTypes(session, types), 0);
  const byType = (type: CourseType) => sum(counted, [type]);
  return {
    allMinutes: sum([...sessions], COURSE_TYPES),
    countedMinutes: sum(counted, COURSE_TYPES),
    minutesByType: {
      partyTheory: byType('partyTheory'),
      partySpirit: byType('partySpirit'),
      dutyCapability: byType('dutyCapability'),
      professional: byType('professional'),
      knowledge: byType('knowledge'),
    },
    partyMinutes: sum(counted, ['partyTheory', 'partySpirit']),
    partySpiritMinutes: byType('partySpirit'),
  };
}

/** Whether `part` is at least the share of `whole`, compared exactly; 0 of 0 does not meet a share. */
export function meetsShare(part: number, whole: number, share: Share): boolean {
  return whole > 0 && part * share.denominator >= whole * share.numerator;
}

/** `70%`, `66.6%`: truncated to one decimal, so that a share just missed never looks as if it were met. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return '0%';
  return `${Math.floor((part * 1000) / whole) / 10}%`;
}

/** The minutes by which `part` falls short of the share of an unchanged whole. */
export function shortOf(part: number, whole: number, share: Share): number {
  return Math.max(0, Math.ceil((whole * share.numerator - part * share.denominator) / share.denominator));
}

/** The largest whole of which `part` is still the share. */
export function largestWhole(part: number, share: Share): number {
  return Math.floor((part * share.denominator) / share.numerator);
}

/** Minutes to add to both `part` and `whole` to meet the share; absent if no amount suffices. */
export function smallestAddition(part: number, whole: number, share: Share): number | undefined {
  if (meetsShare(part, whole, share)) return 0;
  if (share.numerator === share.denominator) return undefined;
  const lacking = whole * share.numerator - part * share.denominator;
  return Math.ceil(lacking / (share.denominator - share.numerator));
}
