import type { Context } from '../../src/bot/context.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { FollowUpRow } from '../../src/training/follow-up/follow-ups.ts';

/** Everybody in the newest round of a class. @throws RuleError `follow-up.no-round` */
export async function presentRound(
  ctx: Context,
  { _id: classId }: ClassRow,
): Promise<{ months: number; rows: FollowUpRow[] }> {
  const todayOn = beijingDateOf(ctx.now);
  const begun = (await ctx.store.followUps.ofClass(classId)).filter(
    ({ dueOn, state }) => dueOn <= todayOn && state !== 'planned',
  );
  const months = Math.max(0, ...begun.map((row) => row.months));
  if (months === 0) throw new RuleError('follow-up.no-round', { classId });
  return { months, rows: begun.filter((row) => row.months === months) };
}
