import { z } from 'zod';
import { rulePositive } from '../../county/rule-shapes.ts';

/** When people are reminded of notices; part of the section `reminders`. */
export const noticeReminderRules = z.strictObject({
  noticeMinutes: z.array(rulePositive),
  /** A notice is to be answered within this many working days, by the same time of day as call-ups. */
  noticeAnswerWorkingDays: rulePositive,
});
export type NoticeReminderRules = z.infer<typeof noticeReminderRules>;

const word = z.string().min(1).max(20);

/** Who is told of those who do not answer a notice, and what chat may say; the section `notices`. */
export const noticeRules = z.strictObject({
  escalation: z.strictObject({
    /** Working days after the deadline; 0 = when it passes. */
    liaisonWorkingDays: z.int().nonnegative(),
    headWorkingDays: z.int().nonnegative(),
    /** Whether it is so unless the sender says otherwise. */
    inClass: z.boolean(),
    outsideClass: z.boolean(),
  }),
  sensitivity: z.strictObject({
    /** With one of these in it, a text is taken for work-sensitive until its sender says otherwise. */
    sensitiveWords: z.array(word),
    /** With one of these in it, a text is not taken at all. */
    classifiedMarks: z.array(word),
  }),
});
export type NoticeRules = z.infer<typeof noticeRules>;
