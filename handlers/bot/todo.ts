import type { Context } from '../../src/bot/context.ts';
import { showWaiting } from '../../src/bot/presses.ts';
import type { Router } from '../../src/bot/router.ts';
import { type TodoItem, todoWords } from '../../src/bot/todo-words.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { MAX_BUTTONS } from '../../src/chat/message.ts';
import type { DeliveryRow } from '../../src/outbox/delivery-row.ts';

const mostOpenCards = 200;

/** `待办`: lists every task that waits for this person, the earliest deadline first; choosing one sends its card again. */
export function todo(router: Router): void {
  router.word(['待办', '我的待办', '代办'], showTodo);
  router.command(
    { names: ['待办', 'todo'], action: 'todo.read', right: 'county', example: '/待办', about: '查看等您办理的事项' },
    showTodo,
  );

  router.press(showWaiting, async (ctx, { key }) => {
    const delivery = await ctx.store.deliveries.byKey(key);
    if (delivery === null || delivery.cadreId !== ctx.person._id || delivery.open !== true)
      return ctx.reply(todoWords.gone);
    await ctx.settle(todoWords.shown);
    await ctx.reply(delivery.message, delivery.expiresAt);
  });
}

async function showTodo(ctx: Context): Promise<void> {
  const items = tasksOn(await ctx.store.sentCards.openCards(ctx.person._id, ctx.now, mostOpenCards));
  if (items.length === 0) return ctx.reply(todoWords.nothing);
  const todayOn = beijingDateOf(ctx.now);
  const dueToday = items.filter(({ by }) => by !== undefined && beijingDateOf(by) === todayOn).length;
  await ctx.reply(todoWords.card(ctx.update.id, items.slice(0, MAX_BUTTONS), { all: items.length, dueToday }, ctx.now));
}

/** Each task once, however often its card was sent; by deadline, then the oldest first. @param newestFirst - open cards */
function tasksOn(newestFirst: readonly DeliveryRow[]): TodoItem[] {
  const items = new Map<string, TodoItem>();
  for (const { _id: key, message, putOff, state, dueAt } of newestFirst) {
    if (message.kind !== 'card' || message.task === undefined) continue;
    const { name, by } = message.task;
    const putOffUntil = putOff === true && state === 'due' ? dueAt : undefined;
    const item = items.get(message.id) ?? { key, name, ...(by === undefined ? {} : { by }) };
    items.set(message.id, putOffUntil === undefined ? item : { ...item, putOffUntil });
  }
  return [...items.values()].reverse().sort((a, b) => timeOf(a) - timeOf(b));
}

function timeOf({ by }: TodoItem): number {
  return by?.getTime() ?? Number.MAX_SAFE_INTEGER;
}
