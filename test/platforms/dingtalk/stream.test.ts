import { once } from 'node:events';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Update } from '../../../src/chat/update.ts';
import { ManualClock } from '../../../src/clock.ts';
import { Intake } from '../../../src/platforms/dingtalk/intake.ts';
import { readFrame } from '../../../src/platforms/dingtalk/stream-frame.ts';
import { StreamTopics } from '../../../src/platforms/dingtalk/stream-topics.ts';
import { callbackFrame, disconnectFrame, eventFrame, Gateway, type GatewaySide, pingFrame, Waits } from './gateway.ts';
import { appSecret, cardBody, nowMs, robotBody, startPlatform } from './setup.ts';

const ROBOT = '/v1.0/im/bot/messages/get';
const CARD = '/v1.0/card/instances/callback';
const params = { action: 'call-up.answer?answer=confirm', choices: '[]' };
const ended: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

interface Started {
  gateway: Gateway;
  waits: Waits;
  taken: Update[];
  lines: ReturnType<typeof startPlatform>['lines'];
  close: () => Promise<void>;
}

/** A bot connected, or trying to, to a gateway of our own. */
async function start(
  take: (update: Update) => Promise<void> = async () => undefined,
  { autoPong = true, chance = 0.1, refusals = [] as { status: number; body: unknown }[], over = {} } = {},
): Promise<Started> {
  const gateway = await Gateway.start(autoPong);
  gateway.refusals.push(...refusals);
  const waits = new Waits();
  const taken: Update[] = [];
  const { platform, lines } = startPlatform({
    ...{ mode: 'stream', apiBase: gateway.url, wait: waits.wait, chance: () => chance },
    ...over,
  });
  if (platform.connect === undefined) throw new Error('Stream mode connects');
  const stream = await platform.connect(async (update) => {
    await take(update);
    taken.push(update);
  });
  ended.push(
    () => gateway.close(),
    () => stream.close(),
  );
  return { gateway, waits, taken, lines, close: () => stream.close() };
}

/** A pause before the next try, and none of the other waits: for a pong, for the last word of an old connection, for its end. */
const isPause = (ms: number) => ![60_000, 15_000, 1_000].includes(ms);

describe('opening a Stream connection (docs/vendors/dingtalk.md, Stream)', () => {
  it('asks for a ticket with the credentials and the topics it reads, and needs no token', async () => {
    const { gateway } = await start();
    await gateway.next();
    expect(gateway.asked).toHaveLength(1);
    expect(gateway.asked[0]).toMatchObject({
      body: {
        clientId: 'dingappkey',
        clientSecret: appSecret,
        subscriptions: [
          { type: 'EVENT', topic: '*' },
          { type: 'CALLBACK', topic: ROBOT },
          { type: 'CALLBACK', topic: CARD },
        ],
      },
      headers: { accept: 'application/json' },
    });
  });

  it('is what Stream mode does; HTTP mode has no connection', () => {
    expect(startPlatform().platform.connect).toBeUndefined();
  });

  it('with wrong credentials tells the operator, keeps the bot running and tries again', async () => {
    const authFailed = { status: 401, body: { requestid: 'r', code: 'authFailed', message: '鉴权失败' } };
    const { gateway, waits, lines } = await start(undefined, { refusals: [authFailed] });
    expect(lines).toMatchObject([{ level: 'error', facts: { reason: 'gateway/connections/open: authFailed' } }]);
    (await waits.next(isPause)).end();
    await gateway.next();
  });

  it('says neither ticket nor secret in the log, whatever fails', async () => {
    const open = { endpoint: 'ws://127.0.0.1:1/connect', ticket: 'ticket-canary' };
    const refusals = [
      { status: 200, body: open },
      { status: 200, body: { ticket: 'ticket-canary' } },
      { status: 500, body: {} },
    ];
    const { gateway, waits, lines } = await start(undefined, { refusals });
    for (const _ of refusals) (await waits.next(isPause)).end();
    (await gateway.next()).socket.terminate();
    await waits.next(isPause);
    expect(lines.length).toBeGreaterThanOrEqual(4);
    expect(JSON.stringify(lines)).not.toContain('canary');
  });
});

describe('frames (docs/vendors/dingtalk.md, Stream)', () => {
  it('a message to the robot is answered only after its receipt is stored', async () => {
    let store: () => void = () => undefined;
    const stored = new Promise<void>((resolve) => {
      store = resolve;
    });
    const { gateway, taken } = await start(() => stored);
    const side = await gateway.next();
    side.send(callbackFrame(ROBOT, robotBody(), 'm-7'));
    // The ping behind it is answered at once, the message not before it is stored.
    await side.settled();
    expect(taken).toEqual([]);
    store();
    expect(await side.ack()).toEqual({
      code: 200,
      headers: { contentType: 'application/json', messageId: 'm-7' },
      message: 'OK',
      data: '{"response":null}',
    });
    expect(taken).toMatchObject([{ kind: 'said', id: 'dingtalk:msgAbc==', text: '待办', where: 'single' }]);
  });

  it('a message whose receipt could not be stored is not answered, so that it comes again under the same id', async () => {
    let broken = true;
    const { gateway, taken } = await start(async () => {
      if (broken) throw new Error('disk full');
    });
    const side = await gateway.next();
    side.send(callbackFrame(ROBOT, robotBody(), 'm-1'));
    await side.settled();
    broken = false;
    expect(await side.ask(callbackFrame(ROBOT, robotBody(), 'm-2'))).toMatchObject({ headers: { messageId: 'm-2' } });
    expect(taken).toMatchObject([{ id: 'dingtalk:msgAbc==' }]);
  });

  it('a fault of our own leaves the frame unanswered and the connection open', async () => {
    const broken = () => {
      throw new Error('a bug');
    };
    const { gateway, lines } = await start(undefined, {
      over: { spent: (what: string) => what === 'push' && broken() },
    });
    const side = await gateway.next();
    side.send(callbackFrame(ROBOT, robotBody()));
    await side.settled();
    expect(lines.at(-1)).toMatchObject({ level: 'error' });
  });

  it('several people’s messages are taken in the order they came', async () => {
    const order: string[] = [];
    const { gateway } = await start(async (update) => {
      order.push(update.id);
    });
    const side = await gateway.next();
    for (const id of ['a', 'b', 'c']) side.send(callbackFrame(ROBOT, robotBody({ msgId: id }), id));
    for (let left = 3; left > 0; left -= 1) await side.ack();
    expect(order).toEqual(['dingtalk:a', 'dingtalk:b', 'dingtalk:c']);
  });

  it('an event is one update per person named, with its id and company from the headers', async () => {
    const { gateway, taken } = await start();
    const side = await gateway.next();
    const payload = { timeStamp: String(nowMs), userId: ['user01', 'user02'] };
    expect(await side.ask(eventFrame('user_leave_org', payload))).toMatchObject({
      code: 200,
      data: '{"status":"SUCCESS","message":""}',
    });
    expect(taken).toMatchObject([
      { kind: 'left', id: 'dingtalk:event:c7c7:user01', at: 1_699_999_999_000 },
      { kind: 'left', id: 'dingtalk:event:c7c7:user02' },
    ]);
  });

  it('an event of which one receipt could not be stored is asked for later', async () => {
    const { gateway } = await start(async ({ from }) => {
      if (from.userId === 'user02') throw new Error('disk full');
    });
    const side = await gateway.next();
    const ack = await side.ask(eventFrame('user_add_org', { userId: ['user01', 'user02'] }));
    expect(JSON.parse(String(ack.data))).toMatchObject({ status: 'LATER' });
  });

  it('an event of another company changes nothing', async () => {
    const { gateway, taken, lines } = await start();
    const side = await gateway.next();
    await side.ask(eventFrame('user_add_org', { userId: ['user01'], CorpId: 'ding123' }, { eventCorpId: 'ding999' }));
    expect(taken).toEqual([]);
    expect(lines).toMatchObject([{ level: 'info' }, { level: 'warn', facts: { why: 'event of another corp' } }]);
  });

  it('a press on a card is answered in the acknowledgement; one that could not be stored with a failure', async () => {
    let broken = false;
    const { gateway, taken } = await start(async () => {
      if (broken) throw new Error('disk full');
    });
    const side = await gateway.next();
    const press = cardBody(params, { userIdType: 1, spaceType: 'im', extension: '{}' });
    expect(await side.ask(callbackFrame(CARD, press))).toMatchObject({ code: 200, data: '{"response":{}}' });
    expect(taken).toMatchObject([
      { kind: 'pressed', press: { action: 'call-up.answer', data: { answer: 'confirm' } } },
    ]);
    broken = true;
    expect(await side.ask(callbackFrame(CARD, press, 'm-2'))).toMatchObject({ code: 500 });
  });

  it('a press that comes again in the same frame is the same update, a second press another one', async () => {
    const { gateway, taken } = await start();
    const side = await gateway.next();
    for (const messageId of ['m-1', 'm-1', 'm-2']) await side.ask(callbackFrame(CARD, cardBody(params), messageId));
    const [first, again, second] = taken.map(({ id }) => id);
    expect(again).toBe(first);
    expect(second).not.toBe(first);
  });

  it('a ping is answered with its own data', async () => {
    const { gateway } = await start();
    const side = await gateway.next();
    expect(await side.ask(pingFrame('p-1'))).toMatchObject({
      code: 200,
      headers: { messageId: 'p-1' },
      data: '{"opaque":"o-p-1"}',
    });
  });

  it('each push is counted, contact events are free', async () => {
    const spent: string[] = [];
    const { gateway } = await start(undefined, { over: { spent: (what: string) => spent.push(what) } });
    const side = await gateway.next();
    await side.ask(callbackFrame(ROBOT, robotBody()));
    await side.ask(callbackFrame(CARD, cardBody(params)));
    await side.ask(eventFrame('user_add_org', { userId: ['user01'] }));
    await side.ask(eventFrame('chat_add_member', { userId: ['user01'] }));
    expect(spent).toEqual(['call', 'push', 'push', 'push']);
  });
});

describe('bad frames', () => {
  it.each([
    ['broken JSON', '{"specVersion":"1.0","type":"CALLBACK","headers":{'],
    ['a list', '[]'],
    ['no message id', { type: 'CALLBACK', headers: { topic: ROBOT }, data: '{}' }],
    ['a __proto__ key', '{"__proto__":{"type":"CALLBACK"}}'],
    ['a type nobody knows, from the gateway itself', { ...callbackFrame('KEEPALIVE', ''), type: 'SYSTEM' }],
  ])('%s: nothing is answered, and the next message is', async (_, frame) => {
    const { gateway, taken } = await start();
    const side = await gateway.next();
    side.send(frame);
    await side.settled();
    await side.ask(callbackFrame(ROBOT, robotBody()));
    expect(taken).toHaveLength(1);
  });

  it.each([
    ['a new type', { ...callbackFrame('news', '{}'), type: 'NEWS' }, 404],
    ['a topic nobody subscribed to', callbackFrame('/v1.0/graph/api/invoke', '{}'), 404],
    ['a message of another robot', callbackFrame(ROBOT, robotBody({ robotCode: 'other' })), 200],
    ['a press in another company', callbackFrame(CARD, cardBody(params, { corpId: 'ding999' })), 200],
  ])('%s is answered with its code, told to the operator, and taken for nothing', async (_, frame, code) => {
    const { gateway, taken, lines } = await start();
    const side = await gateway.next();
    expect(await side.ask(frame)).toMatchObject({ code, headers: { messageId: 'm-1' } });
    expect(taken).toEqual([]);
    expect(lines.at(-1)).toMatchObject({ level: 'warn' });
  });

  it.each([
    ['data that is not JSON', callbackFrame(ROBOT, '{"msgId":')],
    ['data that is a list', callbackFrame(ROBOT, '[]')],
    ['huge data', callbackFrame(ROBOT, JSON.stringify(robotBody({ text: { content: 'x'.repeat(4 << 20) } })))],
    ['a message without an id', callbackFrame(ROBOT, robotBody({ msgId: undefined }))],
    ['an event without people', eventFrame('user_add_org', {})],
    ['a press without a button', callbackFrame(CARD, cardBody({}))],
  ])('%s is kept for the operator, once, and does not come again', async (_, frame) => {
    const { gateway, taken } = await start();
    const side = await gateway.next();
    expect(await side.ask(frame)).toMatchObject({ code: 200 });
    await side.ask(frame);
    expect(taken).toMatchObject([{ kind: 'set-aside', from: { userId: '' } }, { kind: 'set-aside' }]);
    expect(taken[0]?.id).toBe(taken[1]?.id);
  });

  it('whatever text comes is a frame with an answer or none, and never an error', async () => {
    const clock = new ManualClock(new Date(nowMs));
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const intake = new Intake({
      corpId: 'ding123',
      robotCode: 'dingappkey',
      clock,
      log,
      onSession: () => undefined,
      onUnknown: () => undefined,
    });
    const topics = new StreamTopics({ intake, clock, log, take: async () => undefined });
    const word = fc.constantFrom(
      'SYSTEM',
      'EVENT',
      'CALLBACK',
      'ping',
      '*',
      ROBOT,
      CARD,
      'user_add_org',
      'dingappkey',
      'm',
    );
    const bodies = [robotBody(), cardBody(params), { userId: ['user01'] }].map((body) => JSON.stringify(body));
    const value = fc.oneof(word, fc.constantFrom(...bodies), fc.jsonValue(), fc.string());
    const keys = ['type', 'data', 'topic', 'messageId', 'time', 'eventType', 'eventId', 'eventCorpId'];
    const some = fc.dictionary(fc.constantFrom(...keys), value);
    await fc.assert(
      fc.asyncProperty(some, some, async (outer, headers) => {
        const frame = readFrame(JSON.stringify({ ...outer, headers }));
        const ack = frame === undefined ? undefined : await topics.handle(frame);
        expect([undefined, 200, 404]).toContain(ack?.code);
      }),
      { numRuns: 2000 },
    );
  });

  it('bytes in place of text are left alone', async () => {
    const { gateway, taken } = await start();
    const side = await gateway.next();
    side.socket.send(Buffer.from(JSON.stringify(callbackFrame(ROBOT, robotBody()))), { binary: true });
    await side.settled();
    expect(taken).toEqual([]);
  });
});

describe('keeping the connection (docs/vendors/dingtalk.md, Stream)', () => {
  it('the next one is open before the old one is closed, and what began on the old one is answered there', async () => {
    let store: () => void = () => undefined;
    const stored = new Promise<void>((resolve) => {
      store = resolve;
    });
    const { gateway, waits } = await start(() => stored);
    const old = await gateway.next();
    old.send(callbackFrame(ROBOT, robotBody(), 'm-old'));
    old.send(disconnectFrame());
    const next = await gateway.next();
    expect(gateway.tickets).toHaveLength(2);
    expect(old.socket.readyState).toBe(old.socket.OPEN);
    store();
    expect(await old.ack()).toMatchObject({ headers: { messageId: 'm-old' } });
    await next.settled();
    (await waits.next((ms) => ms === 15_000)).end();
    await old.closed();
  });

  it.each([
    [0, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]],
    [0.999999, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]],
  ])('pauses double up to a minute, at chance %d', async (chance, expected) => {
    const refusals = expected.map(() => ({ status: 503, body: {} }));
    const { gateway, waits } = await start(undefined, { chance, refusals });
    const pauses: number[] = [];
    for (const _ of expected) {
      const pause = await waits.next((ms) => ms !== 15_000);
      pauses.push(Math.round(pause.ms));
      pause.end();
    }
    await gateway.next();
    expect(pauses).toEqual(expected);
  });

  it('after a good connection the pauses begin anew; one that was cut at once does not count as good', async () => {
    const { gateway, waits } = await start();
    const pause = async () => {
      const found = await waits.next(isPause);
      found.end();
      return found.ms;
    };
    const pauses: number[] = [];
    for (let left = 3; left > 0; left -= 1) {
      (await gateway.next()).socket.terminate();
      pauses.push(await pause());
    }
    const good = await gateway.next();
    await good.settled();
    good.socket.terminate();
    pauses.push(await pause());
    expect(pauses).toEqual([550, 1100, 2200, 550]);
  });

  it('a gateway that sends every connection away is not asked again without a pause', async () => {
    const { gateway, waits } = await start();
    (await gateway.next()).send(disconnectFrame());
    (await gateway.next()).send(disconnectFrame());
    expect((await waits.next(isPause)).ms).toBe(1100);
  });

  it('a ticket is never used twice', async () => {
    const { gateway, waits } = await start();
    (await gateway.next()).socket.terminate();
    (await waits.next(isPause)).end();
    await gateway.next();
    expect(new Set(gateway.tickets).size).toBe(2);
  });

  it('one that answers no ping within a minute is given up', async () => {
    const { gateway, waits } = await start(undefined, { autoPong: false });
    const dead = await gateway.next();
    (await waits.next((ms) => ms === 60_000)).end();
    await dead.closed();
    (await waits.next(isPause)).end();
    await gateway.next();
  });

  it('one that answers is kept', async () => {
    const { gateway, waits, taken } = await start();
    const side = await gateway.next();
    for (let minutes = 3; minutes > 0; minutes -= 1) {
      const minute = await waits.next((ms) => ms === 60_000);
      await side.settled();
      minute.end();
    }
    await side.ask(callbackFrame(ROBOT, robotBody()));
    expect(taken).toHaveLength(1);
  });

  it('closing answers what is running, takes nothing new and opens nothing again', async () => {
    let store: () => void = () => undefined;
    const stored = new Promise<void>((resolve) => {
      store = resolve;
    });
    const { gateway, close } = await start(() => stored);
    const side = await gateway.next();
    side.send(callbackFrame(ROBOT, robotBody(), 'm-last'));
    await side.settled();
    const closing = close();
    store();
    expect(await side.ack()).toMatchObject({ headers: { messageId: 'm-last' } });
    await closing;
    await side.closed();
    expect(gateway.tickets).toHaveLength(1);
  });

  it('a connection whose ticket is refused is tried again with a fresh one', async () => {
    const gateway = await Gateway.start();
    const stale = { endpoint: `${gateway.url.replace('http', 'ws')}/connect`, ticket: 'used-before' };
    gateway.refusals.push({ status: 200, body: stale });
    const waits = new Waits();
    const { platform, lines } = startPlatform({
      ...{ mode: 'stream', apiBase: gateway.url, wait: waits.wait, chance: () => 0.1 },
    });
    const stream = await platform.connect?.(async () => undefined);
    ended.push(
      () => gateway.close(),
      () => stream?.close(),
    );
    expect(lines).toMatchObject([{ level: 'warn', facts: { reason: 'Unexpected server response: 401' } }]);
    (await waits.next(isPause)).end();
    await gateway.next();
  });
});

describe('a connection that answers pings and brings nothing (docs/vendors/dingtalk.md, Stream)', () => {
  /** A minute in which the gateway shows that it lives, and sends no frame. */
  async function silentMinute({ waits }: Pick<Started, 'waits'>, side: GatewaySide): Promise<void> {
    const minute = await waits.next((ms) => ms === 60_000);
    side.socket.ping();
    await once(side.socket, 'pong');
    minute.end();
  }

  async function silentMinutes(started: Started, side: GatewaySide, count: number): Promise<void> {
    for (let minute = 0; minute < count; minute += 1) await silentMinute(started, side);
  }

  it('gets a successor after half an hour, is told of, and is closed only once that is open', async () => {
    const started = await start();
    const { gateway, taken, lines } = started;
    const old = await gateway.next();
    await silentMinutes(started, old, 29);
    expect(gateway.tickets).toHaveLength(1);
    await silentMinute(started, old);
    const next = await gateway.next();
    await old.closed();
    expect(lines.filter(({ level }) => level === 'warn')).toMatchObject([{ facts: { minutes: 30 } }]);
    await next.ask(callbackFrame(ROBOT, robotBody()));
    expect(taken).toHaveLength(1);
  });

  it('stays open for as long as no other one can be had', async () => {
    const started = await start();
    const { gateway, waits, taken } = started;
    const old = await gateway.next();
    gateway.refusals.push({ status: 503, body: {} });
    await silentMinutes(started, old, 30);
    const pause = await waits.next(isPause);
    await old.ask(callbackFrame(ROBOT, robotBody()));
    expect(taken).toHaveLength(1);
    pause.end();
    await gateway.next();
    await old.closed();
  });

  it('is waited for twice as long the next time, until something comes', async () => {
    const started = await start();
    const { gateway, lines } = started;
    let side = await gateway.next();
    for (const minutes of [30, 60]) {
      const asked = gateway.tickets.length;
      let waited = 0;
      for (; gateway.tickets.length === asked; waited += 1) await silentMinute(started, side);
      expect(waited).toBeGreaterThanOrEqual(minutes);
      side = await gateway.next();
    }
    await side.settled();
    const asked = gateway.tickets.length;
    while (gateway.tickets.length === asked) await silentMinute(started, side);
    const told = lines.filter(({ level }) => level === 'warn').map(({ facts }) => facts.minutes);
    expect(told).toEqual([30, 60, 30]);
  });

  it('is none where any frame comes, a ping of the gateway among them', async () => {
    const started = await start();
    const { gateway } = started;
    const side = await gateway.next();
    await silentMinutes(started, side, 29);
    await side.settled();
    await silentMinutes(started, side, 29);
    expect(gateway.tickets).toHaveLength(1);
  });
});
