import { z } from 'zod';
import { RANK_LEVELS } from './cadre.ts';
import { GRANTED_ROLES } from './roles.ts';
import { ruleCount, ruleMinutes, rulePositive } from './rule-shapes.ts';

/** The training hours required of cadres. Days and minutes are thresholds of their own: neither is reckoned from the other. */
export const hoursRules = z.strictObject({
  /** What these levels need each year: either the days or the minutes suffice. */
  yearly: z.array(
    z.strictObject({ rankLevels: z.array(z.enum(RANK_LEVELS)).min(1), days: ruleCount, minutes: ruleMinutes }),
  ),
  /** What these levels, and whoever has one of these 职级, need in so many years instead: either the months or the minutes suffice. */
  longCycle: z.strictObject({
    rankLevels: z.array(z.enum(RANK_LEVELS)),
    gradeRanks: z.array(z.string().min(2).max(20)),
    years: rulePositive,
    months: rulePositive,
    /** How many days of courses, rest days among them, are a month. */
    monthDays: rulePositive,
    minutes: rulePositive,
  }),
  /** Online study in a year, kept apart from group training. */
  onlineYearlyMinutes: ruleMinutes,
  /** What a claimed day or half-day is proposed as, and the longest course that may be claimed. */
  claims: z.strictObject({
    dayMinutes: rulePositive,
    halfDayMinutes: rulePositive,
    mostDays: rulePositive,
    /** Who enters them: of these roles the first that anybody but the person themselves has. */
    enteredBy: z.array(z.enum(GRANTED_ROLES)).min(1),
  }),
});
export type HoursRules = z.infer<typeof hoursRules>;
