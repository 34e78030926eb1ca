import type { DeliveryRow } from '../outbox/delivery-row.ts';
import type { Context } from './context.ts';
import type { TodoItem } from './todo-words.ts';

const mostOpenCards = 200;

/** What waits for this person's answer: each task once, however often its card was sent; by deadline, then the oldest first. */
export async function waitingTasks(ctx: Context): Promise<TodoItem[]> {
  const cards = await ctx.store.sentCards.openCards(ctx.person._id, ctx.now, mostOpenCards);
  const graded = await gradedAmong(ctx, new Set(cards.flatMap((card) => endingClass(card) ?? [])));
  return tasksOn(cards.filter((card) => !graded.has(endingClass(card) ?? '')));
}

/** The class with whose grades the task of a card is over. */
function endingClass({ message }: DeliveryRow): string | undefined {
  return message.kind === 'card' && message.task?.untilGraded ? message.task.classId : undefined;
}

async function gradedAmong({ store }: Context, classIds: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const rows = await Promise.all([...classIds].map((id) => store.classes.byId(id)));
  return new Set(rows.flatMap((row) => (row?.state === 'graded' || row?.state === 'published' ? [row._id] : [])));
}

/** @param newestFirst - open cards */
export function tasksOn(newestFirst: readonly DeliveryRow[]): TodoItem[] {
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
