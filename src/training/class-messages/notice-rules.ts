import { z } from 'zod';
import { rulePositive } from '../../county/rule-shapes.ts';

/** When people are reminded of class notices; part of the section `reminders`. */
export const noticeReminderRules = z.strictObject({
  noticeMinutes: z.array(rulePositive),
  /** A class notice is to be answered within this many working days, by the same time of day as call-ups. */
  noticeAnswerWorkingDays: rulePositive,
});
export type NoticeReminderRules = z.infer<typeof noticeReminderRules>;
