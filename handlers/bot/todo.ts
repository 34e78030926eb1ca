import type { Context } from '../../src/bot/context.ts';
import { showWaiting } from '../../src/bot/presses.ts';
import type { Router } from '../../src/bot/router.ts';
import { type TodoItem, todoWords } from '../../src/bot/todo-words.ts';
import { waitingTasks } from '../../src/bot/waiting-tasks.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { MAX_BUTTONS } from '../../src/chat/message.ts';

/** `待办`: lists every task that waits for this person, the earliest deadline first; choosing one sends its card again. */
export function todo(router: Router): void {
  router.word(['待办', '我的待办', '代办'], showTodo);
  router.command(
    {
      names: ['待办', 'todo'],
      action: 'todo.read',
      right: 'county',
      example: '/待办',
      about: '查看需要您办理的事项',
      next: '逐项列出，点按钮即可办理。',
    },
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
  await listTasks(ctx, await waitingTasks(ctx));
}

/** One card that lists these tasks. */
export async function listTasks(ctx: Context, items: readonly TodoItem[]): Promise<void> {
  if (items.length === 0) return ctx.reply(todoWords.nothing);
  const todayOn = beijingDateOf(ctx.now);
  const dueToday = items.filter(({ by }) => by !== undefined && beijingDateOf(by) === todayOn).length;
  await ctx.reply(todoWords.card(ctx.update.id, items.slice(0, MAX_BUTTONS), { all: items.length, dueToday }, ctx.now));
}
