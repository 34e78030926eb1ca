import { z } from 'zod';
import { RANK_LEVELS } from './cadre.ts';
import { ruleCount, ruleMinutes } from './rule-shapes.ts';

/** The hours that cadres owe. @see domain.md 2.1 */
export const hoursRules = z.strictObject({
  /** Yearly duty of these levels; days and minutes are tested apart, either one fulfils it. */
  yearly: z.array(
    z.strictObject({ rankLevels: z.array(z.enum(RANK_LEVELS)).min(1), days: ruleCount, minutes: ruleMinutes }),
  ),
});
export type HoursRules = z.infer<typeof hoursRules>;
