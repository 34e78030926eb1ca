import { createHash } from 'node:crypto';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { DeliveryRow } from '../../src/outbox/delivery-row.ts';
import { retryUndelivered, sendUndelivered } from '../../src/outbox/presses.ts';
import { type Undelivered, undeliveredWords } from '../../src/outbox/undelivered-words.ts';

/** How many are listed at a time; the rest follow when these have been dealt with. */
const listed = 10;
/** Among how many messages a pressed mark is looked up, and how many a sheet holds. */
const searched = 500;

/** `/未送达`: messages that could not be delivered on any platform, with the reason and a button to try again. */
export function undelivered(router: Router): void {
  router.command(
    {
      names: ['未送达', 'undelivered'],
      action: 'delivery.inspect',
      right: 'county',
      example: '/未送达',
      about: '查看未能送达的消息和原因，可重新发送',
      next: '列出未送达的消息和原因，点按钮重新发送。',
    },
    list,
  );
  router.press(retryUndelivered, retry);
  router.sheet(sendUndelivered, async (ctx) => {
    await ctx.require('delivery.inspect', {});
    const rows = await ctx.store.undelivered.list(ctx.now, searched);
    return undeliveredWords.sheet(await itemsOf(ctx, rows), beijingDateOf(ctx.now));
  });
}

async function list(ctx: Context): Promise<void> {
  const [rows, total] = await Promise.all([
    ctx.store.undelivered.list(ctx.now, searched),
    ctx.store.undelivered.count(ctx.now),
  ]);
  if (rows.length === 0) return ctx.reply(undeliveredWords.nothing);
  const items = await itemsOf(ctx, rows);
  if (total > listed) await ctx.reply(undeliveredWords.figures(ctx.update.id, items, total));
  await ctx.reply(undeliveredWords.card(ctx.update.id, items.slice(0, listed), total));
}

async function itemsOf(ctx: Context, rows: readonly DeliveryRow[]): Promise<Undelivered[]> {
  const people = await ctx.store.cadres.many([...new Set(rows.map((row) => row.cadreId))]);
  const units = await ctx.store.units.many([...new Set(people.map((each) => each.unitId))]);
  const unitNames = new Map(units.map((unit) => [unit._id, unit.name]));
  const persons = new Map(
    people.map((each) => [each._id, { name: each.name, unit: unitNames.get(each.unitId) ?? '' }]),
  );
  return rows.map(
    (row): Undelivered => ({
      mark: markOf(row),
      person: persons.get(row.cadreId),
      message: row.message,
      at: row.dueAt,
      code: row.error,
    }),
  );
}

async function retry(ctx: Context): Promise<void> {
  await ctx.require('delivery.retry', {});
  const marks = new Set(ctx.choices);
  if (marks.size === 0) return ctx.reply(undeliveredWords.noChoice);
  const chosen = await retriable(ctx, marks);
  let retried = 0;
  for (const key of chosen) if (await ctx.retryDelivery(key)) retried += 1;
  await ctx.settle(undeliveredWords.retried(retried));
  await ctx.reply(undeliveredWords.retriedReply(retried, marks.size - retried));
}

/** The keys for these marks: of messages still on the list, and of those that an earlier run of this update has already retried. */
async function retriable(ctx: Context, marks: ReadonlySet<string>): Promise<string[]> {
  const { undelivered } = ctx.store;
  const rows = [...(await undelivered.list(ctx.now, searched)), ...(await undelivered.retriedIn(ctx.update.id))];
  return [...new Set(rows.filter((row) => marks.has(markOf(row))).map((row) => row._id))];
}

/** A mark for a message that is short enough for a vendor's option value and never changes. */
function markOf({ _id }: Pick<DeliveryRow, '_id'>): string {
  return createHash('sha256').update(_id).digest('hex').slice(0, 16);
}
