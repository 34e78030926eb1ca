import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import type { Identity } from '../chat/update.ts';
import { type Environment, environmentSchema } from './config-environment.ts';
import { type SendingConfig, sendingConfig } from './config-sending.ts';

export interface WecomConfig {
  corpId: string;
  agentId: string;
  secret: string;
  token: string;
  encodingAesKey: string;
  apiBase: string;
}

/** An AI robot (智能机器人) with a callback address, in place of an app. */
export interface WecomAibotConfig {
  botId: string;
  token: string;
  encodingAesKey: string;
  apiBase: string;
}

export interface DingtalkConfig {
  appKey: string;
  appSecret: string;
  robotCode: string;
  corpId: string;
  mode: 'http' | 'stream';
  /** Needed in http mode. */
  eventToken?: string;
  eventAesKey?: string;
  /** What events are sealed for; the AppKey unless given. */
  eventOwnerKey?: string;
  agentId?: number;
  cardTemplateId?: string;
  cardSecret?: string;
  cardCallbackRouteKey?: string;
  sessionAnswersCount?: boolean;
  apiBase: string;
  oapiBase: string;
}

export interface Config {
  port: number;
  host: string;
  dataDir: string;
  mongodbUri?: string;
  publicUrl?: string;
  wecom?: WecomConfig;
  /** Never beside `wecom`. */
  wecomAibot?: WecomAibotConfig;
  dingtalk?: DingtalkConfig;
  bootstrapAdmins: Identity[];
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
  if (existsSync('.env')) loadEnvFile('.env');
  return readConfig(process.env);
}

/** @throws ConfigError with all faults together */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const env = parsed.data;
  const faults: string[] = [];
  const wecom = wecomConfig(env, faults);
  const wecomAibot = wecomAibotConfig(env, faults);
  if (wecom !== undefined && wecomAibot !== undefined)
    faults.push(
      'WECOM_AIBOT_ID: 智能机器人（WECOM_AIBOT_…）与自建应用（WECOM_CORP_ID 等五项）只能用一种，请清空其中一组',
    );
  const dingtalk = dingtalkConfig(env, faults);
  const hasCredentials = [wecom, wecomAibot, dingtalk].some((account) => account !== undefined);
  const emulator = env.EMULATOR === undefined ? !hasCredentials : env.EMULATOR === 'on';
  if (emulator && hasCredentials) faults.push('EMULATOR: 已填写平台凭据时不能为 on（模拟器自带凭据）');
  if (!emulator && !hasCredentials && faults.length === 0) faults.push('EMULATOR: 为 off 时须填写企业微信或钉钉的凭据');
  if (emulator && env.PORT !== 0 && env.PORT === env.EMULATOR_PORT) faults.push('EMULATOR_PORT: 不能与 PORT 相同');
  const bootstrapAdmins = readAdmins(env.BOOTSTRAP_ADMINS, faults);
  if (faults.length > 0) throw new ConfigError(faults);
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: env.DATA_DIR,
    ...(env.MONGODB_URI === undefined ? {} : { mongodbUri: env.MONGODB_URI }),
    ...(env.PUBLIC_URL === undefined ? {} : { publicUrl: env.PUBLIC_URL }),
    ...(wecom === undefined ? {} : { wecom }),
    ...(wecomAibot === undefined ? {} : { wecomAibot }),
    ...(dingtalk === undefined ? {} : { dingtalk }),
    bootstrapAdmins,
    sending: sendingConfig(env),
    dingtalkMode: env.DINGTALK_MODE,
    emulator,
    emulatorPort: env.EMULATOR_PORT,
    demo: env.DEMO === undefined ? emulator : env.DEMO === 'on',
    logLevel: env.LOG_LEVEL,
  };
}

function wecomConfig(env: Environment, faults: string[]): WecomConfig | undefined {
  const keys = ['WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_TOKEN', 'WECOM_ENCODING_AES_KEY'] as const;
  const values = together(env, keys, faults);
  if (values === undefined) return undefined;
  const [corpId, agentId, secret, token, encodingAesKey] = values;
  return { corpId, agentId, secret, token, encodingAesKey, apiBase: env.WECOM_API_BASE };
}

function wecomAibotConfig(env: Environment, faults: string[]): WecomAibotConfig | undefined {
  const values = together(env, ['WECOM_AIBOT_ID', 'WECOM_AIBOT_TOKEN', 'WECOM_AIBOT_ENCODING_AES_KEY'], faults);
  if (values === undefined) return undefined;
  const [botId, token, encodingAesKey] = values;
  return { botId, token, encodingAesKey, apiBase: env.WECOM_API_BASE };
}

function dingtalkConfig(env: Environment, faults: string[]): DingtalkConfig | undefined {
  const keys = ['DINGTALK_APP_KEY', 'DINGTALK_APP_SECRET', 'DINGTALK_ROBOT_CODE', 'DINGTALK_CORP_ID'] as const;
  const eventKeys = ['DINGTALK_EVENT_TOKEN', 'DINGTALK_EVENT_AES_KEY'] as const;
  const mode = env.DINGTALK_MODE;
  const isHttp = mode === 'http';
  const values = together(env, isHttp ? [...keys, ...eventKeys] : keys, faults);
  if (values === undefined) return undefined;
  if (isHttp && env.DINGTALK_CARD_TEMPLATE_ID !== undefined && env.DINGTALK_CARD_SECRET === undefined)
    faults.push('DINGTALK_CARD_SECRET: 使用卡片模板时必填');
  const [appKey = '', appSecret = '', robotCode = '', corpId = ''] = values;
  return {
    appKey,
    appSecret,
    robotCode,
    corpId,
    mode,
    ...(env.DINGTALK_EVENT_TOKEN === undefined ? {} : { eventToken: env.DINGTALK_EVENT_TOKEN }),
    ...(env.DINGTALK_EVENT_AES_KEY === undefined ? {} : { eventAesKey: env.DINGTALK_EVENT_AES_KEY }),
    ...(env.DINGTALK_EVENT_OWNER_KEY === undefined ? {} : { eventOwnerKey: env.DINGTALK_EVENT_OWNER_KEY }),
    ...(env.DINGTALK_AGENT_ID === undefined ? {} : { agentId: Number(env.DINGTALK_AGENT_ID) }),
    ...(env.DINGTALK_CARD_TEMPLATE_ID === undefined ? {} : { cardTemplateId: env.DINGTALK_CARD_TEMPLATE_ID }),
    ...(env.DINGTALK_CARD_SECRET === undefined ? {} : { cardSecret: env.DINGTALK_CARD_SECRET }),
    cardCallbackRouteKey: env.DINGTALK_CARD_ROUTE_KEY,
    sessionAnswersCount: env.DINGTALK_SESSION_ANSWERS_COUNT === 'on',
    apiBase: env.DINGTALK_API_BASE,
    oapiBase: env.DINGTALK_OAPI_BASE,
  };
}

/** All of these keys or none: some of them is a fault that names the missing ones. */
function together<const Keys extends readonly (keyof Environment)[]>(
  env: Environment,
  keys: Keys,
  faults: string[],
): { [K in keyof Keys]: string } | undefined {
  const missing = keys.filter((key) => env[key] === undefined);
  if (missing.length === keys.length) return undefined;
  faults.push(...missing.map((key) => `${key}: 已填写同组的其他项，此项也必填`));
  return keys.map((key) => String(env[key] ?? '')) as { [K in keyof Keys]: string };
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
