import type { Context } from '../../src/bot/context.ts';
import { RuleError } from '../../src/errors.ts';
import { type ExchangePairRow, isPairMovedBy } from '../../src/training/exchange/exchange-pairs.ts';
import { ofHeldClasses } from '../../src/training/exchange/held-class.ts';

/**
 * Takes back a change that puts somebody into two pairs in one period, where another one was made after this one was checked: of two at the same
 * moment whoever looks last sees the other.
 * @throws RuleError `exchange.change-gone`
 */
export async function refuseOvertaken(ctx: Context, row: ExchangePairRow): Promise<void> {
  const byUpdate = `${ctx.update.id}:overtaken`;
  if (!isPairMovedBy(row, byUpdate) && (await othersAtOnce(ctx, row)).length === 0) return;
  await ctx.store.exchangePairs.takeBack(row._id, ctx.update.id, { by: ctx.person._id, byUpdate, at: ctx.now });
  throw new RuleError('exchange.change-gone', { pair: row._id });
}

/** Other pairs of the two that take place in the same days, or are to. */
async function othersAtOnce({ store }: Context, row: ExchangePairRow): Promise<ExchangePairRow[]> {
  const pairs = (await Promise.all(row.sides.map(({ cadreId }) => store.exchangePairs.ofCadre(cadreId)))).flat();
  const standing = pairs.filter(
    ({ _id, state, fromOn, toOn }) =>
      _id !== row._id && (state === 'asked' || state === 'agreed') && fromOn <= row.toOn && row.fromOn <= toOn,
  );
  return ofHeldClasses(store, standing);
}
