import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hmacBase64 } from '../../src/emulator/crypto.ts';
import { type Company, GROUP, heardAt, openEvent, sealedSuccess, startCompany } from './dingtalk-company.ts';
import { DINGTALK, sendJson } from './world.ts';

const ROBOTS = [
  { token: 'plain', group: { id: 'cidRobots==', name: '通知群', members: ['user01'] }, keywords: ['学册'] },
  { token: 'signed', group: { id: 'cidRobots==', name: '通知群', members: ['user01'] }, secret: 'SECabcdef' },
  { token: 'elsewhere', group: { id: 'cidRobots==', name: '通知群', members: ['user01'] }, addresses: ['10.0.0.1'] },
];

let company: Company;
beforeEach(async () => {
  company = await startCompany({ customRobots: ROBOTS });
});
afterEach(() => company.stop());

const seen = (userId: string, group = GROUP) => company.emulator.conversation('dingtalk', userId, group);
const bodies = (userId: string, group = GROUP) => seen(userId, group).map(({ body }) => body);
const SEND = '/v1.0/robot/groupMessages/send';

async function groupSend(change: Record<string, unknown> = {}) {
  const param = {
    robotCode: DINGTALK.robotCode,
    openConversationId: GROUP,
    msgKey: 'sampleText',
    msgParam: '{"content":"开班"}',
  };
  return await company.dingtalk.call('POST', SEND, { ...param, ...change });
}

async function say(text: string, mentions = true): Promise<void> {
  company.emulator.dingtalk?.send({ userId: 'user01', kind: 'text', text, group: GROUP, mentions });
  await company.emulator.idle();
}

describe('robot messages from a group (row 41)', () => {
  it('come only when the robot is mentioned, with a leading blank and the fields of a group', async () => {
    await say('大家好', false);
    expect(heardAt(company, 'robot')).toHaveLength(0);
    await say('课表');
    const [heard] = heardAt(company, 'robot').map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(heard).toMatchObject({
      conversationId: GROUP,
      conversationType: '2',
      conversationTitle: '春季班',
      isInAtList: true,
      atUsers: [{ dingtalkId: heard?.chatbotUserId }],
      text: { content: ' 课表' },
      senderStaffId: 'user01',
    });
    expect(bodies('user02')).toEqual([
      { kind: 'text', text: '大家好' },
      { kind: 'text', text: '课表' },
    ]);
  });

  it('are answered in the group, in the response and by the session', async () => {
    company.bot.answer = () => ({ body: JSON.stringify({ msgtype: 'text', text: { content: '稍等' } }) });
    await say('课表');
    const { sessionWebhook } = JSON.parse(heardAt(company, 'robot')[0]!.body) as { sessionWebhook: string };
    await sendJson(sessionWebhook, { msgtype: 'text', text: { content: '周一上课' } });
    for (const userId of ['user01', 'user02']) {
      expect(bodies(userId).slice(1)).toEqual([
        { kind: 'text', text: '稍等' },
        { kind: 'text', text: '周一上课' },
      ]);
    }
    expect(company.emulator.conversation('dingtalk', 'user01')).toEqual([]);
  });

  it('cannot be voices, videos or files', () => {
    for (const kind of ['audio', 'video', 'file'] as const) {
      expect(() => company.emulator.dingtalk?.send({ userId: 'user01', kind, group: GROUP })).toThrow('不能');
    }
  });

  it('stop when the robot was taken out, or the group dissolved', async () => {
    company.emulator.dingtalk?.setGroupStatus(GROUP, 'without-robot');
    await say('课表');
    expect(heardAt(company, 'robot')).toHaveLength(0);
    company.emulator.dingtalk?.setGroupStatus(GROUP, 'disbanded');
    await expect(say('课表')).rejects.toThrow('解散');
  });
});

describe('groupMessages/send (rows 20 and 21)', () => {
  it('shows one message to every member', async () => {
    expect((await groupSend()).json).toEqual({ processQueryKey: expect.any(String) });
    expect(bodies('user01')).toEqual([{ kind: 'text', text: '开班' }]);
    expect(bodies('user02')).toEqual([{ kind: 'text', text: '开班' }]);
  });

  it.each([
    ['no group', { openConversationId: '' }, 'miss.openConversationId'],
    ['an unknown group', { openConversationId: 'cidNo==' }, 'invalid.openConversationId'],
    ['another robot', { robotCode: 'other' }, 'invalidParameter.robotCode.notExsit'],
    [
      '15,001 bytes',
      { msgParam: JSON.stringify({ content: 'x'.repeat(15_001 - 14) }) },
      'invalidParameter.msgParam.tooLong',
    ],
    ['an unknown kind', { msgKey: 'samplePoem' }, 'invalidParameter.msgKey.invalid'],
  ])('refuses %s', async (_what, change, code) => {
    expect(await groupSend(change)).toMatchObject({ status: 400, json: { code } });
    expect(bodies('user01')).toEqual([]);
  });

  it('takes 15,000 bytes', async () => {
    expect(await groupSend({ msgParam: JSON.stringify({ content: 'x'.repeat(15_000 - 14) }) })).toMatchObject({
      status: 200,
    });
  });

  it('refuses a group without the robot and a dissolved one', async () => {
    company.emulator.dingtalk?.setGroupStatus(GROUP, 'without-robot');
    expect((await groupSend()).json).toMatchObject({ code: 'invalidParameter.robotCode.notExsit' });
    company.emulator.dingtalk?.setGroupStatus(GROUP, 'disbanded');
    expect((await groupSend()).json).toMatchObject({ code: 'group.disbanded' });
  });
});

describe('cards in a group (rows 30, 33, 34)', () => {
  const place = {
    openSpaceId: `dtv1.card//IM_GROUP.${GROUP}`,
    imGroupOpenSpaceModel: { supportForward: false },
    imGroupOpenDeliverModel: { robotCode: DINGTALK.robotCode },
  };
  const buttons = '[{"key":"ok","label":"收到","style":"primary"}]';

  it('are shown to all, pressed by one and changed for that one', async () => {
    await company.dingtalk.call('POST', '/v1.0/card/callbacks/register', {
      callbackRouteKey: 'xuece',
      callbackUrl: `${company.bot.url}/dingtalk/card`,
      apiSecret: 's',
    });
    const { json } = await company.dingtalk.createCard('card-1', '', { title: '通知', buttons }, place);
    expect(json).toMatchObject({
      result: { deliverResults: [{ spaceType: 'IM_GROUP', spaceId: GROUP, success: true }] },
    });
    const response = {
      cardUpdateOptions: { updateCardDataByKey: true },
      cardData: { cardParamMap: { status: '已收到' } },
    };
    company.bot.answer = () => ({ body: JSON.stringify(response) });
    const [item] = seen('user01');
    const press = { userId: 'user01', item: item!.item, button: 'ok', choices: [], group: GROUP };
    await company.emulator.press({ vendor: 'dingtalk', ...press });
    await company.emulator.idle();
    expect(bodies('user01')).toMatchObject([{ title: '通知', replaced: '已收到' }]);
    expect(bodies('user02')[0]).not.toHaveProperty('replaced');
  });

  it('are seen by the recipients alone', async () => {
    const imGroupOpenDeliverModel = { robotCode: DINGTALK.robotCode, recipients: ['user02'] };
    await company.dingtalk.createCard('card-1', '', { title: '通知' }, { ...place, imGroupOpenDeliverModel });
    expect([bodies('user01').length, bodies('user02').length]).toEqual([0, 1]);
  });

  it.each([
    ['no space model', { imGroupOpenSpaceModel: undefined }, 200, 'spaces of card is empty'],
    ['an unknown group', { openSpaceId: 'dtv1.card//IM_GROUP.cidNo' }, 200, 'spaceId is illegal'],
    ['no deliver model', { imGroupOpenDeliverModel: undefined }, 400, 'param.openDeliverModelEmpty'],
    ['no robot in the deliver model', { imGroupOpenDeliverModel: {} }, 400, 'param.openDeliverModelError'],
    ['a place nobody knows', { openSpaceId: 'dtv1.card//ONE_BOX.x' }, 400, 'param.openSpaceIdInvalid'],
  ])('reach nobody with %s', async (_what, change, status, why) => {
    const answer = await company.dingtalk.createCard('card-1', '', { title: '通知' }, { ...place, ...change });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.json)).toContain(why);
    expect(bodies('user01')).toEqual([]);
  });
});

describe('events of groups', () => {
  it('tell who came and went, the new title and owner, and the end', async () => {
    company.bot.answer = () => sealedSuccess();
    await company.emulator.makeGroup({ vendor: 'dingtalk', id: GROUP, name: '秋季班', members: ['user02'] });
    company.emulator.dingtalk?.setGroupStatus(GROUP, 'disbanded');
    await company.emulator.idle();
    expect(heardAt(company, 'events').map(openEvent)).toMatchObject([
      { EventType: 'chat_remove_member', openConversationId: GROUP, userId: ['user01'], operator: 'user02' },
      { EventType: 'chat_update_title', title: '秋季班' },
      { EventType: 'chat_update_owner', owner: 'user02' },
      { EventType: 'chat_disband', openConversationId: GROUP },
    ]);
  });
});

describe('custom robots (row 23)', () => {
  const text = (content: string) => ({ msgtype: 'text', text: { content } });
  const send = async (query: string, body: unknown) => {
    return (await sendJson(`${company.emulator.url}/robot/send?${query}`, body)).json;
  };

  it('need a known token and one of their keywords', async () => {
    expect(await send('access_token=no', text('学册'))).toMatchObject({ errcode: 300005 });
    expect(await send('access_token=plain', text('通知'))).toMatchObject({
      errcode: 310000,
      errmsg: 'keywords not in content',
    });
    expect(await send('access_token=elsewhere', text('学册'))).toMatchObject({ errcode: 310000 });
    expect(await send('access_token=plain', { msgtype: 'poem' })).toMatchObject({ errcode: 400105 });
    const form = await fetch(`${company.emulator.url}/robot/send?access_token=plain`, { method: 'POST', body: 'x' });
    expect(await form.json()).toMatchObject({ errcode: 43004 });
    expect(await send('access_token=plain', text('学册通知'))).toMatchObject({ errcode: 0 });
    expect(bodies('user01', 'cidRobots==')).toEqual([{ kind: 'text', text: '学册通知' }]);
  });

  it('need a sign over a timestamp of the last hour', async () => {
    const nowMs = company.clock.now().getTime();
    const signed = (timestamp: number, secret = 'SECabcdef') => {
      const sign = hmacBase64(secret, `${timestamp}\n${secret}`);
      return `access_token=signed&timestamp=${timestamp}&sign=${encodeURIComponent(sign)}`;
    };
    expect(await send(signed(nowMs - 3_600_001), text('x'))).toMatchObject({ errmsg: 'invalid timestamp' });
    expect(await send(signed(nowMs, 'SECother'), text('x'))).toMatchObject({
      errcode: 310000,
      errmsg: 'sign not match',
    });
    expect(await send(signed(nowMs - 3_600_000), text('x'))).toMatchObject({ errcode: 0 });
  });

  it('are off for ten minutes after the 21st message of a minute', async () => {
    for (let count = 0; count < 20; count += 1) await send('access_token=plain', text(`学册 ${count}`));
    expect(await send('access_token=plain', text('学册'))).toMatchObject({ errcode: 130101 });
    company.clock.advanceMs(599_999);
    expect(await send('access_token=plain', text('学册'))).toMatchObject({ errcode: 130101 });
    company.clock.advanceMs(1);
    expect(await send('access_token=plain', text('学册'))).toMatchObject({ errcode: 0 });
    expect(bodies('user01', 'cidRobots==')).toHaveLength(21);
  });

  it('say nothing in a group that was dissolved', async () => {
    await send('access_token=plain', text('学册'));
    company.emulator.dingtalk?.setGroupStatus('cidRobots==', 'disbanded');
    expect(await send('access_token=plain', text('学册'))).toMatchObject({ errcode: 400013 });
  });

  it('show a repeat with the same msgUuid once', async () => {
    for (let count = 0; count < 2; count += 1) await send('access_token=plain', { ...text('学册'), msgUuid: 'u-1' });
    expect(bodies('user01', 'cidRobots==')).toHaveLength(1);
  });
});

describe('mentions (row 25)', () => {
  it('are marked only where the text writes them out', async () => {
    await say('课表');
    const { sessionWebhook } = JSON.parse(heardAt(company, 'robot')[0]!.body) as { sessionWebhook: string };
    const at = { atUserIds: ['user01'] };
    for (const content of ['请看 @user01', '请看']) {
      expect((await sendJson(sessionWebhook, { msgtype: 'text', text: { content }, at })).json).toMatchObject({
        errcode: 0,
      });
    }
    expect(bodies('user01').slice(1)).toEqual([
      { kind: 'text', text: '请看 @user01', highlights: ['@user01'] },
      { kind: 'text', text: '请看' },
    ]);
  });
});
