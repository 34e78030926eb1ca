import { createConnection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { ManualClock } from '../../../src/clock.ts';
import { runningStoreUri } from '../../../src/embedded/index.ts';
import { settle } from '../../../src/start/settle.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startTenant, type Tenant, webhookRobot } from '../../helpers/tenant.ts';

const clock = new ManualClock(beijingTime('2026-03-02', '10:07'));
const address = `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${webhookRobot.key}`;
let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant({ clock });
  await teachClass(tenant.running.store, ['zhao', 'qian', 'sun']);
});
afterAll(() => tenant.stop());

async function say(userId: string, text: string, vendor: 'wecom' | 'dingtalk' = 'wecom'): Promise<string> {
  await tenant.emulator.say({ vendor, userId, text });
  await settle({ ...tenant.running, emulator: tenant.emulator }, clock);
  return JSON.stringify(tenant.emulator.conversation(vendor, userId).at(-1)?.body);
}

function inGroup(userId: string): string {
  const groups = tenant.emulator.groups('wecom', userId);
  return groups.map(({ id }) => JSON.stringify(tenant.emulator.conversation('wecom', userId, id))).join('\n');
}

/** Every collection but the one that holds the binding. */
async function storedElsewhere(): Promise<string> {
  const dataDir = String(tenant.environment.DATA_DIR);
  const connection = await createConnection(String(await runningStoreUri(dataDir))).asPromise();
  const collections = (await connection.listCollections()).filter(({ name }) => name !== 'classGroups');
  const rows = await Promise.all(collections.map(({ name }) => connection.collection(name).find().toArray()));
  await connection.close();
  return JSON.stringify(rows);
}

describe('a group that people made in WeCom', () => {
  it.each([
    [
      'somebody else’s address',
      'https://evil.example/cgi-bin/webhook/send?key=abcd1234-robot',
      '这不是企业微信群机器人的地址',
    ],
    ['another path', 'https://qyapi.weixin.qq.com/cgi-bin/gettoken?key=abcd1234-robot', '这不是企业微信群机器人的地址'],
    ['a name in place of an address', 'robot:0123456789abcdef', '这不是企业微信群机器人的地址'],
  ])('is not bound by %s', async (_what, typed, answer) => {
    expect(await say('teacher', `/班级群 2026-01 ${typed}`)).toContain(answer);
  });

  it('is not bound by who does not run the class, nor from DingTalk', async () => {
    expect(
      await say('zhao', '/班级群 2026-01 https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abcd1234-robot'),
    ).toContain('没有办理这一事项的权限');
    expect(await say('teacher', `/班级群 2026-01 ${address}`, 'dingtalk')).toContain('请在企业微信');
    expect(await tenant.running.store.classGroups.ofClass('2026-01')).toEqual([]);
    expect((await storedElsewhere()).includes(webhookRobot.key)).toBe(false);
  });

  it.each([
    `/班级群 ${address}`,
    `/班级群 ${address} 2026-01`,
    `/班级群 2026-01 群机器人 ${address}`,
    `/班级群 2026-01\n${address}`,
  ])('keeps the address a secret where it is not in its place, case %#', async (typed) => {
    const answer = await say('teacher', typed);
    expect(answer).toContain('用法');
    expect(answer).not.toContain(webhookRobot.key);
    expect((await storedElsewhere()).includes(webhookRobot.key)).toBe(false);
  });

  it('is bound by its robot, whose key is nowhere but in the binding, and then gets notices and word of their recall', async () => {
    const answer = await say('teacher', `/班级群 2026-01 ${address}`);
    expect(answer).toMatch(/已为“中青年干部培训班”绑定群机器人.*请撤回刚才含地址的消息/);
    expect(answer).not.toContain(webhookRobot.key);
    expect(inGroup('zhao')).toContain('本群已绑定“中青年干部培训班”');
    await say('teacher', '/通知 2026-01 明天在第二教室');
    await say('teacher', '发出并同步到班级群');
    expect(inGroup('zhao')).toContain('【班级通知 2026-01-T1】');
    await say('teacher', '/撤回 2026-01-T1');
    await say('teacher', '确认撤回');
    expect(inGroup('zhao')).toContain('通知（2026-01-T1）已撤回');
    await say('teacher', '/资料 2026-01 案例 https://www.example.cn/a https://www.example.cn/p.png');
    await say('teacher', '发出并同步到班级群');
    expect(inGroup('zhao')).toContain('"url":"https://www.example.cn/a","pictureUrl":"https://www.example.cn/p.png"');
    await say('teacher', '/撤回 2026-01-Z1');
    await say('teacher', '确认撤回');
    expect(inGroup('zhao')).toContain('学习资料《案例》已撤回，请忽略');
    expect((await storedElsewhere()).includes(webhookRobot.key)).toBe(false);
    expect(tenant.logged.join('\n')).not.toContain(webhookRobot.key);
  });
});
