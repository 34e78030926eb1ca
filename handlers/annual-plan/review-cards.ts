import type { Context } from '../../src/bot/context.ts';
import { showAsThingsStand } from '../../src/bot/open-cards.ts';
import { itemsBasis, planReviewKey } from '../../src/training/annual-plan/plan-items.ts';
import { planReviewCardId, reviewWords } from '../../src/training/annual-plan/review-words.ts';
import { planNames, planSubject } from './plan-access.ts';

/** What of a filing waits, as the card that asks about it; `undefined` once nothing does. */
async function reviewCard(ctx: Context, filing: string) {
  const items = (await ctx.store.planItems.ofFiling(filing)).filter(({ state }) => state === 'filed');
  if (items.length === 0) return undefined;
  return { items, card: reviewWords.card(filing, items, await planNames(ctx, items), itemsBasis(items)) };
}

/** Asks everybody of the organisation department who may decide about all of a filing. */
export async function sendReviewCards(ctx: Context, filing: string): Promise<void> {
  const found = await reviewCard(ctx, filing);
  if (found === undefined) return;
  const filers = found.items.flatMap((item) => planSubject(item).cadreIds ?? []);
  const staff = (await ctx.store.cadres.withRole('orgDept')).filter(({ _id }) => !filers.includes(_id));
  await ctx.sendAll(staff.map(({ _id }) => ({ cadreId: _id, message: found.card, key: planReviewKey(filing, _id) })));
}

/** Shows the cards about a filing as things stand, or closes them. @param settled - the reason they show then */
export async function refreshReviewCards(ctx: Context, filing: string, settled: string): Promise<void> {
  const found = await reviewCard(ctx, filing);
  for (const { _id } of await ctx.store.cadres.withRole('orgDept')) {
    if (found === undefined) await ctx.closeCard(planReviewKey(filing, _id), settled);
    else await showAsThingsStand(ctx, _id, planReviewCardId(filing), async () => (await reviewCard(ctx, filing))?.card);
  }
}
