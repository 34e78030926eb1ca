import { formatMoment } from '../calendar/beijing-time.ts';
import { deliveryReason, handlingReason } from '../outbox/delivery-reason.ts';
import { Outbox } from '../outbox/outbox.ts';
import type { Config } from '../start/config.ts';
import { platformsOf, withCounty } from '../start/open-county.ts';
import { CommandFault, type Print } from './fault.ts';
import { commandWords } from './words.ts';

const usage = '用法：npx xuece deliveries，或 npx xuece deliveries retry <编号>';
const listed = 200;

/** `xuece deliveries`: messages that reached nobody and updates that could not be handled, each with its reason; `retry` tries one again. */
export async function deliveriesCommand(args: readonly string[], config: Config, print: Print): Promise<number> {
  const [verb, id, ...more] = args;
  if (more.length > 0 || (verb !== undefined && (verb !== 'retry' || id === undefined))) throw new CommandFault(usage);
  return withCounty(config, async (store, clock) => {
    if (id !== undefined) {
      const now = clock.now();
      const outbox = new Outbox(store, clock, platformsOf(config), config.sending.quiet, () => undefined);
      const found = (await outbox.retry(id, `cli:${now.toISOString()}`)) || (await store.receipts.retry(id, now));
      print(found ? commandWords.retried(id) : commandWords.nothingToRetry(id));
      return found ? 0 : 1;
    }
    const [unsent, dead] = await Promise.all([
      store.undelivered.list(clock.now(), listed),
      store.receipts.dead(listed),
    ]);
    print(commandWords.refused(unsent.length));
    for (const row of unsent) print(commandWords.refusedLine(row._id, row.cadreId, deliveryReason(row.error)));
    print(commandWords.dead(dead.length));
    for (const row of dead)
      print(commandWords.deadLine(row._id, formatMoment(row.receivedAt), handlingReason(row.error)));
    return 0;
  });
}
