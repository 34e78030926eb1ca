import type { QuietHours } from '../src/calendar/quiet-hours.ts';
import type { ChatPlatform } from '../src/chat/platform.ts';
import type { Identity } from '../src/chat/update.ts';
import type { Clock } from '../src/clock.ts';
import type { Log } from '../src/log.ts';
import type { Outbox } from '../src/outbox/outbox.ts';
import { Scheduler } from '../src/schedule/scheduler.ts';
import type { Store } from '../src/stores.ts';
import type { RulePacks } from '../src/training/rule-packs.ts';
import { directoriesOf } from './directories.ts';
import type { Job, Planned } from './job.ts';

interface JobSchedulerDeps {
  jobs: readonly Job[];
  store: Store;
  outbox: Outbox;
  packs: RulePacks;
  quiet: QuietHours;
  clock: Clock;
  log: Log;
  /** The platforms whose contacts are compared with the information base. */
  platforms?: readonly Pick<ChatPlatform, 'name' | 'people'>[];
  /** People who are system admins by configuration. */
  admins?: readonly Identity[];
}

export type JobScheduler = ReturnType<typeof jobScheduler>;

/** A scheduler whose jobs get the county's store, rules and contacts, and whose messages go to the outbox. */
export function jobScheduler({ store, outbox, packs, quiet, platforms = [], admins = [], ...deps }: JobSchedulerDeps) {
  return new Scheduler({
    ...deps,
    runs: store.jobRuns,
    crashPoint: store.crashPoint,
    waitingSince: () => store.receipts.waitingSince(),
    messages: {
      known: (keys) => store.deliveries.known(keys),
      add: (planned) => addTo(outbox, planned),
    },
    contextAt: (now) => ({
      ...{ store, packs, quiet, now, admins },
      accounts: (cadreIds) => outbox.accounts(cadreIds),
      closeCard: (delivery, settled, by) => outbox.closeCard(delivery, settled, by),
      directories: platforms.flatMap(directoriesOf),
    }),
  });
}

async function addTo(outbox: Outbox, planned: readonly Planned[]): Promise<void> {
  const sent = planned.filter(({ group, calendar }) => group === undefined && calendar === undefined);
  await outbox.add(sent, true);
  for (const each of planned) {
    const { group, calendar } = each;
    if (group !== undefined) await outbox.post(group, each);
    if (calendar !== undefined) await outbox.keepCalendar(calendar.platform, calendar.owner, calendar.entry, each);
  }
}
