import { z } from 'zod';
import type { QuietHours } from '../calendar/quiet-hours.ts';
import type { PlatformName } from '../chat/update.ts';
import type { Allowance } from '../outbox/quota.ts';
import type { Limits } from '../outbox/rate-limits.ts';

/** How much is sent, and when. */
export interface SendingConfig {
  quiet: QuietHours;
  limits: Readonly<Record<PlatformName, Limits>>;
  /** What DingTalk lets the company use in a month. */
  dingtalkMonth: Allowance;
}

/** The part of the environment that says how much is sent, and when; figures lie a little under the vendors'. */
export const sendingKeys = {
  QUIET_HOURS: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, '应形如 21:00-07:30；两端相同表示不设免打扰时段')
    .default('21:00-07:30')
    .describe('Hours (Beijing time) in which only urgent messages go; both ends equal = none. Example: 21:00-07:30'),
  WECOM_PERSON_PER_MINUTE: count(25).describe('WeCom messages to one person in a minute; the vendor drops the 31st.'),
  WECOM_PERSON_PER_HOUR: count(900).describe('WeCom messages to one person in an hour; the vendor drops the 1001st.'),
  WECOM_API_PER_SECOND: count(100).describe('WeCom calls of one API in a second.'),
  WECOM_API_PER_MINUTE: count(9_000).describe(
    "WeCom calls of one API in a minute; the vendor's limit for a company is 10000.",
  ),
  WECOM_PERSONS_PER_DAY: count(100_000).describe(
    'WeCom messages of this app in a day, counted per receiver; the vendor allows 200 times the number of accounts.',
  ),
  DINGTALK_PERSON_PER_MINUTE: count(20).describe('DingTalk messages to one person in a minute.'),
  DINGTALK_PERSON_PER_HOUR: count(300).describe('DingTalk messages to one person in an hour.'),
  DINGTALK_API_PER_SECOND: count(18).describe('DingTalk calls of one API in a second; the Standard edition allows 20.'),
  DINGTALK_API_PER_MINUTE: count(1_000).describe('DingTalk calls of one API in a minute.'),
  DINGTALK_PERSONS_PER_DAY: count(100_000).describe('DingTalk messages of this app in a day, counted per receiver.'),
  DINGTALK_CALLS_PER_MONTH: count(5_000).describe(
    'DingTalk API calls the company may make in a month (Standard edition 5000, Professional 200000).',
  ),
  DINGTALK_PUSHES_PER_MONTH: count(3_000).describe(
    'Webhook and Stream messages the company may get in a month (Standard edition 3000, Professional 50000).',
  ),
  DINGTALK_SESSION_ANSWERS_COUNT: z
    .enum(['on', 'off'], { error: '应为 on 或 off' })
    .default('on')
    .describe('Whether answers in a conversation count as pushed messages of the month; on = the cautious reckoning.'),
} as const;

export function sendingConfig(env: z.infer<z.ZodObject<typeof sendingKeys>>): SendingConfig {
  const [from = '', until = ''] = env.QUIET_HOURS.split('-');
  return {
    quiet: { from, until },
    limits: {
      wecom: limits('WECOM', env),
      dingtalk: limits('DINGTALK', env),
    },
    dingtalkMonth: { call: env.DINGTALK_CALLS_PER_MONTH, push: env.DINGTALK_PUSHES_PER_MONTH },
  };
}

function limits(prefix: 'WECOM' | 'DINGTALK', env: z.infer<z.ZodObject<typeof sendingKeys>>): Limits {
  return {
    person: { perMinute: env[`${prefix}_PERSON_PER_MINUTE`], perHour: env[`${prefix}_PERSON_PER_HOUR`] },
    api: { perSecond: env[`${prefix}_API_PER_SECOND`], perMinute: env[`${prefix}_API_PER_MINUTE`] },
    personsPerDay: env[`${prefix}_PERSONS_PER_DAY`],
  };
}

function count(standard: number) {
  return z.coerce
    .number({ error: '应为整数' })
    .int('应为整数')
    .min(1, '应为 1 以上的整数')
    .max(100_000_000, '数目过大')
    .default(standard);
}
