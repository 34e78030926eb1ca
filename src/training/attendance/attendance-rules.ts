import { z } from 'zod';
import { ruleMinutes, ruleShare } from '../../county/rule-shapes.ts';
import { leaveRules } from '../leave/leave-rules.ts';

/** When one may sign in, and how leave counts. @see docs/rules.md, Attendance and leave */
export const attendanceRules = z.strictObject({
  ...leaveRules.shape,
  opensBeforeMinutes: ruleMinutes,
  lateAfterMinutes: ruleMinutes,
  closesAfterMinutes: ruleMinutes,
  /** Of a lesson over the network: who was there for this share of its time was there. */
  liveShare: ruleShare,
});
export type AttendanceRules = z.infer<typeof attendanceRules>;

/** When people are reminded of a session; part of the section `reminders`. */
export const sessionReminderRules = z.strictObject({
  beforeSessionMinutes: ruleMinutes,
  missingAfterMinutes: ruleMinutes,
});
export type SessionReminderRules = z.infer<typeof sessionReminderRules>;
