import { z } from 'zod';
import type { QuietHours } from '../calendar/quiet-hours.ts';
import type { PlatformName } from '../chat/update.ts';
import type { Allowance } from '../outbox/quota.ts';
import type { Limits } from '../outbox/rate-limits.ts';
import { count, oneOf } from './config-values.ts';

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
  WECOM_PERSON_PER_MINUTE: count(25, 30).describe(
    'WeCom messages to one person in a minute, at most 30: the vendor drops the 31st.',
  ),
  WECOM_PERSON_PER_HOUR: count(900, 1_000).describe(
    'WeCom messages to one person in an hour, at most 1000: the vendor drops the 1001st.',
  ),
  WECOM_API_PER_SECOND: count(100, 10_000).describe('WeCom calls of one API in a second, at most 10000.'),
  WECOM_API_PER_MINUTE: count(9_000, 10_000).describe(
    "WeCom calls of one API in a minute, at most 10000: the vendor's limit for a company.",
  ),
  WECOM_PERSONS_PER_DAY: count(100_000).describe(
    'WeCom messages of this app in a day, counted per receiver; the vendor allows 200 times the number of accounts.',
  ),
  DINGTALK_PERSON_PER_MINUTE: count(20, 60).describe('DingTalk messages to one person in a minute, at most 60.'),
  DINGTALK_PERSON_PER_HOUR: count(300, 3_600).describe('DingTalk messages to one person in an hour, at most 3600.'),
  DINGTALK_API_PER_SECOND: count(18, 60).describe(
    'DingTalk calls of one API in a second: at most 20 in the Standard edition, 60 with more calls per month below.',
  ),
  DINGTALK_API_PER_MINUTE: count(1_000, 3_600).describe(
    'DingTalk calls of one API in a minute: at most 1200 in the Standard edition, 3600 with more calls per month below.',
  ),
  DINGTALK_PERSONS_PER_DAY: count(100_000).describe('DingTalk messages of this app in a day, counted per receiver.'),
  DINGTALK_CALLS_PER_MONTH: count(5_000).describe(
    'DingTalk API calls the company may make in a month (Standard edition 5000, Professional 200000).',
  ),
  DINGTALK_PUSHES_PER_MONTH: count(3_000).describe(
    'Webhook and Stream messages the company may get in a month (Standard edition 3000, Professional 50000).',
  ),
  DINGTALK_SESSION_ANSWERS_COUNT: oneOf('on', 'off')
    .default('on')
    .describe('Whether answers in a conversation count as pushed messages of the month; on = the cautious reckoning.'),
} as const;

type SendingEnvironment = z.infer<z.ZodObject<typeof sendingKeys>>;

/** The Standard edition's calls per month; who has more has another edition, or an add-on. */
const standardCallsPerMonth = 5_000;
const standardMost = { DINGTALK_API_PER_SECOND: 20, DINGTALK_API_PER_MINUTE: 1_200 } as const;

/** Rates that the edition of DingTalk does not allow. */
export function rateFaults(env: SendingEnvironment): string[] {
  if (env.DINGTALK_CALLS_PER_MONTH > standardCallsPerMonth) return [];
  return Object.entries(standardMost)
    .filter(([key, most]) => env[key as keyof typeof standardMost] > most)
    .map(([key, most]) => `${key}: 钉钉标准版不能超过 ${most}；其他版本请同时填写 DINGTALK_CALLS_PER_MONTH`);
}

export function sendingConfig(env: SendingEnvironment): SendingConfig {
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

function limits(prefix: 'WECOM' | 'DINGTALK', env: SendingEnvironment): Limits {
  return {
    person: { perMinute: env[`${prefix}_PERSON_PER_MINUTE`], perHour: env[`${prefix}_PERSON_PER_HOUR`] },
    api: { perSecond: env[`${prefix}_API_PER_SECOND`], perMinute: env[`${prefix}_API_PER_MINUTE`] },
    personsPerDay: env[`${prefix}_PERSONS_PER_DAY`],
  };
}
