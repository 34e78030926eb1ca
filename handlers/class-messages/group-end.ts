import type { Context } from '../../src/bot/context.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { groupEndsOn } from '../../src/training/class-messages/group-end.ts';

/** Whether the groups of this class are used no more. */
export function areGroupsOver(ctx: Context, trainingClass: ClassRow): boolean {
  return beijingDateOf(ctx.now) >= groupEndsOn(trainingClass, ctx.rulesOf(trainingClass).burden);
}

/** @throws RuleError `class-group.over` */
export function requireGroupsInUse(ctx: Context, trainingClass: ClassRow): void {
  if (areGroupsOver(ctx, trainingClass)) throw new RuleError('class-group.over', { classId: trainingClass._id });
}
