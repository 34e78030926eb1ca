import { z } from 'zod';
import {
  ruleClock,
  ruleCount,
  ruleId,
  ruleLabel,
  ruleMinutes,
  rulePositive,
  ruleShare,
} from '../../county/rule-shapes.ts';
import { TEACHING_METHODS } from './session.ts';

const fromTo = z.strictObject({ from: ruleClock, to: ruleClock });

/** What a curriculum must contain. @see docs/rules.md, Curriculum of a main class */
export const curriculumRules = z.strictObject({
  minutesStep: rulePositive,
  partyShare: ruleShare,
  partySpiritShare: ruleShare,
  partySpiritUnits: ruleCount,
  partySpiritAnalysis: z.strictObject({ fromMonths: rulePositive, sessions: ruleCount }),
  breakMinutes: ruleMinutes,
  dayMinutes: rulePositive,
  /** When a half-day's lesson is held whose times a timetable does not say. */
  halfDays: z.strictObject({ morning: fromTo, afternoon: fromTo, evening: fromTo }),
  notCountedMethods: z.array(z.enum(TEACHING_METHODS)),
  /** A class of no more days than this without lessons that somebody gives is a meeting and gets a remark. */
  meetingDays: ruleCount,
  /**
   * In the order in which a class's name is looked through for their names and `words`. `ratioApplies`: whether this kind must meet the
   * shares and have party-spirit content; the same kinds count in the school's shares of a term. `reportedAs`: as what a class held here counts
   * in the county's figures (主体班, 专题班, 业务班). `daysInPrinciple`: a longer class gets a
   * remark and is not refused.
   */
  classKinds: z.record(
    ruleId,
    z.strictObject({
      name: ruleLabel,
      words: z.array(ruleLabel),
      ratioApplies: z.boolean(),
      reportedAs: z.enum(['main', 'topic', 'other']),
      daysInPrinciple: rulePositive.optional(),
    }),
  ),
});
export type CurriculumRules = z.infer<typeof curriculumRules>;
