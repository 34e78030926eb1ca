import type { Context } from '../../src/bot/context.ts';
import { showWaiting } from '../../src/bot/presses.ts';
import type { Router } from '../../src/bot/router.ts';
import { todoWords } from '../../src/bot/todo-words.ts';
import { MAX_BUTTONS } from '../../src/chat/message.ts';

/** `待办`: lists every card that waits for this person's answer; choosing one sends it again. */
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
    await ctx.reply(delivery.message);
  });
}

async function showTodo(ctx: Context): Promise<void> {
  const open = await ctx.store.sentCards.openCards(ctx.person._id, ctx.now, 50);
  const seen = new Set<string>();
  const waiting = open.filter((row) => {
    if (row.message.kind !== 'card' || row.message.id.startsWith('todo:') || seen.has(row.message.id)) return false;
    seen.add(row.message.id);
    return true;
  });
  if (waiting.length === 0) return ctx.reply(todoWords.nothing);
  const items = waiting
    .slice(0, MAX_BUTTONS)
    .map((row) => ({ key: row._id, title: row.message.kind === 'card' ? row.message.title : '' }));
  await ctx.reply(todoWords.card(ctx.update.id, items, waiting.length));
}
