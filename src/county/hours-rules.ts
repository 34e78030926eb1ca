import { z } from 'zod';
import { RANK_LEVELS } from './cadre.ts';
import { ruleCount, ruleMinutes } from './rule-shapes.ts';

/** The training hours required of cadres. */
export const hoursRules = z.strictObject({
  /** What these levels need each year: either the days or the minutes suffice. */
  yearly: z.array(
    z.strictObject({ rankLevels: z.array(z.enum(RANK_LEVELS)).min(1), days: ruleCount, minutes: ruleMinutes }),
  ),
});
export type HoursRules = z.infer<typeof hoursRules>;
