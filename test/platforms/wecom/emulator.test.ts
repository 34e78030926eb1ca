import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as bodyText } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FileMessage, text } from '../../../src/chat/message.ts';
import type { ChatPlatform, Received } from '../../../src/chat/platform.ts';
import type { Update } from '../../../src/chat/update.ts';
import { ManualClock } from '../../../src/clock.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import type { WecomEvent } from '../../../src/emulator/wecom/events.ts';
import type { MemberMessage } from '../../../src/emulator/wecom/member-messages.ts';
import { WRONG_CALLBACKS } from '../../../src/emulator/wecom/wrong-callbacks.ts';
import { createWecomAibot } from '../../../src/platforms/wecom/aibot.ts';
import { createWecomPlatform, type WecomPlatform } from '../../../src/platforms/wecom/platform.ts';
import { keptLog } from './api.ts';
import { card, confirm, form, leave, refuse } from './cards.ts';

const account = {
  corpId: 'ww0000000000000001',
  agentId: 1000002,
  secret: 'wecom-secret',
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  trustedDomains: ['xuece.example'],
};
/** The contact assistant with the app's own Token and key, so that one address serves both. */
const contactSync = { secret: 'sync-secret', token: account.token, encodingAesKey: account.encodingAesKey };
const aibot = {
  botId: 'AIBOTID',
  name: '学册助手',
  mode: 'callback' as const,
  secret: 'aibot-secret',
  token: 'aibottoken',
  encodingAesKey: '4Ma3YBrSBbX2aez8MJpXGBne5LSDwgGqHbhM9WPYIws',
  groups: [{ id: 'class-1', name: '春季班', members: ['ZhangSan', 'lisi'] }],
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
let aiRobot: ChatPlatform;
let server: Server;
/** What came in since the last look. */
let heard: Received[] = [];
const clock = new ManualClock(new Date('2026-03-02T01:07:00Z'));
const { log, lines } = keptLog();

beforeAll(async () => {
  const vendor = { ...account, contactSync, aibot, webhookRobots: [robot] };
  emulator = await startEmulator({ port: 0, clock, wecom: vendor, people });
  wecom = createWecomPlatform({
    ...account,
    agentId: String(account.agentId),
    apiBase: emulator.wecomApiBase,
    clock,
    log,
    loginBase: emulator.wecomApiBase,
    loadFile: async (sha256) => files[sha256] ?? Promise.reject(new Error(sha256)),
  });
  aiRobot = createWecomAibot({ ...aibot, apiBase: emulator.wecomApiBase, clock, log });
  const url = await listen();
  emulator.setCallbackUrls({ wecom: `${url}/callback`, wecomContacts: `${url}/callback`, aibot: `${url}/robot` });
});
afterAll(async () => {
  await emulator.close();
  server.closeAllConnections();
  server.close();
});

/** The address that WeCom calls: everything is answered as the platform says, nothing is done about it. */
async function listen(): Promise<string> {
  server = createServer((request, response) => {
    void (async () => {
      const [path = '', query = ''] = (request.url ?? '').split('?');
      const body = Buffer.from(await bodyText(request));
      const platform = path === '/robot' ? aiRobot : wecom;
      const raw = { method: request.method ?? '', path, query, headers: request.headers, body };
      const received = await platform.receive(raw);
      heard.push(received);
      response.statusCode = received.kind === 'refused' ? 403 : received.answer.status;
      response.end(received.kind === 'refused' ? '' : received.answer.body);
    })();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What the emulated vendor sent because of this. */
async function hearing(act: () => unknown): Promise<Received[]> {
  await emulator.idle();
  heard = [];
  await act();
  await emulator.idle();
  return heard;
}

/** The one update that came of this, or why there was none. */
async function updateAfter(act: () => unknown): Promise<Update | string> {
  const [received, ...more] = await hearing(act);
  if (received === undefined || more.length > 0) throw new Error(`${more.length + 1} callbacks`);
  if (received.kind === 'update') return received.update;
  return 'why' in received ? received.why : received.kind;
}

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
    expect(emulator.groups('wecom', 'wangwu')).toHaveLength(1);
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

  it('tells once who opened a page', async () => {
    const url = wecom.authorizeUrl('https://xuece.example/me?a=1', 'State1');
    const back = new URL(emulator.wecom.openLink('ZhangSan', url));
    expect(back.searchParams.get('state')).toBe('State1');
    const code = back.searchParams.get('code') ?? '';
    expect(await wecom.identify(code)).toBe('zhangsan');
    expect(await wecom.identify(code)).toBeNull();
  });
});

describe('what the emulated WeCom sends', () => {
  const video = { kind: 'video', name: 'a.mp4', bytes: Buffer.from('    ftypisom0000') } as const;
  const place = { latitude: 23.1, longitude: 113.3, label: '县委党校' };

  it.each<[MemberMessage, string]>([
    [video, 'video'],
    [{ kind: 'location', ...place }, 'location'],
    [{ kind: 'link', title: '标题', description: '说明', url: 'https://e.example' }, 'link'],
    [{ kind: 'unknown', msgType: 'hologram' }, 'hologram'],
  ])('is answered politely where it is no text: %j', async (message, what) => {
    const update = await updateAfter(() => emulator.wecom.send('lisi', message));
    expect(update).toMatchObject({ kind: 'unsupported', what, from: { userId: 'lisi' } });
  });

  it.each<[MemberMessage, 'picture' | 'file', string]>([
    [{ kind: 'image', name: 'a.jpg', bytes: jpg }, 'picture', '图片.jpg'],
    [{ kind: 'file', name: '记分表.xlsx', bytes: jpg }, 'file', '记分表.xlsx'],
  ])('of a picture or a file is fetched by what came with it: %j', async (message, what, name) => {
    const update = await updateAfter(() => emulator.wecom.send('lisi', message));
    expect(update).toMatchObject({ kind: 'sent-file', what, name });
    const source = typeof update === 'object' && update.kind === 'sent-file' ? update.source : {};
    expect(await wecom.fetchFile(source)).toEqual(jpg);
    await expect(wecom.fetchFile({ mediaId: 'gone' })).rejects.toMatchObject({ code: '40007', retry: 'never' });
  });

  it.each<[WecomEvent, object]>([
    [{ event: 'enter_agent' }, { kind: 'joined' }],
    [{ event: 'subscribe' }, { kind: 'joined' }],
    [{ event: 'unsubscribe' }, { kind: 'left' }],
    [{ event: 'scancode_waitmsg', key: 'k', scanned: '/点名' }, { kind: 'unsupported' }],
  ])('means something: %j', async (event, update) => {
    expect(await updateAfter(() => emulator.wecom.fire('lisi', event))).toMatchObject(update);
  });

  it.each<[string, WecomEvent]>([
    ['lisi', { event: 'LOCATION', latitude: 1, longitude: 2, precision: 3 }],
    ['lisi', { event: 'view', key: 'https://e.example' }],
    ['lisi', { event: 'view_miniprogram', key: 'pages/index' }],
    ['lisi', { event: 'scancode_push', key: 'k', scanned: '/点名' }],
    ['lisi', { event: 'pic_sysphoto', key: 'k', md5s: ['a', 'b'] }],
    ['lisi', { event: 'location_select', key: 'k', ...place }],
    ['sys', { event: 'batch_job_result', jobId: 'j', jobType: 'sync_user', errCode: 0, errMsg: 'ok' }],
    ['lisi', { event: 'open_approval_change', thirdNo: '1', status: 2 }],
    ['sys', { event: 'share_agent_change' }],
    ['sys', { event: 'inactive_alert', effectTime: 1_700_000_000 }],
    ['sys', { event: 'active_restored' }],
    ['lisi', { event: 'unknown', name: 'new_event' }],
  ])('asks nothing of us: %s %j', async (userId, event) => {
    const name = event.event === 'unknown' ? event.name : event.event;
    expect(await updateAfter(() => emulator.wecom.fire(userId, event))).toBe(`event ${name}`);
  });

  it('is what a person would have typed, when they press the menu', async () => {
    await wecom.setMenu();
    expect(await updateAfter(() => emulator.wecom.pressMenu('lisi', [0]))).toMatchObject({ text: '待办' });
    expect(await updateAfter(() => emulator.wecom.pressMenu('lisi', [2, 0]))).toMatchObject({ text: '我的成绩' });
  });

  it('tells of the contacts who was deleted and who has another userid', async () => {
    const change = (made: Parameters<typeof emulator.wecom.changeContacts>[0]) =>
      updateAfter(() => emulator.wecom.changeContacts(made));
    const left = { kind: 'left', from: { userId: 'zhangsan' } };
    expect(await change({ change: 'delete_user', userId: 'ZhangSan' })).toMatchObject(left);
    const renamed = { change: 'update_user', userId: 'a', newUserId: 'b', departments: [1, 2] } as const;
    expect(await change(renamed)).toMatchObject({ kind: 'renamed', from: { userId: 'a' }, to: 'b' });
    expect(await change({ change: 'update_tag', tagId: 1, addUsers: ['a'] })).toBe('event change_contact update_tag');
  });

  it('lets a pressed card be changed by the code that came with the press', async () => {
    const asked = card({ form: form(5, { kind: 'multiple' }) });
    await wecom.send(['wangwu'], asked, 'pressed-card', false);
    const item = last('wangwu')?.item ?? '';
    const press = { vendor: 'wecom' as const, userId: 'wangwu', item, button: 'survey.answer?survey=s1' };
    const pressed = await updateAfter(() => emulator.press({ ...press, choices: ['v1', 'v3'] }));
    expect(pressed).toMatchObject({ kind: 'pressed', choices: ['v1', 'v3'], press: { data: { survey: 's1' } } });
    const { handle } = pressed as Update & { kind: 'pressed' };
    expect(await wecom.revise('wangwu', handle, { ...asked, settled: '已提交' })).toBe(true);
    expect(JSON.stringify(last('wangwu')?.body)).toContain('已提交');
  });

  it.each(WRONG_CALLBACKS.filter((wrong) => wrong !== 'huge'))(
    'is never believed when it is forged: %s',
    async (wrong) => {
      const [received] = await hearing(() => emulator.wecom.wrong('lisi', wrong));
      expect(received).toMatchObject(
        wrong === 'not-xml' ? { kind: 'update', update: { kind: 'set-aside' } } : { kind: 'refused' },
      );
    },
  );
});

describe('the emulated AI robot', () => {
  it('hears and answers alone and in its group', async () => {
    const chat = emulator.wecom.aibotChat;
    expect(await updateAfter(() => emulator.wecom.openAibot('lisi'))).toMatchObject({ kind: 'joined' });
    const alone = await updateAfter(() => emulator.wecom.askAibot('lisi', { kind: 'text', text: '待办' }));
    expect(alone).toMatchObject({ kind: 'said', text: '待办', where: 'single' });
    expect(await aiRobot.send(['lisi'], card({ buttons: [confirm] }), 'k', false)).toMatchObject([{ result: 'sent' }]);
    expect(JSON.stringify(last('lisi', chat)?.body)).toContain('确认参加');
    const spoken = await updateAfter(() => emulator.wecom.askAibot('lisi', { kind: 'voice', text: '我要请假' }));
    expect(spoken).toMatchObject({ kind: 'said', text: '我要请假' });
    const asked = { kind: 'text', text: '课表' } as const;
    const inGroup = await updateAfter(() => emulator.wecom.askAibot('lisi', asked, 'class-1'));
    expect(inGroup).toMatchObject({ kind: 'said', text: '课表', where: 'group', group: 'class-1' });
    await aiRobot.sendToGroup?.('class-1', text('明天 8:45 上课。'), 'k', false);
    expect(JSON.stringify(last('ZhangSan', 'class-1')?.body)).toContain('明天 8:45 上课。');
  });

  it('cannot say more than it was asked', async () => {
    await aiRobot.send(['lisi'], text('一'), 'k', false);
    expect(await aiRobot.send(['lisi'], text('二'), 'k', false)).toMatchObject([{ result: 'refused' }]);
  });
});

describe('in all this the emulated WeCom', () => {
  it('refused nothing else', () => {
    expect(lines.filter((line) => /"errcode":(?!40007|60140|42014|42052|86215|93000|40029)/.test(line))).toEqual([]);
  });
});
