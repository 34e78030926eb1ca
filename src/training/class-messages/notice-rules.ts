import { z } from 'zod';
import { rulePositive } from '../../county/rule-shapes.ts';

/** How class notices are chased; part of the section `reminders`. */
export const noticeReminderRules = z.strictObject({
  noticeMinutes: z.array(rulePositive),
  /** A class notice is to be answered within this many working days, by the clock of call-up answers. */
  noticeAnswerWorkingDays: rulePositive,
});
export type NoticeReminderRules = z.infer<typeof noticeReminderRules>;
