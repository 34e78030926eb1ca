import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hmacBase64, seal, sealSignature, unseal } from '../../src/emulator/crypto.ts';
import type { CardView } from '../../src/emulator/view.ts';
import type { BotAnswer, Heard } from './bot.ts';
import { DINGTALK, DingtalkCaller, sendJson, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

/** For a bot that never answers: DingTalk gives up after half a second. */
async function becomeImpatient(): Promise<void> {
  await world.stop();
  world = await startWorld({ rules: { robotTimeoutMs: 500, cardTimeoutMs: 500, eventTimeoutMs: 500 } });
}

async function say(text: string): Promise<void> {
  await world.emulator.say({ vendor: 'dingtalk', userId: 'user01', text });
  await world.emulator.idle();
}

const items = () => world.emulator.conversation('dingtalk', 'user01');
const bodies = () => items().map(({ body }) => body);
const heardJson = (heard: Heard | undefined) => JSON.parse(heard?.body ?? '') as Record<string, unknown>;

describe('robot messages of DingTalk over HTTP', () => {
  it('are signed over the timestamp and carry the text', async () => {
    await say('待办');
    const [heard] = world.bot.heard;
    const timestamp = String(world.clock.now().getTime());
    expect(heard?.headers).toMatchObject({
      timestamp,
      sign: hmacBase64(DINGTALK.appSecret, `${timestamp}\n${DINGTALK.appSecret}`),
    });
    expect(heardJson(heard)).toMatchObject({
      msgtype: 'text',
      text: { content: '待办' },
      conversationType: '1',
      senderStaffId: 'user01',
      senderNick: '赵六',
      robotCode: DINGTALK.robotCode,
      chatbotCorpId: DINGTALK.corpId,
      createAt: world.clock.now().getTime(),
      sessionWebhookExpiredTime: world.clock.now().getTime() + 5_400_000,
    });
    expect(heardJson(heard)).not.toHaveProperty('atUsers');
    expect(heardJson(heard)).not.toHaveProperty('conversationTitle');
  });

  it('are repeated with the same body after 10 and 30 seconds, then given up', async () => {
    await becomeImpatient();
    world.bot.answer = (_heard, count) => (count === 1 ? 'hang' : { status: 500 });
    await say('你好');
    for (const waitMs of [9_999, 1, 30_000, 60_000]) {
      world.clock.advanceMs(waitMs);
      await world.emulator.pump();
    }
    expect(world.bot.heard).toHaveLength(3);
    expect(new Set(world.bot.heard.map(({ body }) => body)).size).toBe(1);
    expect(items()[0]?.trouble).toContain('钉钉不再发送');
  });

  it('can be answered in the response and through the session, for 90 minutes', async () => {
    world.bot.answer = () => ({ body: JSON.stringify({ msgtype: 'text', text: { content: '马上' } }) });
    await say('查询');
    const webhook = String(heardJson(world.bot.heard[0]).sessionWebhook);
    const reply = { msgtype: 'markdown', markdown: { title: '结果', text: '**3 学时**' } };
    expect((await sendJson(webhook, reply)).json).toMatchObject({ errcode: 0 });
    expect((await sendJson(webhook, { msgtype: 'poem' })).json).toMatchObject({ errcode: 400105 });
    expect(bodies().slice(1)).toEqual([
      { kind: 'text', text: '马上' },
      { kind: 'markdown', title: '结果', markdown: '**3 学时**' },
    ]);
    world.clock.advanceMs(90 * 60_000);
    expect((await sendJson(webhook, reply)).json).toMatchObject({ errcode: 300001 });
    expect((await sendJson(`${world.emulator.url}/robot/sendBySession?session=x`, reply)).json).toMatchObject({
      errcode: 300001,
    });
  });

  it('show nothing for an empty reply, and trouble for one that is no message', async () => {
    const replies = ['{"msgtype":"empty"}', '', '{"msgtype":"poem"}', '{"msgtype":"text","text":{}}', 'ok'];
    for (const [index, body] of replies.entries()) {
      world.bot.answer = () => ({ body });
      await say(`第 ${index} 条`);
    }
    expect(items().map(({ from }) => from)).toEqual(Array(5).fill('person'));
    expect(items().map(({ trouble }) => trouble !== undefined)).toEqual([false, false, true, true, true]);
  });

  it('come without content once the month is used up, and without staff id from an unpublished robot', async () => {
    const poor = await startWorld({ rules: { dingtalkMessagesPerMonth: 1, dingtalkPublished: false } });
    await poor.emulator.say({ vendor: 'dingtalk', userId: 'user01', text: '一' });
    await poor.emulator.idle();
    await poor.emulator.say({ vendor: 'dingtalk', userId: 'user01', text: '二' });
    await poor.emulator.idle();
    const [first, second] = poor.bot.heard.map(heardJson);
    expect(first).toMatchObject({ text: { content: '一' } });
    expect(first).not.toHaveProperty('senderStaffId');
    expect(second).toMatchObject({ errorCode: 20001 });
    expect(second).not.toHaveProperty('text');
    await poor.stop();
  });
});

describe('card callbacks of DingTalk', () => {
  const variables = {
    title: '点名调训',
    text: '请答复',
    mode: 'multiple',
    maxChoices: '2',
    options: '[{"value":"a","label":"甲"},{"value":"b","label":"乙"},{"value":"c","label":"丙"}]',
    buttons: '[{"key":"survey.submit","label":"提交","style":"primary"}]',
    status: '',
  };

  async function sendCard(): Promise<DingtalkCaller> {
    const dingtalk = await DingtalkCaller.start(world.emulator);
    await dingtalk.call('POST', '/v1.0/card/callbacks/register', {
      callbackRouteKey: 'xuece',
      callbackUrl: `${world.bot.url}/dingtalk/card`,
      apiSecret: 'example-secret',
      forceUpdate: true,
    });
    await dingtalk.createCard('card-1', 'user01', variables);
    return dingtalk;
  }

  async function press(choices: string[]): Promise<void> {
    const item = items().at(-1)!.item;
    await world.emulator.press({ vendor: 'dingtalk', userId: 'user01', item, button: 'survey.submit', choices });
    await world.emulator.idle();
  }

  it('are signed over the timestamp alone and carry button and choices as texts', async () => {
    await sendCard();
    await press(['a', 'c']);
    const [heard] = world.bot.heard;
    const timestamp = String(world.clock.now().getTime());
    expect(heard?.headers['x-ddpaas-signature-timestamp']).toBe(timestamp);
    expect(heard?.headers['x-ddpaas-signature']).toBe(hmacBase64('example-secret', timestamp));
    const body = heardJson(heard);
    expect(body).toMatchObject({ type: 'actionCallback', outTrackId: 'card-1', corpId: 'ding123', userId: 'user01' });
    expect(JSON.parse(String(body.content))).toEqual({
      cardPrivateData: { actionIds: ['survey.submit'], params: { action: 'survey.submit', choices: '["a","c"]' } },
    });
  });

  it('show the reply to the clicker alone', async () => {
    const dingtalk = await sendCard();
    await dingtalk.createCard('card-2', 'user01', variables, {
      openSpaceId: 'dtv1.card//IM_ROBOT.user01;dtv1.card//IM_ROBOT.user02',
    });
    world.bot.answer = () => ({
      body: JSON.stringify({
        cardUpdateOptions: { updateCardDataByKey: true },
        cardData: { cardParamMap: { status: '已提交' } },
        privateData: { user02: { cardParamMap: { status: '不该看到' } } },
      }),
    });
    await press(['a']);
    expect((bodies().at(-1) as CardView).replaced).toBe('已提交');
    const [other] = world.emulator.conversation('dingtalk', 'user02');
    expect(other?.body).not.toHaveProperty('replaced');
    await expect(press(['a'])).rejects.toThrow('不能再点');
  });

  it('apply userPrivateData to the clicker, and a whole map where by-key is not asked for', async () => {
    await sendCard();
    const respond = (reply: object) => {
      world.bot.answer = () => ({ body: JSON.stringify(reply) });
    };
    respond({
      cardUpdateOptions: { updateCardDataByKey: true, updatePrivateDataByKey: true },
      userPrivateData: { cardParamMap: { title: '给您' } },
    });
    await press(['a']);
    expect(bodies().at(-1)).toMatchObject({ title: '给您', desc: '请答复' });
    respond({ cardData: { cardParamMap: { status: '已提交' } } });
    await press(['a']);
    expect(bodies().at(-1)).toMatchObject({ desc: '', replaced: '已提交' });
  });

  it('fail for the person after 2 s or a bad reply, and are not repeated', async () => {
    await becomeImpatient();
    await sendCard();
    const answers: (BotAnswer | 'hang')[] = [
      'hang',
      { status: 500 },
      { body: '{"cardData":{"cardParamMap":{"n":3}}}' },
    ];
    for (const answer of answers) {
      world.bot.answer = () => answer;
      await press(['a']);
      expect(items().at(-1)?.trouble).toMatch(/回应/);
      world.clock.advanceMs(60_000);
      await world.emulator.pump();
    }
    expect(world.bot.heard).toHaveLength(3);
  });

  it('let nobody choose too many or what is not there, nor press without a registered address', async () => {
    const dingtalk = await DingtalkCaller.start(world.emulator);
    await dingtalk.createCard('card-0', 'user01', variables);
    await expect(press(['a'])).rejects.toThrow('没有登记');
    await sendCard();
    await expect(press(['a', 'b', 'c'])).rejects.toThrow('最多只能选 2 项');
    await expect(press(['z'])).rejects.toThrow('不在卡片上');
    expect(world.bot.heard).toHaveLength(0);
  });
});

describe('events of DingTalk', () => {
  const keys = { token: DINGTALK.eventToken, encodingAesKey: DINGTALK.eventAesKey, owner: DINGTALK.appKey };

  function open(heard: Heard): Record<string, unknown> {
    const { encrypt } = JSON.parse(heard.body) as { encrypt: string };
    const { query } = heard;
    const signed = sealSignature(keys.token, query.get('timestamp') ?? '', query.get('nonce') ?? '', encrypt);
    if (signed !== query.get('msg_signature')) throw new Error('the event is not signed well');
    return JSON.parse(unseal(keys, encrypt)) as Record<string, unknown>;
  }

  function success(word = 'success', owner = keys.owner): BotAnswer {
    const encrypt = seal({ ...keys, owner }, word, Buffer.alloc(16, 1));
    const msg_signature = sealSignature(keys.token, '1772413620000', 'nonce', encrypt);
    return { body: JSON.stringify({ msg_signature, timeStamp: '1772413620000', nonce: 'nonce', encrypt }) };
  }

  it('tell of people who come and go', async () => {
    world.bot.answer = () => success();
    const newcomer = { userId: 'new', name: '新人', unit: '', post: '', roles: [], departments: [] };
    await world.emulator.join({ vendor: 'dingtalk', ...newcomer });
    await world.emulator.leave('dingtalk', 'new');
    await world.emulator.idle();
    const events = world.bot.heard.map(open);
    expect(events).toMatchObject([
      { EventType: 'user_add_org', CorpId: 'ding123', userId: ['new'] },
      { EventType: 'user_leave_org', userId: ['new'] },
    ]);
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(2);
  });

  it.each([
    ['a plain success', () => ({ body: 'success' })],
    ['another sealed word', () => success('ok')],
    ['success sealed for another owner', () => success('success', 'ding123')],
    [
      'a wrong signature',
      () => ({ body: success().body?.replace(/"msg_signature":"[0-9a-f]{6}/, '"msg_signature":"000000') ?? '' }),
    ],
    ['a bad status', () => ({ ...success(), status: 500 })],
  ])('are repeated after %s', async (_what, answer) => {
    world.bot.answer = answer;
    await world.emulator.leave('dingtalk', 'user02');
    await world.emulator.idle();
    world.clock.advanceMs(10_000);
    await world.emulator.pump();
    expect(world.bot.heard).toHaveLength(2);
    expect(open(world.bot.heard[0]!).eventId).toBe(open(world.bot.heard[1]!).eventId);
  });

  it('verify the address with check_url', async () => {
    world.bot.answer = ({ path }) => (path === '/dingtalk/events' ? success() : {});
    expect(await world.emulator.verifyUrls()).not.toContainEqual(expect.stringContaining('钉钉'));
    expect(open(world.bot.heard.at(-1)!)).toEqual({ EventType: 'check_url' });
    world.bot.answer = () => ({ body: 'success' });
    expect(await world.emulator.verifyUrls()).toContainEqual(expect.stringContaining('钉钉'));
  });
});

describe('callbacks that no vendor should send (row 43)', () => {
  const signOf = (timestamp: string) => hmacBase64(DINGTALK.appSecret, `${timestamp}\n${DINGTALK.appSecret}`);

  it.each(['bad-sign', 'stale-timestamp'] as const)('%s: once, then as it should be', async (fault) => {
    world.emulator.fault({ vendor: 'dingtalk', where: 'callback', fault, times: 1 });
    world.bot.answer = (_heard, count) => (count === 1 ? { status: 403 } : {});
    await say('待办');
    world.clock.advanceMs(10_000);
    await world.emulator.pump();
    const isRight = world.bot.heard.map(({ headers }) => headers.sign === signOf(String(headers.timestamp)));
    const nowMs = world.clock.now().getTime();
    const isFresh = world.bot.heard.map(({ headers }) => nowMs - Number(headers.timestamp) < 3_600_000);
    expect([isRight, isFresh]).toEqual(
      fault === 'bad-sign'
        ? [
            [false, true],
            [true, true],
          ]
        : [
            [true, true],
            [false, true],
          ],
    );
  });

  it('come twice with one msgId when that is asked for', async () => {
    world.emulator.fault({ vendor: 'dingtalk', where: 'callback', fault: 'duplicate', times: 1 });
    await say('待办');
    expect(new Set(world.bot.heard.map(({ body }) => body)).size).toBe(1);
    expect(world.bot.heard).toHaveLength(2);
  });
});

describe('events that were given up', () => {
  it('can be fetched some minutes later, in the older spelling, and once', async () => {
    world.bot.answer = () => ({ status: 500 });
    await world.emulator.leave('dingtalk', 'user02');
    for (const waitMs of [0, 10_000, 30_000]) {
      world.clock.advanceMs(waitMs);
      await world.emulator.pump();
    }
    const failed = async () => {
      const { token } = await DingtalkCaller.start(world.emulator);
      const url = `${world.emulator.url}/call_back/get_call_back_failed_result?access_token=${token}`;
      return (await (await fetch(url)).json()) as Record<string, unknown>;
    };
    expect(await failed()).toMatchObject({ failed_list: [] });
    world.clock.advanceMs(4 * 60_000);
    expect(await failed()).toMatchObject({
      errcode: 0,
      has_more: false,
      failed_list: [
        {
          call_back_tag: 'user_leave_org',
          event_time: expect.any(Number),
          user_leave_org: { userid: ['user02'], corpid: 'ding123' },
        },
      ],
    });
    expect(await failed()).toMatchObject({ failed_list: [] });
  });
});
