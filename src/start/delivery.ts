import { randomUUID } from 'node:crypto';
import { beijingDateOf, beijingTime } from '../calendar/beijing-time.ts';
import type { ChatPlatform } from '../chat/platform.ts';
import type { PlatformName } from '../chat/update.ts';
import type { Clock } from '../clock.ts';
import { Loop } from '../inbox/loop.ts';
import type { Log } from '../log.ts';
import { Budget, budgetMemoryMs } from '../outbox/budget.ts';
import { Deliverer } from '../outbox/deliverer.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { QuotaLedger } from '../outbox/quota.ts';
import type { Store } from '../stores.ts';
import type { SendingConfig } from './config-sending.ts';

/** What delivering needs of the county. */
export interface DeliveryParts {
  store: Store;
  platforms: readonly ChatPlatform[];
  clock: Clock;
  log: Log;
  sending: Pick<SendingConfig, 'quiet' | 'limits'>;
  /** What is left of a month's allowance, where a platform has one. */
  quota?: { platform: PlatformName; ledger: QuotaLedger };
}

interface DeliveryDeps extends DeliveryParts {
  outbox: Outbox;
  /** How often the loops look without being nudged. */
  lookMs: number;
  /** Told when a round breaks off. */
  report: (error: unknown) => void;
}

/** What one platform's messages go through. */
interface Lane {
  platform: PlatformName;
  budget: Budget;
  deliverer: Deliverer;
  loop: Loop;
}

/** The delivering half of the bot: a deliverer, its budget and its loop for each platform. */
export class Delivery {
  readonly #deps: DeliveryDeps;
  readonly #lanes: readonly Lane[];

  constructor(deps: DeliveryDeps) {
    this.#deps = deps;
    const owner = randomUUID();
    this.#lanes = deps.platforms.map((platform) => laneOf(platform, owner, deps));
  }

  get loops(): Loop[] {
    return this.#lanes.map(({ loop }) => loop);
  }

  /** Something waits for this platform. */
  nudge(platform: PlatformName): void {
    this.#lanes.find((lane) => lane.platform === platform)?.loop.nudge();
  }

  /** What people got in the last hour, and all together today, counts against the vendors' limits after a restart too. */
  async recallSent(): Promise<void> {
    const { store, clock } = this.#deps;
    const now = clock.now();
    const hourAgo = new Date(now.getTime() - budgetMemoryMs);
    const midnight = beijingTime(beijingDateOf(now), '00:00');
    for (const { platform, budget } of this.#lanes) {
      const recent = await store.deliveries.sentSince(platform, hourAgo);
      for (const row of recent) budget.sent(row.userId, row.sentAt.getTime());
      const earlier = await store.deliveries.countSentBetween(platform, midnight, hourAgo);
      budget.sentEarlierToday(earlier, now.getTime());
    }
  }

  /** One round on every platform. @returns things done */
  async round(): Promise<number> {
    return sum(await Promise.all(this.#lanes.map(({ deliverer }) => deliverer.round())));
  }

  /** Takes up what dead senders left. @returns things found */
  async sweep(): Promise<number> {
    return sum(await Promise.all(this.#lanes.map(({ deliverer }) => deliverer.sweep())));
  }

  /** Ends rounds before their next step. */
  endRound(): void {
    for (const { deliverer } of this.#lanes) deliverer.endRound();
  }

  async stop(): Promise<void> {
    await Promise.allSettled(this.#lanes.map(({ deliverer }) => deliverer.stop()));
  }
}

function laneOf(platform: ChatPlatform, owner: string, deps: DeliveryDeps): Lane {
  const { store, clock, log, sending, quota, outbox, lookMs, report } = deps;
  const { name } = platform;
  const budget = new Budget(sending.limits[name]);
  const deliverer = new Deliverer({
    ...{ store, platform, clock, budget, quiet: sending.quiet, owner, log },
    strain: () => (quota?.platform === name ? quota.ledger.strain() : 'none'),
    moveElsewhere: (rows) => outbox.moveElsewhere(rows),
    tellLostFiles: (rows) => outbox.tellLostFiles(rows),
  });
  return { platform: name, budget, deliverer, loop: new Loop(() => deliverer.round(), lookMs, report) };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
