import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { registerHandlers } from '../../handlers/index.ts';
import { jobs } from '../../jobs/index.ts';
import { type JobScheduler, jobScheduler } from '../../jobs/job-scheduler.ts';
import { apologise } from '../bot/apology.ts';
import { Router } from '../bot/router.ts';
import { UpdateHandler } from '../bot/update-handler.ts';
import { beijingDateOf } from '../calendar/beijing-time.ts';
import type { ChatPlatform } from '../chat/platform.ts';
import type { Registration } from '../chat/registration.ts';
import type { Identity, SentFile } from '../chat/update.ts';
import { Drawing } from '../drawing/drawing.ts';
import { PlatformError } from '../errors.ts';
import { Gate } from '../http/gate.ts';
import { createServer } from '../http/server.ts';
import { GivingWay } from '../inbox/giving-way.ts';
import { Inbox } from '../inbox/inbox.ts';
import { Loop } from '../inbox/loop.ts';
import { Worker } from '../inbox/worker.ts';
import { Outbox } from '../outbox/outbox.ts';
import { QuotaWarner } from '../outbox/quota-warner.ts';
import { pages } from '../pages/pages.ts';
import { withDeadline } from '../store/deadline.ts';
import type { RulePacks } from '../training/rule-packs.ts';
import { Delivery, type DeliveryParts } from './delivery.ts';

/** What a county's bot is made of. */
interface AppDeps extends DeliveryParts {
  packs: RulePacks;
  /** People who are system admins by configuration. */
  admins: readonly Identity[];
  registration?: Registration;
  /** Where people's browsers find the pages; absent where nobody knows. */
  pagesAt?: () => string | undefined;
  /** How long a callback waits for its receipt; 1 s unless given. */
  receiptWithinMs?: number;
}

/** How often the loops look without being nudged. */
const lookMs = 1_000;
const sweepMs = 15_000;
const mostBacklogMs = 60_000;
/** How long a stop waits for what is under way, connections first; a process that is told to end has about half a minute. */
const mostClosingMs = 5_000;
const mostEndingMs = 10_000;
/** Whoever asks whether the bot is ready seldom waits longer. */
const mostLookingMs = 2_000;

/** One county's bot, wired but not yet running. Two of them fit in one process. */
export class App {
  /** Answers callbacks and pages. */
  readonly listener: RequestListener;
  readonly outbox: Outbox;
  readonly scheduler: JobScheduler;
  readonly packs: RulePacks;
  readonly #worker: Worker;
  readonly #workerLoop: Loop;
  readonly #delivery: Delivery;
  readonly #loops: readonly Loop[];
  readonly #warner: QuotaWarner | undefined;
  #sweptAtMs: number | undefined;
  readonly #deps: AppDeps;
  #stopping = false;
  #looking: Promise<void> | undefined;
  readonly #gate = new Gate();
  #sweepTimer: NodeJS.Timeout | undefined;
  #starting: Promise<void> = Promise.resolve();
  #sweeping: Promise<void> = Promise.resolve();
  readonly #inbox: Inbox;
  readonly #drawing: Drawing;
  readonly #connections: { close(): Promise<void> }[] = [];

  constructor(deps: AppDeps) {
    this.#deps = deps;
    const { store, clock, log, platforms, packs, sending, quota } = deps;
    this.packs = packs;
    const names = platforms.map((platform) => platform.name);
    this.outbox = new Outbox(store, clock, names, sending.quiet, (platform) => this.#delivery.nudge(platform));
    this.#warner = quota && new QuotaWarner(quota.ledger, store, this.outbox, deps.admins);
    const router = new Router();
    registerHandlers(router);
    const updates = new UpdateHandler(router, log);
    const fetchFile = (sent: SentFile) => fetchFrom(platforms, sent);
    const { admins, registration = {}, pagesAt = () => undefined } = deps;
    this.#drawing = new Drawing(log);
    const dependencies = {
      ...{ store, outbox: this.outbox, packs, admins, registration, pagesAt, fetchFile },
      drawing: this.#drawing,
      randomBytes: (count: number) => randomBytes(count),
    };
    const stored = () => {
      this.#worker.more();
      this.#workerLoop.nudge();
    };
    const inbox = new Inbox(store.receipts, clock, stored, deps.receiptWithinMs, store.crashPoint);
    this.#inbox = inbox;
    const givingWay = new GivingWay(clock, inbox.arrivals);
    this.#worker = new Worker({
      receipts: store.receipts,
      handle: (receipt, progressed) =>
        updates.handle(receipt, { ...dependencies, outbox: this.outbox.reporting(progressed) }),
      gaveUp: (receipt) => apologise(receipt, dependencies),
      clock,
      log,
      crashPoint: store.crashPoint,
      areOthersWaiting: () => inbox.waiting > 0,
      givingWay,
    });
    this.scheduler = jobScheduler({
      ...{ jobs, store, outbox: this.outbox, packs, quiet: sending.quiet, clock, log },
      ...{ platforms, admins: deps.admins },
    });
    const report = (error: unknown) => log.error({ reason: reasonOf(error) }, 'a loop failed and goes on');
    // A round of the worker ends when nothing is left.
    this.#workerLoop = new Loop(() => this.#worker.round(), lookMs, report, Number.POSITIVE_INFINITY);
    this.#delivery = new Delivery({
      ...{ ...deps, outbox: this.outbox, lookMs, report, givingWay },
      burden: () => this.packs.nearest(beijingDateOf(clock.now())).burden,
    });
    this.#loops = [this.#workerLoop, ...this.#delivery.loops];
    this.listener = createServer({
      ...{ ...byName(platforms), inbox, log, gate: this.#gate, ready: () => this.#ready() },
      pages: pages({
        ...{ store, packs, clock, pagesAt, platforms, inbox, router },
        bot: { ...dependencies, outbox: this.outbox },
      }),
    });
  }

  /** After a restart: what was used before it still counts against the month's allowance. */
  async recallSent(): Promise<void> {
    await this.#deps.quota?.ledger.store();
  }

  /** Opens the connections of platforms that bring updates without HTTP; a platform that is down is tried again by itself. */
  async connect(): Promise<void> {
    for (const platform of this.#deps.platforms) {
      const connection = await platform.connect?.(async (update) => void (await this.#inbox.add(update)));
      if (connection !== undefined) this.#connections.push(connection);
    }
  }

  /** Starts taking work; jobs tick by themselves. */
  start(): void {
    for (const loop of this.#loops) loop.start();
    this.#sweepTimer = setInterval(() => {
      this.#sweeping = Promise.all([this.#sweeping, this.#sweep()]).then(() => undefined);
    }, sweepMs);
    this.#sweepTimer.unref();
    this.#starting = this.#startJobs();
  }

  /** What people answered while the bot was down counts before a job looks for those who have not; a minute is enough for it. */
  async #startJobs(): Promise<void> {
    try {
      await Promise.race([this.#worker.round(), setTimeout(mostBacklogMs, undefined, { ref: false })]);
    } catch (error) {
      this.#deps.log.error(
        { reason: reasonOf(error) },
        'the first round of updates broke off; jobs start all the same',
      );
    }
    if (!this.#stopping) this.scheduler.start();
  }

  /**
   * Stops taking new work and ends what is running; what takes too long is left to the next start, as after a crash. Meanwhile callbacks and
   * `/readyz` are answered 503; callbacks that came before are stored and answered.
   */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#sweepTimer);
    const connections = this.#connections.map((connection) => connection.close());
    await this.#ended([this.#gate.close(), ...connections], mostClosingMs);
    this.#worker.endRound();
    this.#delivery.endRound();
    const loops = this.#loops.map((loop) => loop.stop());
    await this.#ended([this.#starting, this.#sweeping, ...loops, this.scheduler.stop()], mostEndingMs);
    await this.#drawing.close();
    await this.#delivery.stop();
    await this.#deps.quota?.ledger.store().catch((error: unknown) => {
      this.#deps.log.warn({ reason: reasonOf(error) }, 'the last uses of the allowance were not stored');
    });
  }

  async #ended(work: readonly Promise<void>[], mostMs: number): Promise<void> {
    try {
      await withDeadline(Promise.allSettled(work), mostMs, 'what is under way');
    } catch (error) {
      this.#deps.log.warn({ reason: reasonOf(error) }, 'the bot stops without waiting any longer');
    }
  }

  /** Handles and delivers everything due at the clock's present time, through the loops where they run. @returns things done */
  async settle(): Promise<number> {
    let total = await this.#sweepIfTimeWentOn();
    for (;;) {
      const done = await this.#round();
      if (done === 0) return total;
      total += done;
    }
  }

  /** One look at what is due; loops that run go on until they find nothing. */
  async #round(): Promise<number> {
    if (this.#sweepTimer === undefined) return (await this.#worker.round()) + (await this.#delivery.round());
    const done = await Promise.all(this.#loops.map((loop) => loop.idle()));
    return done.reduce((total, each) => total + each, 0);
  }

  /** What ended processes left behind is found by its lease running out, and by nothing else: while the clock stands still nothing is added to it. */
  async #sweepIfTimeWentOn(): Promise<number> {
    const nowMs = this.#deps.clock.now().getTime();
    if (nowMs === this.#sweptAtMs) return 0;
    const found = await this.#sweepAll();
    this.#sweptAtMs = nowMs;
    return found;
  }

  /** Takes up what dead workers and senders left. @returns things found */
  async #sweepAll(): Promise<number> {
    const [updates, messages] = await Promise.all([this.#worker.sweep(), this.#delivery.sweep()]);
    await this.#warner?.round();
    return updates + messages;
  }

  async #sweep(): Promise<void> {
    try {
      await this.#sweepAll();
    } catch (error) {
      this.#deps.log.error({ reason: reasonOf(error) }, 'the sweep failed and is tried again');
    }
  }

  /** Whether the store answers a read; those who ask at once share it. */
  async #ready(): Promise<boolean> {
    if (this.#stopping) return false;
    this.#looking ??= withDeadline(this.#deps.store.leases.look(), mostLookingMs, 'a look at the store').finally(() => {
      this.#looking = undefined;
    });
    try {
      await this.#looking;
      return !this.#stopping;
    } catch {
      return false;
    }
  }
}

/** @throws as `ChatPlatform.fetchFile` */
async function fetchFrom(platforms: readonly ChatPlatform[], { from, source }: SentFile): Promise<Buffer> {
  const platform = platforms.find(({ name }) => name === from.platform);
  if (platform?.fetchFile === undefined) throw new PlatformError('fetch-file', 'no-files', 'never');
  return platform.fetchFile(source);
}

function byName(platforms: readonly ChatPlatform[]): { wecom?: ChatPlatform; dingtalk?: ChatPlatform } {
  return Object.fromEntries(platforms.map((platform) => [platform.name, platform]));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : 'unknown';
}
