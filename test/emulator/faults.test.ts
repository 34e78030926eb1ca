import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultRequest } from '../../src/emulator/view.ts';
import { DingtalkCaller, elementText, openWecom, startWorld, WecomCaller, type World } from './world.ts';

let world: World;
let wecom: WecomCaller;
let dingtalk: DingtalkCaller;
beforeEach(async () => {
  world = await startWorld({ rules: { slowMs: 30 } });
  wecom = await WecomCaller.start(world.emulator);
  dingtalk = await DingtalkCaller.start(world.emulator);
});
afterEach(() => world.stop());

function fault(vendor: FaultRequest['vendor'], where: FaultRequest['where'], kind: FaultRequest['fault']): void {
  world.emulator.fault({ vendor, where, fault: kind, times: 1 });
}
const texts = (vendor: 'wecom' | 'dingtalk', userId: string) =>
  world.emulator.conversation(vendor, userId).map(({ body }) => (body.kind === 'text' ? body.text : body.kind));
const sendDingtalk = (content: string) => dingtalk.batchSend(['user01'], 'sampleText', { content });

async function say(...lines: string[]): Promise<string[]> {
  for (const text of lines) await world.emulator.say({ vendor: 'wecom', userId: 'lisi', text });
  await world.emulator.idle();
  return world.bot.heard.map((heard) => elementText(openWecom(heard), 'Content'));
}

describe('faults of the vendor APIs', () => {
  it('hit the next call alone', async () => {
    fault('wecom', 'api', 'rate-limit');
    expect(await wecom.sendText('lisi', '一')).toMatchObject({ errcode: 45009 });
    expect(await wecom.sendText('lisi', '一')).toMatchObject({ errcode: 0 });
    expect(texts('wecom', 'lisi')).toEqual(['一']);
  });

  it.each([
    ['rate-limit', 403, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi'],
    ['server-error', 500, 'system.error'],
    ['expire-token', 400, 'InvalidAuthentication'],
  ] as const)('answer %s in the words of DingTalk, both hosts', async (kind, status, code) => {
    fault('dingtalk', 'api', kind);
    expect(await sendDingtalk('一')).toMatchObject({ status, json: { code } });
    expect(texts('dingtalk', 'user01')).toEqual([]);
  });

  it.each([
    ['server-error', -1],
    ['expire-token', 42001],
  ] as const)('answer %s in the words of WeCom', async (kind, errcode) => {
    fault('wecom', 'api', kind);
    expect(await wecom.sendText('lisi', '一')).toMatchObject({ errcode });
    expect(texts('wecom', 'lisi')).toEqual([]);
  });

  it('can act and then fall silent, or cut the line before acting', async () => {
    fault('dingtalk', 'api', 'accept-then-hang');
    const hung = sendDingtalk('收下了').catch(() => 'cut');
    await expect.poll(() => texts('dingtalk', 'user01')).toEqual(['收下了']);
    fault('wecom', 'api', 'reset');
    await expect(wecom.sendText('lisi', '没收下')).rejects.toThrow('fetch failed');
    expect(texts('wecom', 'lisi')).toEqual([]);
    await world.stop();
    expect(await hung).toBe('cut');
    world = await startWorld();
  });

  it('can drop, double or reorder what was accepted', async () => {
    fault('wecom', 'api', 'drop');
    expect(await wecom.sendText('lisi', '丢了')).toMatchObject({ errcode: 0 });
    fault('wecom', 'api', 'duplicate');
    await wecom.sendText('lisi', '两次');
    fault('wecom', 'api', 'reorder');
    await wecom.sendText('lisi', '先发');
    expect(texts('wecom', 'lisi')).toEqual(['两次', '两次']);
    await wecom.sendText('lisi', '后发');
    expect(texts('wecom', 'lisi')).toEqual(['两次', '两次', '后发', '先发']);
    expect(world.emulator.ledger()[0]?.dropped).toMatchObject([{ why: 'fault' }]);
  });

  it('spare token calls unless they are named, and can be aimed at one path', async () => {
    world.emulator.fault({ vendor: 'wecom', where: 'api', fault: 'server-error', times: 1, path: 'message/send' });
    expect(await wecom.get('user/get', 'userid=lisi')).toMatchObject({ errcode: 0 });
    await WecomCaller.start(world.emulator);
    expect(await wecom.sendText('lisi', 'x')).toMatchObject({ errcode: -1 });
    world.emulator.fault({ vendor: 'wecom', where: 'api', fault: 'server-error', times: 1, path: 'gettoken' });
    expect((await WecomCaller.start(world.emulator)).token).toBe('undefined');
  });

  it('are listed with the calls they hit', async () => {
    fault('wecom', 'api', 'slow');
    await wecom.sendText('lisi', '慢');
    expect(world.emulator.calls().map(({ path, result }) => [path, result])).toEqual([
      ['/cgi-bin/gettoken', '0'],
      ['/v1.0/oauth2/accessToken', 'ok'],
      ['/cgi-bin/message/send', 'slow: 0'],
    ]);
  });
});

describe('faults of callbacks', () => {
  it('can be lost or doubled', async () => {
    fault('wecom', 'callback', 'drop');
    expect(await say('丢了')).toEqual([]);
    fault('wecom', 'callback', 'duplicate');
    expect(await say('两次')).toEqual(['两次', '两次']);
  });

  it('can overtake each other', async () => {
    fault('wecom', 'callback', 'reorder');
    await world.emulator.say({ vendor: 'wecom', userId: 'lisi', text: '先' });
    expect(await say()).toEqual([]);
    expect(await say('后')).toEqual(['后', '先']);
    fault('wecom', 'callback', 'reorder');
    await say('独自');
    await world.emulator.pump();
    expect(await say()).toEqual(['后', '先', '独自']);
  });

  it.each(['accept-then-hang', 'server-error', 'reset'] as const)('come again after %s', async (kind) => {
    fault('wecom', 'callback', kind);
    await say('再来');
    world.clock.advanceMs(1000);
    await world.emulator.pump();
    const heard = await say();
    expect(heard.length).toBeGreaterThanOrEqual(1);
    expect(world.emulator.conversation('wecom', 'lisi')[0]).not.toHaveProperty('trouble');
    expect(new Set(heard)).toEqual(new Set(['再来']));
  });

  it('that make no sense are refused', () => {
    const request = { vendor: 'wecom', where: 'callback', times: 1 } as const;
    expect(() => world.emulator.fault({ ...request, fault: 'rate-limit' })).toThrow('只能用于接口调用');
    expect(() => world.emulator.fault({ ...request, fault: 'slow', times: -1 })).toThrow('次数');
  });
});
