import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { jobs, nightly } from '../../jobs/index.ts';
import type { Job } from '../../jobs/job.ts';
import { type DemoAccounts, demoAccounts } from '../demo/accounts.ts';
import { makeDemoCounty } from '../demo/county.ts';
import { emulatedPeople } from '../demo/emulated-people.ts';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import type { VendorRules } from '../emulator/rules.ts';
import { jump } from '../schedule/jump.ts';
import type { Store } from '../stores.ts';
import type { Config, DingtalkConfig, WecomConfig } from './config.ts';
import type { StartOptions } from './options.ts';

const demoSeed = 20260101;
/** Of the robot in the demo's one group that people made themselves (docs/emulator.md). */
const demoRobotKey = 'demo-group-robot';
const mostInDemoGroup = 8;
/** Where the clock is moved by hand, the vendors wait for a machine that is busy with something else, too. */
const patienceMs = 10 * 60_000;
const unhurriedVendors: Partial<VendorRules> = {
  wecomTimeoutMs: patienceMs,
  robotTimeoutMs: patienceMs,
  cardTimeoutMs: patienceMs,
  eventTimeoutMs: patienceMs,
  streamAckMs: patienceMs,
};

/** The demo county, into an empty store only. */
export async function fillDemoCounty(
  store: Store,
  county: StartOptions['county'] = () => makeDemoCounty(demoSeed),
): Promise<void> {
  if ((await store.cadres.count()) > 0) return;
  const { units, cadres } = county();
  await store.units.put(units.map(({ id, ...unit }) => ({ _id: id, ...unit })));
  await store.cadres.fill(cadres.map(({ id, ...cadre }) => ({ _id: id, ...cadre })));
}

/** Runs what is due, of these jobs or, without any named, of all. */
export type Tick = (only?: readonly Job[]) => Promise<void>;

/** A clock that is put forward from the page passes the hours of the daily jobs; what is done at night is done once, at the end. */
export function withJobsOnTheWay(options: StartOptions, tick: Tick): StartOptions {
  const { clock, setClock } = options;
  if (setClock === undefined) return options;
  const passed = jobs.filter((job) => !nightly.includes(job));
  return { ...options, setClock: (to) => jump(to, clock, setClock, passed, tick) };
}

/** The emulator of both vendors, and the accounts that the bot has with it. */
interface Emulated {
  emulator: Emulator;
  wecom: WecomConfig;
  dingtalk: DingtalkConfig;
}

/** Starts both emulated vendors with the people of the store; they are stopped with the bot. */
export async function startDemoVendors(
  config: Config,
  store: Store,
  options: StartOptions,
  stops: (() => Promise<unknown>)[],
): Promise<Emulated> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const accounts: DemoAccounts = demoAccounts(config.dataDir);
  const { cardTemplateId, ...dingtalk } = accounts.dingtalk;
  const template = options.dingtalkTemplate === false ? {} : { cardTemplateId };
  const [cadres, units] = await Promise.all([store.cadres.all(), store.units.all()]);
  const people = emulatedPeople(cadres, units);
  const members = people.flatMap(({ vendor, userId }) => (vendor === 'wecom' ? [userId] : []));
  const robot = { key: demoRobotKey, group: '工作群', name: '群机器人', members: members.slice(0, mostInDemoGroup) };
  const emulator = await startEmulator({
    port: config.emulatorPort,
    clock: options.clock,
    journalFile: join(config.dataDir, 'emulator.jsonl'),
    wecom: { ...accounts.wecom, agentId: Number(accounts.wecom.agentId), webhookRobots: [robot] },
    dingtalk: { ...dingtalk, ...template },
    people,
    ...(options.setClock === undefined ? {} : { setClock: options.setClock }),
    rules: { ...(options.loops ? {} : unhurriedVendors), ...options.vendorRules },
  });
  stops.push(() => emulator.close());
  return {
    emulator,
    wecom: { ...accounts.wecom, apiBase: emulator.wecomApiBase },
    dingtalk: {
      ...{ ...dingtalk, ...template, mode: config.dingtalkMode },
      ...{ apiBase: emulator.dingtalkApiBase, oapiBase: emulator.dingtalkOapiBase },
    },
  };
}

/** Tells the emulator where callbacks go, and has it verify the addresses as the vendors do. */
export async function connectEmulator(emulator: Emulator, url: string): Promise<void> {
  emulator.setCallbackUrls({
    wecom: `${url}/wecom/callback`,
    robot: `${url}/dingtalk/robot`,
    events: `${url}/dingtalk/events`,
  });
  const faults = await emulator.verifyUrls();
  if (faults.length > 0) throw new Error(`模拟器未能连上机器人：${faults.join('；')}`);
}
