import type { Context } from '../../src/bot/context.ts';
import { quotaCardId, quotaPickWords } from '../../src/training/call-up/quota-pick-words.ts';
import type { UnitQuotaRow } from '../../src/training/call-up/unit-quotas.ts';
import { settleReportCopies } from '../needs/round-access.ts';

/** Closes the cards of these units on every screen they may be on. */
export async function settleQuotaCards(ctx: Context, quotas: readonly UnitQuotaRow[], settled: string): Promise<void> {
  const units = await ctx.store.units.many(quotas.map(({ unitId }) => unitId));
  for (const { _id, unitId } of quotas) {
    const unit = units.find((each) => each._id === unitId);
    if (unit !== undefined) await settleReportCopies(ctx, unit, quotaCardId(_id), settled);
  }
}

/** Once a list of the class is out, no unit is asked any more. */
export async function closeQuotaCards(ctx: Context, classId: string): Promise<void> {
  const call = await ctx.store.quotaCalls.ofClass(classId);
  if (call?.state !== 'open') return;
  const quotas = await ctx.store.unitQuotas.ofCalls([call._id]);
  const asked = quotas.filter(({ seats, state }) => seats > 0 && state === 'waiting');
  await settleQuotaCards(ctx, asked, quotaPickWords.listOutSettled);
}
