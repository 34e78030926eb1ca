import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type EmbeddedStore, type StoreLog, startEmbeddedStore, startStoreThread } from '../embedded/index.ts';
import type { Emulator } from '../emulator/emulator.ts';
import { longPatienceMs, type Patience, usualPatienceMs } from '../store/deadline.ts';
import { openStore, type Store } from '../stores.ts';
import { shippedRulePacks } from '../training/rule-packs.ts';
import { App } from './app.ts';
import type { Config } from './config.ts';
import type { DemoHands } from './demo.ts';
import { heldWords } from './held-words.ts';
import { countHeld } from './hold.ts';
import type { StartOptions } from './options.ts';
import { keysInFolder } from './passing-key-files.ts';
import { announce, createPlatforms, dingtalkLedger } from './platforms.ts';
import { StartProgress } from './progress.ts';
import { makeSeal } from './proof-key.ts';

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
export async function start(config: Config, options: StartOptions): Promise<Running> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  const patience = { ms: longPatienceMs };
  const progress = new StartProgress(options.progress);
  try {
    const store = await openCounty(config, options, patience, stops);
    progress.at('county');
    await store.roster.finishInterrupted();
    // A bot with real credentials needs neither the invented county nor the emulator, and does not load them.
    const demo = config.demo || config.emulator ? await import('./demo.ts') : undefined;
    if (config.demo) await demo?.fillDemoCounty(store, options);
    progress.at('emulator');
    const hands: DemoHands = { tick: () => Promise.resolve(), settle: () => Promise.resolve() };
    const movable = demo?.withJobsOnTheWay(options, store, hands) ?? options;
    const emulated = config.emulator ? await demo?.startDemoVendors(config, store, movable, hands, stops) : undefined;
    const accounts = emulated ?? config;
    const ledger = accounts.dingtalk && dingtalkLedger(config, { store, ...options });
    const platforms = createPlatforms(accounts, { store, ...options }, ledger, config.sending);
    const address: { url?: string } = config.publicUrl === undefined ? {} : { url: config.publicUrl };
    const app = new App({
      store,
      pagesAt: () => address.url,
      platforms: platforms.all,
      ...options,
      packs: shippedRulePacks(),
      admins: config.bootstrapAdmins,
      registration: config.registration,
      sending: config.sending,
      ...(options.loops ? {} : { receiptWithinMs: longPatienceMs }),
      ...(ledger === undefined ? {} : { quota: { platform: 'dingtalk', ledger } }),
    });
    const server = await listen(createServer(app.listener), config.host, config.port);
    // In turn: the server answers 503 while the bot ends what is under way, then it closes.
    stops.push(
      () => closeServer(server),
      () => app.stop(),
    );
    const url = addressOf(server, config.host);
    hands.url = url;
    address.url ??= url;
    const held = await countHeld(store);
    if (held.messages + held.updates > 0) options.log.warn({ ...held }, heldWords.afterRestore(held));
    progress.at('sent');
    await app.recallSent();
    progress.at('connection');
    if (options.loops) {
      app.start();
      hands.tick = (only) => app.scheduler.tick(only);
    }
    await app.connect();
    // First what the bot registers by itself: what an emulator still holds from before goes out as soon as it is connected.
    await announce(platforms, config.publicUrl ?? url, options.log);
    if (emulated !== undefined) {
      await demo?.connectEmulator(emulated.emulator, url);
      if (options.loops) hands.settle = async () => demo?.settleDemo({ app, store, ...emulated }, options);
    }
    if (options.loops || config.mongodbUri !== undefined) patience.ms = options.probes?.patienceMs ?? usualPatienceMs;
    return { app, store, url, ...(emulated === undefined ? {} : { emulator: emulated.emulator }), stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    progress.end();
  }
}

async function openCounty(
  config: Config,
  options: StartOptions,
  patience: Readonly<Patience>,
  stops: (() => Promise<unknown>)[],
): Promise<Store> {
  const seal = makeSeal(config);
  if (seal === undefined) options.log.error({}, 'the key of proofs cannot be read: no proof is taken or shown');
  const keys = keysInFolder(config.dataDir);
  if (config.mongodbUri !== undefined) {
    const store = await openStore(config.mongodbUri, { patience, seal, keys, ...options.probes });
    stops.push(() => store.close());
    return store;
  }
  const embedded = await startStore(config.dataDir, options);
  stops.push(() => embedded.close());
  const { uri, command: send } = embedded;
  const store = await openStore(uri, {
    patience,
    answersWithinMs: longPatienceMs,
    send,
    seal,
    keys,
    ...options.probes,
  });
  stops.push(() => store.close());
  await store.releaseAll(options.clock.now());
  return store;
}

function startStore(
  dataDir: string,
  { clock, storeClock = clock, storeDurable: durable = true, log, storeThread }: StartOptions,
): Promise<EmbeddedStore> {
  const told: StoreLog = (what, facts) => log.warn(facts ?? {}, `embedded store: ${what}`);
  if (storeThread !== true) return startEmbeddedStore({ dataDir, clock: storeClock, log: told, durable });
  return startStoreThread({
    dataDir,
    durable,
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
