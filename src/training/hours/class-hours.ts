import type { Half } from '../../calendar/half-day.ts';
import { type HourAmount, spanOf } from './hour-sum.ts';

/** One lesson of a class for one trainee. */
export interface AttendedLesson {
  dateOn: string;
  half: Half;
  minutes: number;
  /** Whether the trainee was there, also late or until earlier. */
  attended: boolean;
}

/** What a class earns a trainee who completed it: the minutes and half-days of the lessons they attended, leave and absence left out. */
export function classHours(lessons: readonly AttendedLesson[], opensOn: string, closesOn: string): HourAmount {
  const attended = lessons.filter((lesson) => lesson.attended);
  return {
    minutes: attended.reduce((sum, { minutes }) => sum + minutes, 0),
    halfDays: new Set(attended.filter(({ half }) => half !== 'evening').map(({ dateOn, half }) => `${dateOn} ${half}`))
      .size,
    spanDays: attended.length === 0 ? 0 : spanOf(opensOn, closesOn),
  };
}
