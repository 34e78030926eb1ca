import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/message.ts';
import { api, callUp, cardSecret, nowMs, oapi, robotBody, robotRequest, startPlatform, survey } from './setup.ts';

const batchSend = '/v1.0/robot/oToMessages/batchSend';
const createAndDeliver = '/v1.0/card/instances/createAndDeliver';
const session = '/robot/sendBySession?session=session-canary';
const text = { kind: 'text', text: '您好' } as const;
const withTemplate = { cardTemplateId: 'abc.schema', cardCallbackSecret: cardSecret, cardCallbackRouteKey: 'route1' };
const expired = { errcode: 300001, errmsg: 'session 不存在' };

beforeEach(() => {
  nock.disableNetConnect();
});

afterEach(() => {
  const unused = nock.pendingMocks();
  nock.cleanAll();
  nock.enableNetConnect();
  expect(unused).toEqual([]);
});

function start(over: Parameters<typeof startPlatform>[0] = {}) {
  nock(api).post('/v1.0/oauth2/accessToken').optionally().reply(200, { accessToken: 't1', expireIn: 7200 });
  return startPlatform(over);
}

function delivered(userId: string, success = true, errorMsg = '') {
  const deliverResults = [{ spaceType: 'IM_ROBOT', spaceId: userId, success, carrierId: 'k', errorMsg }];
  return { success: true, result: { outTrackId: 'o1', deliverResults } };
}

describe('sending a text (docs/vendors/dingtalk.md, Messages)', () => {
  it('goes to up to 20 people in one call; the vendor’s lists tell them apart', async () => {
    const { platform } = start();
    nock(api)
      .post(batchSend, {
        robotCode: 'dingappkey',
        userIds: ['user01', 'ghost', 'user02'],
        msgKey: 'sampleText',
        msgParam: '{"content":"您好"}',
      })
      .reply(200, { processQueryKey: 'k1', invalidStaffIdList: ['ghost'], flowControlledStaffIdList: ['user02'] });
    expect(platform.capacity(text)).toBe(20);
    expect(await platform.send(['user01', 'ghost', 'user02'], text, 'k', false)).toEqual([
      { userId: 'user01', result: 'sent', handle: { processQueryKey: 'k1' } },
      { userId: 'ghost', result: 'refused', code: 'invalidStaffId' },
      { userId: 'user02', result: 'later', code: 'flowControlledStaffId' },
    ]);
  });

  it('takes no more than 20 people', async () => {
    const { platform } = start();
    const crowd = Array.from({ length: 21 }, (_, index) => `u${index}`);
    await expect(platform.send(crowd, text, 'k', false)).rejects.toThrow(RangeError);
  });

  it('to nobody calls nobody', async () => {
    const { platform } = start();
    expect(await platform.send([], text, 'k', false)).toEqual([]);
  });

  it('in parts when it is long; whoever did not get a part gets none of the others', async () => {
    const { platform } = start();
    const long = { kind: 'text', text: '您好。\n'.repeat(2000) } as const;
    const asked: string[][] = [];
    nock(api)
      .post(batchSend, (body: { userIds: string[] }) => asked.push(body.userIds) > 0)
      .reply(200, { processQueryKey: 'k1', flowControlledStaffIdList: ['user02'] });
    nock(api)
      .post(batchSend, (body: { userIds: string[] }) => asked.push(body.userIds) > 0)
      .reply(200, { processQueryKey: 'k2' });
    expect(await platform.send(['user01', 'user02'], long, 'k', false)).toEqual([
      { userId: 'user01', result: 'sent', handle: { processQueryKey: 'k1,k2' } },
      { userId: 'user02', result: 'later', code: 'flowControlledStaffId' },
    ]);
    expect(asked).toEqual([['user01', 'user02'], ['user01']]);
  });

  it('held back in a later part leaves open what became of it: whoever has a part is not one who got nothing', async () => {
    const { platform } = start();
    const long = { kind: 'text', text: '您好。\n'.repeat(2000) } as const;
    nock(api).post(batchSend).reply(200, { processQueryKey: 'k1' });
    nock(api)
      .post(batchSend)
      .reply(200, { processQueryKey: 'k2', flowControlledStaffIdList: ['user02'] });
    expect(await platform.send(['user01', 'user02'], long, 'k', false)).toMatchObject([
      { userId: 'user01', result: 'sent' },
    ]);
  });

  it('put off in a later part counts as a silence: the repeat must know', async () => {
    const { platform } = start();
    const long = { kind: 'text', text: '您好。\n'.repeat(2000) } as const;
    nock(api).post(batchSend).reply(200, { processQueryKey: 'k1' });
    nock(api).post(batchSend).reply(403, { code: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi' });
    const silence = { name: 'TransportError', reached: 'unknown', fault: 'account' };
    await expect(platform.send(['user01', 'user02'], long, 'k', false)).rejects.toMatchObject(silence);
  });

  it('refused in a later part says that the first one arrived', async () => {
    const { platform } = start();
    const long = { kind: 'text', text: '您好。\n'.repeat(2000) } as const;
    nock(api).post(batchSend).reply(200, { processQueryKey: 'k1' });
    nock(api).post(batchSend).reply(400, { code: 'contain.notAllowed.text', message: 'x' });
    const refusal = { code: 'contain.notAllowed.text', partly: true };
    await expect(platform.send(['user01', 'user02'], long, 'k', false)).rejects.toMatchObject(refusal);
  });
});

describe('answering in the open conversation (docs/vendors/dingtalk.md, Robot messages)', () => {
  async function spoken(over: Record<string, unknown> = {}, stampMs = nowMs) {
    const started = start();
    await started.platform.receive(robotRequest(robotBody(over), {}, String(stampMs)));
    return started;
  }

  it('goes through the session alone, without token', async () => {
    const { platform } = await spoken();
    nock(oapi, { badheaders: ['x-acs-dingtalk-access-token'] })
      .post(session, { msgtype: 'text', text: { content: '您好' } })
      .reply(200, { errcode: 0, errmsg: 'ok' });
    expect(await platform.send(['user01'], text, 'k', false)).toEqual([
      { userId: 'user01', result: 'sent', handle: {} },
    ]);
  });

  it('falls back to batchSend when the session is over, and does not try it again', async () => {
    const { platform, lines } = await spoken();
    nock(oapi).post(session).reply(200, expired);
    nock(api).post(batchSend).times(2).reply(200, { processQueryKey: 'k1' });
    expect(await platform.send(['user01'], text, 'k', false)).toMatchObject([{ handle: { processQueryKey: 'k1' } }]);
    expect(await platform.send(['user01'], text, 'k2', false)).toMatchObject([{ result: 'sent' }]);
    expect(JSON.stringify(lines)).not.toContain('canary');
  });

  it.each([
    ['it is too fast', () => nock(oapi).post(session).reply(200, { errcode: 130101, errmsg: 'x' })],
    ['the address is banned', () => nock(oapi).post(session).reply(200, { status: 1111, wait: 5, source: 'x5' })],
    ['something on the way says no', () => nock(oapi).post(session).reply(403, '<html></html>')],
    [
      'the vendor cannot be reached',
      () =>
        nock(oapi)
          .post(session)
          .replyWithError(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })),
    ],
  ])('falls back to batchSend when %s', async (_, prepare) => {
    const { platform } = await spoken();
    prepare();
    nock(api).post(batchSend).reply(200, { processQueryKey: 'k1' });
    expect(await platform.send(['user01'], text, 'k', false)).toMatchObject([{ handle: { processQueryKey: 'k1' } }]);
  });

  it('that took the first part and not the second counts as a silence where the other way puts it off', async () => {
    const { platform } = await spoken();
    nock(oapi).post(session).reply(200, { errcode: 0 });
    nock(oapi).post(session).reply(200, { errcode: 130101, errmsg: 'x' });
    nock(api).post(batchSend).reply(429, { code: 'system.busy' });
    const long = { kind: 'text', text: '您好。\n'.repeat(2000) } as const;
    const silence = { name: 'TransportError', reached: 'unknown' };
    await expect(platform.send(['user01'], long, 'k', false)).rejects.toMatchObject(silence);
  });

  it('does not fall back where a page comes in place of the answer: it may have arrived', async () => {
    const { platform } = await spoken();
    nock(oapi).post(session).reply(200, '<html></html>');
    const failure = { name: 'TransportError', reached: 'unknown', fault: 'account' };
    await expect(platform.send(['user01'], text, 'k', false)).rejects.toMatchObject(failure);
  });

  it('does not fall back where the answer may have arrived', async () => {
    const { platform } = await spoken();
    nock(oapi)
      .post(session)
      .replyWithError(Object.assign(new Error('session-canary'), { code: 'ECONNRESET' }));
    const failure = await platform.send(['user01'], text, 'k', false).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'TransportError', reached: 'unknown' });
    expect(String(failure)).not.toContain('canary');
  });

  it('goes on by batchSend from the part the session refused', async () => {
    const { platform } = await spoken();
    const long = { kind: 'text', text: `${'一'.repeat(4000)}\n${'二'.repeat(4000)}` } as const;
    nock(oapi).post(session, /一/).reply(200, { errcode: 0 });
    nock(oapi).post(session, /二/).reply(200, expired);
    nock(api).post(batchSend, /二/).reply(200, { processQueryKey: 'k1' });
    expect(await platform.send(['user01'], long, 'k', false)).toMatchObject([{ result: 'sent' }]);
  });

  it.each([
    ['several people', ['user01', 'user02'], text],
    ['a card', ['user01'], callUp],
  ])('is not for %s', async (_, to, message) => {
    const { platform } = await spoken();
    nock(api).post(batchSend).reply(200, { processQueryKey: 'k1' });
    expect(await platform.send(to, message, 'k', false)).toHaveLength(to.length);
  });

  it.each([
    ['a group: others would read the answer', { conversationType: '2' }],
    ['a stranger’s host', { sessionWebhook: 'https://evil.example/robot/sendBySession?session=session-canary' }],
    ['an address that is over', { sessionWebhookExpiredTime: nowMs - 1 }],
    ['an address without end', { sessionWebhookExpiredTime: undefined }],
  ])('never uses the address of %s', async (_, over) => {
    const { platform, lines } = await spoken(over);
    nock(api).post(batchSend).reply(200, { processQueryKey: 'k1' });
    expect(await platform.send(['user01'], text, 'k', false)).toMatchObject([{ result: 'sent' }]);
    expect(JSON.stringify(lines)).not.toContain('canary');
  });

  it('never uses an address from a second body under the same signed timestamp, which may be forged', async () => {
    const { platform } = await spoken({ senderStaffId: 'user02' });
    const forged = robotBody({ msgId: 'forged', sessionWebhook: `${oapi}/robot/sendBySession?session=mine` });
    expect(await platform.receive(robotRequest(forged))).toMatchObject({ kind: 'update' });
    nock(api).post(batchSend).reply(200, { processQueryKey: 'k1' });
    expect(await platform.send(['user01'], text, 'k', false)).toMatchObject([{ result: 'sent' }]);
  });

  it('never uses an address from a body that was refused', async () => {
    const { platform } = await spoken({ robotCode: 'other' });
    nock(api).post(batchSend).reply(200, { processQueryKey: 'k1' });
    expect(await platform.send(['user01'], text, 'k', false)).toMatchObject([{ result: 'sent' }]);
  });
});

describe('sending a card of the template (docs/vendors/dingtalk.md, Cards)', () => {
  it('creates and delivers it under the delivery key, with both models, to one person', async () => {
    const { platform } = start(withTemplate);
    let sent: Record<string, unknown> = {};
    nock(api)
      .post(createAndDeliver, (body: Record<string, unknown>) => {
        sent = body;
        return true;
      })
      .reply(200, delivered('user01'));
    expect(platform.capacity(callUp)).toBe(1);
    expect(await platform.send(['user01'], callUp, 'call-up:2026-01:user01', false)).toEqual([
      {
        userId: 'user01',
        result: 'sent',
        cardRef: 'call-up:2026-01:user01',
        handle: { outTrackId: 'call-up:2026-01:user01', processQueryKey: 'k' },
      },
    ]);
    expect(sent).toMatchObject({
      cardTemplateId: 'abc.schema',
      outTrackId: 'call-up:2026-01:user01',
      callbackType: 'HTTP',
      callbackRouteKey: 'route1',
      openSpaceId: 'dtv1.card//IM_ROBOT.user01',
      imRobotOpenSpaceModel: { supportForward: false },
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: 'dingappkey' },
      userIdType: 1,
    });
    const params = (sent.cardData as { cardParamMap: Record<string, unknown> }).cardParamMap;
    expect(Object.values(params).every((value) => typeof value === 'string')).toBe(true);
    expect(Object.keys(params).sort()).toEqual(['buttons', 'maxChoices', 'mode', 'options', 'status', 'text', 'title']);
  });

  it.each([
    ['over 100 characters', `k:${'x'.repeat(100)}`],
    ['with Chinese in it', '通知:1'],
  ])('a key %s becomes its hash, always the same', async (_, key) => {
    const { platform } = start(withTemplate);
    const ids: string[] = [];
    nock(api)
      .post(createAndDeliver, (body: { outTrackId: string }) => ids.push(body.outTrackId) > 0)
      .times(2)
      .reply(200, delivered('user01'));
    await platform.send(['user01'], callUp, key, false);
    await platform.send(['user01'], callUp, key, true);
    expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), ids[0]]);
  });

  it.each(['spaces of card is empty', 'spaceId is illegal'])(
    'a good answer whose delivery failed (%s) is a refusal, and the operator learns why',
    async (errorMsg) => {
      const { platform, lines } = start(withTemplate);
      nock(api)
        .post(createAndDeliver)
        .reply(200, delivered('user01', false, errorMsg));
      expect(await platform.send(['user01'], callUp, 'k', false)).toEqual([
        { userId: 'user01', result: 'refused', code: 'card.not-delivered' },
      ]);
      expect(lines).toMatchObject([{ level: 'warn', facts: { reason: errorMsg } }]);
    },
  );

  it('every delivery result counts, not only the first', async () => {
    const { platform } = start(withTemplate);
    const good = delivered('user01').result.deliverResults;
    const bad = delivered('user01', false, 'x').result.deliverResults;
    const answer = { success: true, result: { outTrackId: 'k', deliverResults: [...good, ...bad] } };
    nock(api).post(createAndDeliver).reply(200, answer);
    expect(await platform.send(['user01'], callUp, 'k', false)).toMatchObject([{ result: 'refused' }]);
  });

  it('an answer without delivery results leaves the outcome open', async () => {
    const { platform } = start(withTemplate);
    nock(api)
      .post(createAndDeliver)
      .reply(200, { success: true, result: { outTrackId: 'k', deliverResults: [] } });
    await expect(platform.send(['user01'], callUp, 'k', false)).rejects.toMatchObject({ reached: 'unknown' });
  });

  it.each([
    [true, { result: 'sent', cardRef: 'k', handle: { outTrackId: 'k' } }],
    [false, { result: 'refused', code: 'param.cardAlreadyExist' }],
  ])('a card that exists already, tried again: %s', async (again, outcome) => {
    const { platform } = start(withTemplate);
    nock(api).post(createAndDeliver).reply(400, { requestid: 'r', code: 'param.cardAlreadyExist', message: 'x' });
    expect(await platform.send(['user01'], callUp, 'k', again)).toMatchObject([outcome]);
  });

  it.each(['a;IM_GROUP.cid1', 'a b'])(
    'a user id that would name another place (%s) is refused unsent',
    async (userId) => {
      const { platform } = start(withTemplate);
      expect(await platform.send([userId], callUp, 'k', false)).toMatchObject([{ result: 'refused' }]);
    },
  );

  it('that does not fit the template goes out as Markdown, and to 20 at once', async () => {
    const { platform } = start(withTemplate);
    const long: Card = { ...callUp, lines: ['学'.repeat(500)] };
    nock(api)
      .post(batchSend, /sampleMarkdown/)
      .reply(200, { processQueryKey: 'k1' });
    expect(platform.capacity(long)).toBe(20);
    // A page to open with nothing to press costs one call for 20 people too.
    const link = { label: '查看资料', url: 'https://a.cn/' };
    expect(platform.capacity({ ...callUp, buttons: [], link })).toBe(20);
    expect(platform.capacity({ ...callUp, link })).toBe(1);
    expect(await platform.send(['user01', 'user02'], long, 'k', false)).toMatchObject([
      { result: 'sent', handle: { processQueryKey: 'k1' } },
      { result: 'sent' },
    ]);
  });
});

describe('sending a card without a template', () => {
  it('is the same Markdown for everyone, 20 people at once', async () => {
    const { platform } = start();
    const messages: unknown[] = [];
    nock(api)
      .post(batchSend, ({ msgKey, msgParam }: Record<string, unknown>) => messages.push({ msgKey, msgParam }) > 0)
      .times(2)
      .reply(200, { processQueryKey: 'k1' });
    expect(platform.capacity(survey)).toBe(20);
    await platform.send(['user01', 'user02'], survey, 'k1', false);
    await platform.send(['user03'], survey, 'k2', false);
    expect(messages[0]).toEqual(messages[1]);
    expect(messages[0]).toMatchObject({ msgKey: 'sampleMarkdown' });
  });
});

describe('revising a card (docs/vendors/dingtalk.md, Cards)', () => {
  const settled: Card = { ...callUp, settled: '已确认参加' };

  it('changes its variables by key', async () => {
    const { platform } = start(withTemplate);
    nock(api)
      .put('/v1.0/card/instances', (body: Record<string, unknown>) => {
        expect(body).toMatchObject({
          outTrackId: 'k',
          cardData: { cardParamMap: { status: '已确认参加', buttons: '[]' } },
          cardUpdateOptions: { updateCardDataByKey: true, updatePrivateDataByKey: true },
        });
        return true;
      })
      .reply(200, { success: true, result: true });
    expect(await platform.revise('user01', { outTrackId: 'k' }, settled)).toBe(true);
  });

  it('cannot change Markdown, a card the vendor has not, or one that outgrew the template', async () => {
    const { platform } = start(withTemplate);
    expect(await platform.revise('user01', { processQueryKey: 'k1' }, settled)).toBe(false);
    nock(api).put('/v1.0/card/instances').reply(400, { code: 'param.cardNotExist' });
    expect(await platform.revise('user01', { outTrackId: 'k' }, settled)).toBe(false);
    expect(await platform.revise('user01', { outTrackId: 'k' }, { ...settled, lines: ['学'.repeat(500)] })).toBe(false);
  });

  it('fails when the vendor says no', async () => {
    const { platform } = start(withTemplate);
    nock(api).put('/v1.0/card/instances').reply(200, { success: false });
    await expect(platform.revise('user01', { outTrackId: 'k' }, settled)).rejects.toMatchObject({ code: 'not-done' });
  });
});
