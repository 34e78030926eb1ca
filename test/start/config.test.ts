import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { ConfigError, cutOffFaults, readConfig } from '../../src/start/config.ts';
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

  it.each([
    ...['0x10', '1e3', '+80', ' 80', '80 ', '080', '８０', '3000.0', '-1', '65536'].map((port) => ['PORT', port]),
    ['EMULATOR_PORT', '0x10'],
    ['WECOM_PERSON_PER_MINUTE', '1e1'],
    ...['http://0.0.0.0', '0.0.0.0:80', '999.1.1.1', '1'].map((host) => ['HOST', host]),
    ...['/', '//', '/etc', '/etc/xuece', '/usr/lib/x', '/var', '/proc/1', '/dev/shm/x', '/home'].map((d) => [
      'DATA_DIR',
      d,
    ]),
    ...['~', '~/data', '$HOME/data', homedir(), `${homedir()}/`, ' ', 'a\nb'].map((dir) => ['DATA_DIR', dir]),
    ...[`${'../'.repeat(30)}`, `${'../'.repeat(30)}etc/xuece`].map((dir) => ['DATA_DIR', dir]),
    ...['mongodb://h1', 'mongodb://h1/', 'mongodb://h1,h2/?replicaSet=rs0'].map((uri) => ['MONGODB_URI', uri]),
    ...['mongodb://h1/admin', 'mongodb+srv://db/local?x=1', 'http://db1/xuece'].map((uri) => ['MONGODB_URI', uri]),
    ...['http://qyapi.weixin.qq.com', 'http://10.0.0.7:3001', 'http://localhost.example.com'].map((base) => [
      'WECOM_API_BASE',
      base,
    ]),
    ...['http://127.0.0.1.example.com', 'http://127.0.0.1@example.com'].map((base) => ['DINGTALK_API_BASE', base]),
    ['DINGTALK_OAPI_BASE', 'http://oapi.dingtalk.com'],
    ...['x', 'short', 'fifteen-letters', 'aaaaaaaaaaaaaaaaaaaaaaaa', '12121212121212121212'].map((secret) => [
      'DINGTALK_CARD_SECRET',
      secret,
    ]),
    ['WECOM_PERSON_PER_MINUTE', '31'],
    ['WECOM_PERSON_PER_HOUR', '1001'],
    ['WECOM_API_PER_MINUTE', '10001'],
    ['DINGTALK_API_PER_SECOND', '21'],
    ['DINGTALK_API_PER_MINUTE', '1201'],
    ['DINGTALK_PERSON_PER_MINUTE', '0'],
    ...['On', 'true', '1', 'yes'].map((value) => ['EMULATOR', value]),
    ['DEMO', 'ON'],
    ['LOG_LEVEL', 'INFO'],
    ['DINGTALK_MODE', 'Stream'],
    ['DINGTALK_SESSION_ANSWERS_COUNT', 'no'],
    ...[' info', 'info ', '"info"', "'info'", '“info”'].map((value) => ['LOG_LEVEL', value]),
    ['WECOM_CORP_ID', '"ww0000000000000001"'],
    ['WECOM_SECRET', "'secret-of-the-app'"],
    ['WECOM_SECRET', 'secret-of-the-app\t'],
  ])('refuses to start with %s=%s, once and without repeating the value', (key, value) => {
    const faults = faultsOf({ ...wecom, ...dingtalk(), [key]: value });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([key]);
    if (value.trim().length > 3) expect(faults.join()).not.toContain(value.trim());
  });

  it.each([['/var/lib/xuece', '/opt/xuece/data', '/usr/local/var/xuece', './data', '../data', `${homedir()}/xuece`]])(
    'takes a data folder of its own, such as %s',
    (...folders) => {
      for (const folder of folders) expect(readConfig({ DATA_DIR: folder }).dataDir).toBe(folder);
    },
  );

  it('takes any port in decimal digits, a database with its name, and http to this machine', () => {
    for (const port of ['0', '80', '65535']) expect(readConfig({ PORT: port }).port).toBe(Number(port));
    for (const uri of ['mongodb://a:p%40b@db1,db2:27018/xuece?replicaSet=rs0', 'mongodb+srv://db.example.cn/xuece'])
      expect(readConfig({ MONGODB_URI: uri }).mongodbUri).toBe(uri);
    for (const base of [
      'http://127.0.0.1:3001/wecom',
      'http://localhost:3001',
      'http://[::1]:3001',
      'https://proxy.example.cn',
    ])
      expect(readConfig({ ...wecom, WECOM_API_BASE: base }).wecom?.apiBase).toBe(base);
  });

  it('lets another edition of DingTalk make more calls in a second', () => {
    const professional = { DINGTALK_CALLS_PER_MONTH: '200000', DINGTALK_API_PER_SECOND: '40' };
    expect(readConfig(professional).sending.limits.dingtalk.api.perSecond).toBe(40);
    expect(faultsOf({ ...professional, DINGTALK_API_PER_SECOND: '61' })).toHaveLength(1);
  });

  it.each(['s', 'this is a secret', 'a#b=c"d', "'half", '~!@$%^&*()_+-=[]{}|;:,.<>?/\\'])(
    'takes an app secret as the vendor gives it: %s',
    (secret) => {
      expect(readConfig({ ...wecom, WECOM_SECRET: secret }).wecom?.secret).toBe(secret);
      expect(readConfig({ ...dingtalk(), DINGTALK_APP_SECRET: secret }).dingtalk?.appSecret).toBe(secret);
    },
  );

  it('refuses the demo county beside real credentials', () => {
    expect(faultsOf({ ...wecom, DEMO: 'on' })[0]).toMatch(/^DEMO: .*请删去 DEMO，或改为 off$/);
    expect(readConfig({ ...wecom, DEMO: 'off' }).demo).toBe(false);
  });

  it.each([
    ['WECOM_SECRT', 'WECOM_SECRET'],
    ['WECOM_AGENTID', 'WECOM_AGENT_ID'],
    ['WECON_SECRET', 'WECOM_SECRET'],
    ['wecom_secret', 'WECOM_SECRET'],
    ['DINGTALK_APPKEY', 'DINGTALK_APP_KEY'],
    ['DINGTALK_CARD_SERCET', 'DINGTALK_CARD_SECRET'],
    ['DINTALK_MODE', 'DINGTALK_MODE'],
    ['MONGODB_URL', 'MONGODB_URI'],
    ['MONGO_URI', 'MONGODB_URI'],
    ['PUBLIC_URI', 'PUBLIC_URL'],
    ['DATA_DRI', 'DATA_DIR'],
    ['BOOTSTRAP_ADMIN', 'BOOTSTRAP_ADMINS'],
    ['QUIET_HOUR', 'QUIET_HOURS'],
    ['EMULATOR_PROT', 'EMULATOR_PORT'],
  ])('names the setting that was meant by %s', (misspelt, meant) => {
    expect(faultsOf({ [misspelt]: 'x-value' })).toEqual([`${misspelt}: 没有这一项设置，是否应为 ${meant}`]);
  });

  it('refuses a setting that looks like ours alone and is near to none of them', () => {
    expect(faultsOf({ DINGTALK_NOTHING_OF_THE_KIND: 'x' })).toEqual([
      'DINGTALK_NOTHING_OF_THE_KIND: 没有这一项设置，请对照 .env.example',
    ]);
  });

  it('leaves the settings of other programs alone, and misspelt ones without a value', () => {
    const others = [
      'PATH',
      'HOSTNAME',
      'PORTS',
      'DATADIR',
      'QUIET',
      'HOME',
      'TZ',
      'MONGODB_VERSION',
      'LOG_FILE',
      'DEMOS',
    ];
    expect(readConfig(Object.fromEntries(others.map((key) => [key, 'x']))).emulator).toBe(true);
    expect(readConfig({ WECOM_SECRT: '' }).emulator).toBe(true);
  });

  it('lists all faults together: of values, of names, of what does not go together', () => {
    const faults = faultsOf({ ...wecom, WECOM_TOKEN: '!', WECOM_SECRT: 'x', PORT: '0x10', DATA_DIR: '/', DEMO: 'on' });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'WECOM_SECRT',
      'PORT',
      'DATA_DIR',
      'WECOM_TOKEN',
      'DEMO',
    ]);
    expect(faultsOf({ WECOM_CORP_ID: 'ww1', WECOM_TOKEN: '!' }).map((fault) => fault.split(':')[0])).toEqual([
      ...['WECOM_TOKEN', 'WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_ENCODING_AES_KEY'],
    ]);
  });

  it('tells each fault of a value in Chinese', () => {
    const spoilt = Object.fromEntries(Object.keys(environmentSchema.shape).map((key) => [key, ' ! ']));
    const faults = faultsOf(spoilt);
    expect(faults.length).toBeGreaterThan(15);
    expect(faults.filter((fault) => !/: [^:]*\p{Script=Han}/u.test(fault))).toEqual([]);
  });

  it('never prints a secret', () => {
    expect(faultsOf({ ...wecom, WECOM_SECRET: 'with space behind ' }).join()).not.toContain('with space');
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

describe('a .env file', () => {
  it('is refused where a value would be cut off at a #, which begins a comment there', () => {
    const text = [
      ...[
        'WECOM_SECRET=abc#def',
        ' export DINGTALK_APP_SECRET = a b#c',
        'PORT=80 # a comment',
        '# PORT=8#0',
        'HOST=#x',
      ],
      ...["WECOM_TOKEN='abc#def'", 'WECOM_CORP_ID="abc#def"', 'OTHER=a#b'],
    ].join('\n');
    const message = '值中有 #，其后会被当作注释，请把整个值放在单引号中';
    expect(cutOffFaults(text)).toEqual([`WECOM_SECRET: ${message}`, `DINGTALK_APP_SECRET: ${message}`]);
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
