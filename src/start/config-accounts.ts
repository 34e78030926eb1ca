import type { Environment } from './config-environment.ts';

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

/** What was read of the environment so far. */
export interface Given {
  env: Environment;
  /** Keys whose value was refused: they count as given, so that one mistake is told once. */
  broken: ReadonlySet<string>;
  /** Takes what else is wrong. */
  faults: string[];
}

export function wecomConfig(given: Given): WecomConfig | undefined {
  const keys = ['WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_TOKEN', 'WECOM_ENCODING_AES_KEY'] as const;
  const values = together(given, keys);
  if (values === undefined) return undefined;
  const [corpId, agentId, secret, token, encodingAesKey] = values;
  return { corpId, agentId, secret, token, encodingAesKey, apiBase: given.env.WECOM_API_BASE };
}

export function wecomAibotConfig(given: Given): WecomAibotConfig | undefined {
  const values = together(given, ['WECOM_AIBOT_ID', 'WECOM_AIBOT_TOKEN', 'WECOM_AIBOT_ENCODING_AES_KEY']);
  if (values === undefined) return undefined;
  const [botId, token, encodingAesKey] = values;
  return { botId, token, encodingAesKey, apiBase: given.env.WECOM_API_BASE };
}

export function dingtalkConfig(given: Given): DingtalkConfig | undefined {
  const keys = ['DINGTALK_APP_KEY', 'DINGTALK_APP_SECRET', 'DINGTALK_ROBOT_CODE', 'DINGTALK_CORP_ID'] as const;
  const eventKeys = ['DINGTALK_EVENT_TOKEN', 'DINGTALK_EVENT_AES_KEY'] as const;
  const { env, broken, faults } = given;
  const mode = env.DINGTALK_MODE;
  const isHttp = mode === 'http' && !broken.has('DINGTALK_MODE');
  const values = together(given, isHttp ? [...keys, ...eventKeys] : keys);
  if (values === undefined) return undefined;
  const hasCardSecret = env.DINGTALK_CARD_SECRET !== undefined || broken.has('DINGTALK_CARD_SECRET');
  if (isHttp && env.DINGTALK_CARD_TEMPLATE_ID !== undefined && !hasCardSecret)
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
  { env, broken, faults }: Given,
  keys: Keys,
): { [K in keyof Keys]: string } | undefined {
  const missing = keys.filter((key) => env[key] === undefined && !broken.has(key));
  if (missing.length === keys.length) return undefined;
  faults.push(...missing.map((key) => `${key}: 已填写同组的其他项，此项也必填`));
  return keys.map((key) => String(env[key] ?? '')) as { [K in keyof Keys]: string };
}
