import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/start/config.ts';
import { environmentSchema } from '../../src/start/config-environment.ts';

const wecom = {
  WECOM_CORP_ID: 'ww0000000000000001',
  WECOM_AGENT_ID: '1000002',
  WECOM_SECRET: 'secret-of-the-app',
  WECOM_TOKEN: 'token123',
  WECOM_ENCODING_AES_KEY: 'a'.repeat(43),
};

const aibot = {
  WECOM_AIBOT_ID: 'AIBOTID',
  WECOM_AIBOT_TOKEN: 'aibottoken',
  WECOM_AIBOT_ENCODING_AES_KEY: 'c'.repeat(43),
};

describe('configuration', () => {
  it('runs the demo when nothing is set', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      emulator: true,
      demo: true,
      emulatorPort: 3001,
    });
  });

  it('is production as soon as one platform has its credentials', () => {
    expect(readConfig(wecom)).toMatchObject({ emulator: false, demo: false, wecom: { agentId: '1000002' } });
  });

  it('takes an AI robot in place of the app, whole or not at all, never beside it', () => {
    const { wecomAibot, emulator, ...config } = readConfig(aibot);
    expect(wecomAibot).toMatchObject({ botId: 'AIBOTID', token: 'aibottoken', apiBase: 'https://qyapi.weixin.qq.com' });
    expect([emulator, config.wecom]).toEqual([false, undefined]);
    expect(faultsOf({ WECOM_AIBOT_ID: 'AIBOTID' }).map((fault) => fault.split(':')[0])).toEqual([
      'WECOM_AIBOT_TOKEN',
      'WECOM_AIBOT_ENCODING_AES_KEY',
    ]);
    const [fault, ...more] = faultsOf({ ...wecom, ...aibot });
    expect(fault).toMatch(/^WECOM_AIBOT_ID: .*只能用一种，请清空其中一组$/);
    expect(more).toEqual([]);
  });

  it('takes an empty value for an unset one', () => {
    expect(readConfig({ PORT: '', MONGODB_URI: '' }).port).toBe(3000);
  });

  it('names every missing key of a group that was begun', () => {
    expect(faultsOf({ WECOM_CORP_ID: 'ww1' }).map((fault) => fault.split(':')[0])).toEqual([
      'WECOM_AGENT_ID',
      'WECOM_SECRET',
      'WECOM_TOKEN',
      'WECOM_ENCODING_AES_KEY',
    ]);
  });

  it.each([
    ['a port that is none', { PORT: '70000' }, 'PORT'],
    ['a key of the wrong length', { ...wecom, WECOM_ENCODING_AES_KEY: 'short' }, 'WECOM_ENCODING_AES_KEY'],
    ['an address that is none', { PUBLIC_URL: 'ftp://x' }, 'PUBLIC_URL'],
    ['the emulator beside real credentials', { ...wecom, EMULATOR: 'on' }, 'EMULATOR'],
    ['neither emulator nor credentials', { EMULATOR: 'off' }, 'EMULATOR'],
    ['both on one port', { PORT: '3001' }, 'EMULATOR_PORT'],
    ['an admin without platform', { BOOTSTRAP_ADMINS: 'zhangsan' }, 'BOOTSTRAP_ADMINS'],
    [
      'a card template without its secret',
      { ...dingtalk(), DINGTALK_CARD_TEMPLATE_ID: 'a.schema' },
      'DINGTALK_CARD_SECRET',
    ],
  ])('refuses %s', (_what, environment, key) => {
    expect(faultsOf(environment).some((fault) => fault.startsWith(`${key}:`))).toBe(true);
  });

  it('tells each fault of a value in Chinese', () => {
    const spoilt = Object.fromEntries(Object.keys(environmentSchema.shape).map((key) => [key, ' ! ']));
    const faults = faultsOf(spoilt);
    expect(faults.length).toBeGreaterThan(15);
    expect(faults.filter((fault) => !/: [^:]*\p{Script=Han}/u.test(fault))).toEqual([]);
  });

  it('never prints a secret', () => {
    expect(faultsOf({ ...wecom, WECOM_SECRET: 'with space inside' }).join()).not.toContain('with space');
  });

  it('needs no keys for events where DingTalk comes over its Stream', () => {
    const { DINGTALK_EVENT_TOKEN: _, DINGTALK_EVENT_AES_KEY: __, ...stream } = dingtalk();
    expect(readConfig({ ...stream, DINGTALK_MODE: 'stream' }).dingtalk).toMatchObject({ mode: 'stream' });
    expect(faultsOf(stream).map((fault) => fault.split(':')[0])).toEqual([
      'DINGTALK_EVENT_TOKEN',
      'DINGTALK_EVENT_AES_KEY',
    ]);
  });

  it('reads what DingTalk’s pages leave open', () => {
    const usual = { cardCallbackRouteKey: 'xuece', sessionAnswersCount: true };
    expect(readConfig(dingtalk()).dingtalk).toMatchObject(usual);
    expect(readConfig(dingtalk()).dingtalk).not.toHaveProperty('eventOwnerKey');
    const given = { DINGTALK_EVENT_OWNER_KEY: 'ding1', DINGTALK_CARD_ROUTE_KEY: 'xuece-2' };
    expect(readConfig({ ...dingtalk(), ...given, DINGTALK_SESSION_ANSWERS_COUNT: 'off' }).dingtalk).toMatchObject({
      ...{ eventOwnerKey: 'ding1', cardCallbackRouteKey: 'xuece-2', sessionAnswersCount: false },
    });
  });

  it('reads quiet hours, limits and the allowance of a month', () => {
    const { sending } = readConfig({
      QUIET_HOURS: '22:15-06:45',
      WECOM_PERSON_PER_MINUTE: '7',
      DINGTALK_CALLS_PER_MONTH: '200000',
    });
    expect(sending).toMatchObject({
      quiet: { from: '22:15', until: '06:45' },
      limits: { wecom: { person: { perMinute: 7, perHour: 900 } }, dingtalk: { api: { perSecond: 18 } } },
      dingtalkMonth: { call: 200_000, push: 3_000 },
    });
    expect(faultsOf({ QUIET_HOURS: '9pm-7am' })[0]).toContain('QUIET_HOURS');
  });

  it('keeps WeCom ids of admins in lower case', () => {
    expect(readConfig({ BOOTSTRAP_ADMINS: 'wecom:ZhangSan, dingtalk:0A' }).bootstrapAdmins).toEqual([
      { platform: 'wecom', userId: 'zhangsan' },
      { platform: 'dingtalk', userId: '0A' },
    ]);
  });
});

describe('.env.example', () => {
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');

  it('has exactly the keys of the schema, each with its description and its default', () => {
    const defaults: Readonly<Record<string, unknown>> = environmentSchema.parse({});
    const wanted = Object.entries(environmentSchema.shape).map(
      ([key, schema]) => `# ${schema.description}\n${key}=${defaults[key] ?? ''}`,
    );
    expect(
      example
        .split('\n\n')
        .slice(1)
        .map((part) => part.trim()),
    ).toEqual(wanted);
  });

  it('is a configuration that works as it is', () => {
    const lines = example.split('\n').filter((line) => /^[A-Z_]+=/.test(line));
    const environment = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    expect(readConfig(environment)).toEqual(readConfig({}));
  });
});

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  throw new Error('the configuration was taken');
}

function dingtalk() {
  return {
    DINGTALK_APP_KEY: 'ding1',
    DINGTALK_APP_SECRET: 's',
    DINGTALK_ROBOT_CODE: 'ding1',
    DINGTALK_CORP_ID: 'dingcorp',
    DINGTALK_EVENT_TOKEN: 'token123',
    DINGTALK_EVENT_AES_KEY: 'b'.repeat(43),
  };
}
