import { z } from 'zod';
import { ruleCount, rulePositive, ruleShare } from '../../county/rule-shapes.ts';

/** The kinds of leave, and who may have to agree to it. */
export const LEAVE_KINDS = ['sickLeave', 'personalLeave', 'officialLeave'] as const;
export const LEAVE_OFFICES = ['classTeacher', 'partySchool', 'orgDept'] as const;

/** How much leave is too much, and who agrees to it; part of the section `attendance` of a rule pack. @see docs/rules.md, Attendance and leave */
export const leaveRules = z.strictObject({
  leaveLimit: ruleShare,
  leaveWarnings: z.array(ruleShare),
  officialLeaveCounts: z.boolean(),
  /** Who agrees one after the other; of several that fit, the one with the most half-days, and of these the last. */
  leaveRoutes: z
    .array(
      z.strictObject({
        /** Of these kinds alone; absent = of every kind. */
        kinds: z.array(z.enum(LEAVE_KINDS)).min(1).optional(),
        /** For more half-days of class than this. */
        overHalfDays: ruleCount,
        offices: z.array(z.enum(LEAVE_OFFICES)).min(1),
      }),
    )
    .refine(
      (routes) => routes.some(({ kinds, overHalfDays }) => kinds === undefined && overHalfDays === 0),
      '缺少一般情形的审批人',
    ),
  /** A request that waits longer at one of them is shown to others who may decide, or once more. */
  leaveWaitsAtMostHours: rulePositive,
});
export type LeaveRules = z.infer<typeof leaveRules>;
