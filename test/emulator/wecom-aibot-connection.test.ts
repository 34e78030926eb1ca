import { once } from 'node:events';
import { WSClient, type WSClientOptions } from '@wecom/aibot-node-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CardView } from '../../src/emulator/view.ts';
import { AIBOT, PNG, startCompany } from './wecom-company.ts';
import { BUTTON_CARD, type World } from './world.ts';

/** What these tests read of a frame. */
interface Frame {
  headers: { req_id: string };
  body: { text?: object; event?: { template_card_event?: object }; image?: { url: string; aeskey: string } };
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const CHAT = AIBOT.botId;

let world: World;
const clients: WSClient[] = [];
beforeEach(async () => {
  world = await startCompany({ aibot: { ...AIBOT, mode: 'connection' } });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await world.stop();
});

function newClient(change: Partial<WSClientOptions> = {}): WSClient {
  const wsUrl = `${world.emulator.url.replace('http', 'ws')}/aibot`;
  const options = {
    botId: AIBOT.botId,
    secret: AIBOT.secret,
    wsUrl,
    logger: SILENT,
    maxReconnectAttempts: 0,
    ...change,
  };
  const client = new WSClient(options as WSClientOptions);
  client.on('error', () => {});
  clients.push(client);
  return client;
}

/** The vendor's own package, connected and subscribed. */
async function subscribed(change: Partial<WSClientOptions> = {}): Promise<WSClient> {
  const client = newClient(change);
  const ready = next(client, 'authenticated');
  client.connect();
  await ready;
  return client;
}

async function next(client: WSClient, event: string): Promise<Frame> {
  const [frame] = (await once(client as never, event)) as [Frame];
  return frame;
}

const seen = (userId = 'lisi') => world.emulator.conversation('wecom', userId, CHAT);
const bodies = () => seen().map(({ body }) => body);

async function asked(client: WSClient, text: string): Promise<Frame> {
  const frame = next(client, 'message.text');
  world.emulator.wecom.askAibot('lisi', { kind: 'text', text });
  return await frame;
}

describe('the AI robot on its own connection', () => {
  it('hears a message in clear and streams an answer', async () => {
    const client = await subscribed();
    const frame = await asked(client, '待办');
    expect(frame.body).toMatchObject({ chattype: 'single', from: { userid: 'lisi' }, text: { content: '待办' } });
    await client.replyStream(frame as never, 's1', '一件', false);
    await client.replyStream(frame as never, 's1', '一件待办', true);
    expect(bodies()).toMatchObject([{ kind: 'text' }, { kind: 'markdown', markdown: '一件待办' }]);
    await expect(client.replyStream(frame as never, 's1', '更多', true)).rejects.toMatchObject({ errcode: 846606 });
    expect(world.bot.heard).toHaveLength(0);
  });

  it('gets what waited as soon as it has subscribed', async () => {
    world.emulator.wecom.askAibot('lisi', { kind: 'text', text: '在吗' });
    await world.emulator.idle();
    const client = newClient();
    const frame = next(client, 'message.text');
    client.connect();
    expect((await frame).body.text).toEqual({ content: '在吗' });
  });

  it('is refused with a wrong secret, or where the robot works by callbacks', async () => {
    const wrong = newClient({ secret: 'wrong', maxAuthFailureAttempts: 0 });
    const refused = once(wrong as never, 'error') as Promise<[Error]>;
    wrong.connect();
    expect((await refused)[0].message).toContain('853000');
    await world.stop();
    world = await startCompany({ aibot: { ...AIBOT } });
    const off = newClient({ maxAuthFailureAttempts: 0 });
    const isOff = once(off as never, 'error') as Promise<[Error]>;
    off.connect();
    expect((await isOff)[0].message).toContain('846601');
  });

  it('is evicted by a newer connection', async () => {
    const old = await subscribed();
    const gone = next(old, 'event.disconnected_event');
    const client = await subscribed();
    expect((await gone).body.event).toEqual({ eventtype: 'disconnected_event' });
    expect((await asked(client, '谁在')).body.text).toEqual({ content: '谁在' });
  });

  it('welcomes and updates cards within five seconds', async () => {
    const client = await subscribed();
    const entered = next(client, 'event.enter_chat');
    world.emulator.wecom.openAibot('lisi');
    await client.replyWelcome((await entered) as never, { msgtype: 'text', text: { content: '您好' } });
    const question = await asked(client, '点名');
    await client.replyTemplateCard(question as never, BUTTON_CARD as never);
    const pressed = next(client, 'event.template_card_event');
    const { item } = seen().at(-1)!;
    const button = 'call-up.answer?answer=leave';
    await world.emulator.press({ vendor: 'wecom', userId: 'lisi', item, group: CHAT, button, choices: [] });
    const event = await pressed;
    expect(event.body.event?.template_card_event).toMatchObject({ event_key: 'call-up.answer?answer=leave' });
    await client.updateTemplateCard(event as never, { ...BUTTON_CARD, replace_text: '已请假' } as never);
    expect(bodies()[0]).toEqual({ kind: 'text', text: '您好' });
    expect((bodies().at(-1) as CardView).replaced).toBe('已请假');
    world.clock.advanceMs(24 * 3_600_000);
    const again = next(client, 'event.enter_chat');
    world.emulator.wecom.openAibot('lisi');
    const late = await again;
    world.clock.advanceMs(5001);
    const welcome = client.replyWelcome(late as never, { msgtype: 'text', text: { content: '晚了' } });
    await expect(welcome).rejects.toMatchObject({ errcode: 846604 });
  });

  it('writes first only to those who have written, 30 times a minute', async () => {
    const client = await subscribed();
    const message = { msgtype: 'markdown', markdown: { content: '通知' } } as const;
    await expect(client.sendMessage('lisi', message)).rejects.toMatchObject({ errcode: 40058 });
    await asked(client, '我在');
    for (let count = 0; count < 30; count += 1) await client.sendMessage('lisi', message);
    await expect(client.sendMessage('lisi', message)).rejects.toMatchObject({ errcode: 846607 });
    expect(seen()).toHaveLength(31);
  });

  it('uploads files in pieces and sends them; pictures it hears have a key of their own', async () => {
    const client = await subscribed();
    const frame = next(client, 'message.image');
    world.emulator.wecom.askAibot('lisi', { kind: 'image', name: 'a.png', bytes: PNG });
    const { url = '', aeskey } = (await frame).body.image ?? {};
    expect((await client.downloadFile(url, aeskey)).buffer).toEqual(PNG);
    const bytes = Buffer.alloc(600 << 10, 'x');
    const { media_id } = await client.uploadMedia(bytes, { type: 'file', filename: 'roster.txt' });
    await client.sendMediaMessage('lisi', 'file', media_id);
    expect(bodies().at(-1)).toMatchObject({ kind: 'file', name: 'roster.txt', bytes: bytes.length });
  });

  it('answers neither for a question nobody asked nor long after it', async () => {
    const client = await subscribed();
    const nobody = { headers: { req_id: 'nonsense' } };
    await expect(client.replyStream(nobody as never, 's1', '一', true)).rejects.toMatchObject({ errcode: 846605 });
    const frame = await asked(client, '慢慢来');
    await client.replyStream(frame as never, 's1', '一', false);
    world.clock.advanceMs(6 * 60_000 + 1);
    await expect(client.replyStream(frame as never, 's1', '二', true)).rejects.toMatchObject({ errcode: 846608 });
  });
});
