import { request as httpRequest } from 'node:http';
import { decrypt } from '@wecom/crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../src/clock.ts';
import type { ChangeEvent } from '../../src/emulator/view.ts';
import { ListeningBot } from './bot.ts';
import { DINGTALK, START, sendJson, startWorld, WECOM, WecomCaller, type World } from './world.ts';

let world: World;
let clock: ManualClock;
beforeEach(async () => {
  clock = new ManualClock(START);
  world = await startWorld({ clock, setClock: (time) => clock.moveTo(time) });
});
afterEach(() => world.stop());

async function get(path: string): Promise<{ status: number; json: unknown }> {
  const response = await fetch(`${world.emulator.url}${path}`);
  return { status: response.status, json: await response.json() };
}
const post = (path: string, body: unknown) => sendJson(`${world.emulator.url}${path}`, body);

/** What a bot answers when its address is saved. */
function openEcho(query: URLSearchParams): string {
  return decrypt(WECOM.encodingAesKey, query.get('echostr') ?? '').message;
}

/** A request whose every header can be chosen, as a browser or a forger would. */
function raw(path: string, headers: Record<string, string>, body = ''): Promise<number> {
  return new Promise((resolve, reject) => {
    const method = body === '' ? 'GET' : 'POST';
    const request = httpRequest(`${world.emulator.url}${path}`, { method, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('error', reject);
    request.end(body);
  });
}

describe('the control API', () => {
  it('finds people by name, unit and role, of both vendors or one', async () => {
    expect((await get('/control/people?search=教育局 孙')).json).toMatchObject([{ userId: 'user02', unread: 0 }]);
    expect((await get('/control/people?limit=2')).json).toHaveLength(2);
    expect((await get('/control/people?vendor=dingtalk')).json).toHaveLength(2);
  });

  it('counts what is unread until the conversation is read', async () => {
    const wecom = await WecomCaller.start(world.emulator);
    await wecom.sendText('lisi', '一');
    await wecom.sendText('lisi', '二');
    expect((await get('/control/people?search=李四')).json).toMatchObject([{ unread: 2 }]);
    expect((await get('/control/conversation?vendor=wecom&userId=lisi')).json).toMatchObject([
      { from: 'bot', body: { kind: 'text', text: '一' }, atMs: START.getTime() },
      { body: { text: '二' } },
    ]);
    expect((await get('/control/people?search=李四')).json).toMatchObject([{ unread: 0 }]);
  });

  it('shows what another client needs, and takes its callback addresses', async () => {
    const { json } = await get('/control/consoles');
    expect(json).toMatchObject({ apiBase: world.emulator.url, wecom: WECOM, dingtalk: DINGTALK });
    const other = await ListeningBot.start();
    other.answer = ({ method, query }) => (method === 'GET' ? { body: openEcho(query) } : {});
    const set = (urls: object) => post('/control/callback-urls', urls);
    expect((await set({ wecom: `${other.url}/hook` })).json).toEqual({ faults: [] });
    await post('/control/say', { vendor: 'wecom', userId: 'lisi', text: '待办' });
    await world.emulator.idle();
    expect([other.heard.length, world.bot.heard.length]).toEqual([2, 0]);
    expect((await set({ wecom: `${world.bot.url}/hook` })).json).toMatchObject({
      faults: [expect.stringContaining('echostr')],
    });
    expect((await set({ wecom: '' })).json).toEqual({ faults: [] });
    await post('/control/say', { vendor: 'wecom', userId: 'lisi', text: '帮助' });
    await world.emulator.idle();
    expect(world.bot.heard).toHaveLength(1);
    expect((await set({ robot: 'file:///etc/passwd' })).status).toBe(400);
    await other.stop();
  });

  it('says, opens and keeps a ledger', async () => {
    expect((await post('/control/say', { vendor: 'wecom', userId: 'lisi', text: '待办' })).json).toEqual({
      done: true,
    });
    expect((await post('/control/open', { vendor: 'wecom', userId: 'lisi' })).status).toBe(200);
    await world.emulator.idle();
    expect(world.bot.heard).toHaveLength(2);
    expect((await get('/control/ledger')).json).toMatchObject([{ userId: 'lisi', items: [{ from: 'person' }] }]);
  });

  it.each([
    ['/control/say', { vendor: 'wecom', userId: 'ghost', text: 'x' }, 404],
    ['/control/say', { vendor: 'wecom', userId: 'lisi', text: ' ' }, 400],
    ['/control/say', { vendor: 'qq', userId: 'lisi', text: 'x' }, 400],
    ['/control/say', null, 400],
    ['/control/press', { vendor: 'wecom', userId: 'lisi', item: 'w99', button: 'x' }, 404],
    ['/control/faults', { vendor: 'wecom', where: 'api', fault: 'flood', times: 1 }, 400],
    ['/control/clock', { nowMs: 'tomorrow' }, 400],
    ['/control/clock', { nowMs: 1 }, 400],
    ['/control/nothing', {}, 404],
  ])('answers a bad POST to %s (%j) with a Chinese sentence', async (path, body, status) => {
    const answer = await post(path, body);
    expect(answer.status).toBe(status);
    expect(answer.json.error).toMatch(/[。：]/);
  });

  it('moves the clock forward where it may be moved, and sends what that makes due', async () => {
    world.bot.answer = (_heard, count) => ({ status: count === 1 ? 500 : 200 });
    await post('/control/say', { vendor: 'wecom', userId: 'lisi', text: '你好' });
    await world.emulator.idle();
    const nowMs = START.getTime() + 3_600_000;
    expect((await post('/control/clock', { nowMs })).json).toEqual({ nowMs, movable: true });
    expect(world.bot.heard).toHaveLength(2);
    const fixed = await startWorld();
    expect((await sendJson(`${fixed.emulator.url}/control/clock`, { nowMs })).status).toBe(403);
    await fixed.stop();
  });

  it('streams every change of a conversation', async () => {
    const cut = new AbortController();
    const response = await fetch(`${world.emulator.url}/control/stream`, { signal: cut.signal });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    await reader.read();
    await post('/control/say', { vendor: 'wecom', userId: 'lisi', text: '你好' });
    const { value = '' } = await reader.read();
    const change = JSON.parse(value.slice('data: '.length)) as ChangeEvent;
    expect(change).toMatchObject({ vendor: 'wecom', userId: 'lisi' });
    cut.abort();
  });
});

describe('strangers', () => {
  const json = { 'content-type': 'application/json' };
  const say = JSON.stringify({ vendor: 'wecom', userId: 'lisi', text: '假的' });

  it.each([
    ['a page of another site', { ...json, origin: 'http://evil.example' }],
    ['a page of another site without Origin', { ...json, 'sec-fetch-site': 'cross-site' }],
    ['a name bound to our address', { ...json, host: 'evil.example' }],
    ['a page on another port', { ...json, origin: 'http://127.0.0.1:1' }],
  ])('cannot speak through %s', async (_what, headers) => {
    expect(await raw('/control/say', headers, say)).toBe(403);
    expect(await raw('/control/people', headers)).toBe(403);
    expect(world.emulator.ledger()).toEqual([]);
  });

  it('cannot speak through a plain form', async () => {
    expect(await raw('/control/say', { 'content-type': 'text/plain' }, say)).toBe(415);
    expect(await raw('/control/say', { 'content-type': 'application/x-www-form-urlencoded' }, say)).toBe(415);
    expect(world.emulator.ledger()).toEqual([]);
  });

  it('may be our own page', async () => {
    const host = new URL(world.emulator.url).host;
    expect(await raw('/control/say', { ...json, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }, say)).toBe(
      200,
    );
    const byName = `localhost:${new URL(world.emulator.url).port}`;
    expect(await raw('/control/people', { host: byName })).toBe(200);
  });

  it('get 413 for an over-long body', async () => {
    const text = 'x'.repeat(200_000);
    expect((await post('/control/say', { vendor: 'wecom', userId: 'lisi', text })).status).toBe(413);
  });
});

describe('the page files', () => {
  it('come from the page folder and the installed libraries alone', async () => {
    for (const name of ['preact', 'preact-hooks', 'htm']) {
      const response = await fetch(`${world.emulator.url}/vendor/${name}.js`);
      expect(response.headers.get('content-type')).toContain('text/javascript');
      expect(await response.text()).toMatch(/export/);
    }
    for (const path of [
      '/vendor/koa.js',
      '/page/../view.ts',
      '/page/%2e%2e/view.ts',
      '/page/tsconfig.json',
      '/view.ts',
    ]) {
      expect((await fetch(`${world.emulator.url}${path}`)).status).toBe(404);
    }
    const page = await fetch(`${world.emulator.url}/`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });
});
