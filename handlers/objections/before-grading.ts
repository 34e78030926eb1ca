import type { Context } from '../../src/bot/context.ts';
import { beijingDateOf, formatDate } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { gradingWaitsUntilOn } from '../../src/training/objections/objection-rules.ts';
import { isPendingVeto, settledEvents } from '../../src/training/scoring/score-event.ts';

/** @throws RuleError `objection.open` while one waits; `score.veto-pending` while a veto waits to be confirmed; `objection.period` while somebody may still object, if the rules have grading wait */
export async function refuseWhileObjections(ctx: Context, trainingClass: ClassRow): Promise<void> {
  const { _id: classId } = trainingClass;
  const count = await openObjections(ctx, classId);
  if (count > 0) throw new RuleError('objection.open', { classId, count });
  const events = await ctx.store.scoreEvents.ofClass(classId);
  const pending = settledEvents(events).standing.filter(isPendingVeto).length;
  if (pending > 0) throw new RuleError('score.veto-pending', { classId, count: pending });
  const { grading, burden } = ctx.rulesOf(trainingClass);
  const rules = { ...grading, digestWeekdays: burden.digestWeekdays };
  const untilOn = gradingWaitsUntilOn(events, rules, beijingDateOf(ctx.now));
  if (untilOn !== undefined) throw new RuleError('objection.period', { classId, untilOn: formatDate(untilOn) });
}

/** How many objections in the class wait to be decided. */
export async function openObjections(ctx: Context, classId: string): Promise<number> {
  return (await ctx.store.objections.ofClass(classId)).filter(({ state }) => state === 'open').length;
}
