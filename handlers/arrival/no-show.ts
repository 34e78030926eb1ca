import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Facts } from '../../src/chat/press.ts';
import { missingBasis, missingFrom } from '../../src/training/arrival/missing.ts';
import { recordNoShow } from '../../src/training/arrival/presses.ts';
import { arrivalWords, noShowCardId } from '../../src/training/arrival/words.ts';
import { statesBefore } from '../../src/training/call-up/call-up-state.ts';

/** The organisation department makes sure of those who have not come; where others are missing by then, they are shown anew. */
export function noShow(router: Router): void {
  router.press(recordNoShow, record);
}

async function record(ctx: Context, { classId, people, basis }: Facts<typeof recordNoShow>): Promise<void> {
  const { callUps, cadres } = ctx.store;
  const trainingClass = await allowedClass(ctx, 'call-up.decide', classId);
  const missing = await missingFrom(ctx.store, trainingClass);
  await ctx.require('call-up.decide', { classId, cadreIds: missing.map(({ cadreId }) => cadreId) });
  const isAsShown = missing.length === people && (basis === undefined || basis === missingBasis(missing));
  if (!isAsShown) {
    await ctx.settle(arrivalWords.changedSettled);
    return ctx.reply(missing.length === 0 ? arrivalWords.nobodyMissing : arrivalWords.missing(trainingClass, missing));
  }
  for (const { cadreId } of missing) {
    const row = await callUps.byId(classId, cadreId);
    if (row !== null && statesBefore('missOpening').includes(row.state))
      await callUps.move(classId, cadreId, 'missOpening', ctx.update.id, {});
  }
  const settled = arrivalWords.noShow(people);
  await ctx.settle(settled);
  for (const { _id } of await cadres.withRole('orgDept')) await settleCopies(ctx, _id, noShowCardId(classId), settled);
  const names = missing.map(({ name }) => name);
  await ctx.reply(arrivalWords.noShowReply(trainingClass, names));
}
