import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../src/clock.ts';
import { emulatedPeople } from '../../src/demo/emulated-people.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import type { VendorRules } from '../../src/emulator/rules.ts';
import type { Log } from '../../src/log.ts';
import { type Config, readConfig } from '../../src/start/config.ts';
import { type Running, start } from '../../src/start/start.ts';
import { smallCounty } from './county.ts';
import { patientVendors } from './patient-vendors.ts';

const wecom = {
  corpId: 'ww0000000000000001',
  agentId: 1000002,
  secret: 'wecom-secret',
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};
const aibot = {
  botId: 'AIBOTID',
  name: '学册助手',
  mode: 'callback' as const,
  secret: 'aibot-secret',
  token: 'aibottoken',
  encodingAesKey: '4Ma3YBrSBbX2aez8MJpXGBne5LSDwgGqHbhM9WPYIws',
};
/** Sits in a group that some of the people made themselves. */
export const webhookRobot = {
  key: '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa',
  group: '春季班群',
  name: '通知',
  members: ['teacher', 'zhao'],
};
const dingtalk = {
  appKey: 'dingappkey',
  appSecret: 'ding-secret',
  robotCode: 'dingappkey',
  corpId: 'ding123',
  eventToken: 'eventtoken',
  eventAesKey: '4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij',
  cardTemplateId: 'xuece.schema',
};

/** A company at both vendors and a bot that knows it by its environment alone, as in production. */
export interface Tenant {
  emulator: Emulator;
  running: Running;
  /** What the bot was started with; `PORT` is the one it listens on. */
  environment: Readonly<Record<string, string>>;
  /** Everything logged at warn and above. */
  logged: readonly string[];
  stop(): Promise<void>;
}

export interface TenantOptions {
  clock?: Clock;
  rules?: Partial<VendorRules>;
  /** Added to the environment. */
  environment?: Readonly<Record<string, string>>;
}

export async function startTenant({ clock = systemClock, rules = {}, environment = {} }: TenantOptions = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'xuece-tenant-'));
  const { units, cadres } = county();
  const emulator = await startEmulator({
    port: 0,
    clock,
    // Tests ask faster than people: a rate limit would make the bot wait a real second.
    rules: { ...patientVendors, dingtalkCallsPerSecond: 10_000, ...rules },
    wecom: { ...wecom, aibot, webhookRobots: [webhookRobot] },
    dingtalk,
    people: emulatedPeople(cadres, units),
  });
  const given = { ...environmentOf(emulator), PORT: '0', DATA_DIR: dataDir, ...environment };
  const logged: string[] = [];
  const running = await start(readConfig(given), { clock, log: listLog(logged), loops: false, storeDurable: false });
  await running.store.units.put(units);
  await running.store.cadres.put(cadres);
  emulator.setCallbackUrls({
    wecom: `${running.url}/wecom/callback`,
    aibot: `${running.url}/wecom/callback`,
    robot: `${running.url}/dingtalk/robot`,
    events: `${running.url}/dingtalk/events`,
  });
  const stop = async () => {
    await running.stop();
    await emulator.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const port = new URL(running.url).port;
  return { emulator, running, logged, environment: { ...given, PORT: port }, stop } satisfies Tenant;
}

/** The configuration with some of the environment changed; an empty value takes a line out. */
export function configOf(tenant: Tenant, changes: Readonly<Record<string, string>> = {}): Config {
  return readConfig({ ...tenant.environment, ...changes });
}

/** Changes to the environment: the company's AI robot instead of its app. */
export const aibotInsteadOfApp: Readonly<Record<string, string>> = {
  ...{ WECOM_CORP_ID: '', WECOM_AGENT_ID: '', WECOM_SECRET: '', WECOM_TOKEN: '', WECOM_ENCODING_AES_KEY: '' },
  WECOM_AIBOT_ID: aibot.botId,
  WECOM_AIBOT_TOKEN: aibot.token,
  WECOM_AIBOT_ENCODING_AES_KEY: aibot.encodingAesKey,
};

function environmentOf(emulator: Emulator): Record<string, string> {
  return {
    WECOM_CORP_ID: wecom.corpId,
    WECOM_AGENT_ID: String(wecom.agentId),
    WECOM_SECRET: wecom.secret,
    WECOM_TOKEN: wecom.token,
    WECOM_ENCODING_AES_KEY: wecom.encodingAesKey,
    WECOM_API_BASE: emulator.wecomApiBase,
    DINGTALK_APP_KEY: dingtalk.appKey,
    DINGTALK_APP_SECRET: dingtalk.appSecret,
    DINGTALK_ROBOT_CODE: dingtalk.robotCode,
    DINGTALK_CORP_ID: dingtalk.corpId,
    DINGTALK_EVENT_TOKEN: dingtalk.eventToken,
    DINGTALK_EVENT_AES_KEY: dingtalk.eventAesKey,
    DINGTALK_CARD_TEMPLATE_ID: dingtalk.cardTemplateId,
    DINGTALK_CARD_SECRET: 'card-secret-of-our-own',
    DINGTALK_API_BASE: emulator.dingtalkApiBase,
    DINGTALK_OAPI_BASE: emulator.dingtalkOapiBase,
    BOOTSTRAP_ADMINS: 'wecom:admin',
  };
}

/** The small county with everybody on both platforms. */
function county() {
  const { units, cadres } = smallCounty('wecom');
  return {
    units: units.map(({ id, ...unit }) => ({ _id: id, ...unit })),
    cadres: cadres.map(({ id, ...cadre }) => ({ _id: id, ...cadre, identities: { wecom: id, dingtalk: id } })),
  };
}

function listLog(logged: string[]): Log {
  const keep = (facts: Readonly<Record<string, unknown>>, sentence: string) => {
    logged.push(`${sentence} ${JSON.stringify(facts)}`);
  };
  return { debug: () => undefined, info: () => undefined, warn: keep, error: keep };
}
