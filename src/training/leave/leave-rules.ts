import { z } from 'zod';
import { ruleShare } from '../../county/rule-shapes.ts';

/** How much leave is too much; part of the section `attendance` of a rule pack. @see docs/rules.md, Attendance and leave */
export const leaveRules = z.strictObject({
  leaveLimit: ruleShare,
  leaveWarnings: z.array(ruleShare),
  officialLeaveCounts: z.boolean(),
});
export type LeaveRules = z.infer<typeof leaveRules>;
