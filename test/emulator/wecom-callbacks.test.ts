import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seal, sealSignature } from '../../src/emulator/crypto.ts';
import { elementText, openWecom, startWorld, WECOM, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

async function say(text: string): Promise<void> {
  await world.emulator.say({ vendor: 'wecom', userId: 'ZhangSan', text });
  await world.emulator.idle();
}

describe('callbacks of WeCom', () => {
  it('carry the text, signed and encrypted, with an id beyond what a number holds', async () => {
    await say('待办 ]]> 😀 & <b>');
    const [heard] = world.bot.heard;
    const xml = openWecom(heard!);
    expect(elementText(xml, 'FromUserName')).toBe('ZhangSan');
    expect(xml).toContain('<![CDATA[待办 ]]]]><![CDATA[> 😀 & <b>]]>');
    expect(elementText(xml, 'CreateTime')).toBe('1772413620');
    expect(BigInt(elementText(xml, 'MsgId'))).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
    expect(elementText(heard!.body, 'ToUserName')).toBe(WECOM.corpId);
    expect(elementText(heard!.body, 'AgentID')).toBe('1000002');
  });

  it('meet all 32 pad values, with a random prefix that is not ASCII', async () => {
    await world.stop();
    world = await startWorld({});
    for (let count = 0; count < 64; count += 1) {
      await world.emulator.say({ vendor: 'wecom', userId: 'lisi', text: '1' });
    }
    await world.emulator.idle();
    const lengths = world.bot.heard.map((heard) => Buffer.byteLength(openWecom(heard)));
    const pads = lengths.map((length) => 32 - ((20 + length + WECOM.corpId.length) % 32));
    expect(new Set(pads).size).toBe(32);
  });

  it('are repeated three times with the same body when the bot does not answer in time', async () => {
    await world.stop();
    world = await startWorld({ rules: { wecomTimeoutMs: 250 } });
    world.bot.answer = () => 'hang';
    await say('你好');
    for (let repeat = 0; repeat < 6; repeat += 1) {
      world.clock.advanceMs(20_000);
      await world.emulator.pump();
    }
    expect(world.bot.heard).toHaveLength(4);
    expect(new Set(world.bot.heard.map(({ body }) => body)).size).toBe(1);
    for (const heard of world.bot.heard) expect(elementText(openWecom(heard), 'Content')).toBe('你好');
    const [item] = world.emulator.conversation('wecom', 'ZhangSan');
    expect(item?.trouble).toContain('企业微信不再发送');
  });

  it('are repeated after a status other than 200, and the trouble goes away once the bot took it', async () => {
    world.bot.answer = (_heard, count) => ({ status: count === 1 ? 503 : 200 });
    await say('你好');
    expect(world.emulator.conversation('wecom', 'ZhangSan')[0]?.trouble).toContain('状态 503');
    world.clock.advanceMs(1000);
    await world.emulator.pump();
    expect(world.bot.heard).toHaveLength(2);
    expect(world.emulator.conversation('wecom', 'ZhangSan')[0]).not.toHaveProperty('trouble');
  });

  it('wait, without using up a repeat, until the bot has an address', async () => {
    const late = await startWorld({ wecom: WECOM });
    await late.emulator.say({ vendor: 'wecom', userId: 'lisi', text: '早' });
    await late.emulator.idle();
    expect(late.bot.heard).toHaveLength(0);
    late.emulator.setCallbackUrls({ wecom: `${late.bot.url}/wecom/callback` });
    await late.emulator.idle();
    expect(late.bot.heard).toHaveLength(1);
    await late.stop();
  });

  it('are done once for one act id', async () => {
    const request = { vendor: 'wecom', userId: 'lisi', text: '一次', id: 'act-1' } as const;
    expect(await world.emulator.say(request)).toEqual({ done: true });
    expect(await world.emulator.say(request)).toEqual({ done: false });
    await world.emulator.idle();
    expect(world.bot.heard).toHaveLength(1);
    expect(world.emulator.conversation('wecom', 'lisi')).toHaveLength(1);
  });

  it('tell that a person opened the conversation, entered or left', async () => {
    await world.emulator.open('wecom', 'lisi');
    await world.emulator.idle();
    const newcomer = { userId: 'new', name: '新人', unit: '', post: '', roles: [], departments: [] };
    await world.emulator.join({ vendor: 'wecom', ...newcomer });
    await world.emulator.idle();
    await world.emulator.leave('wecom', 'new');
    await world.emulator.idle();
    const events = world.bot.heard.map((heard) => elementText(openWecom(heard), 'Event'));
    expect(events).toEqual(['enter_agent', 'subscribe', 'unsubscribe']);
    await expect(world.emulator.open('wecom', 'new')).rejects.toThrow('没有这个人');
  });

  it('show a sealed passive reply to the sender, and nothing of a reply that is not sealed', async () => {
    world.bot.answer = ({ query }, count) => {
      const plain =
        '<xml><ToUserName><![CDATA[ZhangSan]]></ToUserName><FromUserName><![CDATA[ww0000000000000001]]></FromUserName>' +
        '<CreateTime>1</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[收到]]></Content></xml>';
      if (count > 1) return { body: plain };
      const encrypted = seal({ ...WECOM, owner: WECOM.corpId }, plain, Buffer.alloc(16, 7));
      const nonce = query.get('nonce') ?? '';
      const signature = sealSignature(WECOM.token, '1772413620', nonce, encrypted);
      return {
        body: `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature><TimeStamp>1772413620</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`,
      };
    };
    await say('一');
    await say('二');
    const items = world.emulator.conversation('wecom', 'ZhangSan');
    expect(items.map(({ body }) => body)).toEqual([
      { kind: 'text', text: '一' },
      { kind: 'text', text: '收到' },
      { kind: 'text', text: '二' },
    ]);
    expect(items[2]?.trouble).toContain('看不懂');
  });
});

describe('saving the callback address', () => {
  it('accepts the decrypted echostr alone', async () => {
    const { decrypt } = await import('@wecom/crypto');
    world.bot.answer = ({ path, query }) => {
      if (path !== '/wecom/callback') return { status: 500 };
      return { body: decrypt(WECOM.encodingAesKey, query.get('echostr') ?? '').message };
    };
    expect(await world.emulator.verifyUrls()).not.toContainEqual(expect.stringContaining('企业微信'));
    world.bot.answer = ({ path, query }) => {
      if (path !== '/wecom/callback') return { status: 500 };
      return { body: `"${decrypt(WECOM.encodingAesKey, query.get('echostr') ?? '').message}"` };
    };
    expect(await world.emulator.verifyUrls()).toContainEqual(expect.stringContaining('企业微信'));
  });
});
