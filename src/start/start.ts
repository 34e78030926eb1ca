import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../clock.ts';
import type { CadreRecord, UnitRecord } from '../county/cadre.ts';
import { type EmbeddedStore, type StoreLog, startEmbeddedStore, startStoreThread } from '../embedded/index.ts';
import type { Emulator } from '../emulator/emulator.ts';
import type { VendorRules } from '../emulator/rules.ts';
import type { Log } from '../log.ts';
import type { Probes } from '../store/crash-point.ts';
import { openStore, type Store } from '../stores.ts';
import { shippedRulePacks } from '../training/rule-packs.ts';
import { App } from './app.ts';
import type { Config } from './config.ts';
import { connectEmulator, fillDemoCounty, startDemoVendors, type Tick, withJobsOnTheWay } from './demo.ts';
import { heldWords } from './held-words.ts';
import { countHeld } from './hold.ts';
import { announce, createPlatforms, dingtalkLedger } from './platforms.ts';

/** What a start is given besides the configuration. */
export interface Surroundings {
  clock: Clock;
  log: Log;
  /** Present where the clock may be moved from the emulator's page. */
  setClock?: (time: Date) => void | Promise<void>;
  /** `false` leaves loops and jobs to the caller (`app.settle`, `scheduler.tick`). */
  loops: boolean;
  /** `true` keeps the embedded store in a thread of its own, so that it never holds up an answer; it then goes by the system's clock. */
  storeThread?: boolean;
  /** What the embedded store in this thread goes by when it forgets old rows; `clock` unless given. */
  storeClock?: Clock;
  /** `false`: the embedded store in this thread does not wait for the disk, for tests in which nothing cuts the power. */
  storeDurable?: boolean;
  /** The people an empty demo store is filled with; the demo county unless given. */
  county?: () => { units: readonly UnitRecord[]; cadres: readonly CadreRecord[] };
  /** `false` sends DingTalk cards as Markdown, as where no template is configured. */
  dingtalkTemplate?: boolean;
  /** Emulated vendor behaviour that differs from the usual. */
  vendorRules?: Partial<VendorRules>;
  /** Where a test breaks off. */
  probes?: Probes;
}

export interface Running {
  app: App;
  store: Store;
  /** The bot's own address. */
  url: string;
  emulator?: Emulator;
  stop(): Promise<void>;
}

/** A callback that is being taken is answered well within this. */
const mostClosingMs = 2_000;

/** Builds everything once and starts it: store, platforms or their emulator, bot. What was started is stopped if a later part fails. */
export async function start(config: Config, around: Surroundings): Promise<Running> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const store = await openCounty(config, around, stops);
    await store.roster.finishInterrupted();
    if (config.demo) await fillDemoCounty(store, around.county);
    let tick: Tick = () => Promise.resolve();
    const movable = withJobsOnTheWay(around, (only) => tick(only));
    const emulated = config.emulator ? await startDemoVendors(config, store, movable, stops) : undefined;
    const accounts = emulated ?? config;
    const ledger = accounts.dingtalk && dingtalkLedger(config, { store, ...around });
    const platforms = createPlatforms(accounts, { store, ...around }, ledger);
    const app = new App({
      store,
      platforms: platforms.all,
      ...around,
      packs: shippedRulePacks(),
      admins: config.bootstrapAdmins,
      sending: config.sending,
      ...(ledger === undefined ? {} : { quota: { platform: 'dingtalk', ledger } }),
    });
    const server = await listen(createServer(app.koa.callback()), config.host, config.port);
    stops.push(
      () => app.stop(),
      () => closeServer(server),
    );
    const url = addressOf(server, config.host);
    const held = await countHeld(store);
    if (held.messages + held.updates > 0) around.log.warn({ ...held }, heldWords.afterRestore(held));
    await app.recallSent();
    if (around.loops) {
      app.start();
      tick = (only) => app.scheduler.tick(only);
    }
    await app.connect();
    // First what the bot registers by itself: what an emulator still holds from before goes out as soon as it is connected.
    await announce(platforms, config.publicUrl ?? url, around.log);
    if (emulated !== undefined) await connectEmulator(emulated.emulator, url);
    return { app, store, url, ...(emulated === undefined ? {} : { emulator: emulated.emulator }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openCounty(config: Config, around: Surroundings, stops: (() => Promise<unknown>)[]): Promise<Store> {
  if (config.mongodbUri !== undefined) {
    const store = await openStore(config.mongodbUri, around.probes);
    stops.push(() => store.close());
    return store;
  }
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const embedded = await startStore(config.dataDir, around);
  stops.push(() => embedded.close());
  const store = await openStore(embedded.uri, around.probes);
  stops.push(() => store.close());
  await store.releaseAll(around.clock.now());
  return store;
}

function startStore(
  dataDir: string,
  { clock, storeClock = clock, storeDurable, log, storeThread }: Surroundings,
): Promise<EmbeddedStore> {
  const told: StoreLog = (what, facts) => log.warn(facts ?? {}, `embedded store: ${what}`);
  if (storeThread !== true)
    return startEmbeddedStore({ dataDir, clock: storeClock, log: told, durable: storeDurable ?? true });
  return startStoreThread({
    dataDir,
    log: told,
    died: (cause) => {
      throw cause;
    },
  });
}

function listen(server: Server, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** A connection on which nothing was asked yet would hold the server up for a minute: those that are left are cut off soon. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    setTimeout(() => server.closeAllConnections(), mostClosingMs).unref();
  });
}
