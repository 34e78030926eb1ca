import type { Context } from '../../src/bot/context.ts';
import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import type { SessionRow } from '../../src/training/class/sessions.ts';

/** @throws RuleError `sign-in.session-gone`, `sign-in.not-trainee` */
export async function requireTrainee(ctx: Context, classId: string): Promise<void> {
  const trainee = await ctx.store.enrollments.byId(classId, ctx.person._id);
  // Told the same of a day that is not there: whoever is not in the class does not learn when it has lessons.
  if (trainee === null) throw new RuleError('sign-in.session-gone', {});
  if (trainee.state === 'withdrawn') throw new RuleError('sign-in.not-trainee', {});
}

/** Today's sessions of the classes this person takes part in, by start. */
export async function ownSessionsToday(ctx: Context): Promise<SessionRow[]> {
  const todayOn = beijingDateOf(ctx.now);
  const enrolled = await ctx.store.enrollments.ofCadre(ctx.person._id);
  const classIds = new Set(enrolled.filter((each) => each.state !== 'withdrawn').map((each) => each.classId));
  const sessions = await ctx.store.sessions.startingBetween(
    beijingTime(todayOn, '00:00'),
    beijingTime(addDays(todayOn, 1), '00:00'),
  );
  return sessions.filter((session) => classIds.has(session.classId));
}
