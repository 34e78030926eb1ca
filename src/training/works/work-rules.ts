import { z } from 'zod';
import { ruleCount, ruleId, ruleLabel, rulePositive } from '../../county/rule-shapes.ts';
import { ratedPartShape } from '../scoring/scoring-scheme.ts';

const kind = z.strictObject({
  id: ruleId,
  name: ruleLabel,
  /** The rated part of the score into which its marks go, in classes whose scheme has it, and the step for each day it is late. */
  counts: z.strictObject({ item: ruleId, part: ruleId, lateStep: ruleId.optional() }).optional(),
});

/** What is handed in and how it is marked; the section `works` of a rule pack. @see docs/rules.md, Works */
export const workRules = z.strictObject({
  kinds: z.array(kind).min(1),
  /** How a work is marked whose kind gives no points. */
  marking: ratedPartShape,
  /** A work is taken so many days after its last day, marked as late; after that it is not. */
  lateDays: ruleCount,
  /** How many days there are for a revision. */
  reviseDays: rulePositive,
  /** How large one file may be. */
  mostMegabytes: rulePositive.max(10),
  /** A file is removed so many days after its class is over. */
  keepDays: rulePositive,
  /** How many years a work is compared with later ones. */
  archiveYears: rulePositive,
  likeness: z.strictObject({
    /** Shorter texts are not compared. */
    leastCharacters: rulePositive,
    /** From this share of a text the markers get a hint. */
    hintPercent: rulePositive.max(100),
  }),
});
export type WorkRules = z.infer<typeof workRules>;
export type WorkKind = z.infer<typeof kind>;

/** How many days before the last day of a work or a test those who owe it are reminded; part of the section `reminders`. */
export const workReminderRules = z.strictObject({ workDays: z.array(ruleCount) });
