import { formatMoment } from '../calendar/beijing-time.ts';
import type { Clock } from '../clock.ts';
import { deliveryReason, handlingReason } from '../outbox/delivery-reason.ts';
import { Outbox } from '../outbox/outbox.ts';
import type { Config } from '../start/config.ts';
import { heldWords } from '../start/held-words.ts';
import { countHeld, holdWaiting } from '../start/hold.ts';
import { platformsOf, withCounty } from '../start/open-county.ts';
import type { Store } from '../stores.ts';
import type { Print } from './fault.ts';
import { commandWords } from './words.ts';

const listed = 200;

/** What is done with all that is held back after a restore. */
const withHeld: Readonly<Record<string, (store: Store, now: Date) => Promise<string>>> = {
  hold: async (store, now) => heldWords.held(await holdWaiting(store, now)),
  release: async ({ deliveries, receipts }) =>
    heldWords.released({ updates: await receipts.releaseHeld(), messages: await deliveries.releaseHeld() }),
  drop: async ({ deliveries, receipts }, now) =>
    heldWords.dropped({ updates: await receipts.dropHeld(now), messages: await deliveries.dropHeld() }),
};

/**
 * `xuece deliveries`: messages that reached nobody and updates that could not be handled, each with its reason; `retry` tries one again.
 * `hold`, `release`, `drop`: what waits after data were restored.
 */
export async function deliveriesCommand(args: readonly string[], config: Config, print: Print): Promise<number> {
  const [verb, id = ''] = args;
  const all = verb === undefined ? undefined : withHeld[verb];
  return withCounty(config, async (store, clock) => {
    if (verb === 'retry') return retry(id, store, config, clock, print);
    if (all === undefined) await list(store, clock, print);
    else print(await all(store, clock.now()));
    return 0;
  });
}

async function retry(id: string, store: Store, config: Config, clock: Clock, print: Print): Promise<number> {
  const now = clock.now();
  const outbox = new Outbox(store, clock, platformsOf(config), config.sending.quiet, () => undefined);
  const found = (await outbox.retry(id, `cli:${now.toISOString()}`)) || (await store.receipts.retry(id, now));
  print(found ? commandWords.retried(id) : commandWords.nothingToRetry(id));
  return found ? 0 : 1;
}

async function list(store: Store, clock: Clock, print: Print): Promise<void> {
  const [unsent, dead, held] = await Promise.all([
    store.undelivered.list(clock.now(), listed),
    store.receipts.dead(listed),
    countHeld(store),
  ]);
  if (held.messages + held.updates > 0) print(heldWords.waiting(held));
  print(commandWords.refused(unsent.length));
  for (const row of unsent) print(commandWords.refusedLine(row._id, row.cadreId, deliveryReason(row.error)));
  print(commandWords.dead(dead.length));
  for (const row of dead)
    print(commandWords.deadLine(row._id, formatMoment(row.receivedAt), handlingReason(row.error)));
}
