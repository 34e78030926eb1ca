import { z } from 'zod';
import { ruleId, ruleLabel, rulePositive, ruleShare } from '../../county/rule-shapes.ts';

/** The annual plan. @see docs/rules.md, Annual plan */
export const annualPlanRules = z.strictObject({
  /** 综合定额: the most that may be planned per person and day, by class of training. The first one holds where none is named. */
  feeClasses: z
    .record(ruleId, z.strictObject({ name: ruleLabel, yuanPerPersonDay: rulePositive }))
    .refine((classes) => Object.keys(classes).length > 0, '至少要有一个经费类别'),
  /** Of the days beyond so many only this share of the fee may be planned. */
  longClass: z.strictObject({ overDays: rulePositive, share: ruleShare }),
  /** The most that may be planned for one lecture hour, after tax, by the lecturer's title. */
  lecturerTitles: z.record(ruleId, z.strictObject({ name: ruleLabel, yuanPerHour: rulePositive })),
  /** Two items are shown for merging when at least these shares of their audience and of their theme are the same. */
  merge: z.strictObject({ audienceShare: ruleShare, themeShare: ruleShare }),
  /** Whether a class that is made without an item of the plan needs an approval first, once the year's plan is confirmed. */
  offPlanNeedsApproval: z.boolean(),
});
export type AnnualPlanRules = z.infer<typeof annualPlanRules>;
