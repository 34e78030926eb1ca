import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { api, appSecret, callUp, cardSecret, oapi, startPlatform } from './setup.ts';

const token = '/v1.0/oauth2/accessToken';
const batchSend = '/v1.0/robot/oToMessages/batchSend';
const text = { kind: 'text', text: '您好' } as const;
const good = { processQueryKey: 'k1' };
/** docs/vendors/dingtalk.md, Answers. */
const badToken = { requestid: '3A1B', code: 'InvalidAuthentication', message: '不合法的access_token' };

beforeEach(() => {
  nock.disableNetConnect();
});

afterEach(() => {
  const unused = nock.pendingMocks();
  nock.cleanAll();
  nock.enableNetConnect();
  expect(unused).toEqual([]);
});

function grant(accessToken: string, expireIn = 7200): nock.Scope {
  return nock(api).post(token, { appKey: 'dingappkey', appSecret }).reply(200, { accessToken, expireIn });
}

function sendWith(accessToken: string) {
  return nock(api, { reqheaders: { 'x-acs-dingtalk-access-token': accessToken } }).post(batchSend);
}

describe('the access token (docs/vendors/dingtalk.md, Calls)', () => {
  it('is fetched once for many callers at the same time', async () => {
    const { platform } = startPlatform();
    grant('t1');
    nock(api).post(batchSend).times(5).reply(200, good);
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => platform.send([id], text, id, false)));
  });

  it('is renewed five minutes early', async () => {
    const { platform, clock } = startPlatform();
    grant('t1');
    sendWith('t1').times(2).reply(200, good);
    await platform.send(['a'], text, 'k', false);
    clock.advanceMs((7200 - 301) * 1000);
    await platform.send(['a'], text, 'k', false);
    clock.advanceMs(1000);
    grant('t2');
    sendWith('t2').reply(200, good);
    await platform.send(['a'], text, 'k', false);
  });

  it('is renewed once when the vendor refuses it with HTTP 400, and the call repeated once', async () => {
    const { platform } = startPlatform();
    grant('t1');
    sendWith('t1').reply(400, badToken);
    grant('t2');
    sendWith('t2').reply(200, good);
    expect(await platform.send(['a'], text, 'k', false)).toMatchObject([{ result: 'sent' }]);
  });

  it('is renewed once for many callers it is refused to', async () => {
    const { platform } = startPlatform();
    grant('t1');
    sendWith('t1').times(3).reply(400, badToken);
    grant('t2');
    sendWith('t2').times(3).reply(200, good);
    await Promise.all(['a', 'b', 'c'].map((id) => platform.send([id], text, id, false)));
  });

  it('refused twice is a failure', async () => {
    const { platform } = startPlatform();
    grant('t1');
    sendWith('t1').reply(400, badToken);
    grant('t2');
    sendWith('t2').reply(400, badToken);
    await expect(platform.send(['a'], text, 'k', false)).rejects.toMatchObject({
      name: 'PlatformError',
      code: 'InvalidAuthentication',
    });
  });

  it('is renewed for the old API too, where the refusal is errcode 88 with sub_code 40014', async () => {
    const { platform } = startPlatform();
    const wrapped = { errcode: 88, sub_code: '40014', sub_msg: 'x', errmsg: 'x', request_id: 'abc' };
    grant('t1');
    nock(oapi).post('/topapi/v2/department/listsub').query({ access_token: 't1' }).reply(200, wrapped);
    grant('t2');
    nock(oapi)
      .post('/topapi/v2/department/listsub')
      .query({ access_token: 't2' })
      .reply(200, { errcode: 0, result: [] });
    const noOne = { errcode: 0, result: { has_more: false, list: [] } };
    nock(oapi).post('/topapi/v2/user/list').query({ access_token: 't2' }).reply(200, noOne);
    const found = [];
    for await (const person of platform.people()) found.push(person);
    expect(found).toEqual([]);
  });

  it('that could not be fetched is asked for again by the next caller', async () => {
    const { platform } = startPlatform();
    nock(api).post(token).reply(400, { requestid: 'r', code: 'invalidClientIdOrSecret', message: 'x' });
    await expect(platform.send(['a'], text, 'k', false)).rejects.toMatchObject({
      method: 'oauth2/accessToken',
      code: 'invalidClientIdOrSecret',
      retry: 'never',
    });
    grant('t1');
    sendWith('t1').reply(200, good);
    expect(await platform.send(['a'], text, 'k', false)).toMatchObject([{ result: 'sent' }]);
  });
});

describe('an answer that is a no', () => {
  const permission = {
    requestid: 'r',
    code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
    message: 'x',
    accessdenieddetail: { requiredScopes: ['qyapi_robot_sendmsg'] },
  };

  it.each([
    [403, permission, permission.code, 'never'],
    [403, { code: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi' }, undefined, 'later'],
    [403, { Code: 'Forbidden.AccessDenied.QpsLimitForApi', Message: 'x' }, undefined, 'later'],
    [429, { code: 'system.busy' }, 'system.busy', 'later'],
    [400, { code: 'invalidParameter.userIds.empty' }, 'invalidParameter.userIds.empty', 'never'],
    [200, { errcode: 404, errmsg: '请求的URI地址不存在' }, '404', 'never'],
    [200, { status: 1111, wait: 5, source: 'x5', punish: 'deny', uuid: 'u' }, '1111', 'later'],
    [403, { status: 1111, wait: 5, source: 'x5', punish: 'deny', uuid: 'u' }, '1111', 'later'],
    [403, '<html>banned</html>', 'http-403', 'later'],
    [302, '', 'http-302', 'later'],
    [404, '', 'http-404', 'later'],
    [400, { code: 'a.code.nobody.listed' }, 'a.code.nobody.listed', 'later'],
    [400, { code: 'a code with <b>markup</b>' }, 'http-400', 'later'],
  ])('HTTP %d %j', async (status, body, code, retry) => {
    const { platform } = startPlatform();
    grant('t1');
    nock(api).post(batchSend).reply(status, body, { location: 'https://evil.example/' });
    const expected = { name: 'PlatformError', method: 'robot/oToMessages/batchSend', retry };
    await expect(platform.send(['a'], text, 'k', false)).rejects.toMatchObject(
      code === undefined ? expected : { ...expected, code },
    );
  });

  it('a missing permission is told to the operator by name', async () => {
    const { platform, lines } = startPlatform();
    grant('t1');
    nock(api).post(batchSend).reply(403, permission);
    await expect(platform.send(['a'], text, 'k', false)).rejects.toThrow();
    expect(lines).toMatchObject([{ level: 'warn', facts: { requiredScopes: ['qyapi_robot_sendmsg'] } }]);
  });
});

describe('an answer that leaves the outcome open', () => {
  it.each([
    [500, { code: 'system.error' }],
    [500, { code: 'system.busy' }],
    [503, ''],
    [504, '<html>Gateway Time-out</html>'],
    [400, { code: 'unknown.send.result' }],
    [200, { processQueryKey: 7 }],
    [200, '<!doctype html><title>405</title>'],
    [200, '{"processQueryKey":'],
    [200, ''],
  ])('HTTP %d %j', async (status, body) => {
    const { platform } = startPlatform();
    grant('t1');
    nock(api).post(batchSend).reply(status, body);
    await expect(platform.send(['a'], text, 'k', false)).rejects.toMatchObject({
      name: 'TransportError',
      reached: 'unknown',
    });
  });
});

describe('no answer', () => {
  it.each([
    ['ECONNREFUSED', 'no'],
    ['ENOTFOUND', 'no'],
    ['EAI_AGAIN', 'no'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'no'],
    ['ECONNRESET', 'unknown'],
    ['EPIPE', 'unknown'],
  ])('%s: accepted %s', async (code, reached) => {
    const { platform } = startPlatform();
    grant('t1');
    nock(api)
      .post(batchSend)
      .replyWithError(Object.assign(new Error(`failed for ${appSecret}`), { code }));
    await expect(platform.send(['a'], text, 'k', false)).rejects.toMatchObject({ name: 'TransportError', reached });
  });

  it('from a server that hangs up in the middle of its answer: accepted unknown', async () => {
    const answers = [() => ({ accessToken: 't1', expireIn: 7200 })];
    const server = await listen((respond) => {
      const next = answers.shift();
      if (next === undefined) respond.socket?.destroy();
      else respond.end(JSON.stringify(next()));
    });
    const { platform } = startPlatform({ apiBase: addressOf(server) });
    nock.enableNetConnect('127.0.0.1');
    await expect(platform.send(['a'], text, 'k', false)).rejects.toMatchObject({ reached: 'unknown' });
    server.close().closeAllConnections();
  });

  it('but more than 4 MiB: accepted unknown, and no more is read', async () => {
    const { platform } = startPlatform();
    grant('t1');
    nock(api)
      .post(batchSend)
      .reply(200, `"${'x'.repeat(5 * 1024 * 1024)}"`);
    await expect(platform.send(['a'], text, 'k', false)).rejects.toMatchObject({ reached: 'unknown' });
  });
});

describe('secrets', () => {
  it('appear in no error and no log line', async () => {
    const { platform, lines } = startPlatform({ cardTemplateId: 'abc.schema', cardCallbackSecret: cardSecret });
    const seen: unknown[] = [];
    const keep = (error: unknown) => {
      seen.push(error, (error as Error).stack, { ...(error as object) }, (error as Error).cause);
    };
    const failing = Object.assign(new Error(`https://x/?access_token=token-canary ${appSecret}`), {
      code: 'ECONNRESET',
    });
    nock(api).post(token).replyWithError(failing);
    await platform.send(['a'], text, 'k', false).catch(keep);
    grant('token-canary');
    nock(api).post(batchSend).reply(400, { code: 'token-canary!', message: 'token-canary' });
    await platform.send(['a'], text, 'k', false).catch(keep);
    nock(oapi).post('/topapi/v2/department/listsub?access_token=token-canary').replyWithError(failing);
    await platform.people()[Symbol.asyncIterator]().next().catch(keep);
    nock(api).post('/v1.0/card/callbacks/register').replyWithError(failing);
    await platform.registerCardCallback('https://bot.example/dingtalk/card').catch(keep);
    nock(api).post('/v1.0/card/instances/createAndDeliver').replyWithError(failing);
    await platform.send(['a'], callUp, 'k', false).catch(keep);
    expect(seen.length).toBeGreaterThanOrEqual(16);
    expect(JSON.stringify([seen, lines])).not.toContain('canary');
  });
});

describe('registering the card callback (docs/vendors/dingtalk.md, Cards)', () => {
  it('gives the address and our secret, and replaces what was there', async () => {
    const { platform } = startPlatform({ cardCallbackSecret: cardSecret, cardCallbackRouteKey: 'route1' });
    grant('t1');
    nock(api)
      .post('/v1.0/card/callbacks/register', {
        callbackRouteKey: 'route1',
        callbackUrl: 'https://bot.example/dingtalk/card',
        apiSecret: cardSecret,
        forceUpdate: true,
      })
      .reply(200, {
        success: true,
        result: { callbackUrl: 'https://bot.example/dingtalk/card', apiSecret: cardSecret },
      });
    await platform.registerCardCallback('https://bot.example/dingtalk/card');
  });

  it('fails when the vendor did not do it, and without a secret', async () => {
    const { platform } = startPlatform({ cardCallbackSecret: cardSecret });
    grant('t1');
    nock(api).post('/v1.0/card/callbacks/register').reply(200, { success: false });
    await expect(platform.registerCardCallback('https://bot.example/')).rejects.toMatchObject({ code: 'not-done' });
    await expect(startPlatform().platform.registerCardCallback('https://bot.example/')).rejects.toThrow(RangeError);
  });
});

describe('settings that cannot work', () => {
  it.each([
    ['a template without a callback secret', { cardTemplateId: 'abc.schema' }],
    ['a window over the vendor’s hour', { windowMs: 3_600_001 }],
    ['no window', { windowMs: 0 }],
    ['an aes_key of another length', { eventAesKey: 'short' }],
  ])('%s stop the start', (_, over) => {
    expect(() => startPlatform(over)).toThrow(RangeError);
  });
});

function listen(handle: (respond: import('node:http').ServerResponse) => void): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer((request, response) => {
      request.resume().on('end', () => handle(response));
    });
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
