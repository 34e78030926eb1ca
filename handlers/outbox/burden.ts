import { dateArg, optional } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { addDays, beijingDateOf, beijingTime, mondayOf } from '../../src/calendar/beijing-time.ts';
import { burdenOf, type PersonActs, reportOf } from '../../src/outbox/burden.ts';
import { burdenWords } from '../../src/outbox/burden-words.ts';

/** `/减负周报`: what the bot cost people in a week, by cause, without names. 我的消息量: what it cost oneself in the last seven days. */
export function burden(router: Router): void {
  router.command(
    {
      names: ['减负周报', 'burden'],
      action: 'burden.read',
      right: 'county',
      args: [optional(dateArg('dateOn', '日期'))],
      example: '/减负周报',
      about: '查看本周（或某日所在周）每人收到的消息、需办理的事项、点选和填写次数及最多的事由，不列个人',
      next: '列出本周消息、卡片和事由，不列个人。',
    },
    report,
  );
  router.word(['我的消息量', '消息量'], own);
}

async function report(ctx: Context, { dateOn }: { dateOn?: string | undefined }): Promise<void> {
  const day = dateOn ?? beijingDateOf(ctx.now);
  const fromOn = mondayOf(day);
  const toOn = addDays(fromOn, 6);
  const reached = await ctx.store.deliveries.reachedBetween(startOf(fromOn), startOf(addDays(toOn, 1)));
  const { messagesPerDay } = ctx.rules.burden;
  const people = [...burdenOf(reached).values()];
  const acts = await actsBetween(ctx, fromOn, toOn);
  const figures = reportOf(people, acts && [...acts.values()], messagesPerDay);
  await ctx.reply(burdenWords.report(fromOn, toOn, figures, messagesPerDay));
}

async function own(ctx: Context): Promise<void> {
  const toOn = beijingDateOf(ctx.now);
  const fromOn = addDays(toOn, -6);
  const reached = await ctx.store.deliveries.reachedBetween(startOf(fromOn), startOf(addDays(toOn, 1)), [
    ctx.person._id,
  ]);
  const acts = (await actsBetween(ctx, fromOn, toOn))?.get(ctx.person._id) ?? { taps: 0, forms: 0 };
  await ctx.reply(burdenWords.own(fromOn, toOn, burdenOf(reached).get(ctx.person._id), acts));
}

/** What each person did with cards on these days, by cadre id; `undefined` where that is not kept any more. */
async function actsBetween(ctx: Context, fromOn: string, toOn: string): Promise<Map<string, PersonActs> | undefined> {
  const taps = await ctx.store.receipts.tapsBetween(startOf(fromOn), startOf(addDays(toOn, 1)), ctx.now);
  if (taps === undefined) return undefined;
  const owners = new Map<string, string>();
  for (const { _id, identities } of taps.length === 0 ? [] : await ctx.store.cadres.accounts())
    for (const [platform, userId] of Object.entries(identities)) owners.set(`${platform}:${userId}`, _id);
  const acts = new Map<string, PersonActs>();
  for (const { by, isForm } of taps) {
    const cadreId = owners.get(`${by.platform}:${by.userId}`);
    if (cadreId === undefined) continue;
    const { taps: before, forms } = acts.get(cadreId) ?? { taps: 0, forms: 0 };
    acts.set(cadreId, { taps: before + 1, forms: forms + (isForm ? 1 : 0) });
  }
  return acts;
}

function startOf(dateOn: string): Date {
  return beijingTime(dateOn, '00:00');
}
