import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenConfigChecklist, doctorCommand } from '../../src/cli/doctor.ts';
import { type Clock, ShiftedClock, systemClock } from '../../src/clock.ts';
import { doctorWords } from '../../src/doctor/words.ts';
import { monthOf } from '../../src/outbox/quota.ts';
import { ConfigError, readConfig } from '../../src/start/config.ts';
import { environmentSchema } from '../../src/start/config-environment.ts';
import { aibotInsteadOfApp, configOf, startTenant, type Tenant } from '../helpers/tenant.ts';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.stop());

/** Runs the checklist with some of the environment changed. @returns exit code and the lines as printed */
async function run(changes: Readonly<Record<string, string>> = {}, clock: Clock = systemClock, on: Tenant = tenant) {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const config = () => configOf(on, { PUBLIC_URL: on.running.url, ...changes });
  const code = await withChecklist(print, () => doctorCommand([], config(), print, clock));
  return { code, lines, faults: lines.filter((line) => line.includes('✗')).join('\n'), all: lines.join('\n') };
}

/** As the command line does: a configuration that cannot be read has a checklist of its own. */
async function withChecklist(print: (line: string) => void, command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof ConfigError) return brokenConfigChecklist(error, print);
    throw error;
  }
}

describe('xuece doctor on a tenant where all is well', () => {
  it('ticks every point, and nothing was sent or changed', async () => {
    const before = tenant.emulator.ledger();
    const { code, faults, all } = await run();
    expect(faults).toBe('');
    expect(code).toBe(0);
    for (const point of [
      ...[
        '配置完整：企业微信、钉钉（HTTP 回调模式）',
        '企业微信凭据有效',
        '本机可以调用企业微信接口',
        '企业微信应用可见 18 人',
      ],
      ...[
        '钉钉凭据有效',
        '本机可以调用钉钉接口',
        '钉钉应用可见 18 人',
        '卡片模板 xuece.schema',
        '时钟与企业微信服务器相差',
      ],
      ...['时钟与钉钉服务器相差', '企业微信“接收消息”', '钉钉机器人消息', '钉钉卡片', '钉钉事件订阅', '数据库可以读写'],
      ...['信息库中有 18 人', '磁盘可用空间', '检查通过'],
    ])
      expect(all).toContain(point);
    expect(all.match(/✓ 钉钉事件订阅 .*验证通过，用时 \d+ 毫秒/g)).toHaveLength(1);
    expect(tenant.emulator.ledger()).toEqual(before);
    const sent = tenant.emulator.calls().filter(({ path }) => /send|batchSend|createAndDeliver/i.test(path));
    expect(sent).toEqual([]);
  });

  it('asks for no callback in Stream mode and tries the connection instead', async () => {
    const { code, all } = await run({ DINGTALK_MODE: 'stream', PUBLIC_URL: tenant.running.url });
    expect(code).toBe(0);
    expect(all).toContain('Stream 连接可以建立');
    expect(all).not.toContain('钉钉事件订阅');
  });

  it('recommends Stream where DingTalk comes over HTTP, without calling that a fault', async () => {
    const { code, all } = await run();
    expect(all).toMatch(/– DINGTALK_MODE 为 http：.*建议改为 stream/);
    expect(code).toBe(0);
    expect((await run({ DINGTALK_MODE: 'stream' })).all).not.toContain('DINGTALK_MODE 为 http');
  });

  it('reminds of the record number and the responsible unit, without calling that a fault', async () => {
    const { code, all } = await run({ RECORD_NUMBER: '备2026001' });
    expect(all).toMatch(/– 没有填写 RESPONSIBLE_UNIT：/);
    expect(code).toBe(0);
    expect((await run({ RECORD_NUMBER: '备2026001', RESPONSIBLE_UNIT: '中共临水县委组织部' })).all).not.toContain(
      '没有填写 RE',
    );
  });

  it('says that Markdown is used where no card template is configured', async () => {
    expect((await run({ DINGTALK_CARD_TEMPLATE_ID: '', DINGTALK_CARD_SECRET: '' })).all).toContain(
      '– 没有配置卡片模板',
    );
  });

  it('says whether the proofs there are can be opened, and where their key is missing', async () => {
    expect((await run()).all).toContain('✓ 证明材料 0 份，都能打开');
    const { proofs } = tenant.running.store;
    const bytes = Buffer.from('%PDF-1.7');
    await proofs.show({ update: 'u1', cadreId: 'qian', type: 'pdf', bytes, sentAt: systemClock.now() });
    const matter = { about: 'leave:l1', name: '病假', cadreId: 'qian', classId: '2026-01', closesOn: '', isOpen: true };
    await proofs.keep('u1', 'k1', matter, '2099-01-01');
    expect((await run()).all).toContain('✓ 证明材料 1 份，都能打开');
    const { code, faults } = await run({ PROOF_KEY: '0123456789abcdef'.repeat(4) });
    expect(faults).toContain('证明材料 1 份，其中 1 份不能用现在的密钥打开');
    expect(code).toBe(1);
    await proofs.takeBack(matter.about, 't1');
  });

  it('names the variables of the template as its page does', () => {
    const page = readFileSync(new URL('../../docs/dingtalk-card.md', import.meta.url), 'utf8');
    const table = page.slice(page.indexOf('| Variable'), page.indexOf('\n\nWith a form'));
    const variables = [...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    expect(variables).toHaveLength(7);
    for (const name of variables) expect(doctorWords.template('t')).toContain(`${name}`);
  });

  it('shows how much of the month is used, and warns when little is left', async () => {
    const { usage } = tenant.running.store;
    const month = monthOf(systemClock.now());
    expect((await run()).all).toContain('– 本月还没有钉钉用量记录');
    const allowed = { callsAllowed: 5_000, pushesAllowed: 3_000 };
    await usage.add('dingtalk', month, { call: 1_000, push: 10 }, allowed);
    expect((await run()).all).toContain('✓ 钉钉本月已用：接口调用 1000/5000 次，消息推送 10/3000 次');
    await usage.add('dingtalk', month, { call: 3_500, push: 0 }, allowed);
    expect((await run()).faults).toContain('接口调用 4500/5000 次');
    await usage.add('dingtalk', month, { call: -4_500, push: -10 }, allowed);
    expect((await run()).code).toBe(0);
  });
});

describe('xuece doctor of a robot that was never published', () => {
  it('says when last somebody wrote whom nobody can name, and what to do', async () => {
    const unpublished = await startTenant({ rules: { dingtalkPublished: false } });
    expect((await run({}, systemClock, unpublished)).all).not.toContain('senderStaffId');
    await unpublished.emulator.say({ vendor: 'dingtalk', userId: 'zhao', text: '待办' });
    await unpublished.emulator.idle();
    const { usage } = unpublished.running.store;
    await expect
      .poll(async () => (await usage.of('dingtalk', monthOf(systemClock.now())))?.namelessSenderAt)
      .toBeDefined();
    const { code, all } = await run({}, systemClock, unpublished);
    expect(all).toMatch(/– 最近一次有钉钉消息没有员工编号（senderStaffId）：\d+月\d+日.*发布应用/);
    expect(code).toBe(0);
    await unpublished.stop();
  });
});

describe('xuece doctor with an AI robot in place of the WeCom app', () => {
  it('tries its callback address, and says that nothing else of it can be tried', async () => {
    const robot = await startTenant({ environment: aibotInsteadOfApp });
    const { code, faults, all } = await run({}, systemClock, robot);
    expect([faults, code]).toEqual(['', 0]);
    expect(all).toContain('✓ 配置完整：企业微信（智能机器人）、钉钉');
    expect(all).toContain('– 智能机器人没有可供查询的接口');
    expect(all).toMatch(/✓ 企业微信智能机器人 .*wecom\/callback：验证通过/);
    const wrong = await run({ WECOM_AIBOT_TOKEN: 'other' }, systemClock, robot);
    expect(wrong.faults).toContain('✗ 企业微信智能机器人');
    expect(wrong.code).toBe(1);
    await robot.stop();
  });
});

describe('xuece doctor shows, with what to do and exit code 1,', () => {
  it.each([
    ['a wrong WeCom secret', { WECOM_SECRET: 'wrong' }, '✗ 企业微信不接受凭据（40001）', 'Secret 不正确'],
    ['another company id', { WECOM_CORP_ID: 'ww1' }, '✗ 企业微信不接受凭据（40013）', '企业ID 不正确'],
    ['another AgentId', { WECOM_AGENT_ID: '1000099' }, '✗ 企业微信拒绝了接口 menu/get', 'AgentId'],
    [
      'a wrong DingTalk secret',
      { DINGTALK_APP_SECRET: 'wrong' },
      '✗ 钉钉不接受凭据（invalidClientIdOrSecret）',
      'AppSecret 不正确',
    ],
    ['another WeCom Token', { WECOM_TOKEN: 'other' }, '✗ 企业微信“接收消息”', 'Token、EncodingAESKey'],
    ['another DingTalk aes_key', { DINGTALK_EVENT_AES_KEY: 'a'.repeat(43) }, '✗ 钉钉事件订阅', 'aes_key'],
    ['another owner of the events', { DINGTALK_EVENT_OWNER_KEY: 'ding9' }, '✗ 钉钉事件订阅', 'aes_key'],
    ['a bot that does not run', { PORT: '1' }, '没有答复（ECONNREFUSED）', 'npm start'],
    ['a vendor that is down', { WECOM_API_BASE: 'http://127.0.0.1:1' }, '✗ 没有得到企业微信的答复', '平台故障'],
    ['no public address', { PUBLIC_URL: '' }, '✗ 没有填写 PUBLIC_URL', 'https://xuece.example.gov.cn'],
    [
      'a public address that is none',
      { PUBLIC_URL: 'http://127.0.0.1:9', WECOM_API_BASE: 'https://wecom.invalid' },
      '✗ PUBLIC_URL 是本机地址',
      '外网',
    ],
    [
      'a card secret that is too short',
      { DINGTALK_CARD_SECRET: 'short' },
      '✗ DINGTALK_CARD_SECRET: 不足 16 位',
      '随机',
    ],
    [
      'admins on a platform without credentials',
      { BOOTSTRAP_ADMINS: 'dingtalk:a', ...noDingtalk() },
      '✗ BOOTSTRAP_ADMINS',
      '补全',
    ],
    ['made-up people for a real store', { DEMO: 'on' }, '✗ DEMO: 已填写平台凭据时不能为 on', '删去 DEMO'],
  ])('%s', async (_what, changes, said, advice) => {
    const { code, faults, all } = await run(changes);
    expect(faults).toContain(said);
    expect(all).toContain(advice);
    expect(code).toBe(1);
  });

  it('a clock that is ten minutes fast', async () => {
    const { code, faults, all } = await run({}, new ShiftedClock(systemClock, 600_000));
    expect(faults).toMatch(/✗ 本机时钟比企业微信服务器快 (599|60\d) 秒/);
    expect(faults).toMatch(/✗ 本机时钟比钉钉服务器快 (599|60\d) 秒/);
    expect(all).toContain('NTP');
    expect(code).toBe(1);
  });

  it('an address that is not allowed, and which one it is; people whom the app does not see', async () => {
    const strict = await startTenant({ rules: { wecomTrustedIps: ['10.0.0.1'] } });
    const { cadres } = strict.running.store;
    const [someone] = await cadres.named('赵一');
    await cadres.put([{ ...someone!, identities: { wecom: 'zhao', dingtalk: 'nobody' } }]);
    const { code, faults, all } = await run({}, systemClock, strict);
    expect(faults).toContain('✗ 本机的 IP 不在企业微信的允许范围内（60020）');
    expect(all).toContain('“企业可信IP”中加入 127.0.0.1');
    expect(faults).toContain('信息库中有 1 人不在钉钉应用的可见范围内，例如赵一');
    expect(code).toBe(1);
    await strict.stop();
  });

  it('every fault of a configuration that cannot be read', async () => {
    const lines: string[] = [];
    const print = (line: string) => void lines.push(line);
    const code = await withChecklist(print, async () =>
      doctorCommand([], readConfig({ WECOM_CORP_ID: 'ww1', PORT: 'x' }), print),
    );
    expect(lines.join('\n')).toMatch(/✗ PORT[\s\S]*✗ WECOM_SECRET/);
    expect(code).toBe(1);
  });

  it('that there are no credentials yet, and makes no data folder for that', async () => {
    const lines: string[] = [];
    const config = readConfig({ DATA_DIR: '/tmp/xuece-never-made' });
    expect(await doctorCommand([], config, (line) => lines.push(line))).toBe(1);
    expect(lines.join('\n')).toMatch(/✗ 还没有填写平台凭据[\s\S]*– 数据目录 .*中还没有数据/);
  });
});

/** Every line about DingTalk taken out. */
function noDingtalk(): Record<string, string> {
  const names = Object.keys(environmentSchema.shape).filter((name) =>
    /^DINGTALK_(APP|ROBOT|CORP|EVENT|CARD)/.test(name),
  );
  return Object.fromEntries(names.map((name) => [name, '']));
}
