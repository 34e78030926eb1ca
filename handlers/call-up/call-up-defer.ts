import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import { isLetOff } from '../../src/training/call-up/call-up-state.ts';
import { deferralWords } from '../../src/training/call-up/deferral-words.ts';
import { askDeferral, deferTo } from '../../src/training/call-up/presses.ts';
import { type ClassRow, isHeldHere } from '../../src/training/class/classes.ts';
import { isTooLate, letOff, type Request, request, substituteFor } from './call-up-decide.ts';
import { changeBy } from './change-by.ts';
import { closeRequest } from './exemption-card.ts';

/** The organisation department defers somebody to a later class, on whose list they come first. */
export function callUpDefer(router: Router): void {
  router.press(askDeferral, async (ctx, about) => {
    const { trainingClass, row } = await request(ctx, about);
    if (row.state !== 'exemptionAsked') throw new RuleError('call-up.decided-already', {});
    const later = await laterClasses(ctx, trainingClass);
    await ctx.reply(later.length === 0 ? deferralWords.none : deferralWords.choose(row, later));
  });
  router.press(deferTo, defer);
}

async function defer(ctx: Context, about: Request): Promise<void> {
  const { trainingClass, row } = await request(ctx, about);
  const to = (await laterClasses(ctx, trainingClass)).find(({ _id }) => _id === ctx.choices[0]);
  if (to === undefined) throw new RuleError('call-up.no-later-class', {});
  const decision = { decidedBy: ctx.person._id, deferredTo: to._id };
  const change = changeBy(ctx, 'deferred', `改为参加“${to.name}”`);
  const { callUps } = ctx.store;
  const moved = await callUps.move(trainingClass._id, row.cadreId, 'defer', ctx.update.id, decision, change);
  if (moved?.moves.includes(ctx.update.id) !== true || !isLetOff(moved.state))
    throw new RuleError('call-up.decided-already', {});
  await letOff(ctx, trainingClass, row, deferralWords.toCadre(trainingClass, to));
  const substitute = isTooLate(ctx, trainingClass) ? null : await substituteFor(ctx, trainingClass, row);
  await closeRequest(ctx, trainingClass, moved, deferralWords.settled(to));
  await ctx.settle(deferralWords.settled(to));
  await ctx.reply(deferralWords.reply(row, to, substitute?.name));
}

/** Classes after this one whose list is not out. */
async function laterClasses({ store }: Context, { opensOn }: ClassRow): Promise<ClassRow[]> {
  const later = (await store.classes.endingFrom(opensOn)).filter(
    (each) => each.opensOn > opensOn && each.state !== 'withdrawn' && isHeldHere(each),
  );
  const lists = await Promise.all(later.map(({ _id }) => store.callUps.ofClass(_id)));
  return later.filter((_, place) => lists[place]?.some(({ issuedAt }) => issuedAt !== undefined) !== true);
}
