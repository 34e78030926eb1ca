import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { type FileMessage, text } from '../../../src/chat/message.ts';
import type { Handle } from '../../../src/chat/platform.ts';
import type { Update } from '../../../src/chat/update.ts';
import { ManualClock } from '../../../src/clock.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import type { EmulatedPerson } from '../../../src/emulator/options.ts';
import { createDingtalkPlatform } from '../../../src/platforms/dingtalk/platform.ts';
import { callUp, eventAesKey, eventToken } from './setup.ts';

const account = {
  ...{ appKey: 'dingappkey', appSecret: 'ding-secret', robotCode: 'dingappkey', corpId: 'ding123' },
  ...{ eventToken, eventAesKey, cardTemplateId: 'xuece.schema', agentId: 123456 },
};
const sheet: FileMessage = { kind: 'file', name: '花名册.xlsx', sha256: 'sheet' };
const picture: FileMessage = { kind: 'picture', name: '签到码.png', sha256: 'picture' };
const files: Readonly<Record<string, Buffer>> = {
  sheet: Buffer.from('PK\x03\x04 roster of the class'),
  picture: Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64, 7)]),
};
const vendor = 'dingtalk' as const;
const people: EmulatedPerson[] = ['user01', 'user02'].map((userId) => ({
  ...{ vendor, userId, name: userId, unit: '县教育局', post: '干部', roles: ['学员'], departments: ['县政府/教育局'] },
}));
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const ended: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

/** The adapter in Stream mode on the emulated gateway. */
async function start() {
  const clock = new ManualClock(new Date('2026-03-02T01:07:00Z'));
  const emulator = await startEmulator({ port: 0, clock, dingtalk: account, people });
  const bases = { apiBase: emulator.dingtalkApiBase, oapiBase: emulator.dingtalkOapiBase };
  const platform = createDingtalkPlatform({
    ...account,
    ...bases,
    mode: 'stream',
    clock,
    log: silent,
    chance: () => 0,
    // Short pauses are over at once, the minute between pings never is.
    wait: async (ms, signal) => {
      if (ms >= 5_000 && !signal.aborted) await once(signal, 'abort');
    },
    loadFile: async (sha256) => files[sha256] ?? Promise.reject(new Error(sha256)),
  });
  const taken: Update[] = [];
  const stream = await platform.connect?.(async (update) => {
    taken.push(update);
  });
  ended.push(
    () => emulator.close(),
    async () => stream?.close(),
  );
  return { emulator, platform, clock, taken };
}

describe('Stream mode on the emulated gateway', () => {
  it('brings words, presses and events, and its answers satisfy the gateway', async () => {
    const { emulator, platform, taken } = await start();
    expect(await emulator.verifyUrls()).toEqual([]);
    await say(emulator, '待办');
    expect(await platform.send(['user01'], callUp, 'call-up:1:user01', false)).toMatchObject([{ result: 'sent' }]);
    const [item] = emulator.conversation(vendor, 'user01').filter(({ from }) => from === 'bot');
    const button = item?.body.kind === 'card' ? item.body.buttons[0]?.key : undefined;
    await emulator.press({ vendor, userId: 'user01', item: item?.item ?? '', button: button ?? '', choices: [] });
    await emulator.leave(vendor, 'user02');
    await emulator.pump();
    expect(taken).toMatchObject([
      { kind: 'said', text: '待办' },
      {
        kind: 'pressed',
        cardRef: 'call-up:1:user01',
        press: { action: 'call-up.answer', data: { answer: 'confirm' } },
      },
      { kind: 'left', from: { userId: 'user02' } },
    ]);
    expect(emulator.conversation(vendor, 'user01').map(({ trouble }) => trouble)).toEqual([undefined, undefined]);
  });

  it.each(['disconnect', 'cut'] as const)('hears what is said after the gateway’s %s', async (act) => {
    const { emulator, taken } = await start();
    const connections = () => emulator.calls().filter(({ result }) => result === 'connected').length;
    expect(emulator.dingtalkStream(act)).toBe(1);
    await expect.poll(connections, { interval: 5 }).toBe(2);
    await say(emulator, '还在');
    expect(taken).toMatchObject([{ text: '还在' }]);
  });

  it.each(['broken-json', 'unknown-type', 'huge', 'ping'] as const)(
    'goes on on the same connection after %s',
    async (act) => {
      const { emulator, taken } = await start();
      emulator.dingtalkStream(act);
      await say(emulator, '还在');
      expect(taken.filter(({ kind }) => kind !== 'set-aside')).toMatchObject([{ text: '还在' }]);
      expect(emulator.calls().filter(({ result }) => result === 'connected')).toHaveLength(1);
    },
  );

  it('a message that comes again, because its answer was lost, has the same id', async () => {
    const { emulator, clock, taken } = await start();
    emulator.fault({ vendor, where: 'callback', fault: 'accept-then-hang', times: 1 });
    await say(emulator, '请假');
    clock.advanceMs(61_000);
    await emulator.pump();
    expect(taken.map(({ id }) => id)).toEqual([taken[0]?.id, taken[0]?.id]);
  });
});

describe('sending on the emulated vendor', () => {
  const said = (emulator: Emulator, userId: string, group?: string) =>
    emulator
      .conversation(vendor, userId, group)
      .filter(({ from }) => from === 'bot')
      .map(({ body }) => body);

  it('files and pictures arrive and can be opened', async () => {
    const { emulator, platform } = await start();
    for (const file of [sheet, picture])
      expect(await platform.send(['user01', 'user02'], file, 'k', false)).toMatchObject([
        { result: 'sent' },
        { result: 'sent' },
      ]);
    const [first, second] = said(emulator, 'user02');
    expect(first).toMatchObject({ kind: 'file', name: '花名册.xlsx', bytes: 24 });
    expect(second).toMatchObject({ kind: 'picture' });
  });

  it('a group reads texts, cards without buttons and files', async () => {
    const { emulator, platform } = await start();
    const group = { vendor, id: 'cidClass==', name: '春季班', members: ['user01', 'user02'] };
    await emulator.makeGroup(group);
    for (const message of [text('八点半报到'), callUp, sheet])
      await platform.sendToGroup?.(group.id, message, 'k', false);
    expect(said(emulator, 'user02', group.id)).toMatchObject([
      { kind: 'text', text: '八点半报到' },
      { kind: 'markdown', markdown: expect.not.stringContaining('dtmd') },
      { kind: 'file' },
    ]);
    await emulator.dingtalk?.setGroupStatus(group.id, 'disbanded');
    await expect(platform.sendToGroup?.(group.id, text('x'), 'k', false)).rejects.toMatchObject({
      code: 'group.disbanded',
    });
  });

  it('texts, cards and work notifications are taken back, once and within a day', async () => {
    const { emulator, platform, clock } = await start();
    emulator.fault({ vendor, where: 'api', fault: 'refuse', code: 'bot.stopped', times: 1, path: 'batchSend' });
    const handles: Handle[] = [];
    for (const message of [text('一'), text('二'), callUp]) {
      const [outcome] = await platform.send(['user01'], message, `k${handles.length}`, false);
      if (outcome?.result === 'sent') handles.push(outcome.handle);
    }
    expect(handles).toMatchObject([{ taskId: expect.any(String) }, { processQueryKey: expect.any(String) }, {}]);
    for (const handle of handles) expect(await platform.recall?.(['user01'], handle)).toBe(true);
    const [left] = emulator.ledger({ vendor, userId: 'user01' });
    expect(left?.items.map(({ recalledAtMs }) => typeof recalledAtMs)).toEqual(['number', 'number', 'number']);
    // What somebody else's copy of the same call has taken back is taken back.
    expect(await platform.recall?.(['user01'], handles[1] ?? {})).toBe(true);
    const [late] = await platform.send(['user01'], text('三'), 'k9', false);
    clock.advanceMs(24 * 3_600_000 + 1);
    expect(await platform.recall?.(['user01'], late?.result === 'sent' ? late.handle : {})).toBe(false);
    expect(await platform.recall?.(['user01'], handles[0] ?? {})).toBe(false);
  });

  it('whom the robot cannot reach reads a work notification; whom nobody knows is refused', async () => {
    const { emulator, platform } = await start();
    emulator.fault({ vendor, where: 'api', fault: 'refuse', code: 'robot.oto.notExist', times: 1, path: 'card/' });
    expect(await platform.send(['user01'], callUp, 'k1', false)).toMatchObject([
      { handle: { taskId: expect.any(String) } },
    ]);
    expect(await platform.send(['user02', 'ghost'], text('您好'), 'k2', false)).toEqual([
      { userId: 'user02', result: 'sent', handle: expect.anything() },
      { userId: 'ghost', result: 'refused', code: 'invalidStaffId' },
    ]);
    expect(said(emulator, 'user01')).toMatchObject([
      { kind: 'markdown', markdown: expect.stringContaining('确认参加') },
    ]);
    expect(said(emulator, 'user02')).toMatchObject([{ kind: 'text' }]);
  });

  it('a login code names its person once', async () => {
    const { emulator, platform } = await start();
    const code = emulator.dingtalk?.authCode('user01') ?? '';
    expect(await platform.identify?.(code)).toBe('user01');
    expect(await platform.identify?.(code)).toBeNull();
  });

  it('every kind of message a person can send is read, spoken words included', async () => {
    const { emulator, taken } = await start();
    const kinds = ['text', 'richText', 'audio', 'picture', 'video', 'file', 'unknownMsgType'] as const;
    for (const kind of kinds) emulator.dingtalk?.send({ userId: 'user01', kind, text: '待办' });
    await emulator.pump();
    expect(taken.map((update) => (update.kind === 'said' ? update.text : update.kind))).toEqual([
      ...['待办', '待办', '待办'],
      ...['sent-file', 'unsupported', 'sent-file', 'unsupported'],
    ]);
  });

  it('what is said in a group names the group', async () => {
    const { emulator, taken } = await start();
    await emulator.makeGroup({ vendor, id: 'cidClass==', name: '春季班', members: ['user01'] });
    emulator.dingtalk?.send({ userId: 'user01', kind: 'text', text: '帮助', group: 'cidClass==' });
    await emulator.pump();
    expect(taken).toMatchObject([{ kind: 'said', text: '帮助', where: 'group', group: 'cidClass==' }]);
  });
});

async function say(emulator: Emulator, text: string): Promise<void> {
  await emulator.say({ vendor, userId: 'user01', text });
  await emulator.pump();
}
