import { z } from 'zod';
import { ruleCount, ruleId, ruleLabel, rulePositive } from '../../county/rule-shapes.ts';

/** The question bank, and how many answers a result needs to be shown. */
export const surveyRules = z.strictObject({
  smallestGroup: z.int().min(5),
  questions: z.array(
    z.strictObject({
      id: ruleId,
      title: ruleLabel,
      kind: z.enum(['single', 'multiple', 'text']),
      options: z.array(z.strictObject({ value: ruleId, label: ruleLabel })),
      maxChoices: rulePositive.optional(),
      maxLength: rulePositive.optional(),
      /** Known from the information base, so never asked. */
      prefilled: z.literal(true).optional(),
      /** Its options are topics of the training menu. */
      topics: z.literal(true).optional(),
      askedOf: z.enum(['everyone', 'unitHead']),
      /** A question to be chosen from may be left out. */
      optional: z.literal(true).optional(),
      /** A question to be answered in words may not be left out. */
      required: z.literal(true).optional(),
    }),
  ),
});
export type SurveyRules = z.infer<typeof surveyRules>;

/** How many days before a survey closes people are reminded; part of the section `reminders`. */
export const surveyReminderRules = z.strictObject({ surveyDays: z.array(ruleCount) });
export type SurveyReminderRules = z.infer<typeof surveyReminderRules>;
