import type { Context } from '../../src/bot/context.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { exchangeChangeWords } from '../../src/training/exchange/change-words.ts';
import { isPairMovedBy } from '../../src/training/exchange/exchange-pairs.ts';
import { pairNames } from '../../src/training/exchange/pair-names.ts';
import { tellCancelled } from './exchange-change.ts';
import { closeUnitCards } from './exchange-changed.ts';

/**
 * Whoever leaves a class leaves the exchange pairs that it has and that are not over: the other one and both units are told, and who made the pair
 * is asked for somebody else in their place.
 */
export async function leaveExchange(ctx: Context, classId: string, cadreId: string): Promise<void> {
  const todayOn = beijingDateOf(ctx.now);
  const own = (await ctx.store.exchangePairs.ofClass(classId)).filter(({ sides }) =>
    sides.some((side) => side.cadreId === cadreId),
  );
  for (const { _id } of own) {
    const row = await ctx.store.exchangePairs.change(_id, {
      ...{ act: 'cancel', by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now },
      reason: exchangeChangeWords.oneLeft,
      from: ['asked', 'agreed'],
      set: ({ toOn }) => (toOn < todayOn ? undefined : { state: 'cancelled' }),
    });
    if (row === null || !isPairMovedBy(row, ctx.update.id)) continue;
    await closeUnitCards(ctx, row);
    await tellCancelled(ctx, row, exchangeChangeWords.oneLeft);
    const names = await pairNames(ctx.store, [row]);
    const staying = row.sides.find((side) => side.cadreId !== cadreId)?.cadreId ?? '';
    const words = exchangeChangeWords.pairAnew(row, names.person(cadreId), names.person(staying));
    await ctx.send(row.madeBy, words, `exchange-cancelled:${row._id}:anew:${ctx.update.id}`);
  }
}
