import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersonLedger } from '../../src/emulator/ledger.ts';
import {
  DingtalkCaller,
  elementText,
  getJson,
  openWecom,
  sendJson,
  startWorld,
  WecomCaller,
  type World,
} from './world.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const at = (path: string) => `${world.emulator.url}${path}`;
const GROUP = { vendor: 'dingtalk', id: 'cidClass==', name: '中青班', members: ['user01', 'user02'] };

describe('a group chat', () => {
  it('is made by people, and each member sees what is written with what they have not read', async () => {
    await sendJson(at('/control/groups'), GROUP);
    await sendJson(at('/control/say'), { vendor: 'dingtalk', userId: 'user01', text: '几点上课？', group: GROUP.id });
    await world.emulator.idle();
    expect(await getJson(at('/control/groups?vendor=dingtalk&userId=user02'))).toEqual([
      { vendor: 'dingtalk', id: GROUP.id, name: '中青班', members: 2, unread: 1 },
    ]);
    const query = `vendor=dingtalk&userId=user02&group=${encodeURIComponent(GROUP.id)}`;
    expect(await getJson(at(`/control/conversation?${query}`))).toMatchObject([
      { from: 'member', speaker: '赵六', body: { text: '几点上课？' } },
    ]);
    expect(await getJson(at('/control/groups?vendor=dingtalk&userId=user02'))).toMatchObject([{ unread: 0 }]);
    expect(await getJson(at('/control/conversation?vendor=dingtalk&userId=user02'))).toEqual([]);
    const [heard] = world.bot.heard.map(({ body }) => JSON.parse(body));
    expect(heard).toMatchObject({
      conversationType: '2',
      conversationId: GROUP.id,
      conversationTitle: '中青班',
      text: { content: ' 几点上课？' },
      senderStaffId: 'user01',
    });
  });

  it('gets the answer of the bot before all, by the response and by the session address', async () => {
    world.bot.answer = () => ({ body: JSON.stringify({ msgtype: 'text', text: { content: '八点半' } }) });
    await world.emulator.makeGroup({ ...GROUP, vendor: 'dingtalk' });
    await world.emulator.say({ vendor: 'dingtalk', userId: 'user01', text: '几点？', group: GROUP.id });
    await world.emulator.idle();
    const { sessionWebhook } = JSON.parse(world.bot.heard[0]?.body ?? '{}');
    await sendJson(sessionWebhook, { msgtype: 'text', text: { content: '在一号教室' } });
    const texts = world.emulator
      .conversation('dingtalk', 'user02', GROUP.id)
      .map(({ body }) => 'text' in body && body.text);
    expect(texts).toEqual(['几点？', '八点半', '在一号教室']);
  });

  it.each([
    ['a stranger writes', '/control/say', { vendor: 'dingtalk', userId: 'user01', text: 'x', group: 'cidOther' }, 404],
    ['its name is empty', '/control/groups', { ...GROUP, name: ' ' }, 400],
    ['nobody is in it', '/control/groups', { ...GROUP, members: [] }, 400],
    ['somebody unknown is in it', '/control/groups', { ...GROUP, members: ['ghost'] }, 404],
    ['its id could be anything', '/control/groups', { ...GROUP, id: 'a\nb' }, 400],
  ])('is refused where %s', async (_what, path, body, status) => {
    const answer = await sendJson(at(path), body);
    expect(answer.status).toBe(status);
    expect(answer.json.error).toMatch(/[。：]/);
  });
});

describe('bytes that somebody was sent', () => {
  it('are shown as a picture only when they are one, everything else is saved', async () => {
    const wecom = await WecomCaller.start(world.emulator);
    const upload = async (type: string, name: string, bytes: Buffer) => {
      const form = new FormData();
      form.append('media', new Blob([new Uint8Array(bytes)]), name);
      const url = at(`/cgi-bin/media/upload?access_token=${wecom.token}&type=${type}`);
      return ((await (await fetch(url, { method: 'POST', body: form })).json()) as { media_id: string }).media_id;
    };
    await wecom.send('lisi', { msgtype: 'image', image: { media_id: await upload('image', '墙.png', PNG) } });
    const script = Buffer.from('<script>alert(1)</script>');
    await wecom.send('lisi', { msgtype: 'file', file: { media_id: await upload('file', '页.html', script) } });
    const urls = world.emulator.conversation('wecom', 'lisi').map(({ body }) => ('url' in body ? body.url : ''));
    const [picture, file] = await Promise.all(urls.map((url) => fetch(at(url))));
    expect([picture?.headers.get('content-type'), picture?.headers.get('content-disposition')]).toEqual([
      'image/png',
      "inline; filename*=UTF-8''%E5%A2%99.png",
    ]);
    expect(Buffer.from((await picture?.arrayBuffer()) ?? new ArrayBuffer(0)).equals(PNG)).toBe(true);
    expect(file?.headers.get('content-type')).toBe('application/octet-stream');
    expect(file?.headers.get('content-disposition')).toMatch(/^attachment;/);
    const disguised = await fetch(at((urls[1] ?? '').replace('as=file', 'as=picture')));
    expect(disguised.headers.get('content-type')).toBe('application/octet-stream');
    expect(disguised.headers.get('content-security-policy')).toContain('sandbox');
    expect((await fetch(at(`/control/blob?sha256=${'0'.repeat(64)}`))).status).toBe(404);
    expect((await fetch(at('/control/blob?sha256=../../secret'))).status).toBe(404);
  });

  it('outlive a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'blobs-'));
    const journalFile = join(folder, 'emulator.jsonl');
    const first = await startWorld({ journalFile });
    const download = { vendor: 'dingtalk', userId: 'user01', kind: 'picture', base64: PNG.toString('base64') };
    const caller = await DingtalkCaller.start(first.emulator);
    const form = new FormData();
    form.append('media', new Blob([new Uint8Array(PNG)]), '墙.png');
    const uploaded = await fetch(`${first.emulator.url}/media/upload?access_token=${caller.token}&type=image`, {
      method: 'POST',
      body: form,
    });
    const { media_id } = (await uploaded.json()) as { media_id: string };
    await caller.batchSend([download.userId], 'sampleImageMsg', { photoURL: media_id });
    await first.stop();
    const second = await startWorld({ journalFile });
    const [item] = second.emulator.conversation('dingtalk', 'user01');
    const url = item?.body.kind === 'picture' ? item.body.url : '';
    expect(Buffer.from(await (await fetch(`${second.emulator.url}${url}`)).arrayBuffer()).equals(PNG)).toBe(true);
    await second.stop();
    rmSync(folder, { recursive: true });
  });
});

describe('a picture or file that a person sends', () => {
  const send = async (body: object) => await sendJson(at('/control/send'), body);
  const base64 = PNG.toString('base64');

  it('reaches the bot as WeCom tells it, with a media id that gives the bytes; done once', async () => {
    const request = { vendor: 'wecom', userId: 'lisi', name: '证明.png', base64, id: 'act-1' };
    expect((await send(request)).json).toEqual({ done: true });
    expect((await send(request)).json).toEqual({ done: false });
    await send({ vendor: 'wecom', userId: 'lisi', name: '名单.csv', base64: Buffer.from('张三').toString('base64') });
    await world.emulator.idle();
    const told = world.bot.heard.map(openWecom);
    expect(told.map((xml) => elementText(xml, 'MsgType')).sort()).toEqual(['file', 'image']);
    const { token } = await WecomCaller.start(world.emulator);
    const mediaId = elementText(told.find((xml) => xml.includes('PicUrl')) ?? '', 'MediaId');
    const media = await fetch(at(`/cgi-bin/media/get?access_token=${token}&media_id=${mediaId}`));
    expect(Buffer.from(await media.arrayBuffer()).equals(PNG)).toBe(true);
    const bodies = world.emulator.conversation('wecom', 'lisi').map(({ body }) => body);
    expect(bodies).toMatchObject([
      { kind: 'picture', name: '证明.png' },
      { kind: 'file', name: '名单.csv', bytes: 6 },
    ]);
  });

  it('reaches the bot as DingTalk tells it, with a download code', async () => {
    await send({ vendor: 'dingtalk', userId: 'user01', name: '证明.png', base64 });
    await send({
      vendor: 'dingtalk',
      userId: 'user01',
      name: '名单.pdf',
      base64: Buffer.from('%PDF').toString('base64'),
    });
    await world.emulator.idle();
    const downloadCode = expect.any(String);
    expect(
      world.bot.heard.map(({ body }) => JSON.parse(body)).sort((a) => (a.msgtype === 'file' ? -1 : 1)),
    ).toMatchObject([
      { msgtype: 'file', content: { downloadCode, fileName: '名单.pdf' } },
      { msgtype: 'picture', content: { downloadCode } },
    ]);
  });

  it('stands in a group chat of WeCom, of which the app hears nothing; empty and nameless ones are refused', async () => {
    await sendJson(at('/control/groups'), { vendor: 'wecom', id: 'g1', name: '中青班', members: ['lisi', 'wangwu'] });
    await send({ vendor: 'wecom', userId: 'lisi', name: '墙.png', base64, group: 'g1' });
    await world.emulator.idle();
    expect(world.emulator.conversation('wecom', 'wangwu', 'g1')).toMatchObject([
      { from: 'member', body: { kind: 'picture' } },
    ]);
    expect(world.bot.heard).toEqual([]);
    for (const bad of [{ name: '' }, { base64: '' }, { userId: 'ghost' }, { group: 'g2' }]) {
      const { status, json } = await send({ vendor: 'wecom', userId: 'lisi', name: '墙.png', base64, ...bad });
      expect([status, json.error]).toEqual([expect.toSatisfy((code) => code >= 400 && code < 500), expect.any(String)]);
    }
  });
});

describe('a ledger', () => {
  it('of one person holds their own chat and their groups, and nothing of others', async () => {
    await world.emulator.makeGroup({ ...GROUP, vendor: 'dingtalk' });
    await world.emulator.say({ vendor: 'dingtalk', userId: 'user01', text: '在群里', group: GROUP.id });
    await world.emulator.say({ vendor: 'dingtalk', userId: 'user01', text: '单独说' });
    await world.emulator.say({ vendor: 'dingtalk', userId: 'user02', text: '别人说' });
    const ledgers = (await getJson(at('/control/ledger?vendor=dingtalk&userId=user01'))) as unknown as PersonLedger[];
    expect(ledgers.map(({ userId, group }) => [userId, group])).toEqual([
      ['user01', GROUP.id],
      ['user01', undefined],
    ]);
    expect(JSON.stringify(ledgers)).not.toContain('别人说');
  });
});

it('a send taken in part cannot be asked for where nothing is sent to many', async () => {
  const asked = { vendor: 'wecom', where: 'callback', fault: 'partial-accept', times: 1 };
  expect((await sendJson(at('/control/faults'), asked)).status).toBe(400);
});
