import { existsSync, readFileSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import type { Registration } from '../chat/registration.ts';
import type { Identity } from '../chat/update.ts';
import {
  type DingtalkConfig,
  dingtalkConfig,
  type Given,
  type WecomAibotConfig,
  type WecomConfig,
  wecomAibotConfig,
  wecomConfig,
} from './config-accounts.ts';
import { type Environment, environmentSchema } from './config-environment.ts';
import { rateFaults, type SendingConfig, sendingConfig } from './config-sending.ts';
import { wrappingFault } from './config-values.ts';
import { misspeltKeys } from './misspelt-keys.ts';

export type { DingtalkConfig, WecomAibotConfig, WecomConfig };

export interface Config {
  port: number;
  host: string;
  dataDir: string;
  mongodbUri?: string;
  /** 64 hex digits. */
  proofKey?: string;
  publicUrl?: string;
  wecom?: WecomConfig;
  /** Never beside `wecom`. */
  wecomAibot?: WecomAibotConfig;
  dingtalk?: DingtalkConfig;
  bootstrapAdmins: Identity[];
  registration: Registration;
  sending: SendingConfig;
  /** How DingTalk hands over messages; the demo's too. */
  dingtalkMode: DingtalkConfig['mode'];
  emulator: boolean;
  emulatorPort: number;
  demo: boolean;
  logLevel: Environment['LOG_LEVEL'];
}

/** Every fault of a configuration at once, by name and never by value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`配置有误，请修改环境变量或 .env 文件后重试：\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/** Reads `.env` of the working folder, if there is one, beneath the real environment; then the environment. */
export function configFromProcess(): Config {
  if (!existsSync('.env')) return readConfig(process.env);
  loadEnvFile('.env');
  return readConfig(process.env, cutOffFaults(readFileSync('.env', 'utf8')));
}

/** Faults of a `.env` file whose values would be cut off: an unquoted `#` begins a comment. */
export function cutOffFaults(text: string): string[] {
  const cutOff = /^[^\S\n]*(?:export\s+)?(\w+)[^\S\n]*=[^\S\n]*(?!["'`])[^#\n]*[^\s#=]#/gm;
  return [...text.matchAll(cutOff)].flatMap(([, key = '']) =>
    key in environmentSchema.shape ? [`${key}: 值中有 #，其后会被当作注释，请把整个值放在单引号中`] : [],
  );
}

/**
 * @param faultsBefore - what was found wrong with where the environment came from
 * @throws ConfigError with all faults together
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  faultsBefore: readonly string[] = [],
): Config {
  const given = readEnvironment(environment);
  const { env, faults } = given;
  faults.unshift(...faultsBefore);
  const wecom = wecomConfig(given);
  const wecomAibot = wecomAibotConfig(given);
  if (wecom !== undefined && wecomAibot !== undefined)
    faults.push(
      'WECOM_AIBOT_ID: 智能机器人（WECOM_AIBOT_…）与自建应用（WECOM_CORP_ID 等五项）只能用一种，请清空其中一组',
    );
  const dingtalk = dingtalkConfig(given);
  const hasCredentials = [wecom, wecomAibot, dingtalk].some((account) => account !== undefined);
  const emulator = env.EMULATOR === undefined ? !hasCredentials : env.EMULATOR === 'on';
  if (emulator && hasCredentials) faults.push('EMULATOR: 已填写平台凭据时不能为 on（模拟器自带凭据）');
  if (env.DEMO === 'on' && hasCredentials)
    faults.push('DEMO: 已填写平台凭据时不能为 on（会把虚构人员写进空的信息库），请删去 DEMO，或改为 off');
  if (!emulator && !hasCredentials && faults.length === 0) faults.push('EMULATOR: 为 off 时须填写企业微信或钉钉的凭据');
  if (emulator && env.PORT !== 0 && env.PORT === env.EMULATOR_PORT) faults.push('EMULATOR_PORT: 不能与 PORT 相同');
  faults.push(...rateFaults(env));
  const bootstrapAdmins = readAdmins(env.BOOTSTRAP_ADMINS, faults);
  if (faults.length > 0) throw new ConfigError(faults);
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: env.DATA_DIR,
    ...(env.MONGODB_URI === undefined ? {} : { mongodbUri: env.MONGODB_URI }),
    ...(env.PROOF_KEY === undefined ? {} : { proofKey: env.PROOF_KEY }),
    ...(env.PUBLIC_URL === undefined ? {} : { publicUrl: env.PUBLIC_URL }),
    ...(wecom === undefined ? {} : { wecom }),
    ...(wecomAibot === undefined ? {} : { wecomAibot }),
    ...(dingtalk === undefined ? {} : { dingtalk }),
    bootstrapAdmins,
    registration: {
      ...(env.RECORD_NUMBER === undefined ? {} : { recordNumber: env.RECORD_NUMBER }),
      ...(env.RESPONSIBLE_UNIT === undefined ? {} : { responsibleUnit: env.RESPONSIBLE_UNIT }),
    },
    sending: sendingConfig(env),
    dingtalkMode: env.DINGTALK_MODE,
    emulator,
    emulatorPort: env.EMULATOR_PORT,
    demo: env.DEMO === undefined ? emulator : env.DEMO === 'on',
    logLevel: env.LOG_LEVEL,
  };
}

/** Each value by itself, and the faults of those that were refused; an empty value is none. */
function readEnvironment(environment: Readonly<Record<string, string | undefined>>): Given {
  const values = Object.entries(environment).flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [[key, value] as const],
  );
  const keys = Object.keys(environmentSchema.shape);
  const faults = misspeltKeys(
    values.map(([key]) => key),
    keys,
  );
  const broken = new Set<string>();
  const refuse = (key: string, message: string) => {
    if (!broken.has(key)) faults.push(`${key}: ${message}`);
    broken.add(key);
  };
  for (const [key, value] of values) {
    const fault = keys.includes(key) ? wrappingFault(value) : undefined;
    if (fault !== undefined) refuse(key, fault);
  }
  const parsed = environmentSchema.safeParse(Object.fromEntries(values.filter(([key]) => !broken.has(key))));
  for (const { path, message } of parsed.error?.issues ?? []) refuse(path.join('.'), message);
  const env = environmentSchema.parse(Object.fromEntries(values.filter(([key]) => !broken.has(key))));
  return { env, broken, faults };
}

function readAdmins(list: string, faults: string[]): Identity[] {
  const admins: Identity[] = [];
  for (const entry of list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')) {
    const match = /^(wecom|dingtalk):([0-9A-Za-z_.@-]{1,64})$/.exec(entry);
    if (match === null) faults.push('BOOTSTRAP_ADMINS: 每一项应形如 wecom:zhangsan 或 dingtalk:0123，以逗号分隔');
    else
      admins.push({
        platform: match[1] as Identity['platform'],
        userId: match[1] === 'wecom' ? String(match[2]).toLowerCase() : String(match[2]),
      });
  }
  return admins;
}
