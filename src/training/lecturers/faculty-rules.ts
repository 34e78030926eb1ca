import { z } from 'zod';
import { ruleLabel, rulePositive, ruleShare } from '../../county/rule-shapes.ts';
import { TEACHING_METHODS } from '../class/session.ts';

const ruleMonthDay = z.string().regex(/^\d{2}-\d{2}$/);

/** What holds for lecturers and for the school's teaching over a term. @see docs/rules.md, Lecturers and field sites */
export const facultyRules = z.strictObject({
  /** A course whose political review is older cannot be scheduled. */
  reviewMonths: rulePositive,
  /** For how long a lecturer is entered where nothing else is said. */
  validYears: rulePositive,
  /** So many lessons running below so many points of 100, and the lecturer goes to review. */
  review: z.strictObject({ belowPoints: rulePositive, lessonsRunning: rulePositive }),
  /** The school's terms by their first and last day, `MM-DD`; one may go over the turn of the year. */
  terms: z.array(z.strictObject({ name: ruleLabel, from: ruleMonthDay, to: ruleMonthDay })).min(1),
  /** Of the school's main-class hours of a term. */
  leaderShare: ruleShare,
  interactiveShare: ruleShare,
  interactiveMethods: z.array(z.enum(TEACHING_METHODS)),
});
export type FacultyRules = z.infer<typeof facultyRules>;
