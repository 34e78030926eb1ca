import { z } from 'zod';
import { rulePositive } from '../../county/rule-shapes.ts';

/** The code shown in a room, and how many rooms a class may have. @see docs/rules.md, Attendance and leave */
export const roomRules = z.strictObject({
  /** How long one code is shown. */
  codeSeconds: rulePositive,
  /** For how long after that it is still taken: the time in which a message is typed and travels. */
  codeGraceSeconds: rulePositive,
  /** After so many wrong codes for one session nobody tries on. */
  wrongCodesAllowed: rulePositive,
  /** Branch classrooms of one class. */
  mostBranches: z.int().positive().max(99),
});
export type RoomRules = z.infer<typeof roomRules>;
