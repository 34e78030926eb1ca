import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { api, callUp, cardSecret, oapi, robotBody, robotRequest, startPlatform } from './setup.ts';
import { expectCall, withVendor } from './vendor.ts';

const batchSend = '/v1.0/robot/oToMessages/batchSend';
const session = '/robot/sendBySession?session=session-canary';
const text = { kind: 'text', text: '您好' } as const;

withVendor();

function start(over = {}) {
  const spent: string[] = [];
  const started = startPlatform({
    ...{ cardTemplateId: 'abc.schema', cardCallbackSecret: cardSecret, spent: (what: string) => spent.push(what) },
    ...over,
  });
  return { ...started, spent };
}

describe('what counts towards the month (docs/vendors/dingtalk.md, Limits)', () => {
  it('sends, cards and their changes are calls; the token is not', async () => {
    const { platform, spent } = start();
    expectCall(api, batchSend, { processQueryKey: 'k1' });
    await platform.send(['user01'], text, 'k', false);
    const delivered = { success: true, result: { deliverResults: [{ success: true }] } };
    expectCall(api, '/v1.0/card/instances/createAndDeliver', delivered);
    await platform.send(['user01'], callUp, 'k', false);
    nock(api).put('/v1.0/card/instances').reply(200, { success: true });
    await platform.revise('user01', { outTrackId: 'k' }, callUp);
    expect(spent).toEqual(['call', 'call', 'call']);
  });

  it('contacts and login are free', async () => {
    const { platform, spent } = start();
    expectCall(oapi, '/topapi/v2/user/getuserinfo', { errcode: 40078 });
    await platform.identify?.('code');
    expectCall(oapi, '/topapi/v2/department/listsub', { errcode: 0, result: [] });
    expectCall(oapi, '/topapi/v2/user/list', { errcode: 0, result: { has_more: false, list: [] } });
    for await (const person of platform.people()) expect(person).toBeUndefined();
    expect(spent).toEqual([]);
  });

  it.each([
    ['a refusal', () => expectCall(api, batchSend, { code: 'bot.stopped' }, 400), ['call']],
    ['too many in a second', () => expectCall(api, batchSend, { code: QPS }, 403), []],
    ['no answer', () => fails('ECONNRESET'), ['call']],
    ['a call that never arrived', () => fails('ECONNREFUSED'), []],
    ['an answer nobody can read', () => expectCall(api, batchSend, { processQueryKey: 7 }), ['call']],
  ])('%s', async (_, prepare, expected) => {
    const { platform, spent } = start();
    prepare();
    await platform.send(['user01'], text, 'k', false).catch(() => undefined);
    expect(spent).toEqual(expected);
  });

  it('a repeat after a refused token is a call of its own', async () => {
    const { platform, spent } = start();
    expectCall(api, batchSend, { code: 'InvalidAuthentication' }, 400);
    nock(api).post('/v1.0/oauth2/accessToken').reply(200, { accessToken: 't2', expireIn: 7200 });
    expectCall(api, batchSend, { processQueryKey: 'k1' });
    await platform.send(['user01'], text, 'k', false);
    expect(spent).toEqual(['call', 'call']);
  });

  it.each([
    [undefined, ['push', 'push']],
    [false, ['push']],
  ])(
    'an answer in a session counts as a message unless it is known not to (%s)',
    async (sessionAnswersCount, expected) => {
      const { platform, spent } = start(sessionAnswersCount === undefined ? {} : { sessionAnswersCount });
      await platform.receive(robotRequest(robotBody()));
      nock(oapi).post(session).reply(200, { errcode: 0 });
      await platform.send(['user01'], text, 'k', false);
      expect(spent).toEqual(expected);
    },
  );

  it('asking for a Stream connection is a call; an open line is refused where it was asked over TLS', async () => {
    const { platform, spent, lines } = start({ mode: 'stream' });
    const answer = { endpoint: 'ws://127.0.0.1:1/connect', ticket: 't' };
    expectCall(api, '/v1.0/gateway/connections/open', answer);
    await (await platform.connect?.(async () => undefined))?.close();
    expect(spent).toEqual(['call']);
    expect(lines).toMatchObject([{ facts: { reason: 'gateway/connections/open: insecure-endpoint' } }]);
  });
});

const QPS = 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi';

function fails(code: string): void {
  nock(api)
    .post(batchSend)
    .replyWithError(Object.assign(new Error('x'), { code }));
}
