import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../helpers/until.ts';
import { ackWell, dataOf, openConnection, StreamBot } from './stream-bot.ts';
import { DINGTALK, DingtalkCaller, sendJson, startWorld, type World } from './world.ts';

let world: World;
const bots: StreamBot[] = [];
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  for (const bot of bots.splice(0)) bot.close();
  await world.stop();
});

/** For a bot that acks nothing: the gateway gives up soon. */
async function becomeImpatient(): Promise<void> {
  await world.stop();
  world = await startWorld({ rules: { streamAckMs: 150, cardTimeoutMs: 150 } });
}

async function connect(topics?: readonly object[]): Promise<StreamBot> {
  const bot = await StreamBot.connect(world.emulator.url, topics);
  bots.push(bot);
  return bot;
}

async function say(text: string): Promise<void> {
  await world.emulator.say({ vendor: 'dingtalk', userId: 'user01', text });
  await world.emulator.idle();
}

async function waitMs(milliseconds: number): Promise<void> {
  world.clock.advanceMs(milliseconds);
  await world.emulator.pump();
}

const items = () => world.emulator.conversation('dingtalk', 'user01');

describe('opening a Stream connection', () => {
  it('is refused with 401 authFailed to wrong credentials, and in XML to who does not accept JSON', async () => {
    const refused = await openConnection(world.emulator.url, { clientSecret: 'x' });
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({
      code: 'authFailed',
      message: '鉴权失败',
      requestid: expect.any(String),
    });
    const xml = await openConnection(world.emulator.url, {}, 'text/xml, application/json;q=0');
    expect(xml.headers.get('content-type')).toContain('xml');
    const unknown = await openConnection(world.emulator.url, {
      subscriptions: [{ type: 'EVENT', topic: 'user_add_org' }],
    });
    expect(unknown.status).toBe(400);
    expect(await unknown.json()).toMatchObject({ code: 'invalidParameter.subscriptions' });
  });

  it('needs a ticket that lives 90 seconds and works once', async () => {
    type Opened = { endpoint: string; ticket: string };
    const { endpoint, ticket } = (await (await openConnection(world.emulator.url)).json()) as Opened;
    world.clock.advanceMs(89_999);
    bots.push(await StreamBot.use(endpoint, ticket));
    await expect(StreamBot.use(endpoint, ticket)).rejects.toThrow('401');
    const late = (await (await openConnection(world.emulator.url)).json()) as Opened;
    world.clock.advanceMs(90_000);
    await expect(StreamBot.use(late.endpoint, late.ticket)).rejects.toThrow('401');
    await expect(StreamBot.use(endpoint.replace('/connect', '/other'), ticket)).rejects.toThrow('404');
  });
});

describe('frames of Stream', () => {
  it('bring a robot message as JSON in a text, instead of the HTTP callback', async () => {
    const bot = await connect();
    await say('待办');
    expect(world.bot.heard).toHaveLength(0);
    expect(bot.frames).toMatchObject([
      {
        specVersion: '1.0',
        type: 'CALLBACK',
        headers: {
          topic: '/v1.0/im/bot/messages/get',
          contentType: 'application/json',
          time: String(world.clock.now().getTime()),
          messageId: expect.any(String),
          connectionId: expect.any(String),
          appId: expect.any(String),
        },
      },
    ]);
    const [message] = dataOf(bot.frames);
    expect(message).toMatchObject({ msgtype: 'text', text: { content: '待办' }, senderStaffId: 'user01' });
    const reply = { msgtype: 'text', text: { content: '没有待办' } };
    expect((await sendJson(String(message?.sessionWebhook), reply)).json).toMatchObject({ errcode: 0 });
    expect(items().at(-1)?.body).toEqual({ kind: 'text', text: '没有待办' });
  });

  it('go to HTTP when nobody is connected, and wait for a connection where no address is known', async () => {
    const gone = await connect();
    gone.close();
    await until(() => world.emulator.dingtalkStream('ping') === 0);
    await say('一');
    expect(world.bot.heard).toHaveLength(1);
    const silent = await startWorld({ dingtalk: DINGTALK });
    await silent.emulator.say({ vendor: 'dingtalk', userId: 'user01', text: '二' });
    const bot = await StreamBot.connect(silent.emulator.url);
    await until(() => bot.frames.length > 0);
    expect(dataOf(bot.frames)).toMatchObject([{ text: { content: '二' } }]);
    bot.close();
    await silent.stop();
  });

  it('of topics that were not subscribed are not pushed', async () => {
    const bot = await connect([{ type: 'EVENT', topic: '*' }]);
    await say('待办');
    await world.emulator.leave('dingtalk', 'user02');
    await world.emulator.idle();
    expect(bot.frames.map(({ type }) => type)).toEqual(['EVENT']);
    expect(world.bot.heard).toHaveLength(1);
  });

  it('carry an event with its envelope in the headers and the payload alone in data', async () => {
    const bot = await connect();
    await world.emulator.leave('dingtalk', 'user02');
    await world.emulator.idle();
    const [frame] = bot.frames;
    const at = String(world.clock.now().getTime());
    expect(frame).toMatchObject({
      type: 'EVENT',
      headers: {
        topic: '*',
        eventType: 'user_leave_org',
        eventCorpId: 'ding123',
        eventBornTime: at,
        eventId: expect.any(String),
      },
    });
    expect(dataOf(bot.frames)).toEqual([{ timeStamp: at, userId: ['user02'] }]);
  });

  it('come without content once the month is used up, in the spelling of Stream', async () => {
    const poor = await startWorld({ rules: { dingtalkMessagesPerMonth: 0 } });
    const bot = await StreamBot.connect(poor.emulator.url);
    await poor.emulator.say({ vendor: 'dingtalk', userId: 'user01', text: '待办' });
    await poor.emulator.idle();
    expect(dataOf(bot.frames)).toMatchObject([{ errCode: 20001, errMsg: expect.any(String) }]);
    expect(dataOf(bot.frames)[0]).not.toHaveProperty('text');
    bot.close();
    await poor.stop();
  });

  it('reach one connection each', async () => {
    const pair = [await connect(), await connect()];
    for (const text of ['一', '二', '三', '四']) await say(text);
    expect(pair.map(({ frames }) => frames.length)).toEqual([2, 2]);
  });
});

describe('what was not acked over Stream', () => {
  it('comes again after 60 seconds with the same msgId, three times at most', async () => {
    await becomeImpatient();
    const bot = await connect();
    bot.answer = () => undefined;
    await say('待办');
    await waitMs(59_999);
    expect(bot.frames).toHaveLength(1);
    await waitMs(1);
    expect(bot.frames).toHaveLength(2);
    expect(items()[0]?.trouble).toContain('钉钉稍后重发');
    for (let round = 0; round < 4; round += 1) await waitMs(60_000);
    expect(bot.frames).toHaveLength(4);
    expect(new Set(dataOf(bot.frames).map(({ msgId }) => msgId)).size).toBe(1);
    expect(new Set(bot.frames.map(({ headers }) => headers.messageId)).size).toBe(4);
  });

  it('is spared the repeat by an ack that comes late', async () => {
    await becomeImpatient();
    const bot = await connect();
    bot.answer = () => undefined;
    await say('待办');
    bot.send(bot.frames[0]!, ackWell(bot.frames[0]!));
    await until(() => items()[0]?.trouble === undefined);
    await waitMs(60_000);
    expect(bot.frames).toHaveLength(1);
  });

  it('comes to the connection that is left when the first one breaks', async () => {
    await becomeImpatient();
    const first = await connect();
    first.answer = () => {
      first.close();
      return undefined;
    };
    await say('待办');
    const second = await connect();
    await waitMs(60_000);
    expect(dataOf(second.frames)).toEqual(dataOf(first.frames));
  });

  it.each([
    ['LATER', { data: JSON.stringify({ status: 'LATER', message: 'busy' }) }],
    ['a code of failure', { code: 500, data: '{}' }],
    ['nothing', undefined],
  ])('is an event answered by %s, with the same eventId', async (_what, answer) => {
    if (answer === undefined) await becomeImpatient();
    const bot = await connect();
    bot.answer = () => answer;
    await world.emulator.leave('dingtalk', 'user02');
    await world.emulator.idle();
    bot.answer = ackWell;
    await waitMs(60_000);
    await waitMs(60_000);
    expect(bot.frames).toHaveLength(2);
    expect(new Set(bot.frames.map(({ headers }) => headers.eventId)).size).toBe(1);
  });

  it.each([
    ['reset', 2],
    ['accept-then-hang', 2],
    ['duplicate', 2],
    ['drop', 0],
  ] as const)('after the fault %s', async (fault, times) => {
    await becomeImpatient();
    const bot = await connect();
    world.emulator.fault({ vendor: 'dingtalk', where: 'callback', fault, times: 1 });
    await say('待办');
    if (fault === 'reset') await until(() => bot.closed);
    const next = bot.closed ? await connect() : bot;
    await waitMs(60_000);
    const frames = next === bot ? bot.frames : [...bot.frames, ...next.frames];
    expect(frames).toHaveLength(times);
    expect(new Set(dataOf(frames).map(({ msgId }) => msgId)).size).toBe(Math.min(times, 1));
  });
});

describe('care of a Stream connection', () => {
  it('pings, and cuts off who does not echo the opaque text', async () => {
    const bot = await connect();
    const deaf = await connect();
    deaf.answer = () => ({ data: '{"opaque":"guess"}' });
    expect(world.emulator.dingtalkStream('ping')).toBe(2);
    await until(() => deaf.closed);
    expect(dataOf(bot.frames)).toEqual([{ opaque: expect.any(String) }]);
    expect(bot.frames[0]?.headers.topic).toBe('ping');
    expect(bot.closed).toBe(false);
  });

  it('says disconnect, is silent from then on, and closes after 10 seconds', async () => {
    const old = await connect();
    world.emulator.dingtalkStream('disconnect');
    await until(() => old.frames.length > 0);
    expect(old.frames[0]).toMatchObject({ type: 'SYSTEM', headers: { topic: 'disconnect' } });
    expect(dataOf(old.frames)).toEqual([{ reason: expect.any(String) }]);
    const next = await connect();
    await say('待办');
    expect([old.frames.length, next.frames.length]).toEqual([1, 1]);
    await waitMs(9_999);
    expect(old.closed).toBe(false);
    await waitMs(1);
    await until(() => old.closed);
    expect(next.closed).toBe(false);
  });

  it('can end without a word', async () => {
    const bot = await connect();
    expect((await sendJson(`${world.emulator.url}/control/dingtalk-stream`, { act: 'cut' })).json).toEqual({
      connections: 1,
    });
    await until(() => bot.closed);
    expect(bot.frames).toEqual([]);
  });

  it('can send broken JSON, an unknown type and a huge frame', async () => {
    const bot = await connect();
    for (const act of ['broken-json', 'unknown-type', 'huge'] as const) world.emulator.dingtalkStream(act);
    await until(() => bot.raw.length === 3);
    expect(() => JSON.parse(bot.raw[0]!) as unknown).toThrow();
    expect(bot.frames[0]?.type).toBe('NEWS');
    expect(bot.raw[2]!.length).toBeGreaterThan(4 << 20);
    await say('待办');
    expect(dataOf(bot.frames.slice(-1))).toMatchObject([{ text: { content: '待办' } }]);
  });

  it('survives nonsense of the bot', async () => {
    await becomeImpatient();
    const bot = await connect();
    bot.answer = () => ({ headers: null, data: 3 });
    await say('待办');
    expect(world.emulator.calls().map(({ result }) => result)).toContain('unreadable');
    expect(bot.closed).toBe(false);
  });
});

describe('card clicks over Stream', () => {
  const variables = {
    title: '点名调训',
    text: '请答复',
    mode: 'none',
    buttons: '[{"key":"call-up.answer","label":"确认参加","style":"primary"}]',
    status: '',
  };

  async function pressCard(): Promise<void> {
    const item = items().at(-1)!.item;
    await world.emulator.press({ vendor: 'dingtalk', userId: 'user01', item, button: 'call-up.answer', choices: [] });
    await world.emulator.idle();
  }

  async function sendCard(): Promise<void> {
    const dingtalk = await DingtalkCaller.start(world.emulator);
    await dingtalk.createCard('card-1', 'user01', variables, { callbackType: 'STREAM' });
  }

  it('carry the click and show the reply of the ack', async () => {
    await sendCard();
    const bot = await connect();
    const response = {
      cardUpdateOptions: { updateCardDataByKey: true },
      cardData: { cardParamMap: { status: '已确认' } },
    };
    bot.answer = () => ({ data: JSON.stringify({ response }) });
    await pressCard();
    expect(dataOf(bot.frames)).toMatchObject([
      {
        type: 'actionCallback',
        outTrackId: 'card-1',
        userId: 'user01',
        userIdType: 1,
        spaceType: 'im',
        extension: '{}',
      },
    ]);
    const content = JSON.parse(String(dataOf(bot.frames)[0]?.content)) as unknown;
    expect(content).toEqual({
      cardPrivateData: { actionIds: ['call-up.answer'], params: { action: 'call-up.answer', choices: '[]' } },
    });
    expect(items().at(-1)?.body).toMatchObject({ replaced: '已确认' });
  });

  it('fail when nobody listens to them, and after 2 seconds without an ack, and come once', async () => {
    await becomeImpatient();
    await sendCard();
    await expect(pressCard()).rejects.toThrow('没有用 Stream');
    const bot = await connect();
    bot.answer = () => undefined;
    await pressCard();
    expect(items().at(-1)?.trouble).toContain('确认');
    await waitMs(60_000);
    expect(bot.frames).toHaveLength(1);
  });
});
