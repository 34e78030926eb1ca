import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { api, callUp, cardSecret, oapi, startPlatform } from './setup.ts';
import { expectCall, withVendor } from './vendor.ts';

const batchSend = '/v1.0/robot/oToMessages/batchSend';
const asyncSend = '/topapi/message/corpconversation/asyncsend_v2';
const sendResult = '/topapi/message/corpconversation/getsendresult';
const text = { kind: 'text', text: '您好' } as const;

withVendor();

function start(over = {}) {
  const waited: number[] = [];
  const wait = async (ms: number) => {
    waited.push(ms);
  };
  return { ...startPlatform({ agentId: 123456, wait, ...over }), waited };
}

function expectNotice(result: Record<string, unknown>) {
  const calls = expectCall(oapi, asyncSend, { errcode: 0, errmsg: 'ok', task_id: 77, request_id: 'r' });
  expectCall(oapi, sendResult, { errcode: 0, send_result: result });
  return calls;
}

function refuse(code: string, status = 400) {
  expectCall(api, batchSend, { requestid: 'r', code, message: 'x' }, status);
}

describe('work notifications as the second route (docs/vendors/dingtalk.md, Work notifications)', () => {
  it('reach whom the robot does not know, and nobody else', async () => {
    const { platform } = start();
    expectCall(api, batchSend, {
      ...{ processQueryKey: 'k1', invalidStaffIdList: ['user02'], flowControlledStaffIdList: ['user03'] },
    });
    const calls = expectNotice({ unread_user_id_list: ['user02'] });
    expect(await platform.send(['user01', 'user02', 'user03'], text, 'k', false)).toEqual([
      { userId: 'user01', result: 'sent', handle: { processQueryKey: 'k1' } },
      { userId: 'user02', result: 'sent', handle: { taskId: '77' } },
      { userId: 'user03', result: 'later', code: 'flowControlledStaffId' },
    ]);
    expect(calls).toMatchObject([
      { agent_id: 123456, userid_list: 'user02', to_all_user: false, msg: { msgtype: 'markdown' } },
    ]);
  });

  it.each([
    'bot.stopped',
    'bot.forbidden.sendMessage',
    'robot.oto.notExist',
    'chatbotId.notAllow.sendOTO',
    'send.forbidden',
  ])('reach everyone when the robot itself is barred (%s)', async (code) => {
    const { platform } = start();
    refuse(code);
    expectNotice({ read_user_id_list: ['user01'], unread_user_id_list: ['user02'] });
    expect(await platform.send(['user01', 'user02'], callUp, 'k', false)).toMatchObject([
      { result: 'sent', handle: { taskId: '77' } },
      { result: 'sent' },
    ]);
  });

  it.each(['contain.notAllowed.text', 'invalidParameter.robotCode.notExsit', 'send.too.fast'])(
    'do not stand in for another refusal (%s)',
    async (code) => {
      const { platform } = start();
      refuse(code);
      await expect(platform.send(['user01'], text, 'k', false)).rejects.toMatchObject({ code });
    },
  );

  it('are not used where no AgentId is configured', async () => {
    const { platform } = startPlatform();
    expectCall(api, batchSend, { invalidStaffIdList: ['user01'] });
    expect(await platform.send(['user01'], text, 'k', false)).toMatchObject([{ code: 'invalidStaffId' }]);
  });

  it('stand in for a card that was not delivered, as text', async () => {
    const { platform } = start({ cardTemplateId: 'abc.schema', cardCallbackSecret: cardSecret });
    const failed = { spaceType: 'IM_ROBOT', spaceId: 'user01', success: false, errorMsg: 'spaceId is illegal' };
    nock(api)
      .post('/v1.0/card/instances/createAndDeliver')
      .reply(200, { success: true, result: { deliverResults: [failed] } });
    const calls = expectNotice({ unread_user_id_list: ['user01'] });
    expect(await platform.send(['user01'], callUp, 'k', false)).toMatchObject([{ handle: { taskId: '77' } }]);
    expect(JSON.stringify(calls)).toContain('1. 确认参加');
  });

  it.each([
    ['invalid_user_id_list', 'invalidStaffId'],
    ['failed_user_id_list', 'invalidStaffId'],
    ['forbidden_user_id_list', 'invalidStaffId'],
  ])('whom the report names in %s stays refused, for the first reason', async (list, code) => {
    const { platform } = start();
    expectCall(api, batchSend, { invalidStaffIdList: ['user01'] });
    expectNotice({ [list]: ['user01'] });
    expect(await platform.send(['user01'], text, 'k', false)).toEqual([{ userId: 'user01', result: 'refused', code }]);
  });

  it.each([
    [143_105, false, { result: 'refused', code: '143105' }],
    [143_104, false, { result: 'later', code: '143104' }],
    [143_106, false, { result: 'refused', code: '143106' }],
    [143_106, true, { result: 'sent' }],
  ])('what the vendor dropped in silence (%d, again: %s) is told', async (code, again, outcome) => {
    const { platform } = start();
    refuse('bot.stopped');
    expectNotice({ forbidden_user_id_list: ['user01'], forbidden_list: [{ code, count: 1, userid: 'user01' }] });
    expect(await platform.send(['user01'], text, 'k', again)).toMatchObject([outcome]);
  });

  it('carry a serial, so that equal words of two messages are not taken for one, but a repeat is', async () => {
    const { platform } = start();
    const sent: unknown[] = [];
    for (const key of ['k1', 'k2', 'k1']) {
      refuse('bot.stopped');
      const calls = expectNotice({ unread_user_id_list: ['user01'] });
      await platform.send(['user01'], text, key, false);
      sent.push(JSON.stringify(calls));
    }
    expect(sent[0]).not.toBe(sent[1]);
    expect(sent[2]).toBe(sent[0]);
  });

  it('keep within 2,048 bytes, in parts', async () => {
    const { platform } = start();
    refuse('bot.stopped');
    const sizes: number[] = [];
    const keep = (body: { msg: unknown }) => sizes.push(Buffer.byteLength(JSON.stringify(body.msg))) > 0;
    nock(oapi).persist().post(new RegExp(asyncSend), keep).reply(200, { errcode: 0, task_id: 77 });
    nock(oapi)
      .persist()
      .post(new RegExp(sendResult))
      .reply(200, { errcode: 0, send_result: { unread_user_id_list: ['user01'] } });
    await platform.send(['user01'], { kind: 'text', text: '"学习"\\*。\n'.repeat(340) }, 'k', false);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2048);
    expect(sizes.length).toBeGreaterThan(3);
  });

  it('are looked after twice at most; whoever is not named then counts as reached', async () => {
    const { platform, waited } = start();
    refuse('bot.stopped');
    expectNotice({});
    expectCall(oapi, sendResult, { errcode: 0, send_result: {} });
    expect(await platform.send(['user01'], text, 'k', false)).toMatchObject([{ result: 'sent' }]);
    expect(waited).toEqual([1500, 1500]);
  });

  it.each([
    ['ECONNREFUSED', [{ userId: 'user02', result: 'later' }]],
    // Nobody knows: without an outcome the repeat is told so, and what the vendor drops as a duplicate counts as sent.
    ['ECONNRESET', []],
  ])('that fail by %s take nothing from those the robot reached', async (code, others) => {
    const { platform } = start();
    expectCall(api, batchSend, { processQueryKey: 'k1', invalidStaffIdList: ['user02'] });
    nock(oapi)
      .post(new RegExp(asyncSend))
      .replyWithError(Object.assign(new Error('x'), { code }));
    const outcomes = await platform.send(['user01', 'user02'], text, 'k', false);
    expect(outcomes).toMatchObject([{ userId: 'user01', result: 'sent' }, ...others]);
    expect(outcomes).toHaveLength(1 + others.length);
  });

  it.each([
    ['no answer', undefined, []],
    ['too many calls', '90018', []],
    ['no right to read it', '60011', [{ userId: 'user01', result: 'sent' }]],
  ])('whose report cannot be read (%s) are never taken for refused', async (_, errcode, outcomes) => {
    const { platform } = start();
    expectCall(api, batchSend, { invalidStaffIdList: ['user01'] });
    expectCall(oapi, asyncSend, { errcode: 0, errmsg: 'ok', task_id: 77, request_id: 'r' });
    if (errcode !== undefined) expectCall(oapi, sendResult, { errcode: Number(errcode), errmsg: 'x' });
    else
      nock(oapi)
        .post(new RegExp(sendResult))
        .replyWithError(Object.assign(new Error('x'), { code: 'ECONNRESET' }));
    expect(await platform.send(['user01'], text, 'k', false)).toMatchObject(outcomes);
  });
});
