import { z } from 'zod';
import { ruleId, ruleLabel } from '../../county/rule-shapes.ts';

/** What is agreed with a town party school (镇级党校合作办学“五共模式”): the articles name five, without listing them. @see docs/rules.md */
export const townSchoolRules = z.strictObject({
  items: z
    .array(z.strictObject({ id: ruleId, name: ruleLabel }))
    .min(1)
    .max(10)
    .refine((items) => new Set(items.map(({ id }) => id)).size === items.length, '事项编号重复')
    .refine((items) => new Set(items.map(({ name }) => name)).size === items.length, '事项名称重复'),
});
export type TownSchoolRules = z.infer<typeof townSchoolRules>;
