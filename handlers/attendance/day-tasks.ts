import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { todoWords } from '../../src/bot/todo-words.ts';
import { tasksOn } from '../../src/bot/waiting-tasks.ts';
import { showDayTasks } from '../../src/training/attendance/presses.ts';
import { listTasks } from '../bot/todo.ts';
import { requireTrainee } from './own-days.ts';

/** 办理待办 on the card of a day: the card of the one task that waits in this class, or the list of several. */
export function dayTasks(router: Router): void {
  router.press(showDayTasks, async (ctx, { classId }) => {
    await requireTrainee(ctx, classId);
    await showTasks(ctx, classId);
  });
}

async function showTasks(ctx: Context, classId: string): Promise<void> {
  const carried = await ctx.store.sentCards.carriedTo(classId, ctx.person._id);
  const items = tasksOn(carried.filter(({ expiresAt }) => expiresAt > ctx.now).reverse());
  const [only, ...more] = carried.filter(({ _id }) => items.some(({ key }) => key === _id));
  if (only === undefined) return ctx.reply(todoWords.gone);
  if (more.length === 0) return ctx.reply(only.message, only.expiresAt);
  await listTasks(ctx, items);
}
