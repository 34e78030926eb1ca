import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { isWorkingDay } from '../../src/calendar/working-days.ts';
import { RuleError } from '../../src/errors.ts';
import { candidatesFor, chosenThemselves, targetOf } from '../../src/training/call-up/candidates.ts';
import { chaseQuota, gatherPicks, sendQuota } from '../../src/training/call-up/presses.ts';
import { gatheredPicks } from '../../src/training/call-up/quota.ts';
import { takesPicks } from '../../src/training/call-up/quota-calls.ts';
import { quotaPickWords } from '../../src/training/call-up/quota-pick-words.ts';
import { quotaWords, type ShownQuota } from '../../src/training/call-up/quota-words.ts';
import { chooseNamed } from '../../src/training/call-up/sending.ts';
import { sendingWords } from '../../src/training/call-up/sending-words.ts';
import { quotaReminderKey, quotaTotals } from '../../src/training/call-up/unit-quotas.ts';
import { callUpWords } from '../../src/training/call-up/words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { reporterOf } from '../../src/training/needs/unit-scope.ts';
import { proposeList } from './propose-list.ts';
import { presentCall, pressedCall, shownQuota } from './quota-access.ts';

/** `/名额进度`: how many units have picked whom; from here they are reminded, and their picks become an ordinary list. */
export function quotaProgress(router: Router): void {
  router.command(
    {
      names: ['名额进度', 'seats-progress'],
      action: 'call-up.propose',
      right: 'class',
      args: [classArg()],
      example: '/名额进度 {class}',
      about: '查看各单位名额和报送的人选，可催报、汇总成名单',
      next: '先列总数，再列各单位；汇总后按调训名单送审、发出。',
    },
    async (ctx, { trainingClass }) => {
      const shown = await shownQuota(ctx, await presentCall(ctx, trainingClass));
      await ctx.reply(quotaWords.progress(ctx.update.id, trainingClass, shown, ctx.now));
    },
  );
  router.sheet(sendQuota, async (ctx, facts) => {
    const { trainingClass, shown } = await pressedCall(ctx, facts);
    return quotaWords.sheet(trainingClass, shown, ctx.now);
  });
  router.press(chaseQuota, async (ctx, facts) => {
    const { trainingClass, shown } = await pressedCall(ctx, facts);
    await chase(ctx, trainingClass, shown);
  });
  router.press(gatherPicks, async (ctx, facts) => {
    const { trainingClass, shown } = await pressedCall(ctx, facts);
    await gather(ctx, trainingClass, shown);
  });
}

/** Reminds the units that have not picked, each at most once a working day, whoever reminds. */
async function chase(ctx: Context, trainingClass: ClassRow, { call, quotas }: ShownQuota): Promise<void> {
  if (!takesPicks(call, ctx.now)) throw new RuleError('quota.gone', {});
  const todayOn = beijingDateOf(ctx.now);
  if (!isWorkingDay(todayOn)) throw new RuleError('quota.not-working-day', {});
  const { waiting } = quotaTotals(quotas);
  if (waiting.length === 0) return ctx.reply(quotaWords.allAnswered);
  const units = await ctx.store.units.many(waiting.map(({ unitId }) => unitId));
  const wanted = waiting.flatMap((quota) => {
    const unit = units.find(({ _id }) => _id === quota.unitId);
    const cadreId = unit && reporterOf(unit);
    if (unit === undefined || cadreId === undefined) return [];
    const message = quotaPickWords.card({ trainingClass, call, quota, unit: unit.name }, true);
    const key = quotaReminderKey(quota._id, todayOn, cadreId);
    return [{ cadreId, message, key, isReminder: true as const, expiresAt: call.closesAt }];
  });
  await ctx.sendAll(wanted);
  await ctx.settle(quotaWords.chasedSettled);
  await ctx.reply(quotaWords.chased(wanted.length));
}

/** Puts whom the units picked on a list of the class, which goes the way of every list; checked once more as things are now. */
async function gather(ctx: Context, trainingClass: ClassRow, { call, quotas, names }: ShownQuota): Promise<void> {
  if (call.state !== 'open') throw new RuleError('quota.gone', {});
  const picks = gatheredPicks(quotas);
  if (picks.size === 0) throw new RuleError('quota.nobody-picked', {});
  const people = await ctx.store.cadres.many([...picks.keys()]);
  const unitIds = [...new Set(people.map(({ unitId }) => unitId))];
  const rules = ctx.rulesOf(trainingClass);
  const { candidates, topics } = await candidatesFor(ctx.store, trainingClass, rules, unitIds);
  const alreadyNamed = await chosenThemselves(ctx.store, trainingClass._id);
  const target = { ...targetOf(trainingClass, topics), alreadyNamed, proposedBy: ctx.person._id };
  const because = (cadreId: string) => (picks.get(cadreId) === cadreId ? quotaWords.pickedSelf : quotaWords.picked);
  const choice = chooseNamed(candidates, [...picks.keys()], target, rules.callUp, because);
  const named = choice.named.map((each) => ({ ...each, pickedBy: picks.get(each.cadreId) ?? '' }));
  const left = choice.passedOver.map((each) => ({ ...each, name: names.get(each.cadreId) ?? '' }));
  if (left.length > 0) await ctx.reply(sendingWords.leftOut(left));
  const { seats } = quotaTotals(quotas);
  const drawn = { seats, reserveSeats: 0, rankLevels: call.rankLevels, groups: [], quotaCall: call._id };
  const count = await proposeList(ctx, trainingClass, drawn, async () => ({ ...choice, named }));
  if (count === 0) await ctx.reply(callUpWords.nobody);
}
