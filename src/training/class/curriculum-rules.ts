import { z } from 'zod';
import { ruleCount, ruleId, ruleLabel, ruleMinutes, rulePositive, ruleShare } from '../../county/rule-shapes.ts';
import { TEACHING_METHODS } from './session.ts';

/** What a curriculum must contain. @see docs/rules.md, Curriculum of a main class */
export const curriculumRules = z.strictObject({
  minutesStep: rulePositive,
  partyShare: ruleShare,
  partySpiritShare: ruleShare,
  partySpiritUnits: ruleCount,
  partySpiritAnalysis: z.strictObject({ fromMonths: rulePositive, sessions: ruleCount }),
  breakMinutes: ruleMinutes,
  dayMinutes: rulePositive,
  notCountedMethods: z.array(z.enum(TEACHING_METHODS)),
  /** `ratioApplies`: whether this kind must meet the shares. `daysInPrinciple`: a longer class gets a remark and is not refused. */
  classKinds: z.record(
    ruleId,
    z.strictObject({ name: ruleLabel, ratioApplies: z.boolean(), daysInPrinciple: rulePositive.optional() }),
  ),
});
export type CurriculumRules = z.infer<typeof curriculumRules>;

/** The class kind whose official name occurs in the class's name; otherwise a main class, to which every rule applies. */
export function classKindOf(name: string, { classKinds }: CurriculumRules): string {
  const kinds = Object.entries(classKinds);
  return kinds.find(([, kind]) => name.includes(kind.name))?.[0] ?? 'mainClass';
}
