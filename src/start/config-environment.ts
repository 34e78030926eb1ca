import { z } from 'zod';
import { sendingKeys } from './config-sending.ts';
import {
  aesKey,
  dataDir,
  digits,
  hexKey,
  host,
  mongodbUri,
  oneOf,
  ownSecret,
  port,
  shortText,
  url,
  vendorSecret,
  vendorUrl,
  wecomToken,
  word,
} from './config-values.ts';

/**
 * The environment the bot is started with: the one place where names and defaults stand. `.env.example` has a line per key, and a
 * test holds the two together.
 */
export const environmentSchema = z.object({
  PORT: port(3000).describe('Port the bot listens on. Example: 3000'),
  HOST: host().default('127.0.0.1').describe('Address the bot listens on. Example: 0.0.0.0'),
  DATA_DIR: dataDir()
    .default('./data')
    .describe('Folder of the embedded store, its own alone. Example: /var/lib/xuece'),
  MONGODB_URI: mongodbUri()
    .optional()
    .describe(
      'Address of a MongoDB server with the name of the database; empty = embedded store. Example: mongodb://db1,db2/xuece?replicaSet=rs0',
    ),
  PROOF_KEY: hexKey()
    .optional()
    .describe(
      'Key that encrypts proofs, 64 hex digits; empty = made once in DATA_DIR (proof.key). Needed where several processes share one server. Generate: openssl rand -hex 32',
    ),
  PUBLIC_URL: url()
    .optional()
    .describe("Address people's clients reach the bot under. Example: https://xuece.example.gov.cn"),
  WECOM_CORP_ID: word().optional().describe('WeCom company id (企业ID). Example: ww0000000000000001'),
  WECOM_AGENT_ID: digits(12).optional().describe('WeCom app id (AgentId). Example: 1000002'),
  WECOM_SECRET: vendorSecret().optional().describe('WeCom app secret (Secret).'),
  WECOM_TOKEN: wecomToken().optional().describe('WeCom callback Token, 1 to 32 letters or digits.'),
  WECOM_ENCODING_AES_KEY: aesKey().optional().describe('WeCom callback EncodingAESKey, 43 letters or digits.'),
  WECOM_AIBOT_ID: word()
    .optional()
    .describe('Id of a WeCom AI robot (智能机器人) in place of the app; it only answers: docs/sending.md.'),
  WECOM_AIBOT_TOKEN: wecomToken().optional().describe('Callback Token of the AI robot, 1 to 32 letters or digits.'),
  WECOM_AIBOT_ENCODING_AES_KEY: aesKey()
    .optional()
    .describe('Callback EncodingAESKey of the AI robot, 43 letters or digits.'),
  WECOM_API_BASE: vendorUrl()
    .default('https://qyapi.weixin.qq.com')
    .describe("Address of WeCom's API; https, or http on this machine."),
  DINGTALK_APP_KEY: word().optional().describe('DingTalk AppKey (Client ID). Example: dingabc123'),
  DINGTALK_APP_SECRET: vendorSecret().optional().describe('DingTalk AppSecret (Client Secret).'),
  DINGTALK_ROBOT_CODE: word().optional().describe('DingTalk robotCode; for an internal app the same as the AppKey.'),
  DINGTALK_CORP_ID: word().optional().describe('DingTalk CorpId. Example: ding0000000000000001'),
  DINGTALK_EVENT_TOKEN: z
    .string()
    .regex(/^[0-9A-Za-z]{6,32}$/, '应为 6 至 32 位字母或数字')
    .optional()
    .describe('DingTalk event subscription token, 6 to 32 letters or digits.'),
  DINGTALK_EVENT_AES_KEY: aesKey().optional().describe('DingTalk event subscription aes_key, 43 letters or digits.'),
  DINGTALK_MODE: oneOf('http', 'stream')
    .default('http')
    .describe(
      'How DingTalk hands over messages: http (to PUBLIC_URL) or stream (over a connection of ours). Example: stream',
    ),
  DINGTALK_EVENT_OWNER_KEY: word()
    .optional()
    .describe('What DingTalk seals events for; empty = the AppKey. Example: ding0000000000000001'),
  DINGTALK_AGENT_ID: digits(15)
    .optional()
    .describe('DingTalk AgentId; with it work notifications reach people whom the robot cannot. Example: 123456789'),
  DINGTALK_CARD_TEMPLATE_ID: word()
    .optional()
    .describe('Card template of docs/dingtalk-card.md; empty = Markdown with links. Example: abc.schema'),
  DINGTALK_CARD_SECRET: ownSecret()
    .optional()
    .describe(
      'Secret that signs card callbacks; needed with a card template in http mode. At least 16 characters of your own.',
    ),
  DINGTALK_CARD_ROUTE_KEY: word()
    .default('xuece')
    .describe('Name of our card callback at DingTalk; a second bot of the same company needs another one.'),
  DINGTALK_API_BASE: vendorUrl()
    .default('https://api.dingtalk.com')
    .describe("Address of DingTalk's new API; https, or http on this machine."),
  DINGTALK_OAPI_BASE: vendorUrl()
    .default('https://oapi.dingtalk.com')
    .describe("Address of DingTalk's old API; https, or http on this machine."),
  BOOTSTRAP_ADMINS: z.string().default('').describe('First system admins. Example: wecom:zhangsan,dingtalk:0123'),
  RECORD_NUMBER: shortText()
    .optional()
    .describe('Record number of the bot (备案号), which stands in the foot of its help.'),
  RESPONSIBLE_UNIT: shortText()
    .optional()
    .describe('Unit that answers for the bot (主管单位), also in the foot of its help. Example: 中共临水县委组织部'),
  ...sendingKeys,
  EMULATOR: oneOf('on', 'off').optional().describe('Emulator of both platforms: on or off; on without credentials.'),
  EMULATOR_PORT: port(3001).describe('Port of the emulator and its chat page. Example: 3001'),
  DEMO: oneOf('on', 'off')
    .optional()
    .describe(
      'Fill an empty store with the demo county: on or off; on with the emulator, never with real credentials.',
    ),
  LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent')
    .default('info')
    .describe('How much is logged: fatal, error, warn, info, debug, trace or silent.'),
});

export type Environment = z.infer<typeof environmentSchema>;
