import { numberedArg, oneOfArg, reasonArg, textArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { exchangeChangeWords } from '../../src/training/exchange/change-words.ts';
import { type ExchangePairRow, isPairMovedBy } from '../../src/training/exchange/exchange-pairs.ts';
import { unitsOf } from '../../src/training/exchange/exchange-standing.ts';
import { pairNames } from '../../src/training/exchange/pair-names.ts';
import { confirmPairChange, leavePair } from '../../src/training/exchange/presses.ts';
import { exchangeUnitWords } from '../../src/training/exchange/unit-words.ts';
import { type ChangeKind, closeUnitCards, wantedChange } from './exchange-changed.ts';
import { pairNumbered } from './exchange-facts.ts';
import { changeMentor } from './exchange-mentor.ts';
import { askUnits } from './exchange-unit.ts';
import { refuseOvertaken } from './overtaken.ts';
import { agreedBefore, tellOff } from './tell-people.ts';

/** `/改跟班` and `/取消跟班`: another period or person asks both units anew, another mentor is told at once. */
export function exchangeChange(router: Router): void {
  router.command(
    {
      names: ['改跟班', 'change-exchange'],
      action: 'exchange.change',
      right: 'found',
      args: [
        numberedArg('number', '编号'),
        oneOfArg('field', '时间|导师|人员', readField, (word) => `“${word}”请写成时间、导师或人员。`),
        textArg('to', '新值'),
      ],
      missing: '请写明编号、时间、导师或人员，以及新值。',
      example: '/改跟班 {exchangeMentor}',
      about: '更改跟班的时间、导师或人员；人员写原姓名和新姓名',
      next: '时间和人员先预览，确认后重新征求单位意见；导师即时更改并告知本人。',
    },
    (ctx, { number, field, to }) =>
      field === 'mentor' ? changeMentor(ctx, number, to) : preview(ctx, number, { how: field, to }),
  );
  router.command(
    {
      names: ['取消跟班', 'cancel-exchange'],
      action: 'exchange.propose',
      right: 'found',
      args: [numberedArg('number', '编号'), reasonArg],
      missing: '请写明编号和理由。',
      example: '/取消跟班 {exchange} 工作需要',
      about: '取消一对跟班学习',
      next: '先预览，确认后告知本人和两个单位；可用“/改跟班”恢复。',
    },
    (ctx, { number, reason }) => preview(ctx, number, { how: 'cancel', to: reason }),
  );
  router.preview(
    {
      confirm: confirmPairChange,
      drop: leavePair,
      shown: (ctx, { pair }) => pairNumbered(ctx, pair, 'exchange.propose'),
      dropped: exchangeChangeWords.kept,
    },
    carryOut,
  );
}

function readField(word: string): 'period' | 'mentor' | 'person' | undefined {
  if (word === '时间') return 'period';
  if (word === '导师') return 'mentor';
  return word === '人员' ? 'person' : undefined;
}

async function preview(ctx: Context, number: string, wanted: { how: ChangeKind; to: string }): Promise<void> {
  const pair = await pairNumbered(ctx, number, 'exchange.propose');
  const { what, to } = await wantedChange(ctx, pair, wanted);
  const change = { pair: pair._id, how: wanted.how, to };
  await ctx.reply(exchangeChangeWords.preview(ctx.update.id, pair, change, what));
}

async function carryOut(
  ctx: Context,
  pair: ExchangePairRow,
  { how, to }: Facts<typeof confirmPairChange>,
): Promise<void> {
  const isDone = isPairMovedBy(pair, ctx.update.id);
  const { set } = isDone ? { set: {} } : await wantedChange(ctx, pair, { how, to });
  const row = await ctx.store.exchangePairs.change(pair._id, {
    ...{ act: how, by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now, reason: how === 'cancel' ? to : '' },
    from: ['asked', 'agreed', 'refused', ...(how === 'cancel' ? [] : (['cancelled'] as const))],
    // Worked out from the pair as it was: another step since then is not overwritten.
    set: ({ steps }) => (how === 'cancel' || steps === pair.steps ? set : undefined),
  });
  if (row === null || !isPairMovedBy(row, ctx.update.id))
    throw new RuleError('exchange.change-gone', { pair: pair._id });
  if (how !== 'cancel') await refuseOvertaken(ctx, row);
  await closeUnitCards(ctx, row);
  if (how === 'cancel') return cancelled(ctx, row, to);
  await tellOff(ctx, row);
  const names = await pairNames(ctx.store, [row]);
  for (const unitId of unitsOf(row)) await askUnits(ctx, row.proposal, unitId, [row], names, ctx.update.id);
  await ctx.settle(exchangeChangeWords.changedSettled);
  await ctx.reply(exchangeChangeWords.changed(row));
}

async function cancelled(ctx: Context, row: ExchangePairRow, reason: string): Promise<void> {
  await tellCancelled(ctx, row, reason);
  await ctx.settle(exchangeChangeWords.cancelledSettled);
  await ctx.reply(exchangeChangeWords.cancelled(row));
}

/** The two, where they had been told of the pair, and whoever answers for their units hear that it does not take place, and why. */
export async function tellCancelled(ctx: Context, row: ExchangePairRow, reason: string): Promise<void> {
  const words = exchangeUnitWords.cancelled(row, reason);
  const people = agreedBefore(ctx, row)?.sides.map(({ cadreId }) => cadreId) ?? [];
  const units = await ctx.store.units.many(unitsOf(row));
  const answering = units.flatMap(({ liaisonId, headId }) => liaisonId ?? headId ?? []);
  for (const cadreId of new Set([...people, ...answering]))
    await ctx.send(cadreId, words, `exchange-cancelled:${row._id}:${cadreId}:${ctx.update.id}`);
}
