import { z } from 'zod';
import { sendingKeys } from './config-sending.ts';

/**
 * The environment the bot is started with: the one place where names and defaults stand. `.env.example` has a line per key, and a
 * test holds the two together.
 */
export const environmentSchema = z.object({
  PORT: port(3000).describe('Port the bot listens on. Example: 3000'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address the bot listens on. Example: 0.0.0.0'),
  DATA_DIR: z.string().min(1).default('./data').describe('Folder of the embedded store. Example: /var/lib/xuece'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, '应以 mongodb:// 或 mongodb+srv:// 开头')
    .optional()
    .describe('Address of a MongoDB server; empty = embedded store. Example: mongodb://db1,db2/xuece?replicaSet=rs0'),
  PUBLIC_URL: url()
    .optional()
    .describe("Address people's clients reach the bot under. Example: https://xuece.example.gov.cn"),
  WECOM_CORP_ID: word().optional().describe('WeCom company id (企业ID). Example: ww0000000000000001'),
  WECOM_AGENT_ID: z
    .string()
    .regex(/^\d{1,12}$/, '应全部为数字')
    .optional()
    .describe('WeCom app id (AgentId). Example: 1000002'),
  WECOM_SECRET: word().optional().describe('WeCom app secret (Secret).'),
  WECOM_TOKEN: wecomToken().optional().describe('WeCom callback Token, 1 to 32 letters or digits.'),
  WECOM_ENCODING_AES_KEY: aesKey().optional().describe('WeCom callback EncodingAESKey, 43 letters or digits.'),
  WECOM_AIBOT_ID: word()
    .optional()
    .describe('Id of a WeCom AI robot (智能机器人) in place of the app; it only answers: docs/sending.md.'),
  WECOM_AIBOT_TOKEN: wecomToken().optional().describe('Callback Token of the AI robot, 1 to 32 letters or digits.'),
  WECOM_AIBOT_ENCODING_AES_KEY: aesKey()
    .optional()
    .describe('Callback EncodingAESKey of the AI robot, 43 letters or digits.'),
  WECOM_API_BASE: url().default('https://qyapi.weixin.qq.com').describe("Address of WeCom's API."),
  DINGTALK_APP_KEY: word().optional().describe('DingTalk AppKey (Client ID). Example: dingabc123'),
  DINGTALK_APP_SECRET: word().optional().describe('DingTalk AppSecret (Client Secret).'),
  DINGTALK_ROBOT_CODE: word().optional().describe('DingTalk robotCode; for an internal app the same as the AppKey.'),
  DINGTALK_CORP_ID: word().optional().describe('DingTalk CorpId. Example: ding0000000000000001'),
  DINGTALK_EVENT_TOKEN: z
    .string()
    .regex(/^[0-9A-Za-z]{6,32}$/, '应为 6 至 32 位字母或数字')
    .optional()
    .describe('DingTalk event subscription token, 6 to 32 letters or digits.'),
  DINGTALK_EVENT_AES_KEY: aesKey().optional().describe('DingTalk event subscription aes_key, 43 letters or digits.'),
  DINGTALK_MODE: z
    .enum(['http', 'stream'], { error: '应为 http 或 stream' })
    .default('http')
    .describe(
      'How DingTalk hands over messages: http (to PUBLIC_URL) or stream (over a connection of ours). Example: stream',
    ),
  DINGTALK_EVENT_OWNER_KEY: word()
    .optional()
    .describe('What DingTalk seals events for; empty = the AppKey. Example: ding0000000000000001'),
  DINGTALK_AGENT_ID: z
    .string()
    .regex(/^\d{1,15}$/, '应全部为数字')
    .optional()
    .describe('DingTalk AgentId; with it work notifications reach people whom the robot cannot. Example: 123456789'),
  DINGTALK_CARD_TEMPLATE_ID: word()
    .optional()
    .describe('Card template of docs/dingtalk-card.md; empty = Markdown with links. Example: abc.schema'),
  DINGTALK_CARD_SECRET: word()
    .optional()
    .describe(
      'Secret that signs card callbacks; needed with a card template in http mode. At least 16 characters of your own.',
    ),
  DINGTALK_CARD_ROUTE_KEY: word()
    .default('xuece')
    .describe('Name of our card callback at DingTalk; a second bot of the same company needs another one.'),
  DINGTALK_API_BASE: url().default('https://api.dingtalk.com').describe("Address of DingTalk's new API."),
  DINGTALK_OAPI_BASE: url().default('https://oapi.dingtalk.com').describe("Address of DingTalk's old API."),
  BOOTSTRAP_ADMINS: z.string().default('').describe('First system admins. Example: wecom:zhangsan,dingtalk:0123'),
  ...sendingKeys,
  EMULATOR: onOff().optional().describe('Emulator of both platforms: on or off; on without credentials.'),
  EMULATOR_PORT: port(3001).describe('Port of the emulator and its chat page. Example: 3001'),
  DEMO: onOff().optional().describe('Fill an empty store with the demo county: on or off; on with the emulator.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: '应为 fatal、error、warn、info、debug、trace 或 silent',
    })
    .default('info')
    .describe('How much is logged: fatal, error, warn, info, debug, trace or silent.'),
});

export type Environment = z.infer<typeof environmentSchema>;

function port(standard: number) {
  return z.coerce
    .number({ error: '应为端口号' })
    .int('应为端口号')
    .min(0, '应在 0 到 65535 之间')
    .max(65535, '应在 0 到 65535 之间')
    .default(standard);
}

function url() {
  return z
    .string()
    .regex(/^https?:\/\/[^\s/@?#]+(\/[^\s?#]*)?$/, '应为 http 或 https 地址')
    .transform((value) => value.replace(/\/+$/, ''));
}

function word() {
  return z.string().regex(/^[\x21-\x7e]+$/, '不能有空格或中文');
}

function wecomToken() {
  return z.string().regex(/^[0-9A-Za-z]{1,32}$/, '应为 1 至 32 位字母或数字');
}

function aesKey() {
  return z.string().regex(/^[0-9A-Za-z]{43}$/, '应为 43 位字母或数字');
}

function onOff() {
  return z.enum(['on', 'off'], { error: '应为 on 或 off' });
}
