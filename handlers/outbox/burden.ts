import { dateArg, optional } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { addDays, beijingDateOf, beijingTime, mondayOf } from '../../src/calendar/beijing-time.ts';
import { burdenOf, reportOf } from '../../src/outbox/burden.ts';
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
      about: '查看本周（或某日所在周）每人收到的消息、需办理的事项和最多的事由，不列个人',
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
  await ctx.reply(burdenWords.report(fromOn, toOn, reportOf(people, messagesPerDay), messagesPerDay));
}

async function own(ctx: Context): Promise<void> {
  const toOn = beijingDateOf(ctx.now);
  const fromOn = addDays(toOn, -6);
  const reached = await ctx.store.deliveries.reachedBetween(startOf(fromOn), startOf(addDays(toOn, 1)), [
    ctx.person._id,
  ]);
  await ctx.reply(burdenWords.own(fromOn, toOn, burdenOf(reached).get(ctx.person._id)));
}

function startOf(dateOn: string): Date {
  return beijingTime(dateOn, '00:00');
}
