import type { Share } from '../../county/rule-shapes.ts';

interface Span {
  from: Date;
  to: Date;
}

interface Lesson {
  startsAt: Date;
  endsAt: Date;
}

/** What a trainee's time at the lessons of half a day over the network comes to. */
export interface LiveMark {
  is: 'present' | 'late' | 'absent';
  lateMinutes?: number;
  /** How long they were there, and how long the lessons lasted. */
  minutes: number;
  of: number;
}

/**
 * There is whoever was there for this share of the lessons' time, several stays together and none counted twice; late is who came after the
 * beginning of the first lesson.
 * @param lessons - of half a day, by start
 * @returns `undefined` for who was not there for a minute of it
 */
export function liveMark(spans: readonly Span[], lessons: readonly Lesson[], leastShare: Share): LiveMark | undefined {
  const within = lessons.flatMap((lesson) => clipped(spans, lesson));
  const minutes = Math.floor(lengthOf(within));
  const of = Math.round(lengthOf(lessons.map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt }))));
  const [first] = lessons;
  if (minutes === 0 || first === undefined) return undefined;
  if (minutes * leastShare.denominator < of * leastShare.numerator) return { is: 'absent', minutes, of };
  const came = Math.min(...within.map(({ from }) => from.getTime()));
  const lateMinutes = Math.floor((came - first.startsAt.getTime()) / 60_000);
  return lateMinutes > 0 ? { is: 'late', lateMinutes, minutes, of } : { is: 'present', minutes, of };
}

function clipped(spans: readonly Span[], { startsAt, endsAt }: Lesson): Span[] {
  return spans
    .map(({ from, to }) => ({ from: from > startsAt ? from : startsAt, to: to < endsAt ? to : endsAt }))
    .filter(({ from, to }) => from < to);
}

/** In minutes; what overlaps is counted once. */
function lengthOf(spans: readonly Span[]): number {
  let total = 0;
  let until = 0;
  for (const { from, to } of [...spans].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    const start = Math.max(from.getTime(), until);
    if (to.getTime() > start) total += to.getTime() - start;
    until = Math.max(until, to.getTime());
  }
  return total / 60_000;
}
