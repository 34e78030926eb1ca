import { randomUUID } from 'node:crypto';
import { beijingDateOf, beijingTime } from '../calendar/beijing-time.ts';
import type { ChatPlatform } from '../chat/platform.ts';
import type { PlatformName } from '../chat/update.ts';
import type { Clock } from '../clock.ts';
import type { BurdenRules } from '../county/burden-rules.ts';
import type { GivingWay } from '../inbox/giving-way.ts';
import { Loop } from '../inbox/loop.ts';
import type { Log } from '../log.ts';
import { DayLimit } from '../outbox/day-limit.ts';
import { Deliverer, rowsPerRound } from '../outbox/deliverer.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { QuotaLedger } from '../outbox/quota.ts';
import { longestCallWindowMs, longestWindowMs, RateLimits } from '../outbox/rate-limits.ts';
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
  /** What is in force about burden: how many messages a day are enough, on which mornings digests go. */
  burden: () => BurdenRules;
  /** How often the loops look without being nudged. */
  lookMs: number;
  /** Told when a round breaks off. */
  report: (error: unknown) => void;
  givingWay?: GivingWay;
}

/** While a crowd of callbacks comes, rounds begin so far apart: few rounds with many messages are cheaper. */
const crowdedPauseMs = 400;

/** What one platform's messages go through. */
interface Channel {
  platform: PlatformName;
  deliverer: Deliverer;
  loop: Loop;
}

/** The delivering half of the bot: a deliverer, its rate limits and its loop for each platform. */
export class Delivery {
  readonly #channels: readonly Channel[];

  constructor(deps: DeliveryDeps) {
    const owner = randomUUID();
    this.#channels = deps.platforms.map((platform) => channelOf(platform, owner, deps));
  }

  get loops(): Loop[] {
    return this.#channels.map(({ loop }) => loop);
  }

  /** Something waits for this platform. */
  nudge(platform: PlatformName): void {
    this.#channels.find((channel) => channel.platform === platform)?.loop.nudge();
  }

  /** One round on every platform. @returns things done */
  async round(): Promise<number> {
    return sum(await Promise.all(this.#channels.map(({ deliverer }) => deliverer.round())));
  }

  /** Takes over what dead processes left. @returns things found */
  async sweep(): Promise<number> {
    return sum(await Promise.all(this.#channels.map(({ deliverer }) => deliverer.sweep())));
  }

  /** Ends rounds before their next step. */
  endRound(): void {
    for (const { deliverer } of this.#channels) deliverer.endRound();
  }

  async stop(): Promise<void> {
    await Promise.allSettled(this.#channels.map(({ deliverer }) => deliverer.stop()));
  }
}

function channelOf(platform: ChatPlatform, owner: string, deps: DeliveryDeps): Channel {
  const { store, burden, clock, log, sending, quota, outbox, lookMs, report, givingWay } = deps;
  const { name } = platform;
  const rateLimits = new RateLimits(sending.limits[name]);
  const dayLimit = new DayLimit(() => burden().messagesPerDay);
  const deliverer = new Deliverer({
    ...{ store, platform, clock, rateLimits, quiet: sending.quiet, owner, log },
    dayLimit,
    digestWeekdays: () => burden().digestWeekdays,
    led: async () => {
      await recallSent(name, rateLimits, store, clock);
      await recountDay(dayLimit, store, clock);
    },
    throttle: () => (quota?.platform === name ? quota.ledger.throttle() : 'none'),
    moveToOtherPlatform: (rows) => outbox.moveToOtherPlatform(rows),
    tellLostFiles: (rows, unsure) => outbox.tellLostFiles(rows, unsure),
  });
  const step = async () => {
    await givingWay?.pause(crowdedPauseMs);
    return deliverer.round();
  };
  const loop = new Loop(step, lookMs, report, rowsPerRound);
  return { platform: name, deliverer, loop };
}

/** Counts what people got today, by whichever process and on whichever platform. */
async function recountDay(dayLimit: DayLimit, store: Store, clock: Clock): Promise<void> {
  dayLimit.clear();
  for (const row of await store.deliveries.reachedOn(beijingDateOf(clock.now()))) dayLimit.add(row, row.sentAt);
}

/** Counts what was sent before, by whichever process, against the vendor's limits: the last hour person by person, the day as a sum. */
async function recallSent(platform: PlatformName, rateLimits: RateLimits, store: Store, clock: Clock): Promise<void> {
  const now = clock.now();
  const hourAgo = new Date(now.getTime() - longestWindowMs);
  const callsSince = new Date(now.getTime() - longestCallWindowMs);
  const midnight = beijingTime(beijingDateOf(now), '00:00');
  const recent = await store.deliveries.sentSince(platform, hourAgo);
  const earlier = await store.deliveries.countSentBetween(platform, midnight, hourAgo);
  rateLimits.clear();
  for (const row of recent) if (row.kind === 'send') rateLimits.sent(row.userId, row.sentAt.getTime());
  const calls = recent.filter(({ sentAt }) => sentAt > callsSince);
  // Rows that shared a call name its first row; that row names itself.
  for (const call of new Map(calls.map((row) => [row.sentWith ?? row._id, row])).values())
    rateLimits.called(call.kind, call.sentAt.getTime());
  rateLimits.sentEarlierToday(earlier, now.getTime());
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
