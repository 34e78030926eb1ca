import { createServer as createHttpServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { ChatPlatform, Received } from '../../src/chat/platform.ts';
import type { Update } from '../../src/chat/update.ts';
import { Gate } from '../../src/http/gate.ts';
import { createServer } from '../../src/http/server.ts';
import { InboxUnavailable } from '../../src/inbox/inbox.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

describe('the callback endpoint', () => {
  it('answers only after the receipt is stored', async () => {
    const order: string[] = [];
    const store = async () => {
      order.push('stored');
      return 'stored' as const;
    };
    const url = await serve(update, { add: store });
    const { status } = await post(url, 'x');
    order.push('answered');
    expect([status, order]).toEqual([200, ['stored', 'answered']]);
  });

  it('answers an event about several people only after every receipt is stored', async () => {
    const stored: string[] = [];
    const store = async ({ id }: { id: string }) => {
      if (id.endsWith('wang')) throw new InboxUnavailable('disk full');
      stored.push(id);
      return 'stored' as const;
    };
    const several = (people: string[]): Received => ({ kind: 'updates', answer, updates: people.map(joinedBy) });
    expect((await post(await serve(several(['li', 'zhao']), { add: store }), 'x')).status).toBe(200);
    expect(stored).toEqual(['dingtalk:event:1:li', 'dingtalk:event:1:zhao']);
    expect((await post(await serve(several(['li', 'wang']), { add: store }), 'x')).status).toBe(503);
  });

  it('does not answer 200 when the receipt could not be stored', async () => {
    const url = await serve(update, { add: () => Promise.reject(new InboxUnavailable('disk full')) });
    expect((await post(url, 'x')).status).toBe(503);
  });

  it('gives every refusal the same face', async () => {
    const whys = ['bad signature', 'stale', 'unknown tenant'];
    const faces = await Promise.all(whys.map(async (why) => post(await serve({ kind: 'refused', why }), 'x')));
    expect(new Set(faces.map((face) => JSON.stringify(face))).size).toBe(1);
    expect(faces[0]).toMatchObject({ status: 403, body: 'refused' });
  });

  it('refuses a body over 128 KiB, declared or not', async () => {
    const url = await serve(update);
    expect((await post(url, Buffer.alloc(128 * 1024 + 1))).status).toBe(413);
    expect((await post(url, Buffer.alloc(300 * 1024), { 'transfer-encoding': 'chunked' })).status).toBe(413);
    expect((await post(url, Buffer.alloc(128 * 1024))).status).toBe(200);
  });

  it('refuses a compressed body unread', async () => {
    expect((await post(await serve(update), 'x', { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  it('turns callbacks away once the gate is closed, and still answers those that were inside', async () => {
    const gate = new Gate();
    let store = (_result: 'stored'): void => undefined;
    let isAdding = (): void => undefined;
    const adding = new Promise<void>((resolve) => (isAdding = resolve));
    const add = () => {
      isAdding();
      return new Promise<'stored'>((resolve) => (store = resolve));
    };
    const url = await serve(update, { add }, true, gate);
    const inside = post(url, 'x');
    await adding;
    let isEmpty = false;
    const closed = gate.close().then(() => (isEmpty = true));
    expect(await post(url, 'y')).toEqual({ status: 503, body: 'refused' });
    expect((await get(url, '/healthz')).status).toBe(200);
    expect(isEmpty).toBe(false);
    store('stored');
    expect((await inside).status).toBe(200);
    await closed;
  });

  it('answers others when somebody does not wait for the receipt', async () => {
    let store = (_result: 'stored'): void => undefined;
    let isAdding = (): void => undefined;
    const adding = new Promise<void>((resolve) => (isAdding = resolve));
    const add = () => {
      isAdding();
      return new Promise<'stored'>((resolve) => (store = resolve));
    };
    const gate = new Gate();
    const url = await serve(updateAnswered('{}'), { add }, true, gate);
    const gone = request(`${url}/wecom/callback`, { method: 'POST' });
    gone.on('error', () => undefined);
    gone.end('x');
    await adding;
    gone.destroy();
    expect((await get(url, '/healthz')).status).toBe(200);
    store('stored');
    await gate.close();
    expect((await get(url, '/healthz')).status).toBe(200);
  });

  it('says when it is ready and when it is not', async () => {
    expect((await get(await serve(update, undefined, true), '/readyz')).status).toBe(200);
    expect((await get(await serve(update, undefined, false), '/readyz')).status).toBe(503);
    expect((await get(await serve(update), '/healthz')).body).toBe('ok');
  });
});

function joinedBy(userId: string): Update {
  return { kind: 'joined', id: `dingtalk:event:1:${userId}`, from: { platform: 'dingtalk', userId }, at: 0 };
}

const answer = { status: 200, type: 'text/plain', body: '' };
const update = updateAnswered('');

function updateAnswered(body: string): Received {
  const from = { platform: 'wecom', userId: 'li' } as const;
  return { kind: 'update', answer: { ...answer, body }, update: { kind: 'joined', id: 'wecom:1', from, at: 0 } };
}

async function serve(
  received: Received,
  inbox: { add(update: Update): Promise<'stored'> } = { add: async () => 'stored' },
  ready = true,
  gate = new Gate(),
): Promise<string> {
  const wecom: ChatPlatform = {
    recognisesRepeatsMs: () => 0,
    name: 'wecom',
    receive: () => received,
    capacity: () => 1,
    send: async () => [],
    revise: async () => false,
    people: () => (async function* () {})(),
  };
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const server = createHttpServer(createServer({ wecom, inbox, log, gate, ready: async () => ready }));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function post(
  url: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  return call(`${url}/wecom/callback`, 'POST', body, headers);
}

function get(url: string, path: string): Promise<{ status: number; body: string }> {
  return call(`${url}${path}`, 'GET', '', {});
}

function call(
  url: string,
  method: string,
  body: string | Buffer,
  headers: Record<string, string>,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
