import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { ManualClock } from '../../src/clock.ts';
import { type EmbeddedStore, startEmbeddedStore } from '../../src/embedded/index.ts';
import type { Log } from '../../src/log.ts';
import { readConfig } from '../../src/start/config.ts';
import { start } from '../../src/start/start.ts';
import type { SendCommand } from '../../src/store/direct-collection.ts';
import { smallCounty, type Variant } from './county.ts';
import { type Cut, CutStore, type SeenWrite } from './cut-store.ts';
import { type Passing, StopAt } from './stop-at.ts';
import { World, worldStartsAt } from './world.ts';

/** A world put away on disk, to start any number of equal worlds from. */
export interface Template {
  variant: Variant;
  dataDir: string;
  now: Date;
  /** Past the store's socket, as a bot with a store of its own goes. */
  shortWay?: boolean;
  /** How long its bots wait for a store that is gone; 15 s unless given. */
  patienceMs?: number;
}

/** What a restarted bot finds: `alone` takes over at once what the dead one held, `fleet` waits until its leases are over. */
export type Restart = 'alone' | 'fleet';

const leaseMs = 61_000;
const jobLeaseMs = 601_000;
/** What is due later than this waits for the morning, with or without a crash. */
const restMs = 15 * 60_000;

/** Makes a world, or goes on with one that was put away, lets `prepare` happen in it, and puts it away. */
export async function makeTemplate(
  variant: Variant,
  after: Template | undefined,
  prepare: (world: World) => Promise<void>,
): Promise<Template> {
  const dataDir = mkdtempSync(join(tmpdir(), 'xuece-template-'));
  if (after !== undefined) cpSync(after.dataDir, dataDir, { recursive: true });
  const clock = new ManualClock(after === undefined ? worldStartsAt : new Date(after.now.getTime() + 1_000));
  const world = await open(variant, dataDir, clock, {}, []);
  await prepare(world);
  await world.running.stop();
  return { variant, dataDir, now: clock.now() };
}

export function dropTemplate({ dataDir }: Template): void {
  rmSync(dataDir, { recursive: true, force: true });
}

/** A world whose bot can be made to die at any write and be started again on the same data, beside the same platform. */
export class CrashWorld {
  readonly clock: ManualClock;
  readonly logged: string[] = [];
  readonly #dataDir: string;
  readonly #embedded: EmbeddedStore;
  readonly #store: CutStore;
  readonly #points: StopAt;
  readonly #template: Template;
  #world: World;

  private constructor(
    template: Template,
    place: { dataDir: string; clock: ManualClock; embedded: EmbeddedStore; store: CutStore; points: StopAt },
    world: World,
  ) {
    this.#template = template;
    this.#dataDir = place.dataDir;
    this.clock = place.clock;
    this.#embedded = place.embedded;
    this.#store = place.store;
    this.#points = place.points;
    this.#world = world;
  }

  static async from(template: Template): Promise<CrashWorld> {
    const dataDir = mkdtempSync(join(tmpdir(), 'xuece-crash-'));
    cpSync(template.dataDir, dataDir, { recursive: true });
    const clock = new ManualClock(new Date(template.now.getTime() + 1_000));
    const embedded = await startEmbeddedStore({ dataDir, clock, durable: false });
    const store = await CutStore.before(embedded.uri);
    const points = new StopAt();
    const world = await open(template.variant, dataDir, clock, botBeside(template, store, embedded, points), []);
    return new CrashWorld(template, { dataDir, clock, embedded, store, points }, world);
  }

  get world(): World {
    return this.#world;
  }

  /** Writes since the last `cutAt` or the start. */
  get writes(): readonly SeenWrite[] {
    return this.#store.writes;
  }

  /** Named points passed since then. */
  get passed(): readonly Passing[] {
    return this.#points.passed;
  }

  /** Forgets the writes and points seen so far. */
  countFromHere(): void {
    this.#store.writes.length = 0;
    this.#points.count();
  }

  /** The bot will die at this write or at this point. @returns when it did */
  async dieAt(where: Cut | Passing): Promise<void> {
    if ('write' in where) return this.#store.cutAt(where);
    await this.#points.stopAt(where);
    this.#store.cutNow();
  }

  /** The store is gone for the bot, which lives on; `true` brings it back. */
  storeIsThere(there: boolean): void {
    if (there) this.#store.mend();
    else this.#store.cutNow();
  }

  /** Does something with the bot; `died` when its process ended meanwhile. What a dead process was still about does not count. */
  async attempt(act: (world: World) => Promise<void>, death: Promise<void>): Promise<'done' | 'died'> {
    let isDead = false;
    const died = death.then(() => {
      isDead = true;
      return 'died' as const;
    });
    const done = act(this.#world).then(
      () => 'done' as const,
      (error: unknown) => {
        if (!isDead) throw error;
        return 'died' as const;
      },
    );
    return Promise.race([done, died]);
  }

  /** Ends the dead bot's remains and starts another one. @param hasJobs - whether jobs were running, so that they run again */
  async restart(how: Restart, hasJobs: boolean): Promise<void> {
    const { running } = this.#world;
    this.#store.cutNow();
    await running.store.close().catch(() => undefined);
    this.#points.end();
    await running.stop().catch(() => undefined);
    this.#store.mend();
    this.clock.advanceMs(how === 'alone' ? 1_000 : hasJobs ? jobLeaseMs : leaseMs);
    const bot = botBeside(this.#template, this.#store, this.#embedded, this.#points);
    this.#world = await open(this.#template.variant, this.#dataDir, this.clock, bot, this.logged);
    if (how === 'alone') await this.#world.running.store.releaseAll(this.clock.now());
    if (hasJobs) await this.#world.tick();
  }

  /** Lets time pass until nothing waits any more. */
  async rest(): Promise<void> {
    for (let tries = 0; tries < 40; tries += 1) {
      await this.#world.settle();
      if ((await this.#waiting()) === 0) return;
      this.clock.advanceMs(tries < 10 ? 6_000 : 120_000);
    }
    throw new Error('the bot does not come to rest');
  }

  /** Every stored document by collection, straight from the store. */
  documents(): Promise<Record<string, Record<string, unknown>[]>> {
    return this.#direct(async (client) => {
      const names = (await client.db().listCollections().toArray()).map(({ name }) => name).sort();
      const all = names.map(async (name) => {
        const rows = await client.db().collection(name).find().sort({ _id: 1 }).toArray();
        return [name, rows as unknown as Record<string, unknown>[]] as const;
      });
      return Object.fromEntries(await Promise.all(all));
    });
  }

  /** How many updates the bot has taken in so far. */
  accepted(): Promise<number> {
    return this.#direct((client) => client.db().collection('receipts').countDocuments());
  }

  /** Puts a delivery back to where a process leaves it that dies between handing the message over and noting the answer. */
  async forgetAnswer(key: string): Promise<void> {
    const leaseUntil = new Date(this.clock.now().getTime() + leaseMs);
    await this.#direct(async (client) => {
      const found = await client
        .db()
        .collection<{ _id: string }>('deliveries')
        .updateOne(
          { _id: key, state: 'sent' },
          {
            $set: { state: 'sending', claim: 'dead', leaseUntil, unsure: true },
            $unset: { cardRef: 1, handle: 1, sentAt: 1 },
          },
        );
      if (found.modifiedCount !== 1) throw new Error(`${key} was not sent`);
    });
  }

  async #direct<T>(work: (client: InstanceType<typeof mongoose.mongo.MongoClient>) => Promise<T>): Promise<T> {
    const client = await new mongoose.mongo.MongoClient(this.#embedded.uri).connect();
    try {
      return await work(client);
    } finally {
      await client.close();
    }
  }

  async stop(): Promise<void> {
    await this.#world.running.store.close().catch(() => undefined);
    await this.#world.running.stop().catch(() => undefined);
    await this.#store.close();
    await this.#embedded.close();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  async #waiting(): Promise<number> {
    const { store } = this.#world.running;
    const trouble = this.#world.emulator
      .ledger()
      .flatMap(({ items }) => items)
      .filter((item) => item.trouble?.includes('稍后重发')).length;
    const soon = new Date(this.clock.now().getTime() + restMs);
    const messages = await this.#direct((client) =>
      client
        .db()
        .collection('deliveries')
        .countDocuments({ state: { $in: ['due', 'sending'] }, dueAt: { $lte: soon } }),
    );
    return (await store.receipts.open()) + messages + trouble;
  }
}

/** How a bot is broken off, and how it reaches its store; nothing of it for one that lives undisturbed. */
interface Bot {
  uri?: string;
  points?: StopAt;
  send?: SendCommand;
  patienceMs?: number;
}

function botBeside({ shortWay, patienceMs }: Template, store: CutStore, embedded: EmbeddedStore, points: StopAt): Bot {
  return {
    ...{ uri: store.uri, points },
    ...(shortWay === true ? { send: store.shortWay(embedded) } : {}),
    ...(patienceMs === undefined ? {} : { patienceMs }),
  };
}

async function open(
  variant: Variant,
  dataDir: string,
  clock: ManualClock,
  { uri, points, ...way }: Bot,
  logged: string[],
): Promise<World> {
  const config = readConfig({
    PORT: '0',
    EMULATOR_PORT: '0',
    DATA_DIR: dataDir,
    EMULATOR: 'on',
    LOG_LEVEL: 'silent',
    ...(uri === undefined ? {} : { MONGODB_URI: uri }),
  });
  const running = await start(config, {
    clock,
    log: listLog(logged),
    setClock: (time) => clock.moveTo(time),
    loops: false,
    storeDurable: false,
    county: () => smallCounty(variant),
    dingtalkTemplate: variant !== 'dingtalk-markdown',
    vendorRules: { dingtalkCallsPerSecond: 10_000 },
    ...(points === undefined ? {} : { probes: { crashPoint: points.at, ...way } }),
  });
  return new World(running, clock, variant === 'wecom' ? 'wecom' : 'dingtalk', dataDir, logged);
}

function listLog(logged: string[]): Log {
  const keep = (facts: Readonly<Record<string, unknown>>, sentence: string) => {
    logged.push(`${sentence} ${JSON.stringify(facts)}`);
  };
  return { debug: () => undefined, info: () => undefined, warn: keep, error: keep };
}
