import { optional, textArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { namedAs } from '../../src/county/people-meant.ts';
import { RuleError } from '../../src/errors.ts';
import { askGivingUp, choosePicks, givePicks, giveQuotaUp } from '../../src/training/call-up/presses.ts';
import { quotaPickWords } from '../../src/training/call-up/quota-pick-words.ts';
import { quotaWords } from '../../src/training/call-up/quota-words.ts';
import { isQuotaSetBy } from '../../src/training/call-up/unit-quotas.ts';
import { settleQuotaCards } from './quota-cards.ts';
import { peopleToPick, refusePicks } from './quota-people.ts';
import { pressedQuota, type QuotaTarget, quotasMeant } from './quota-target.ts';

const mostReasonLetters = 100;

/** A unit picks people for its seats: on the card, with what the rules say of each, or by their names. */
export function quotaPick(router: Router): void {
  router.command(
    {
      names: ['报送人选', 'pick-people', '报人选'],
      action: 'call-up.pick',
      right: 'found',
      args: [optional(textArg('typed', '班号、单位和姓名'))],
      example: '/报送人选 {quotaPick}',
      about: '为本单位的名额报送参训人选；不写姓名的，显示可选人员',
      next: '直接记录，截止前可再次报送，以后报的为准；由县委组织部审定。',
    },
    (ctx, { typed = '' }) => pickByNames(ctx, typed),
  );
  router.press(choosePicks, async (ctx, facts) => showChoice(ctx, await pressedQuota(ctx, facts)));
  router.press(givePicks, async (ctx, facts) => {
    const target = await pressedQuota(ctx, facts);
    if (ctx.choices.length === 0) throw new RuleError('quota.nobody-chosen', {});
    await pick(ctx, target, ctx.choices);
  });
  router.press(askGivingUp, async (ctx, facts) => {
    const target = await pressedQuota(ctx, facts);
    await ctx.expect(giveQuotaUp.with(facts));
    await ctx.reply(quotaPickWords.askReason(target));
  });
  router.press(giveQuotaUp, async (ctx, facts) => giveUp(ctx, await pressedQuota(ctx, facts)));
}

async function pickByNames(ctx: Context, typed: string): Promise<void> {
  const { targets, names } = await quotasMeant(ctx, typed);
  if (names.length === 0) {
    for (const target of targets) await ctx.reply(quotaPickWords.card(target), target.call.closesAt);
    return;
  }
  const [target, ...others] = targets;
  if (target === undefined || others.length > 0) {
    const choices = targets.map(
      ({ trainingClass, unit }) => `/报送人选 ${trainingClass._id} ${unit} ${names.join('、')}`,
    );
    throw new RuleError('quota.which', { choices: choices.join('；') });
  }
  const own = await peopleToPick(ctx, target);
  const people = own.map(({ _id: cadreId, name }) => ({ cadreId, name }));
  const meant = names.map((name) => namedAs(people, name));
  const unclear = names.filter((_, index) => meant[index]?.length !== 1);
  if (unclear.length > 0) throw new RuleError('quota.not-own', { names: unclear.join('、'), unit: target.unit });
  await pick(
    ctx,
    target,
    meant.flat().map(({ cadreId }) => cadreId),
  );
}

async function showChoice(ctx: Context, target: QuotaTarget): Promise<void> {
  const { pickable, notPickable } = await refusePicks(ctx, target);
  if (pickable.length === 0) return ctx.reply(quotaPickWords.nobodyToPick(target, notPickable));
  await ctx.reply(quotaPickWords.choose(target, pickable, notPickable), target.call.closesAt);
}

/** Keeps these people in place of whom the unit picked before. */
async function pick(ctx: Context, target: QuotaTarget, chosen: readonly string[]): Promise<void> {
  const cadreIds = [...new Set(chosen)];
  const isDone = isQuotaSetBy(target.quota, ctx.update.id);
  const tooMany = (seats: number) => new RuleError('quota.too-many', { chosen: cadreIds.length, seats });
  if (!isDone && cadreIds.length > target.quota.seats) throw tooMany(target.quota.seats);
  if (!isDone) await refuseUnfit(ctx, target, cadreIds);
  const step = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const quota = await ctx.store.unitQuotas.pick(target.quota._id, cadreIds, step);
  if (quota === null) throw new RuleError('quota.gone', {});
  if (!isQuotaSetBy(quota, ctx.update.id)) throw tooMany(quota.seats);
  const people = new Map((await ctx.store.cadres.many(cadreIds)).map(({ _id, name }) => [_id, name]));
  const names = cadreIds.map((id) => people.get(id) ?? '');
  await tellListDrawer(ctx, target);
  await ctx.settle(quotaPickWords.pickedSettled(names));
  await settleQuotaCards(ctx, [quota], quotaPickWords.pickedSettled(names));
  const isSelf = cadreIds.includes(ctx.person._id);
  await ctx.reply(quotaPickWords.picked({ ...target, quota }, names, isSelf));
}

/** @throws RuleError `quota.not-own`, `quota.cannot-come` */
async function refuseUnfit(ctx: Context, target: QuotaTarget, cadreIds: readonly string[]): Promise<void> {
  const { outside, refused } = await refusePicks(ctx, target, cadreIds);
  if (outside.length > 0) throw new RuleError('quota.not-own', { names: outside.join('、'), unit: target.unit });
  if (refused.length === 0) return;
  const lines = refused.map(({ name, reasons }) => `· ${name}：${reasons.join('')}`).join('\n');
  throw new RuleError('quota.cannot-come', { lines });
}

async function giveUp(ctx: Context, target: QuotaTarget): Promise<void> {
  const reason = [...(ctx.words ?? '').trim()].slice(0, mostReasonLetters).join('');
  if (reason === '') throw new RuleError('quota.no-reason', {});
  const step = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const quota = await ctx.store.unitQuotas.giveUp(target.quota._id, reason, step);
  if (quota === null) throw new RuleError('quota.gone', {});
  await tellListDrawer(ctx, target);
  await settleQuotaCards(ctx, [quota], quotaPickWords.gaveUpSettled);
  await ctx.reply(quotaPickWords.gaveUp({ ...target, quota }, reason));
}

/** Whoever has drawn a list of what units picked hears that it is not what they pick any more. */
async function tellListDrawer(ctx: Context, { trainingClass, call, quota, unit }: QuotaTarget): Promise<void> {
  const list = await ctx.store.callUpLists.ofClass(trainingClass._id);
  if (list?.quotaCall !== call._id) return;
  const said = quotaWords.changedByUnit(trainingClass, unit);
  await ctx.send(list.proposedBy, said, `quota-call-changed:${list._id}:${quota._id}:${ctx.update.id}`);
}
