import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Card, text } from '../../src/chat/message.ts';
import type { ChatPlatform } from '../../src/chat/platform.ts';
import { PlatformError, TransportError } from '../../src/errors.ts';
import { createWecomPlatform } from '../../src/platforms/wecom/platform.ts';
import { callUp, oapi, robotBody, robotRequest, startPlatform } from './dingtalk/setup.ts';
import { apiBase, testApp } from './wecom/api.ts';

const file = { kind: 'file', name: '通知.pdf', sha256: 'a'.repeat(64) } as const;
const settled: Card = { ...callUp, settled: '已确认参加' };
const loadFile = async () => Buffer.from('0123456789');
const robot = 'webhook:aaaaaaaa-bbbb';

function wecom(): ChatPlatform {
  const { options } = testApp();
  const keys = { agentId: '1000002', token: 'T', encodingAesKey: 'a'.repeat(43) };
  return createWecomPlatform({ ...options, ...keys, loadFile });
}

function dingtalk(over: Parameters<typeof startPlatform>[0] = {}): ChatPlatform {
  return startPlatform({ wait: async () => undefined, loadFile, ...over }).platform;
}

async function listed(platform: ChatPlatform): Promise<void> {
  for await (const person of platform.people?.() ?? []) expect(person).toBeUndefined();
}

/** Every kind of call, and whether its vendor finds a repeat out by a key. */
const calls: readonly [name: string, keyed: boolean, call: () => Promise<unknown>][] = [
  ['WeCom: a text', true, () => wecom().send(['a'], text('您好'), 'k', false)],
  ['WeCom: a card', true, () => wecom().send(['a'], callUp, 'k', false)],
  [
    'WeCom: a change of a card',
    true,
    () => wecom().revise('a', { responseCode: 'C', codeAtMs: '1800000000000' }, settled),
  ],
  ['WeCom: a recall', false, async () => wecom().recall?.(['a'], { msgid: 'M' })],
  [
    'WeCom: a text into a group of the app',
    false,
    async () => wecom().sendToGroup?.('chat1', text('您好'), 'k', false),
  ],
  ['WeCom: a text by a group robot', false, async () => wecom().sendToGroup?.(robot, text('您好'), 'k', false)],
  ['WeCom: a new group', false, async () => wecom().createGroup?.('春季班', 'a', ['b'], 'k')],
  ['WeCom: a login code', false, async () => wecom().identify?.('code')],
  ['DingTalk: a text', false, () => dingtalk().send(['a'], text('您好'), 'k', false)],
  [
    ...(['DingTalk: a card', true] as const),
    () => dingtalk({ mode: 'stream', cardTemplateId: 'a.schema' }).send(['a'], callUp, 'k', false),
  ],
  ['DingTalk: a card as Markdown', false, () => dingtalk().send(['a'], callUp, 'k', false)],
  ['DingTalk: a change of a card', false, () => dingtalk().revise('a', { outTrackId: 'k' }, settled)],
  ['DingTalk: a recall', false, async () => dingtalk().recall?.(['a'], { processQueryKey: 'k1' })],
  [
    'DingTalk: a recall of a work notification',
    false,
    async () => dingtalk({ agentId: 7 }).recall?.(['a'], { taskId: '1' }),
  ],
  ['DingTalk: a text into a group', false, async () => dingtalk().sendToGroup?.('cid==', text('您好'), 'k', false)],
  ['DingTalk: a login code', false, async () => dingtalk().identify?.('code')],
];

const page = '<!doctype html><title>登录</title>';
const bodies: readonly [name: string, body: string][] = [
  ['nothing', ''],
  ['a page', page],
  ['half a JSON', '{"errcode":0,"errmsg":"ok","msgid":"M'],
  ["somebody else's JSON", '{"message":"please log in"}'],
  ['an empty object', '{}'],
  ['a list', '[]'],
  ['a word', 'ok'],
];
const statuses = [
  ...[200, 201, 202, 203, 206, 226, 300, 301, 302, 303, 304, 305, 307, 308, 399],
  ...[400, 401, 402, 403, 404, 405, 407, 408, 410, 413, 418, 421, 425, 426, 429, 451, 498, 499],
  ...[500, 501, 502, 503, 504, 507, 511, 520, 599],
];

/** Every body to every status in `npm run test:fuzz`; in `npm test` all of them to a few statuses and two to each of the others. */
function bodiesFor(status: number): typeof bodies {
  if (process.env.VARIANTS === 'all' || [200, 302, 403, 429, 502].includes(status)) return bodies;
  return bodies.filter((_, at) => [at, at + 3].some((each) => each % bodies.length === status % bodies.length));
}

let answer: { status: number; body: string } = { status: 200, body: '' };

beforeAll(() => {
  nock.disableNetConnect();
  const given = (): [number, string] => [answer.status, answer.body];
  nock(apiBase).persist().get('/cgi-bin/gettoken').query(true).reply(200, { access_token: 't', expires_in: 7200 });
  nock('https://api.dingtalk.com')
    .persist()
    .post('/v1.0/oauth2/accessToken')
    .reply(200, { accessToken: 't', expireIn: 7200 });
  for (const base of [apiBase, 'https://api.dingtalk.com', oapi])
    for (const verb of ['get', 'post', 'put'] as const)
      nock(base)
        .persist()
        [verb](() => true)
        .reply(given);
});
afterAll(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});
afterEach(() => {
  answer = { status: 200, body: '' };
});

async function failureOf(call: () => Promise<unknown>): Promise<unknown> {
  return call().then(
    (result) => ({ result }),
    (error: unknown) => error,
  );
}

describe.each(calls)('%s, answered by something that is not the vendor', (_, keyed, call) => {
  it.each(statuses)('with HTTP %i, whatever its body: waits, is never final and never a yes', async (status) => {
    for (const [name, body] of bodiesFor(status)) {
      answer = { status, body };
      const failure = await failureOf(call);
      const seen = `${status} with ${name}: ${failure instanceof Error ? failure.message : JSON.stringify(failure)}`;
      if (status < 300 || status >= 500 || keyed) {
        expect(failure, seen).toMatchObject({ name: 'TransportError', reached: 'unknown' });
        continue;
      }
      const fault = status === 429 ? 'rate' : 'account';
      expect(failure, seen).toMatchObject({ name: 'PlatformError', code: `http-${status}`, retry: 'later', fault });
    }
  });

  it('with a page or with 3xx and 4xx, makes all the others wait as well', async () => {
    for (const status of [200, 302, 403]) {
      answer = { status, body: page };
      expect(await failureOf(call)).toMatchObject({ fault: 'account' });
    }
  });

  it('with a code nobody listed, waits and is told by that code', async () => {
    for (const body of [
      { errcode: 987_654, errmsg: 'x' },
      { code: 'brand.new', message: 'x' },
    ]) {
      answer = { status: 'errcode' in body ? 200 : 400, body: JSON.stringify(body) };
      const failure = await failureOf(call);
      const isFinal = failure instanceof PlatformError && failure.retry === 'never';
      expect([isFinal, failure instanceof PlatformError || failure instanceof TransportError]).toEqual([false, true]);
    }
  });
});

it('an upload that nobody answered readably has sent nothing', async () => {
  for (const status of [200, 502]) {
    answer = { status, body: page };
    for (const platform of [wecom(), dingtalk()])
      expect(await failureOf(() => platform.send(['a'], file, 'k', false))).toMatchObject({ reached: 'no' });
    expect(await failureOf(async () => wecom().sendToGroup?.(robot, file, 'k', false))).toMatchObject({
      reached: 'no',
    });
  }
});

it('a list of people that was answered by a page is no list', async () => {
  answer = { status: 200, body: page };
  await expect(listed(dingtalk())).rejects.toMatchObject({ name: 'TransportError' });
});

it('an answer in a session that a page took the place of is not sent another way: it may have arrived', async () => {
  const platform = dingtalk();
  await platform.receive(robotRequest(robotBody()));
  answer = { status: 200, body: page };
  expect(await failureOf(() => platform.send(['user01'], text('您好'), 'k', false))).toMatchObject({
    reached: 'unknown',
  });
});
