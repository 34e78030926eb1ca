import type { Context } from '../../src/bot/context.ts';
import { findPerson } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { exchangeChangeWords } from '../../src/training/exchange/change-words.ts';
import { type ExchangePairRow, isPairMovedBy } from '../../src/training/exchange/exchange-pairs.ts';
import { pairNames } from '../../src/training/exchange/pair-names.ts';
import { undoPairStep } from '../../src/training/exchange/presses.ts';
import { subjectOf } from './exchange-facts.ts';

/** Taking back what was just done to a pair. */
const changingPair = {
  kind: undoPairStep,
  instead: ({ pair }: { pair: string }) => `“/改跟班 ${pair}”`,
};

/** A pair is as it was before, as long as nobody has done anything to it since. */
export function exchangeUndo(router: Router): void {
  registerUndo(router, { ...changingPair, takeBack });
}

/** Somebody else of the host guides whoever comes; named by staff or by the host unit itself. */
export async function changeMentor(ctx: Context, number: string, typed: string): Promise<void> {
  const pair = await changeablePair(ctx, number);
  const mentor = await findPerson(ctx, typed.trim());
  const side = pair.sides.find(({ hostUnitId }) => hostUnitId === mentor.unitId);
  if (side === undefined) throw new RuleError('exchange.mentor-elsewhere', { name: mentor.name });
  if (pair.sides.some(({ cadreId }) => cadreId === mentor._id))
    throw new RuleError('exchange.mentor-self', { name: mentor.name });
  await ctx.require('exchange.change', { ...subjectOf(pair), unitId: side.hostUnitId });
  const row = await ctx.store.exchangePairs.change(pair._id, {
    ...{ act: 'mentor', by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now },
    from: ['asked', 'agreed', 'refused'],
    set: ({ sides }) => ({
      sides: sides.map((each) => (each.hostUnitId === mentor.unitId ? { ...each, mentorId: mentor._id } : each)),
    }),
  });
  if (row === null || !isPairMovedBy(row, ctx.update.id))
    throw new RuleError('exchange.change-gone', { pair: pair._id });
  if (row.state === 'agreed')
    await ctx.send(
      side.cadreId,
      exchangeChangeWords.mentorTold(row, mentor.name),
      `exchange-mentor:${row._id}:${side.cadreId}:${ctx.update.id}`,
    );
  const names = await pairNames(ctx.store, [row]);
  const words = exchangeChangeWords.mentor(row, names.person(side.cadreId), mentor.name);
  await replyWithUndo(ctx, words, changingPair, { pair: row._id, update: ctx.update.id });
}

/** A pair of which this person may change something: of a unit only its own side. */
async function changeablePair(ctx: Context, number: string): Promise<ExchangePairRow> {
  const row = await ctx.store.exchangePairs.byId(number);
  const unknown = new RuleError('record.unknown', { what: '跟班学习', number });
  if (row === null) return ctx.requireFound<ExchangePairRow>('exchange.change', row, subjectOf, unknown);
  const units = row.sides.map(({ hostUnitId: unitId }) => ({ ...subjectOf(row), unitId }));
  const [own] = await ctx.allowedIn('exchange.change', units, (subject) => subject);
  return ctx.requireFound('exchange.change', row, () => own ?? subjectOf(row), unknown);
}

async function takeBack(ctx: Context, { pair, update }: Facts<typeof undoPairStep>): Promise<string> {
  const row = await changeablePair(ctx, pair);
  const doneBy = row.history.find(({ byUpdate }) => byUpdate === update)?.by ?? '';
  const isActedOn = !isPairMovedBy(row, ctx.update.id) && row.history.at(-1)?.byUpdate !== update;
  refuseUndo(ctx, doneBy, isActedOn, changingPair.instead({ pair }));
  const back = await ctx.store.exchangePairs.takeBack(row._id, update, {
    ...{ by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now },
  });
  await tellMentors(ctx, row, back);
  return exchangeChangeWords.undone;
}

/** Whoever was told of the mentor is told of the one who guides them again. */
async function tellMentors(ctx: Context, before: ExchangePairRow, after: ExchangePairRow | null): Promise<void> {
  if (after === null || after.state !== 'agreed') return;
  const names = await pairNames(ctx.store, [after]);
  const former = after.history.find(({ byUpdate }) => byUpdate === ctx.update.id)?.before?.sides ?? before.sides;
  for (const { cadreId, mentorId } of after.sides) {
    const was = former.find((side) => side.cadreId === cadreId)?.mentorId;
    if (mentorId === undefined || mentorId === was) continue;
    const words = exchangeChangeWords.mentorTold(after, names.person(mentorId));
    await ctx.send(cadreId, words, `exchange-mentor:${after._id}:${cadreId}:${ctx.update.id}`);
  }
}
