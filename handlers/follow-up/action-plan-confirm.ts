import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import { registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import { cleaned } from '../../src/chat/plain-text.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import type { ActionPlanRow } from '../../src/training/follow-up/action-plans.ts';
import { planUnitCardId, planWords } from '../../src/training/follow-up/plan-words.ts';
import { askPlanWords, confirmPlans, givePlanWords, undoPlans } from '../../src/training/follow-up/presses.ts';
import { ratedBy } from './follow-up-scope.ts';

const mostLetters = 200;

/** The head of a unit stands behind the plans of its people, all of a class by one tap, with words if wished. */
export function actionPlanConfirm(router: Router): void {
  router.press(confirmPlans, (ctx, shown) => confirm(ctx, shown, undefined));
  router.press(askPlanWords, async (ctx, shown) => {
    await confirmable(ctx, shown);
    await ctx.expect(givePlanWords.with(shown));
    await ctx.reply(planWords.askWords);
  });
  router.press(givePlanWords, (ctx, shown) =>
    confirm(ctx, shown, [...cleaned(ctx.words ?? '')].slice(0, mostLetters).join('')),
  );
  registerUndo(router, undo);
}

const undo = {
  kind: undoPlans,
  instead: () => '“/跟踪情况 姓名”核对后告知本人修改',
  takeBack: async (ctx: Context, { classId, update }: Facts<typeof undoPlans>) => {
    const plans = (await spokenFor(ctx, classId)).filter(({ confirmations }) =>
      confirmations.some(({ byUpdate }) => byUpdate === update),
    );
    if (plans.length === 0) throw new RuleError('follow-up.unknown', {});
    const entry = { what: 'takenBack', by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now } as const;
    for (const plan of plans)
      if (plan.confirmations.at(-1)?.byUpdate === update)
        await ctx.store.actionPlans.confirm(classId, plan.cadreId, entry);
    return planWords.undone;
  },
};

/** The plans of a class of people for whom this person speaks. */
async function spokenFor(ctx: Context, classId: string): Promise<ActionPlanRow[]> {
  await ctx.requireIn('follow-up.rate', await ownPlace(ctx));
  const plans = await ctx.store.actionPlans.ofClass(classId);
  const people = new Set(
    (
      await ratedBy(
        ctx,
        plans.map(({ cadreId }) => cadreId),
      )
    ).map(({ _id }) => _id),
  );
  return plans.filter(({ cadreId }) => people.has(cadreId));
}

/** A unit that this person heads, so that the right is asked before anything is looked up. */
async function ownPlace(ctx: Context): Promise<{ unitId?: string }> {
  const [unitId] = (await ctx.actor()).headsUnitIds;
  return unitId === undefined ? {} : { unitId };
}

type Shown = Facts<typeof confirmPlans>;

/**
 * Those on the card that wait for this person, or were confirmed by a first run. Goals that were written since were not seen: they come on a card of their own.
 * @throws RuleError `policy…`, `follow-up.unknown`, `follow-up.plans-changed`
 */
async function confirmable(ctx: Context, { classId, upTo }: Shown): Promise<ActionPlanRow[]> {
  const waiting = (await spokenFor(ctx, classId)).filter(
    ({ state, confirmations }) => state === 'written' || confirmations.at(-1)?.byUpdate === ctx.update.id,
  );
  if (waiting.length === 0) throw new RuleError('follow-up.unknown', {});
  const seen = waiting.filter(({ writtenAt }) => writtenAt.getTime() <= Number(upTo));
  if (seen.length === 0) throw new RuleError('follow-up.plans-changed', {});
  return seen;
}

async function confirm(ctx: Context, shown: Shown, words: string | undefined): Promise<void> {
  const { classId } = shown;
  const plans = await confirmable(ctx, shown);
  const { _id: by, name } = ctx.person;
  const entry = { what: 'confirmed', by, byUpdate: ctx.update.id, at: ctx.now } as const;
  for (const { cadreId } of plans) {
    await ctx.store.actionPlans.confirm(classId, cadreId, words === undefined ? entry : { ...entry, words });
    if (words === undefined) continue;
    await ctx.send(cadreId, planWords.wordsTo(name, words), `action-plan-words:${classId}:${cadreId}:${ctx.update.id}`);
  }
  await ctx.settle(planWords.confirmed(plans.length));
  const isAll = (await spokenFor(ctx, classId)).every(({ state }) => state === 'confirmed');
  // A newer card with goals that were written since stays open.
  if (isAll) await settleCopies(ctx, by, planUnitCardId(classId), planWords.confirmed(plans.length));
  const names = plans.map((plan) => plan.name);
  await replyWithUndo(ctx, planWords.confirmedReply(names), undo, { classId, update: ctx.update.id });
}
