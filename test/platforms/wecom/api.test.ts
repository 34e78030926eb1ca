import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { WecomApi } from '../../../src/platforms/wecom/api.ts';
import { apiBase, refusal, secret, testApp, token, tokenAnswer } from './api.ts';

const anything = z.object({ msgid: z.string().optional() });
const body = { touser: 'lisi', text: { content: '学习' } };

beforeEach(() => {
  nock.disableNetConnect();
});
afterEach(() => {
  const forgotten = nock.pendingMocks();
  nock.cleanAll();
  nock.enableNetConnect();
  expect(forgotten).toEqual([]);
});

function givesToken(value = token, expiresIn = 7200, delayMs = 0) {
  nock(apiBase)
    .get('/cgi-bin/gettoken')
    .query({ corpid: 'ww0000000000000001', corpsecret: secret })
    .delay(delayMs)
    .reply(200, tokenAnswer(value, expiresIn));
}

function answers(status: number, answer: string | object, value = token) {
  nock(apiBase)
    .post('/cgi-bin/message/send', body)
    .query({ access_token: value })
    .reply(status, answer as nock.Body);
}

function call(client: WecomApi) {
  return client.call('message/send', anything, { body });
}

describe('a call', () => {
  it('carries the token in the query alone and raw UTF-8 in the body (D90664)', async () => {
    const { options } = testApp();
    givesToken();
    let sent = '';
    nock(apiBase)
      .post('/cgi-bin/message/send')
      .query({ access_token: token })
      .reply(200, function reply(_uri, received) {
        sent = typeof received === 'string' ? received : JSON.stringify(received);
        expect(this.req.headers.authorization).toBeUndefined();
        expect(String(this.req.headers['content-type'])).toMatch(/^application\/json/);
        return { errcode: 0, errmsg: 'ok', msgid: 'M' };
      });
    expect(await call(new WecomApi(options))).toEqual({ msgid: 'M' });
    expect(sent).toBe('{"touser":"lisi","text":{"content":"学习"}}');
  });

  it('takes an answer without errcode for a success (D90664)', async () => {
    const { options } = testApp();
    givesToken();
    answers(200, { msgid: 'M' });
    expect(await call(new WecomApi(options))).toEqual({ msgid: 'M' });
  });

  it('is a GET without a body', async () => {
    const { options } = testApp();
    givesToken();
    nock(apiBase)
      .get('/cgi-bin/user/list')
      .query({ department_id: '1', access_token: token })
      .reply(200, { errcode: 0 });
    await new WecomApi(options).call('user/list', z.object({}), { query: { department_id: '1' } });
  });
});

describe('the access token (D91039)', () => {
  it('is fetched once for calls at the same time and kept for the next ones', async () => {
    const { options } = testApp();
    givesToken(token, 7200, 20);
    for (let index = 0; index < 12; index += 1) answers(200, { errcode: 0 });
    const client = new WecomApi(options);
    await Promise.all(Array.from({ length: 11 }, () => call(client)));
    await call(client);
  });

  it('is renewed 200 seconds before it runs out, not sooner', async () => {
    const { options, clock } = testApp();
    const client = new WecomApi(options);
    givesToken('first');
    answers(200, { errcode: 0 }, 'first');
    await call(client);
    clock.advanceMs(7_000_000 - 1);
    answers(200, { errcode: 0 }, 'first');
    await call(client);
    clock.advanceMs(1);
    givesToken('second');
    answers(200, { errcode: 0 }, 'second');
    await call(client);
  });

  it('with a short life is still used for half of it', async () => {
    const { options, clock } = testApp();
    const client = new WecomApi(options);
    givesToken('first', 60);
    answers(200, { errcode: 0 }, 'first');
    await call(client);
    clock.advanceMs(29_999);
    answers(200, { errcode: 0 }, 'first');
    await call(client);
  });

  it.each([40014, 42001, 40001])('is fetched anew after %i and the call repeated once', async (code) => {
    const { options } = testApp();
    givesToken('old');
    answers(200, refusal(code), 'old');
    givesToken('new');
    answers(200, { errcode: 0, msgid: 'M' }, 'new');
    expect(await call(new WecomApi(options))).toEqual({ msgid: 'M' });
  });

  it('is not fetched a third time when the new one is refused as well', async () => {
    const { options } = testApp();
    givesToken('old');
    answers(200, refusal(42001), 'old');
    givesToken('new');
    answers(200, refusal(42001), 'new');
    await expect(call(new WecomApi(options))).rejects.toMatchObject({ code: '42001', retry: 'after-token' });
  });

  it('that many calls find dead is renewed once', async () => {
    const { options } = testApp();
    const client = new WecomApi(options);
    givesToken('old');
    answers(200, { errcode: 0 }, 'old');
    await call(client);
    for (let index = 0; index < 5; index += 1) answers(200, refusal(40014), 'old');
    givesToken('new', 7200, 20);
    for (let index = 0; index < 5; index += 1) answers(200, { errcode: 0 }, 'new');
    await Promise.all(Array.from({ length: 5 }, () => call(client)));
  });

  it('refused for a wrong secret is not asked for again for ten minutes', async () => {
    const { options, clock } = testApp();
    const client = new WecomApi(options);
    const refuses = () =>
      nock(apiBase).get('/cgi-bin/gettoken').query(true).reply(200, refusal(40001, 'invalid credential'));
    refuses();
    const failure = { name: 'PlatformError', method: 'gettoken', code: '40001', fault: 'account' };
    for (let index = 0; index < 5; index += 1) await expect(call(client)).rejects.toMatchObject(failure);
    clock.advanceMs(10 * 60_000 - 1);
    await expect(call(client)).rejects.toMatchObject(failure);
    clock.advanceMs(1);
    givesToken();
    answers(200, { errcode: 0 });
    await call(client);
  });

  it('refused because WeCom is busy is asked for again soon', async () => {
    const { options, clock } = testApp();
    const client = new WecomApi(options);
    nock(apiBase).get('/cgi-bin/gettoken').query(true).reply(200, refusal(45009));
    await expect(call(client)).rejects.toMatchObject({ code: '45009', retry: 'later', fault: 'rate' });
    clock.advanceMs(15_000);
    givesToken();
    answers(200, { errcode: 0 });
    await call(client);
  });

  it('that did not come leaves the call certainly unsent, and is asked for again at once', async () => {
    const { options } = testApp();
    const client = new WecomApi(options);
    nock(apiBase)
      .get('/cgi-bin/gettoken')
      .query(true)
      .replyWithError(Object.assign(new Error('x'), { code: 'ECONNRESET' }));
    await expect(call(client)).rejects.toMatchObject({ name: 'TransportError', method: 'message/send', reached: 'no' });
    givesToken();
    answers(200, { errcode: 0 });
    await call(client);
  });

  it.each([
    ['no token', { errcode: 0, errmsg: 'ok' }],
    ['an empty token', tokenAnswer('')],
    ['a token over 512 bytes', tokenAnswer('t'.repeat(513))],
    ['no life', { errcode: 0, access_token: 't' }],
    ['a life in words', { errcode: 0, access_token: 't', expires_in: '7200' }],
  ])('is not believed in an answer with %s', async (_, answer) => {
    const { options } = testApp();
    nock(apiBase).get('/cgi-bin/gettoken').query(true).reply(200, answer);
    await expect(call(new WecomApi(options))).rejects.toMatchObject({ name: 'TransportError', reached: 'no' });
  });
});

describe('a refusal', () => {
  it.each([
    [45009, 'later'],
    [-1, 'later'],
    [60020, 'never'],
    [40056, 'never'],
    [99999, 'later'],
  ])('%i is told by its code and class: %s', async (code, retry) => {
    const { options } = testApp();
    givesToken();
    answers(200, refusal(code));
    await expect(call(new WecomApi(options))).rejects.toMatchObject({
      name: 'PlatformError',
      method: 'message/send',
      code: String(code),
      retry,
    });
  });

  it('of an unknown path, an empty 404, is not final', async () => {
    const { options } = testApp();
    givesToken();
    answers(404, '');
    await expect(call(new WecomApi(options))).rejects.toMatchObject({
      code: 'http-404',
      retry: 'later',
      fault: 'account',
    });
  });

  it('may be a redirect, which is not followed and not final', async () => {
    const { options } = testApp();
    givesToken();
    nock(apiBase)
      .post('/cgi-bin/message/send')
      .query(true)
      .reply(301, '', { Location: 'https://elsewhere.example/cgi-bin/message/send' });
    await expect(call(new WecomApi(options))).rejects.toMatchObject({
      code: 'http-301',
      retry: 'later',
      fault: 'account',
    });
  });

  it('by a proxy for too many calls passes', async () => {
    const { options } = testApp();
    givesToken();
    answers(429, 'slow down');
    await expect(call(new WecomApi(options))).rejects.toMatchObject({
      code: 'http-429',
      retry: 'later',
      fault: 'rate',
    });
  });
});

describe('without a readable answer the outcome is unknown', () => {
  it.each<[string, number, string | object]>([
    ['a page in HTML', 200, '<html>busy</html>'],
    ['an empty body', 200, ''],
    ['a list', 200, '[]'],
    ['null', 200, 'null'],
    ['half of a JSON', 200, '{"errcode":0,'],
    ['a code in words', 200, '{"errcode":"0"}'],
    ['a code that is no whole number', 200, '{"errcode":0.5}'],
    ['another type than the documents say', 200, { errcode: 0, msgid: 7 }],
    ['a failed server', 502, 'Bad Gateway'],
    ['a failed server that writes JSON', 500, { errcode: -1 }],
  ])('%s', async (_, status, answer) => {
    const { options } = testApp();
    givesToken();
    answers(status, answer);
    await expect(call(new WecomApi(options))).rejects.toMatchObject({
      name: 'TransportError',
      reached: 'unknown',
    });
  });
});

describe('without any answer', () => {
  it.each([
    ['ECONNREFUSED', 'no'],
    ['ENOTFOUND', 'no'],
    ['EAI_AGAIN', 'no'],
    ['CERT_HAS_EXPIRED', 'no'],
    ['ECONNRESET', 'unknown'],
    ['EPIPE', 'unknown'],
    ['ETIMEDOUT', 'unknown'],
  ])('%s: may the vendor have the request? %s', async (code, reached) => {
    const { options } = testApp();
    givesToken();
    nock(apiBase)
      .post('/cgi-bin/message/send')
      .query(true)
      .replyWithError(Object.assign(new Error('x'), { code }));
    await expect(call(new WecomApi(options))).rejects.toMatchObject({
      name: 'TransportError',
      reached,
      message: `message/send: ${code}`,
    });
  });

  it('a connection that timed out before it stood carried nothing', async () => {
    const { options } = testApp();
    givesToken();
    nock(apiBase)
      .post('/cgi-bin/message/send')
      .query(true)
      .replyWithError(Object.assign(new Error('x'), { code: 'ETIMEDOUT', syscall: 'connect' }));
    await expect(call(new WecomApi(options))).rejects.toMatchObject({ reached: 'no' });
  });
});

describe('against a real server', () => {
  let server: Server;
  let base: string;
  let open = 0;

  beforeEach(async () => {
    nock.restore();
    open = 0;
    server = createServer((request, response) => {
      const url = new URL(request.url ?? '', base);
      if (url.pathname.endsWith('/gettoken')) {
        response.end(JSON.stringify(tokenAnswer()));
      } else if (url.pathname.endsWith('/drip')) {
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      } else if (url.pathname.endsWith('/flood')) {
        response.write('['.repeat(1024));
        response.end(Buffer.alloc(21 * 1024 * 1024, 0x20));
      } else if (!url.pathname.endsWith('/hang')) {
        response.end('{"errcode":0}');
      }
    });
    server.on('connection', () => {
      open += 1;
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    nock.activate();
  });

  it.each(['hang', 'drip'])('gives up on an answer that does not end (%s): outcome unknown', async (path) => {
    const client = new WecomApi({ ...testApp().options, apiBase: base, timeoutMs: 150 });
    const started = Date.now();
    await expect(client.call(path, anything, { body })).rejects.toMatchObject({
      name: 'TransportError',
      reached: 'unknown',
      message: `${path}: timeout`,
    });
    expect(Date.now() - started).toBeLessThan(2000);
  });

  it('does not take an answer without end', async () => {
    const client = new WecomApi({ ...testApp().options, apiBase: base, timeoutMs: 5000 });
    await expect(client.call('flood', anything, { body })).rejects.toMatchObject({
      name: 'TransportError',
      reached: 'unknown',
    });
  });

  it('keeps its connection', async () => {
    const client = new WecomApi({ ...testApp().options, apiBase: base });
    for (let index = 0; index < 5; index += 1) await client.call('message/send', anything, { body });
    expect(open).toBe(1);
  });

  it('knows that nothing left when nobody listens', async () => {
    const client = new WecomApi({ ...testApp().options, apiBase: 'http://127.0.0.1:1' });
    await expect(client.call('message/send', anything, { body })).rejects.toMatchObject({ reached: 'no' });
  });
});

describe('secrets', () => {
  it('stand in no error and no log line, whatever goes wrong', async () => {
    const seen: string[] = [];
    const attempt = async (prepare: () => void) => {
      const { options, lines } = testApp();
      prepare();
      await call(new WecomApi(options)).catch((error: unknown) => {
        const { message, stack, ...rest } = error as Error;
        seen.push(message, stack ?? '', JSON.stringify(rest), JSON.stringify((error as Error).cause ?? ''));
      });
      seen.push(...lines);
      nock.cleanAll();
    };
    const inWords = `bad token ${token} of secret ${secret}`;
    const asksForToken = () => nock(apiBase).get('/cgi-bin/gettoken').query(true);
    await attempt(() => asksForToken().reply(200, refusal(40001, `bad secret ${secret}`)));
    await attempt(() => asksForToken().replyWithError(inWords));
    await attempt(() => {
      givesToken();
      answers(200, refusal(60020, inWords));
    });
    await attempt(() => {
      givesToken();
      answers(502, inWords);
    });
    await attempt(() => {
      givesToken();
      nock(apiBase).post('/cgi-bin/message/send').query(true).replyWithError(inWords);
    });
    expect(seen.join('\n')).toContain('60020');
    expect(seen.join('\n')).toContain('203.0.113.7');
    for (const canary of [token, encodeURIComponent(token), secret]) expect(seen.join('\n')).not.toContain(canary);
  });
});
