import { z } from 'zod';
import { ruleId, ruleLabel } from '../../county/rule-shapes.ts';
import { FIGURE_KEYS } from '../statistics/figure-words.ts';

const common = {
  id: ruleId,
  /** Of the aspects (指标类) under which schools are assessed. */
  aspect: ruleLabel,
  name: ruleLabel,
  unit: z.string().min(1).max(6),
  /** Where the demand comes from. */
  source: z.string().min(1).max(60),
  /** Met from this value on; absent where there is no standard. */
  atLeast: z.number().nonnegative().optional(),
};

/** What a school is asked about its year (办学质量评估): counted from the records, or entered by somebody because only people know it. */
export const selfAssessmentRules = z.strictObject({
  indicators: z
    .array(
      z.discriminatedUnion('from', [
        z.strictObject({ ...common, from: z.literal('records'), figure: z.enum(FIGURE_KEYS) }),
        z.strictObject({ ...common, from: z.literal('people'), hint: z.string().min(1).max(60) }),
      ]),
    )
    .min(1)
    .max(60)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, '指标编号重复')
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, '指标名称重复'),
});
type SelfAssessmentRules = z.infer<typeof selfAssessmentRules>;
export type QualityIndicator = SelfAssessmentRules['indicators'][number];
