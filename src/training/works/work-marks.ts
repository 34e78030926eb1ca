import { markingOf } from '../scoring/marking.ts';
import type { RatedPart } from '../scoring/scoring-scheme.ts';

/** What one marker gave a version of a work. */
export interface WorkMark {
  markerId: string;
  markHundredths: number;
  /** `''` without any. */
  words: string;
  /** Which version was read, from 1. */
  version: number;
  at: Date;
  byUpdate: string;
  /** Set once its marker took it back: it does not count any more. */
  takenBack?: MarkTakenBack;
}

/** That a marker took the own mark back, and why. */
export interface MarkTakenBack {
  reason: string;
  at: Date;
  byUpdate: string;
}

/** The marks of a version that their markers have not taken back. */
export function standingMarks(marks: readonly WorkMark[], version: number): WorkMark[] {
  return marks.filter((mark) => mark.version === version && mark.takenBack === undefined);
}

/** The marks with those of this marker for a version taken back; nothing where none stands. */
export function withoutMark(
  marks: readonly WorkMark[],
  of: Pick<WorkMark, 'markerId' | 'version'>,
  takenBack: MarkTakenBack,
): WorkMark[] | undefined {
  const own = new Set(standingMarks(marks, of.version).filter(({ markerId }) => markerId === of.markerId));
  return own.size === 0 ? undefined : marks.map((mark) => (own.has(mark) ? { ...mark, takenBack } : mark));
}

/** The marks as they stood before this update gave one or took one back. */
export function beforeUpdate(marks: readonly WorkMark[], updateId: string): WorkMark[] {
  return marks
    .filter(({ byUpdate }) => byUpdate !== updateId)
    .map(({ takenBack, ...mark }) =>
      takenBack === undefined || takenBack.byUpdate === updateId ? mark : { ...mark, takenBack },
    );
}

/** Where the marking of one version of a work stands. */
export interface WorkMarking {
  /** Those whose mark counts so far, in the order in which they marked. */
  counting: readonly WorkMark[];
  /** How many more people have to mark. */
  missing: number;
  /** How far the first two are apart, where that asks for a third. */
  apartHundredths?: number;
  /** The mean of the marks that count, once none is missing. */
  resultHundredths?: number;
}

/**
 * Where the marking of a version stands. Of each marker the last mark counts, in the place of their first; which of them count and whether
 * a third is asked for, the rules of scoring say.
 */
export function workMarking(part: RatedPart, marks: readonly WorkMark[], version: number): WorkMarking {
  const last = new Map<string, WorkMark>();
  for (const mark of standingMarks(marks, version)) last.set(mark.markerId, mark);
  const shares = [...last.values()].map((mark) => ({
    mark,
    authorId: mark.markerId,
    deltaHundredths: mark.markHundredths / part.markers,
  }));
  const { counting, ...standing } = markingOf(part, shares);
  const marked = { ...standing, counting: counting.map(({ mark }) => mark) };
  if (standing.missing > 0) return marked;
  const sum = marked.counting.reduce((total, { markHundredths }) => total + markHundredths, 0);
  return { ...marked, resultHundredths: Math.round(sum / part.markers) };
}

/**
 * Whether this marker reads the work now: the first of them do until enough have, whoever comes after them only where two are too far
 * apart.
 */
export function waitsFor(
  part: RatedPart,
  marks: readonly WorkMark[],
  version: number,
  markers: readonly string[],
  markerId: string,
): boolean {
  const marking = workMarking(part, marks, version);
  const hasMarked = standingMarks(marks, version).some((mark) => mark.markerId === markerId);
  if (hasMarked || marking.missing === 0) return false;
  const isFirst = markers.slice(0, part.markers).includes(markerId);
  return isFirst ? true : marking.apartHundredths !== undefined;
}
