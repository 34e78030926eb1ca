import type { Context } from '../../src/bot/context.ts';
import { formatDay } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import type { Proof } from '../../src/training/proofs/proofs.ts';
import { lastDayOf } from '../../src/training/works/hand-in.ts';
import type { OwnWork } from './own-works.ts';

/** Why nothing is taken for this assignment now. */
export function refusalOf(ctx: Context, { row, because, closesOn, trainingClass }: OwnWork): RuleError {
  if (because === 'beingRead') return new RuleError('work.being-read', { title: row.title });
  const untilOn = lastDayOf(closesOn, ctx.rulesOf(trainingClass).works);
  return new RuleError('work.too-late', { title: row.title, day: formatDay(untilOn) });
}

/** What was shown to this person. @throws RuleError `work.gone`, also for another's */
export async function shownFile(ctx: Context, file: string): Promise<Proof> {
  const found = await ctx.store.proofs.byId(file);
  if (found?.cadreId !== ctx.person._id) throw new RuleError('work.gone', {});
  return found;
}
