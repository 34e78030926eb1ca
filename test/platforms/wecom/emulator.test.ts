import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FileMessage, text } from '../../../src/chat/message.ts';
import { ManualClock } from '../../../src/clock.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import { createWecomPlatform, type WecomPlatform } from '../../../src/platforms/wecom/platform.ts';
import { keptLog } from './api.ts';
import { card, confirm, form, leave, refuse } from './cards.ts';

const account = {
  corpId: 'ww0000000000000001',
  agentId: 1000002,
  secret: 'wecom-secret',
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  // Cards need one; nothing is sent there in these tests.
  callbackUrl: 'http://127.0.0.1:9/wecom/callback',
};
const robotKey = '693a91f6-7e53-4bc4-97a0-0ec2cifa5aaa';
const robot = { key: robotKey, group: '春季班学员群', name: '班务', members: ['zhangsan', 'lisi'] };
const people = [
  ['ZhangSan', '张三', '县委/组织部'],
  ['lisi', '李四', '县委/组织部'],
  ['wangwu', '王五', '县政府/财政局'],
].map(([userId = '', name = '', department = '']) => ({
  vendor: 'wecom' as const,
  userId,
  name,
  unit: department,
  post: '干部',
  roles: ['学员'],
  departments: [department],
}));
const jpg = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(64, 7)]);
const files: Readonly<Record<string, Buffer>> = { jpg, sheet: Buffer.from('PK\x03\x04 roster of the class') };
const roster: FileMessage = { kind: 'file', name: '花名册.xlsx', sha256: 'sheet' };

let emulator: Emulator;
let wecom: WecomPlatform;
const clock = new ManualClock(new Date('2026-03-02T01:07:00Z'));
const { log, lines } = keptLog();

beforeAll(async () => {
  emulator = await startEmulator({ port: 0, clock, wecom: { ...account, webhookRobots: [robot] }, people });
  wecom = createWecomPlatform({
    ...account,
    agentId: String(account.agentId),
    apiBase: emulator.wecomApiBase,
    clock,
    log,
    loadFile: async (sha256) => files[sha256] ?? Promise.reject(new Error(sha256)),
  });
});
afterAll(() => emulator.close());

function last(userId: string, group?: string) {
  return emulator
    .conversation('wecom', userId, group)
    .filter(({ from }) => from === 'bot')
    .at(-1);
}

describe('the emulated WeCom', () => {
  it('takes every card that is drawn, asked and settled', async () => {
    const fields = Array.from({ length: 8 }, (_, index) => ({ label: `项目${index}`, value: '值'.repeat(index * 6) }));
    const cards = [
      card({ buttons: [confirm] }),
      card({ title: '题'.repeat(60), lines: ['长'.repeat(300)], fields, buttons: [confirm, leave, refuse] }),
      card({ form: form(20, { kind: 'multiple', maxChoices: 3 }), buttons: [leave] }),
      card({ title: '题'.repeat(60), lines: ['长'.repeat(300)], fields, form: form(1) }),
    ];
    for (const [index, each] of cards.entries()) {
      const [outcome] = await wecom.send(['lisi'], each, `card-${index}`, false);
      expect(outcome).toMatchObject({ result: 'sent', handle: { responseCode: expect.any(String) } });
      const handle = outcome?.result === 'sent' ? outcome.handle : {};
      expect(await wecom.revise('lisi', handle, { ...each, settled: '已截止' })).toBe(true);
      // The code works once.
      expect(await wecom.revise('lisi', handle, { ...each, settled: '已截止' })).toBe(false);
    }
  });

  it('never shows a card twice that went out again after a silence', async () => {
    const before = emulator.conversation('wecom', 'wangwu').length;
    const asked = card({ buttons: [confirm] });
    await wecom.send(['wangwu'], asked, 'silent', false);
    expect(await wecom.send(['wangwu'], asked, 'silent', true)).toMatchObject([{ result: 'sent' }]);
    expect(emulator.conversation('wecom', 'wangwu')).toHaveLength(before + 1);
  });

  it('takes a message back from all who got it, within a day', async () => {
    const to = ['lisi', 'wangwu'];
    const [outcome] = await wecom.send(to, text('发错了'), 'wrong', false);
    const handle = outcome?.result === 'sent' ? outcome.handle : {};
    expect(await wecom.recall(['lisi'], handle)).toBe(false);
    expect(await wecom.recall(to, handle)).toBe(true);
    expect(JSON.stringify(to.map((userId) => last(userId)))).not.toContain('发错了');
    const [late] = await wecom.send(['lisi'], text('也错了'), 'wrong-2', false);
    clock.advanceMs(24 * 3_600_000 + 1);
    expect(await wecom.recall(['lisi'], late?.result === 'sent' ? late.handle : {})).toBe(false);
  });

  it('says who got nothing', async () => {
    expect(await wecom.send(['lisi', 'stranger'], text('x'), 'k', false)).toMatchObject([
      { userId: 'lisi', result: 'sent' },
      { userId: 'stranger', result: 'refused', code: 'invaliduser' },
    ]);
  });

  it('shows pictures and files, also after it has forgotten them', async () => {
    await wecom.send(['lisi'], { kind: 'picture', name: '签到码.jpg', sha256: 'jpg' }, 'p', false);
    expect(last('lisi')?.body).toMatchObject({ kind: 'picture' });
    await wecom.send(['lisi'], roster, 'f', false);
    expect(last('lisi')?.body).toMatchObject({ kind: 'file', name: '花名册.xlsx' });
    clock.advanceMs(4 * 24 * 3_600_000);
    expect(await wecom.send(['lisi'], roster, 'f2', false)).toMatchObject([{ result: 'sent' }]);
  });

  it('makes a group once and shows what is said in it', async () => {
    const make = () => wecom.createGroup('春季班', 'zhangsan', ['lisi', 'wangwu'], 'class:2026-1');
    const group = await make();
    expect(await make()).toBe(group);
    await wecom.sendToGroup(group, card({ lines: ['明天开班。'], buttons: [confirm] }), 'g', false);
    expect(JSON.stringify(last('wangwu', group)?.body)).toContain('明天开班。');
    await wecom.sendToGroup(group, roster, 'g2', false);
    expect(last('wangwu', group)?.body).toMatchObject({ kind: 'file' });
    expect(emulator.groups('wecom', 'lisi')).toHaveLength(1);
  });

  it('lets a group robot speak', async () => {
    for (const message of [text('上课了。'), card({ lines: ['长'.repeat(1200)] }), roster])
      await wecom.sendToGroup(`webhook:${robotKey}`, message, 'r', false);
    const picture: FileMessage = { kind: 'picture', name: '码.jpg', sha256: 'jpg' };
    await wecom.sendToGroup(`webhook:${robotKey}`, picture, 'r', false);
    const unknown = wecom.sendToGroup('webhook:00000000-0000', text('x'), 'r', false);
    await expect(unknown).rejects.toMatchObject({ code: '93000', retry: 'never' });
  });

  it('takes the menu', async () => {
    await wecom.setMenu();
    expect(emulator.calls().at(-1)).toMatchObject({ path: expect.stringContaining('menu/create'), result: '0' });
  });

  it('knows everybody, and nobody by a code it did not give', async () => {
    const found = [];
    for await (const { userId, departments } of wecom.people()) found.push(`${userId} ${departments.join()}`);
    expect(found.sort()).toEqual(['lisi 组织部', 'wangwu 财政局', 'zhangsan 组织部']);
    expect(await wecom.identify('NOCODE')).toBeNull();
  });

  it('refused nothing else', () => {
    expect(lines.filter((line) => /"errcode":(?!60140|42014|42052|86215|93000|40029)/.test(line))).toEqual([]);
  });
});
