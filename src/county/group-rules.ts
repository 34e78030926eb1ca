import { z } from 'zod';
import { CADRE_CATEGORIES, RANK_LEVELS } from './cadre.ts';
import { rulePositive } from './rule-shapes.ts';

/** Who belongs to the focus groups (重点对象) on a day. @see docs/rules.md, Focus groups */
export const groupRules = z.strictObject({
  /** For how many months from the promotion somebody is 新提拔. */
  newlyPromotedMonths: rulePositive,
  /** For how many months from the recruitment somebody is 新录用. */
  newRecruitMonths: rulePositive,
  /** Up to which full age a cadre of these levels is 年轻干部; only people of these categories. */
  youngCadre: z.strictObject({
    cadreCategories: z.array(z.enum(CADRE_CATEGORIES)).min(1),
    upToAge: z.array(z.strictObject({ rankLevels: z.array(z.enum(RANK_LEVELS)).min(1), years: rulePositive })),
  }),
  /** 关键岗位, besides those marked in the information base: heads of units, and posts with one of these words in their name. */
  keyPost: z.strictObject({ unitHeads: z.boolean(), postWords: z.array(z.string().min(2).max(20)) }),
});
export type GroupRules = z.infer<typeof groupRules>;
