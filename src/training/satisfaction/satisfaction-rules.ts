import { z } from 'zod';
import { RANK_LEVELS } from '../../county/cadre.ts';
import { ruleClock, ruleId, ruleLabel, rulePositive } from '../../county/rule-shapes.ts';
import { TEACHING_METHODS } from '../class/session.ts';

/** What a question is about: one lesson, the class as a whole, or lodging, meals and transport. */
const SATISFACTION_PARTS = ['lesson', 'class', 'logistics'] as const;
export type SatisfactionPart = (typeof SATISFACTION_PARTS)[number];

const question = z.strictObject({
  id: ruleId,
  part: z.enum(SATISFACTION_PARTS),
  name: ruleLabel,
  /** Asked only in classes of these kinds. */
  classKinds: z.array(ruleId).min(1).optional(),
  /** Asked only of people of these levels. */
  rankLevels: z.array(z.enum(RANK_LEVELS)).min(1).optional(),
});

/** Satisfaction (满意度): what is asked of a lesson and of a class, for how long, and from how many answers on it is told. */
export const satisfactionRules = z.strictObject({
  /** Nothing is told of fewer answers. */
  smallestGroup: z.int().min(5),
  /** The best one first, with its points of 100. */
  levels: z.array(z.strictObject({ id: ruleId, name: ruleLabel, points: z.int().min(0).max(100) })).length(4),
  /** A lesson is rated for so long after its end. */
  lessonHours: rulePositive,
  /** Lessons of these kinds are not rated. */
  notRated: z.array(z.enum(TEACHING_METHODS)),
  /** A class is rated until this time of day, so many days after its last. */
  classDays: rulePositive,
  byClock: ruleClock,
  /** How many questions a class may be asked at the end. */
  mostQuestions: rulePositive,
  questions: z.array(question),
});
export type SatisfactionRules = z.infer<typeof satisfactionRules>;

/** One question, as the rule pack or the sheet of a class has it. */
export type SatisfactionQuestion = SatisfactionRules['questions'][number];
