import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { jobs } from '../jobs/index.ts';
import { App } from './app.ts';
import type { ChatPlatform } from './chat/platform.ts';
import { PLATFORM_NAMES } from './chat/update.ts';
import type { Clock } from './clock.ts';
import type { Config, DingtalkConfig, WecomConfig } from './config.ts';
import { type DemoAccounts, demoAccounts } from './demo/accounts.ts';
import { makeDemoCounty } from './demo/county.ts';
import { emulatedPeople } from './demo/emulated-people.ts';
import type { CadreRecord, UnitRecord } from './domain/cadre.ts';
import { shippedRulePacks } from './domain/rule-packs.ts';
import { type EmbeddedStore, type StoreLog, startEmbeddedStore, startStoreThread } from './embedded/index.ts';
import { type Emulator, startEmulator } from './emulator/emulator.ts';
import type { VendorRules } from './emulator/options.ts';
import type { Log } from './log.ts';
import { QuotaLedger } from './outbox/quota.ts';
import { createDingtalkPlatform, type DingtalkPlatform } from './platforms/dingtalk/platform.ts';
import { createWecomPlatform } from './platforms/wecom/platform.ts';
import { jump } from './schedule/jump.ts';
import { openStore, type Store } from './store/open.ts';

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
  /** The people an empty demo store is filled with; the demo county unless given. */
  county?: () => { units: readonly UnitRecord[]; cadres: readonly CadreRecord[] };
  /** `false` sends DingTalk cards as Markdown, as where no template is configured. */
  dingtalkTemplate?: boolean;
  /** Emulated vendor behaviour that differs from the usual. */
  vendorRules?: Partial<VendorRules>;
}

export interface Running {
  app: App;
  store: Store;
  /** The bot's own address. */
  url: string;
  emulator?: Emulator;
  stop(): Promise<void>;
}

const demoSeed = 20260101;

/** Builds everything once and starts it: store, platforms or their emulator, bot. What was started is stopped if a later part fails. */
export async function start(config: Config, around: Surroundings): Promise<Running> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const store = await openCounty(config, around, stops);
    await store.roster.finishInterrupted();
    if (config.demo) await fillDemoCounty(store, around.county ?? (() => makeDemoCounty(demoSeed)));
    let tick = () => Promise.resolve();
    const movable = withJobsOnTheWay(around, () => tick());
    const emulated = config.emulator ? await startDemoVendors(config, store, movable, stops) : undefined;
    const accounts = emulated ?? config;
    const ledger = accounts.dingtalk && dingtalkLedger(config, store, around);
    const platforms = createPlatforms(accounts, around, ledger);
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
    const url = addressOf(server, config.host);
    await app.recallSent();
    if (around.loops) {
      app.start();
      tick = () => app.scheduler.tick();
    }
    stops.push(
      () => app.stop(),
      () => closeServer(server),
    );
    const publicUrl = config.publicUrl ?? url;
    if (emulated !== undefined) await connectEmulator(emulated.emulator, url);
    await registerCards(platforms.dingtalk, publicUrl, around.log);
    return { app, store, url, ...(emulated === undefined ? {} : { emulator: emulated.emulator }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openCounty(config: Config, around: Surroundings, stops: (() => Promise<unknown>)[]): Promise<Store> {
  if (config.mongodbUri !== undefined) {
    const store = await openStore(config.mongodbUri);
    stops.push(() => store.close());
    return store;
  }
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const embedded = await startStore(config.dataDir, around);
  stops.push(() => embedded.close());
  const store = await openStore(embedded.uri);
  stops.push(() => store.close());
  await store.releaseAll(around.clock.now());
  return store;
}

function startStore(
  dataDir: string,
  { clock, storeClock = clock, log, storeThread }: Surroundings,
): Promise<EmbeddedStore> {
  const told: StoreLog = (what, facts) => log.warn(facts ?? {}, `embedded store: ${what}`);
  if (storeThread !== true) return startEmbeddedStore({ dataDir, clock: storeClock, log: told });
  return startStoreThread({
    dataDir,
    log: told,
    died: (cause) => {
      throw cause;
    },
  });
}

/** The demo county, into an empty store only. */
async function fillDemoCounty(store: Store, county: NonNullable<Surroundings['county']>): Promise<void> {
  if ((await store.cadres.count()) > 0) return;
  const { units, cadres } = county();
  await store.units.put(units.map(({ id, ...unit }) => ({ _id: id, ...unit })));
  await store.cadres.fill(cadres.map(({ id, ...cadre }) => ({ _id: id, ...cadre })));
}

/** A clock that is put forward from the page passes the hours of the daily jobs. */
function withJobsOnTheWay(around: Surroundings, tick: () => Promise<void>): Surroundings {
  const { clock, setClock } = around;
  if (setClock === undefined) return around;
  const schedules = jobs.map((job) => job.schedule);
  return { ...around, setClock: (to) => jump(to, clock, setClock, schedules, tick) };
}

interface Emulated {
  emulator: Emulator;
  wecom: WecomConfig;
  dingtalk: DingtalkConfig;
}

async function startDemoVendors(
  config: Config,
  store: Store,
  around: Surroundings,
  stops: (() => Promise<unknown>)[],
): Promise<Emulated> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const accounts: DemoAccounts = demoAccounts(config.dataDir);
  const { cardTemplateId, ...dingtalk } = accounts.dingtalk;
  const template = around.dingtalkTemplate === false ? {} : { cardTemplateId };
  const [cadres, units] = await Promise.all([store.cadres.all(), store.units.all()]);
  const emulator = await startEmulator({
    port: config.emulatorPort,
    clock: around.clock,
    journalFile: join(config.dataDir, 'emulator.jsonl'),
    wecom: { ...accounts.wecom, agentId: Number(accounts.wecom.agentId) },
    dingtalk: { ...dingtalk, ...template },
    people: emulatedPeople(cadres, units),
    ...(around.setClock === undefined ? {} : { setClock: around.setClock }),
    ...(around.vendorRules === undefined ? {} : { rules: around.vendorRules }),
  });
  stops.push(() => emulator.close());
  return {
    emulator,
    wecom: { ...accounts.wecom, apiBase: emulator.wecomApiBase },
    dingtalk: { ...dingtalk, ...template, apiBase: emulator.dingtalkApiBase, oapiBase: emulator.dingtalkOapiBase },
  };
}

function dingtalkLedger({ sending }: Config, store: Store, { clock, log }: Surroundings): QuotaLedger {
  return new QuotaLedger({ platform: 'dingtalk', allowance: sending.dingtalkMonth, usage: store.usage, clock, log });
}

function createPlatforms(
  accounts: { wecom?: WecomConfig; dingtalk?: DingtalkConfig },
  { clock, log }: Surroundings,
  ledger: QuotaLedger | undefined,
): { all: ChatPlatform[]; dingtalk: DingtalkPlatform | undefined } {
  const wecom = accounts.wecom === undefined ? undefined : createWecomPlatform({ ...accounts.wecom, clock, log });
  const { cardSecret, ...account } = accounts.dingtalk ?? {};
  const dingtalk =
    accounts.dingtalk === undefined
      ? undefined
      : createDingtalkPlatform({
          ...accounts.dingtalk,
          ...account,
          ...(cardSecret === undefined ? {} : { cardCallbackSecret: cardSecret }),
          ...(ledger === undefined ? {} : { spent: (what) => ledger.spent(what) }),
          clock,
          log,
        });
  const made = { wecom, dingtalk };
  return { all: PLATFORM_NAMES.map((name) => made[name]).filter((platform) => platform !== undefined), dingtalk };
}

async function connectEmulator(emulator: Emulator, url: string): Promise<void> {
  emulator.setCallbackUrls({
    wecom: `${url}/wecom/callback`,
    robot: `${url}/dingtalk/robot`,
    events: `${url}/dingtalk/events`,
  });
  const faults = await emulator.verifyUrls();
  if (faults.length > 0) throw new Error(`模拟器未能连上机器人：${faults.join('；')}`);
}

/** DingTalk has to know where presses go. A vendor that is down at start does not keep the bot from running: it is asked again. */
async function registerCards(dingtalk: DingtalkPlatform | undefined, publicUrl: string, log: Log): Promise<void> {
  if (dingtalk === undefined) return;
  try {
    await dingtalk.registerCardCallback(`${publicUrl}/dingtalk/card`);
  } catch (error) {
    log.warn(
      { reason: error instanceof Error ? error.message : 'unknown' },
      'DingTalk did not take the card callback address; asking again in a minute',
    );
    setTimeout(() => void registerCards(dingtalk, publicUrl, log), 60_000).unref();
  }
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

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
