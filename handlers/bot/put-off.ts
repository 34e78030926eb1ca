import type { Context } from '../../src/bot/context.ts';
import { putOffWords } from '../../src/bot/put-off-words.ts';
import type { Router } from '../../src/bot/router.ts';
import { todoWords } from '../../src/bot/todo-words.ts';
import type { Facts } from '../../src/chat/press.ts';
import { putOff, putOffUntil } from '../../src/chat/presses.ts';
import type { DeliveryRow } from '../../src/outbox/delivery-row.ts';

/** 稍后提醒 on a card that may wait: a copy comes back at the chosen time, and reminders of it are left out until then. */
export function puttingOff(router: Router): void {
  router.press(putOff, chooseTime);
  router.press(putOffUntil, bringBack);
}

async function chooseTime(ctx: Context): Promise<void> {
  const delivery = ctx.pressed?.delivery;
  const task = delivery?.message.kind === 'card' ? delivery.message.task : undefined;
  if (delivery === undefined || task === undefined) return ctx.reply(todoWords.gone);
  const times = ctx.putOffTimes(task.by);
  if (times.length === 0 && task.by !== undefined) return ctx.reply(putOffWords.noTimeLeft(task.by));
  await ctx.reply(putOffWords.card(ctx.update.id, delivery._id, task, times));
}

async function bringBack(ctx: Context, facts: Facts<typeof putOffUntil>): Promise<void> {
  const { cadreId, message, open, cardCode } = (await ctx.store.deliveries.byKey(facts.key)) ?? {};
  const at = new Date(facts.at);
  const isOwn = cadreId === ctx.person._id && open === true && message?.kind === 'card';
  if (!isOwn || cardCode === undefined || Number.isNaN(at.getTime())) return ctx.reply(todoWords.gone);
  const by = message.task?.by;
  if (by !== undefined && at >= by) return ctx.reply(putOffWords.noTimeLeft(by));
  const key = `put-off:${ctx.update.id}` as const;
  const earlier = (await ctx.store.sentCards.copies([cadreId], cardCode)).filter(isPutOff);
  await ctx.store.recalls.cancel(
    earlier.map((each) => each._id).filter((each) => each !== key),
    ctx.update.id,
  );
  await ctx.sendAll([
    {
      ...{ cadreId, message, key, notBefore: at, putOff: true, isReminder: true, isAnswer: true },
      ...(by === undefined ? {} : { expiresAt: by }),
    },
  ]);
  // Answered in the meantime.
  if ((await ctx.store.deliveries.byKey(facts.key))?.open !== true)
    await ctx.store.recalls.cancel([key], ctx.update.id);
  await ctx.settle(putOffWords.until(at));
}

function isPutOff({ putOff: isBroughtBack, state }: DeliveryRow): boolean {
  return isBroughtBack === true && state === 'due';
}
