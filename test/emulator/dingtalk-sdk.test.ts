import axios from 'axios';
import { DWClient, type DWClientDownStream, EventAck, TOPIC_CARD, TOPIC_ROBOT } from 'dingtalk-stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { until } from '../helpers/until.ts';
import { DINGTALK, DingtalkCaller, startWorld, type World } from './world.ts';

/** The package knows one gateway; its HTTP client is the shared axios instance, whose requests are led to the emulator. */
let world: World;
let interceptor: number;
let client: DWClient;
const heard: DWClientDownStream[] = [];

beforeEach(async () => {
  world = await startWorld();
  interceptor = axios.interceptors.request.use((config) => {
    const url = config.url?.replace('https://api.dingtalk.com', world.emulator.dingtalkApiBase);
    return { ...config, ...(url === undefined ? {} : { url }) };
  });
  vi.spyOn(console, 'info').mockReturnValue(undefined);
  heard.length = 0;
  client = new DWClient({ clientId: DINGTALK.appKey, clientSecret: DINGTALK.appSecret, ua: 'xuece-test' });
  const keep = (frame: DWClientDownStream, answer: unknown) => {
    heard.push(frame);
    client.socketCallBackResponse(frame.headers.messageId, answer);
  };
  client.registerCallbackListener(TOPIC_ROBOT, (frame) => keep(frame, null));
  client.registerCallbackListener(TOPIC_CARD, (frame) =>
    keep(frame, { cardUpdateOptions: { updateCardDataByKey: true }, cardData: { cardParamMap: { status: '已收到' } } }),
  );
  client.registerAllEventListener((frame) => {
    heard.push(frame);
    return { status: EventAck.SUCCESS };
  });
  await client.connect();
});
afterEach(async () => {
  client.disconnect();
  axios.interceptors.request.eject(interceptor);
  vi.restoreAllMocks();
  await world.stop();
});

async function nothingComesAgain(): Promise<void> {
  const before = heard.length;
  world.clock.advanceMs(60_000);
  await world.emulator.pump();
  expect(heard).toHaveLength(before);
}

it("DingTalk's own package connects, takes a robot message and acks it", async () => {
  await world.emulator.say({ vendor: 'dingtalk', userId: 'user01', text: '待办' });
  await world.emulator.idle();
  expect(heard.map(({ data }) => JSON.parse(data) as unknown)).toMatchObject([
    { msgtype: 'text', text: { content: '待办' }, senderStaffId: 'user01' },
  ]);
  expect(world.emulator.conversation('dingtalk', 'user01')[0]).not.toHaveProperty('trouble');
  await nothingComesAgain();
});

it("DingTalk's own package takes a card click and its reply is shown", async () => {
  const dingtalk = await DingtalkCaller.start(world.emulator);
  const buttons = '[{"key":"ok","label":"收到","style":"primary"}]';
  await dingtalk.createCard('card-1', 'user01', { title: '通知', text: '', buttons }, { callbackType: 'STREAM' });
  const [item] = world.emulator.conversation('dingtalk', 'user01');
  await world.emulator.press({ vendor: 'dingtalk', userId: 'user01', item: item!.item, button: 'ok', choices: [] });
  await world.emulator.idle();
  expect(heard.map(({ headers }) => headers.topic)).toEqual([TOPIC_CARD]);
  expect(world.emulator.conversation('dingtalk', 'user01')[0]?.body).toMatchObject({ replaced: '已收到' });
});

it("DingTalk's own package takes an event and acks it; it answers a ping", async () => {
  await world.emulator.leave('dingtalk', 'user02');
  await world.emulator.idle();
  expect(heard[0]?.headers).toMatchObject({ eventType: 'user_leave_org', eventCorpId: DINGTALK.corpId });
  await nothingComesAgain();
  world.emulator.dingtalkStream('ping');
  await until(() => world.emulator.calls().at(-1)?.result === 'pong');
});
