import type { Context } from '../../src/bot/context.ts';
import type { ExchangePairRow, ExchangeStep } from '../../src/training/exchange/exchange-pairs.ts';
import { timesUnagreed } from '../../src/training/exchange/exchange-standing.ts';
import { pairNames } from '../../src/training/exchange/pair-names.ts';
import { exchangeUnitWords } from '../../src/training/exchange/unit-words.ts';

/** Tells both where they go and when; once for each arrangement. */
export async function tellPeople(ctx: Context, pair: ExchangePairRow): Promise<void> {
  const names = await pairNames(ctx.store, [pair]);
  for (const side of pair.sides)
    await ctx.send(
      side.cadreId,
      exchangeUnitWords.told(pair, side, names),
      `exchange-told:${pair._id}:${side.cadreId}:${timesUnagreed(pair)}`,
    );
}

/** Tells those who were told of an arrangement that it does not stand, if this act has ended it. */
export async function tellOff(ctx: Context, pair: ExchangePairRow): Promise<void> {
  const before = agreedBefore(ctx, pair);
  if (before === undefined) return;
  for (const { cadreId } of before.sides)
    await ctx.send(
      cadreId,
      exchangeUnitWords.off({ ...before, _id: pair._id }),
      `exchange-changed:${pair._id}:${cadreId}:${timesUnagreed(pair)}`,
    );
}

/** The arrangement of which people were told, if this act has changed it. */
export function agreedBefore(ctx: Context, { history }: ExchangePairRow): ExchangeStep['before'] {
  const before = history.find(({ byUpdate }) => byUpdate === ctx.update.id)?.before;
  return before?.state === 'agreed' ? before : undefined;
}
