import { createHash } from 'node:crypto';
import { decryptFile, WecomCrypto } from '@wecom/aibot-node-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CardView } from '../../src/emulator/view.ts';
import type { Heard } from './bot.ts';
import { AIBOT, AIBOT_CRYPTO, PNG, SYNC, sealedAnswer, startCompany } from './wecom-company.ts';
import { BUTTON_CARD, sendJson, VOTE_CARD, WECOM, type World } from './world.ts';

const CHAT = AIBOT.botId;
const MINUTE_MS = 60_000;

/** What these tests read of a callback. */
interface Told {
  msgid: string;
  msgtype: string;
  from: { userid: string };
  response_url?: string;
  text?: { content: string };
  mixed?: { msg_item: { image?: { url: string } }[] };
}

let world: World;
beforeEach(async () => {
  world = await startCompany({ aibot: { ...AIBOT } });
});
afterEach(() => world.stop());

/** Opens what the robot heard with the vendor's own package. */
function open(heard: Heard): Told {
  const { encrypt } = JSON.parse(heard.body) as { encrypt: string };
  const [timestamp = '', nonce = ''] = ['timestamp', 'nonce'].map((name) => heard.query.get(name) ?? '');
  const isSigned = AIBOT_CRYPTO.verifySignature(heard.query.get('msg_signature') ?? '', timestamp, nonce, encrypt);
  if (!isSigned) throw new Error('not signed well');
  return JSON.parse(AIBOT_CRYPTO.decrypt(encrypt)) as Told;
}

/** What the robot answers to each callback in turn; nothing after the last. */
function answers(...replies: (object | undefined)[]): void {
  let next = 0;
  world.bot.answer = (heard) => {
    const reply = replies[next];
    next += 1;
    return reply === undefined ? {} : sealedAnswer(heard, reply);
  };
}

const stream = (content: string, finish: boolean, more: object = {}) => ({
  msgtype: 'stream',
  stream: { id: 's1', content, finish, ...more },
});
const seen = (userId = 'lisi', chat = CHAT) => world.emulator.conversation('wecom', userId, chat);
const bodies = (userId = 'lisi', chat = CHAT) => seen(userId, chat).map(({ body }) => body);
const heard = () => world.bot.heard.map(open);

async function ask(text: string, userId = 'lisi', group?: string): Promise<void> {
  world.emulator.wecom.askAibot(userId, { kind: 'text', text }, group);
  await world.emulator.idle();
}

async function press(button: string, choices: string[] = [], chat = CHAT, userId = 'lisi'): Promise<void> {
  const item = seen(userId, chat).findLast(({ body }) => body.kind === 'card')!.item;
  await world.emulator.press({ vendor: 'wecom', userId, item, group: chat, button, choices });
  await world.emulator.idle();
}

describe('what the AI robot hears', () => {
  it('is sealed JSON for an empty receiveid', async () => {
    await ask('待办');
    const [message] = heard();
    expect(message).toMatchObject({
      aibotid: 'AIBOTID',
      chattype: 'single',
      from: { userid: 'lisi' },
      msgtype: 'text',
    });
    expect(message?.text).toEqual({ content: '待办' });
    expect(message).not.toHaveProperty('chatid');
    expect(message?.response_url).toContain('/cgi-bin/aibot/response?response_code=');
  });

  it('names the group and the mention there', async () => {
    await ask('几点开班', 'lisi', 'class-1');
    await world.emulator.say({ vendor: 'wecom', userId: 'zhangsan', group: 'class-1', text: '还有谁' });
    await world.emulator.idle();
    expect(heard()).toMatchObject([
      { chattype: 'group', chatid: 'class-1', text: { content: '@学册助手 几点开班' } },
      { chattype: 'group', from: { userid: 'ZhangSan' } },
    ]);
    expect(seen('zhangsan', 'class-1')[0]).toMatchObject({ from: 'member' });
    const picture = { kind: 'image', name: 'a.png', bytes: PNG } as const;
    expect(() => world.emulator.wecom.askAibot('lisi', picture, 'class-1')).toThrow('群里');
  });

  it('knows encrypted ids alone where its creator is no super administrator', async () => {
    await world.stop();
    world = await startCompany({ aibot: { ...AIBOT, encryptedUserIds: true } });
    await ask('一');
    await ask('二');
    const [first, second] = heard();
    expect(first?.from.userid).toMatch(/^wo/);
    expect(first?.from).toEqual(second?.from);
  });

  it('carries pictures under an address that dies after five minutes', async () => {
    world.emulator.wecom.askAibot('lisi', { kind: 'mixed', text: '看', picture: { name: 'a.png', bytes: PNG } });
    world.emulator.wecom.askAibot('lisi', { kind: 'file', name: '花名册.xlsx', bytes: Buffer.from('roster') });
    world.emulator.wecom.askAibot('lisi', { kind: 'voice', text: '几点开班', quote: '通知' });
    await world.emulator.idle();
    const [mixed, file, voice] = heard();
    const url = mixed?.mixed?.msg_item[1]?.image?.url ?? '';
    const encrypted = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect(decryptFile(encrypted, `${AIBOT.encodingAesKey}=`)).toEqual(PNG);
    expect(file).toMatchObject({ msgtype: 'file', file: { url: expect.stringContaining('/aibot/media') } });
    expect(voice).toMatchObject({
      voice: { content: '几点开班' },
      quote: { msgtype: 'text', text: { content: '通知' } },
    });
    world.clock.advanceMs(5 * MINUTE_MS);
    expect(await (await fetch(url)).json()).toMatchObject({ errcode: 40007 });
  });

  it('comes again like any callback, and at most three questions wait for one member', async () => {
    world.bot.answer = () => ({ status: 500 });
    for (const text of ['一', '二', '三']) await ask(text);
    expect(() => world.emulator.wecom.askAibot('lisi', { kind: 'text', text: '四' })).toThrow('前 3 条');
    await ask('别人的', 'wangwu');
    world.clock.advanceMs(1000);
    await world.emulator.pump();
    expect(world.bot.heard).toHaveLength(8);
    expect(new Set(heard().map(({ msgid }) => msgid)).size).toBe(4);
  });

  it('includes the first entry of the day alone', async () => {
    answers({ msgtype: 'text', text: { content: '您好' } });
    world.emulator.wecom.openAibot('lisi');
    world.emulator.wecom.openAibot('lisi');
    await world.emulator.idle();
    expect(heard()).toMatchObject([{ msgtype: 'event', event: { eventtype: 'enter_chat' } }]);
    expect(bodies()).toEqual([{ kind: 'text', text: '您好' }]);
    world.clock.advanceMs(24 * 60 * MINUTE_MS);
    world.emulator.wecom.openAibot('lisi');
    await world.emulator.idle();
    expect(heard()).toHaveLength(2);
  });
});

describe('saving the addresses of the robot and the contact-sync assistant', () => {
  it('takes the decrypted echostr alone', async () => {
    await world.stop();
    world = await startCompany({ aibot: { ...AIBOT }, contactSync: { ...SYNC } });
    const sync = new WecomCrypto(SYNC.token, SYNC.encodingAesKey, WECOM.corpId);
    world.bot.answer = ({ path, query }) => {
      const reader = path === '/wecom/aibot' ? AIBOT_CRYPTO : path === '/wecom/contacts' ? sync : undefined;
      return reader === undefined ? { status: 404 } : { body: reader.decrypt(query.get('echostr') ?? '') };
    };
    const faults = (await world.emulator.verifyUrls()).map((fault) => fault.split('：')[0]);
    expect(faults).toEqual(['企业微信', '钉钉']);
    world.bot.answer = () => ({ body: 'success' });
    expect(await world.emulator.verifyUrls()).toEqual([
      expect.stringContaining('企业微信'),
      expect.stringContaining('通讯录同步'),
      expect.stringContaining('智能机器人'),
      expect.stringContaining('钉钉'),
    ]);
  });
});

describe('what the AI robot answers', () => {
  it('streams until it has finished, each time the whole text', async () => {
    answers(stream('学', false), stream('学习', false), stream('学习安排', true));
    await ask('安排');
    expect(bodies().at(-1)).toMatchObject({ kind: 'markdown', markdown: '学' });
    for (let round = 0; round < 3; round += 1) {
      world.clock.advanceMs(1000);
      await world.emulator.pump();
    }
    expect(heard().map(({ msgtype }) => msgtype)).toEqual(['text', 'stream', 'stream']);
    expect(heard()[1]).toMatchObject({ stream: { id: 's1' } });
    expect(heard()[1]).not.toHaveProperty('response_url');
    expect(bodies()).toMatchObject([{ kind: 'text' }, { kind: 'markdown', markdown: '学习安排' }]);
  });

  it('is asked for more no longer than six minutes', async () => {
    world.bot.answer = (asked) => sealedAnswer(asked, stream('……', false));
    await ask('安排');
    for (let round = 0; round < 10; round += 1) {
      world.clock.advanceMs(MINUTE_MS);
      await world.emulator.pump();
    }
    expect(world.bot.heard).toHaveLength(1 + 6);
  });

  it('ends a stream with pictures whose sum is right', async () => {
    const image = { base64: PNG.toString('base64'), md5: createHash('md5').update(PNG).digest('hex') };
    answers(stream('见图', true, { msg_item: [{ msgtype: 'image', image }] }));
    await ask('图');
    expect(bodies().map(({ kind }) => kind)).toEqual(['text', 'markdown', 'picture']);
  });

  it.each<[string, object]>([
    ['a text outside of a welcome', { msgtype: 'text', text: { content: '您好' } }],
    ['a stream over 20,480 bytes', stream('汉'.repeat(6827), true)],
    ['a stream without an id', { msgtype: 'stream', stream: { content: '学', finish: true } }],
    ['pictures before the end', stream('学', false, { msg_item: [{ msgtype: 'image', image: {} }] })],
    [
      'a card with attachments',
      {
        msgtype: 'template_card',
        template_card: { ...BUTTON_CARD, horizontal_content_list: [{ keyname: '附件', type: 2, media_id: 'm' }] },
      },
    ],
    ['a card update without a press', { response_type: 'update_template_card', template_card: BUTTON_CARD }],
  ])('shows nothing of %s', async (_what, reply) => {
    answers(reply);
    await ask('一');
    expect(seen()).toMatchObject([{ from: 'person', trouble: expect.stringContaining('看不懂') }]);
  });

  it('shows nothing of an answer with another nonce or signature', async () => {
    world.bot.answer = (asked) => {
      const { body = '' } = sealedAnswer(asked, stream('学', true));
      return { body: body.replace(/"nonce":"[^"]*"/, '"nonce":"1"') };
    };
    await ask('一');
    world.bot.answer = (asked) => ({
      body: (sealedAnswer(asked, stream('学', true)).body ?? '').replace('1772413620,', '1772413621,'),
    });
    await ask('二');
    expect(seen().map(({ from }) => from)).toEqual(['person', 'person']);
  });

  it('shows cards beside a stream, once, and hears of presses with what was chosen', async () => {
    answers({ ...stream('请选', true), msgtype: 'stream_with_template_card', template_card: VOTE_CARD });
    await ask('调查');
    expect(bodies().map(({ kind }) => kind)).toEqual(['text', 'markdown', 'card']);
    const changed = { ...VOTE_CARD, replace_text: '已提交' };
    answers({ response_type: 'update_template_card', template_card: changed });
    await press('survey.submit', ['a', 'b']);
    expect(heard().at(-1)).toMatchObject({
      msgtype: 'event',
      event: {
        eventtype: 'template_card_event',
        template_card_event: {
          card_type: 'vote_interaction',
          event_key: 'survey.submit',
          task_id: 'survey_1',
          selected_items: { selected_item: [{ question_key: 'q1', option_ids: { option_id: ['a', 'b'] } }] },
        },
      },
    });
    expect((bodies().at(-1) as CardView).replaced).toBe('已提交');
  });

  it('is told of a press once, and updates its own task alone', async () => {
    answers({ msgtype: 'template_card', template_card: BUTTON_CARD });
    await ask('点名');
    world.bot.answer = () => ({ status: 500 });
    await press('call-up.answer?answer=confirm');
    world.clock.advanceMs(60_000);
    await world.emulator.pump();
    expect(world.bot.heard).toHaveLength(2);
    answers({ response_type: 'update_template_card', template_card: { ...BUTTON_CARD, task_id: 'other' } });
    await press('call-up.answer?answer=confirm');
    expect(seen().at(-1)?.trouble).toContain('846625');
    answers({ msgtype: 'template_card', template_card: BUTTON_CARD });
    await ask('再点名');
    expect(seen().at(-1)?.trouble).toContain('846625');
  });

  it('changes the cards of those it names in a group', async () => {
    answers({ msgtype: 'template_card', template_card: BUTTON_CARD });
    await ask('点名', 'lisi', 'class-1');
    const template_card = { ...BUTTON_CARD, replace_text: '已确认' };
    answers({ response_type: 'update_template_card', userids: ['lisi'], template_card });
    await press('call-up.answer?answer=confirm', [], 'class-1');
    expect((bodies('lisi', 'class-1').at(-1) as CardView).replaced).toBe('已确认');
    expect(bodies('zhangsan', 'class-1').at(-1)).not.toHaveProperty('replaced');
  });

  it('hears what members think of an answer that asked for it', async () => {
    answers(stream('学', true, { feedback: { id: 'f1' } }));
    await ask('一');
    const item = seen().at(-1)!.item;
    world.emulator.wecom.judgeAibot('lisi', item, { type: 2, content: '不对', reasons: [3] });
    await world.emulator.idle();
    const feedback_event = { id: 'f1', type: 2, content: '不对', inaccurate_reason_list: [3] };
    expect(heard().at(-1)).toMatchObject({ event: { eventtype: 'feedback_event', feedback_event } });
    expect(() => world.emulator.wecom.judgeAibot('lisi', seen()[0]!.item, { type: 1 })).toThrow('不能评价');
  });
});

describe('response_url', () => {
  const later = (content: string) => ({ msgtype: 'markdown', markdown: { content } });
  const answerLater = async (body: object) => (await sendJson(String(heard()[0]?.response_url), body)).json;

  it('takes one plain answer within an hour', async () => {
    await ask('慢慢来');
    world.clock.advanceMs(60 * MINUTE_MS - 1);
    expect(await answerLater({ response_type: 'update_template_card', template_card: BUTTON_CARD })).toMatchObject({
      errcode: 40008,
    });
    expect(await answerLater(later('好了'))).toMatchObject({ errcode: 0 });
    expect(bodies().at(-1)).toMatchObject({ kind: 'markdown', markdown: '好了' });
    expect(await answerLater(later('又好了'))).toMatchObject({ errcode: 60140 });
  });

  it('takes none after an hour', async () => {
    await ask('慢慢来');
    world.clock.advanceMs(60 * MINUTE_MS);
    expect(await answerLater(later('好了'))).toMatchObject({ errcode: 60140 });
    expect(bodies()).toHaveLength(1);
  });
});
