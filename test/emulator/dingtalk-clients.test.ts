import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type Company, GROUP, heardAt, startCompany } from './dingtalk-company.ts';
import { ALL_TOPICS, ackWell, dataOf, openConnection, StreamBot } from './stream-bot.ts';
import { DINGTALK, sendJson } from './world.ts';

/** What clients of other authors, the vendor's own among them, send to DingTalk. */
let company: Company;
const bots: StreamBot[] = [];
beforeEach(async () => {
  company = await startCompany({
    customRobots: [{ token: 'plain', group: { id: 'cidRobots==', name: '通知群', members: ['user01'] } }],
  });
});
afterEach(async () => {
  for (const bot of bots.splice(0)) bot.close();
  await company.stop();
});

const url = () => company.emulator.url;
const bodies = (userId = 'user01', group?: string) =>
  company.emulator.conversation('dingtalk', userId, group).map(({ body }) => body);
const say = (text: string) => company.emulator.say({ vendor: 'dingtalk', userId: 'user01', text });
const results = () => company.emulator.calls().map(({ result }) => result);

async function connect(topics: readonly object[] = ALL_TOPICS): Promise<StreamBot> {
  const bot = await StreamBot.connect(url(), topics);
  bots.push(bot);
  return bot;
}

/** The same JSON as Python's `json.dumps` writes it. */
function inPython(data: string): string {
  return JSON.stringify(JSON.parse(data), undefined, 1)
    .replaceAll(/\n\s*/g, ' ')
    .replaceAll(/([{[]) | ([}\]])/g, '$1$2');
}

describe("the vendor's Python package over Stream", () => {
  it('echoes a ping with a blank behind the colon and stays connected', async () => {
    const bot = await connect();
    bot.answer = ({ data }) => ({ data: inPython(data) });
    company.emulator.dingtalkStream('ping');
    await vi.waitUntil(() => results().at(-1)?.includes('pong'));
    expect(results().at(-1)).toBe('pong');
    expect(inPython(bot.frames[0]!.data)).toMatch(/^\{"opaque": "[\w-]+"\}$/);
    expect(bot.closed).toBe(false);
  });

  it('is cut off with the echo of another ping', async () => {
    const bot = await connect();
    bot.answer = () => ({ data: '{"opaque": "another"}' });
    company.emulator.dingtalkStream('ping');
    await vi.waitUntil(() => bot.closed);
  });

  it('acks an event with a copy of it, which takes the event', async () => {
    const bot = await connect();
    bot.answer = ({ data }) => ({ data: inPython(data), message: 'OK' });
    await company.emulator.leave('dingtalk', 'user02');
    await company.emulator.idle();
    company.clock.advanceMs(60_000);
    await company.emulator.pump();
    expect(bot.frames.map(({ headers }) => headers.eventType)).toEqual(['user_leave_org']);
  });

  it('has an event again that it acks with LATER', async () => {
    const bot = await connect();
    bot.answer = () => ({ data: '{"status": "LATER"}' });
    await company.emulator.leave('dingtalk', 'user02');
    await company.emulator.idle();
    company.clock.advanceMs(60_000);
    await company.emulator.pump();
    expect(bot.frames).toHaveLength(2);
  });

  it('uploads with the type as a field of the form', async () => {
    const form = new FormData();
    form.append('type', 'image');
    form.append('media', new Blob([new Uint8Array([0x89, 0x50])]), 'image.png');
    const answer = await fetch(`${url()}/media/upload?access_token=${company.dingtalk.token}`, {
      method: 'POST',
      body: form,
    });
    expect(await answer.json()).toMatchObject({ errcode: 0, type: 'image', media_id: expect.any(String) });
  });
});

it("the vendor's Go package names the system topics among its subscriptions", async () => {
  const system = ['disconnect', 'ping'].map((topic) => ({ type: 'SYSTEM', topic }));
  const bot = await connect([...system, ...ALL_TOPICS]);
  await say('待办');
  await company.emulator.idle();
  expect(dataOf(bot.frames)).toMatchObject([{ text: { content: '待办' } }]);
  const unknown = await openConnection(url(), { subscriptions: [{ type: 'SYSTEM', topic: 'news' }] });
  expect(unknown.status).toBe(400);
});

it('the app is found in both lists of apps, which the Satori adapter reads when it logs in', async () => {
  await company.stop();
  company = await startCompany({ agentId: 7 });
  const headers = { 'x-acs-dingtalk-access-token': company.dingtalk.token };
  const newer = await fetch(`${url()}/v1.0/microApp/allInnerApps`, { headers });
  expect(await newer.json()).toMatchObject({ appList: [{ agentId: 7, name: expect.stringMatching(/./) }] });
  expect(await company.dingtalk.oapi('/microapp/list', {})).toMatchObject({ errcode: 0, appList: [{ agentId: 7 }] });
});

it.each([
  ['*/*', 'json'],
  ['application/*', 'json'],
  ['text/html, application/json;q=0.9', 'json'],
  ['text/xml', 'xml'],
  ['application/json;q=0, text/xml', 'xml'],
])('the gateway answers a client that accepts %s in %s', async (accept, form) => {
  expect((await openConnection(url(), {}, accept)).headers.get('content-type')).toContain(form);
});

describe('a webhook message that lacks something', () => {
  it.each([
    ['no JSON object', [], 40035],
    ['no text', { msgtype: 'text' }, 400201],
    ['no content', { msgtype: 'text', text: { content: '' } }, 400202],
    ['no link', { msgtype: 'link' }, 400301],
    ['no text of a link', { msgtype: 'link', link: { title: 'T', messageUrl: 'u' } }, 400302],
    ['no title of a link', { msgtype: 'link', link: { text: 'T', messageUrl: 'u' } }, 400303],
    ['no address of a link', { msgtype: 'link', link: { title: 'T', text: 'T' } }, 400304],
    ['no markdown', { msgtype: 'markdown' }, 400401],
    ['no title', { msgtype: 'markdown', markdown: { text: '**a**' } }, 400402],
    ['no text of a markdown', { msgtype: 'markdown', markdown: { title: 'T', text: '' } }, 400403],
    ['no action card', { msgtype: 'actionCard' }, 400501],
    ['no title of an action card', { msgtype: 'actionCard', actionCard: { text: 'T' } }, 400502],
    ['no text of an action card', { msgtype: 'actionCard', actionCard: { title: 'T' } }, 400503],
    ['no buttons', { msgtype: 'actionCard', actionCard: { title: 'T', text: 'T' } }, 400504],
    ['no feed card', { msgtype: 'feedCard' }, 400601],
    ['no links', { msgtype: 'feedCard', feedCard: {} }, 400602],
    ['no title in a link', { msgtype: 'feedCard', feedCard: { links: [{}] } }, 400603],
    ['no address in a link', { msgtype: 'feedCard', feedCard: { links: [{ title: 'T' }] } }, 400604],
    ['no picture in a link', { msgtype: 'feedCard', feedCard: { links: [{ title: 'T', messageURL: 'u' }] } }, 400605],
  ])('is refused with the code live robots give for %s', async (_what, body, errcode) => {
    expect((await sendJson(`${url()}/robot/send?access_token=plain`, body)).json).toMatchObject({ errcode });
    await say('待办');
    await company.emulator.idle();
    const { sessionWebhook } = JSON.parse(heardAt(company, 'robot')[0]!.body) as { sessionWebhook: string };
    expect((await sendJson(sessionWebhook, body)).json).toMatchObject({ errcode });
  });
});

describe("cards as the vendor's packages make them", () => {
  const create = (more: object = {}) =>
    company.dingtalk.call('POST', '/v1.0/card/instances', {
      cardTemplateId: '589420e2-c1e2-46ef-a5ed-b8728e654da9.schema',
      outTrackId: 'card-1',
      cardData: { cardParamMap: { markdown: '**正文**', title: '通知' } },
      imGroupOpenSpaceModel: { supportForward: false },
      imRobotOpenSpaceModel: { supportForward: false },
      ...more,
    });
  const deliver = (more: object = {}) =>
    company.dingtalk.call('POST', '/v1.0/card/instances/deliver', {
      outTrackId: 'card-1',
      userIdType: 1,
      openSpaceId: 'dtv1.card//IM_ROBOT.user01',
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT' },
      ...more,
    });
  const stream = (more: object = {}) =>
    company.dingtalk.call('PUT', '/v1.0/card/streaming', {
      outTrackId: 'card-1',
      guid: 'g1',
      key: 'markdown',
      content: '一',
      isFull: true,
      isFinalize: false,
      isError: false,
      ...more,
    });

  it('are created first and shown once delivered', async () => {
    expect(await create()).toEqual({ status: 200, json: { success: true, result: 'card-1' } });
    expect(bodies()).toEqual([]);
    expect((await deliver()).json).toMatchObject({
      success: true,
      result: [{ spaceType: 'IM_ROBOT', spaceId: 'user01', success: true, carrierId: expect.any(String) }],
    });
    expect(bodies()).toMatchObject([{ kind: 'card', title: '通知', desc: '**正文**' }]);
  });

  it('go into groups too, and into several places one after the other', async () => {
    await create();
    const imGroupOpenDeliverModel = { robotCode: DINGTALK.robotCode };
    await deliver({ openSpaceId: `dtv1.card//IM_GROUP.${GROUP}`, imGroupOpenDeliverModel });
    await deliver();
    await company.dingtalk.call('PUT', '/v1.0/card/instances', {
      outTrackId: 'card-1',
      cardData: { cardParamMap: { title: '新的' } },
    });
    expect([bodies(), bodies('user02', GROUP)]).toMatchObject([[{ title: '新的' }], [{ title: '新的' }]]);
  });

  it('are refused as those that are created and delivered at once', async () => {
    const codes = [
      await create({ cardTemplateId: '' }),
      await create({ outTrackId: '' }),
      await create({ cardData: undefined }),
      await create({ cardTemplateId: 'other.schema' }),
      await deliver(),
      await deliver({ outTrackId: '' }),
    ].map(({ json }) => json.code);
    expect(codes).toEqual([
      'param.cardTemplateIdEmpty',
      'param.outTrackIdEmpty',
      'param.cardPublicDataEmpty',
      'param.templateNotExist',
      'param.cardNotExist',
      'param.outTrackIdEmpty',
    ]);
    await create();
    const later = [
      await create(),
      await deliver({ openSpaceId: '' }),
      await deliver({ openSpaceId: 'x' }),
      await deliver({ imRobotOpenDeliverModel: undefined }),
    ].map(({ json }) => json.code);
    expect(later).toEqual([
      'param.cardAlreadyExist',
      'param.openSpaceIdEmpty',
      'param.openSpaceIdInvalid',
      'param.openDeliverModelEmpty',
    ]);
  });

  it('reach nobody in a kind of place the card was not made for, until that is added', async () => {
    await create({ imRobotOpenSpaceModel: undefined });
    expect((await deliver()).json).toMatchObject({ result: [{ success: false, errorMsg: 'spaces of card is empty' }] });
    const add = (more: object) =>
      company.dingtalk.call('PUT', '/v1.0/card/instances/spaces', { outTrackId: 'card-1', ...more });
    expect((await add({})).json).toMatchObject({ code: 'param.openSpaceModelInvalid' });
    expect((await add({ imRobotOpenSpaceModel: { supportForward: true } })).json).toMatchObject({ success: true });
    expect((await deliver()).json).toMatchObject({ result: [{ success: true }] });
  });

  it('type out a text by streaming: whole texts replace, others follow on', async () => {
    await create();
    await deliver();
    expect((await stream()).json).toEqual({ success: true, result: true });
    expect(bodies()).toMatchObject([{ desc: '一' }]);
    await stream({ content: '二', isFull: false });
    await stream({ content: '一二三', isFinalize: true });
    expect(bodies()).toMatchObject([{ title: '通知', desc: '一二三' }]);
    const past = company.emulator.ledger({ vendor: 'dingtalk', userId: 'user01' })[0]?.items[0]?.past;
    expect(past?.map(({ body }) => body)).toMatchObject([{ desc: '**正文**' }, { desc: '一' }, { desc: '一二' }]);
  });

  it('are not streamed without card, key, guid or content', async () => {
    await create();
    const codes = [
      await stream({ outTrackId: 'no' }),
      await stream({ key: '' }),
      await stream({ guid: '' }),
      await stream({ content: undefined }),
    ].map(({ json }) => json.code);
    expect(codes).toEqual([
      'param.cardNotExist',
      'param.stream.keyEmpty',
      'param.stream.guidEmpty',
      'param.stream.contentEmpty',
    ]);
  });

  it('are clicked like any other', async () => {
    const buttons = '[{"key":"ok","label":"收到","style":"primary"}]';
    const bot = await connect();
    bot.answer = (frame) =>
      frame.headers.topic === '/v1.0/card/instances/callback' ? { data: '{"response": {}}' } : ackWell(frame);
    await create({ callbackType: 'STREAM', cardData: { cardParamMap: { title: '通知', buttons } } });
    await deliver();
    const [item] = company.emulator.conversation('dingtalk', 'user01');
    await company.emulator.press({ vendor: 'dingtalk', userId: 'user01', item: item!.item, button: 'ok', choices: [] });
    await company.emulator.idle();
    expect(dataOf(bot.frames)).toMatchObject([{ outTrackId: 'card-1', userId: 'user01' }]);
  });
});

describe('messages from clients and people of other kinds', () => {
  const heard = () => heardAt(company, 'robot').map(({ body }) => JSON.parse(body) as Record<string, unknown>);

  it('a mention comes as rich text from HarmonyOS, and can stay in the text', async () => {
    const message = { userId: 'user01', kind: 'text', text: '课程表', group: GROUP } as const;
    company.emulator.dingtalk?.send({ ...message, mentionAs: 'richText' });
    company.emulator.dingtalk?.send({ ...message, mentionAs: 'text' });
    company.emulator.dingtalk?.send(message);
    await company.emulator.idle();
    expect(heard()).toMatchObject([
      { msgtype: 'richText', content: { richText: [{ text: '@学册助手 ' }, { text: '课程表' }] } },
      { msgtype: 'text', text: { content: '@学册助手 课程表' } },
      { msgtype: 'text', text: { content: ' 课程表' } },
    ]);
    expect(bodies('user02', GROUP)).toEqual(Array(3).fill({ kind: 'text', text: '课程表' }));
  });

  it('a person of another company has no senderStaffId and a sessionWebhook that works', async () => {
    company.emulator.dingtalk?.send({ userId: 'user01', kind: 'text', text: '你好', stranger: true });
    await company.emulator.idle();
    const [message] = heard();
    expect(message).not.toHaveProperty('senderStaffId');
    expect(message).not.toHaveProperty('isAdmin');
    expect(message?.senderCorpId).not.toBe(message?.chatbotCorpId);
    const reply = { msgtype: 'text', text: { content: '请联系管理员' } };
    expect((await sendJson(String(message?.sessionWebhook), reply)).json).toMatchObject({ errcode: 0 });
    expect(bodies()).toMatchObject([{ text: '你好' }, { text: '请联系管理员' }]);
  });

  it('both can be asked for over the control API', async () => {
    const message = { userId: 'user01', kind: 'text', text: '课程表', group: GROUP, mentionAs: 'richText' };
    await sendJson(`${url()}/control/dingtalk-message`, { ...message, stranger: true });
    await company.emulator.idle();
    expect(heard()).toMatchObject([{ msgtype: 'richText', senderCorpId: 'dingothercompany' }]);
  });
});

describe('a Stream connection that has fallen silent', () => {
  it('answers WebSocket pings and sends nothing; a new one has what was not acked', async () => {
    const { endpoint, ticket } = (await (await openConnection(url())).json()) as { endpoint: string; ticket: string };
    const socket = new WebSocket(`${endpoint}?ticket=${encodeURIComponent(ticket)}`);
    const frames: unknown[] = [];
    socket.on('message', (data) => frames.push(data));
    await once(socket, 'open');
    company.emulator.dingtalkStream('silent');
    socket.ping();
    await once(socket, 'pong');
    await say('待办');
    company.emulator.dingtalkStream('ping');
    socket.terminate();
    await company.emulator.idle();
    expect(frames).toEqual([]);
    const bot = await connect();
    company.clock.advanceMs(60_000);
    await company.emulator.pump();
    expect(dataOf(bot.frames)).toMatchObject([{ text: { content: '待办' } }]);
  });
});

describe('a stamp that somebody saw', () => {
  it('carries another body, under the same two headers', async () => {
    await say('待办');
    await company.emulator.idle();
    company.clock.advanceMs(1000);
    await say('帮助');
    await company.emulator.idle();
    company.bot.answer = () => ({ status: 403 });
    const client = company.emulator.dingtalk!;
    expect(await client.replayStamp({ userId: 'user02', text: '开班', nth: 1 })).toMatchObject({ status: 403 });
    const [first, second, forged] = heardAt(company, 'robot');
    const stampOf = (heard: typeof first) => [heard?.headers.timestamp, heard?.headers.sign];
    expect(stampOf(forged)).toEqual(stampOf(first));
    expect(stampOf(second)).not.toEqual(stampOf(first));
    expect(JSON.parse(forged!.body)).toMatchObject({ text: { content: '开班' }, senderStaffId: 'user02' });
    expect(bodies('user02')).toEqual([]);
  });

  it('can be asked for over the control API, once there is one', async () => {
    const replay = () =>
      sendJson(`${url()}/control/dingtalk-replayed-stamp`, { userId: 'user01', text: '开班' }).then(({ json }) => json);
    expect(await replay()).toHaveProperty('error');
    await say('待办');
    await company.emulator.idle();
    expect(await replay()).toEqual({ answered: true, status: 200, body: '' });
  });
});
