import { encrypt, getSignature } from '@wecom/crypto';
import fc from 'fast-check';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { text } from '../../../src/chat/message.ts';
import type { RawRequest } from '../../../src/chat/platform.ts';
import { createWecomAibot } from '../../../src/platforms/wecom/aibot.ts';
import { apiBase, refusal, start, testApp } from './api.ts';
import { card, confirm, leave } from './cards.ts';
import { vectorA } from './vectors.ts';

beforeEach(() => {
  nock.disableNetConnect();
});
afterEach(() => {
  const forgotten = nock.pendingMocks();
  nock.cleanAll();
  nock.enableNetConnect();
  expect(forgotten).toEqual([]);
});

const keys = { token: 'QDG6eK', encodingAesKey: vectorA.encodingAesKey };
const empty = { status: 200, type: 'text/plain; charset=utf-8', body: '' };
const seconds = String(start.getTime() / 1000);
const answerUrl = `${apiBase}/cgi-bin/aibot/response?response_code=ANSWER-canary`;

function robot() {
  const { options, clock, lines } = testApp();
  return { robot: createWecomAibot({ ...options, ...keys, botId: 'BOT' }), clock, lines };
}

function signed(method: string, ciphertext: string, body: string, more = ''): RawRequest {
  const signature = getSignature(keys.token, seconds, 'nonce1', ciphertext);
  const query = `msg_signature=${signature}&timestamp=${seconds}&nonce=nonce1${more}`;
  return { method, path: '/wecom/robot', query, headers: {}, body: Buffer.from(body) };
}

/** D101033: JSON around the ciphertext, and an empty receiveid. */
function post(plain: unknown, receiveId = ''): RawRequest {
  const ciphertext = encrypt(keys.encodingAesKey, typeof plain === 'string' ? plain : JSON.stringify(plain), receiveId);
  return signed('POST', ciphertext, JSON.stringify({ encrypt: ciphertext }));
}

/** D101031: a message to the robot alone. */
const said = (content: string, more: object = {}) => ({
  msgid: 'CAIQ1',
  aibotid: 'BOT',
  chattype: 'single',
  from: { userid: 'LiSi' },
  response_url: answerUrl,
  msgtype: 'text',
  text: { content },
  ...more,
});
const event = (eventtype: string, more: object = {}) => ({
  ...said(''),
  msgtype: 'event',
  create_time: 1_700_000_000,
  event: { eventtype, ...more },
});
const lisi = { platform: 'wecom', userId: 'lisi' };

describe('what an AI robot hears', () => {
  it('proves that it holds the keys', async () => {
    const echo = encrypt(keys.encodingAesKey, '1616140317555161061', '');
    const request = signed('GET', echo, '', `&echostr=${encodeURIComponent(echo)}`);
    const answer = { ...empty, body: '1616140317555161061' };
    expect(await robot().robot.receive(request)).toEqual({ kind: 'challenge', answer });
  });

  it('takes a text as said and answers with nothing', async () => {
    expect(await robot().robot.receive(post(said('待办')))).toEqual({
      kind: 'update',
      update: {
        kind: 'said',
        id: 'wecom:aibot:CAIQ1',
        from: lisi,
        at: start.getTime(),
        text: '待办',
        where: 'single',
      },
      answer: empty,
    });
  });

  it('takes what was said in a group without the naming of the robot', async () => {
    const inGroup = said('@学册 待办', { chattype: 'group', chatid: 'CHAT' });
    expect(await robot().robot.receive(post(inGroup))).toMatchObject({
      update: { kind: 'said', text: '待办', where: 'group', group: 'CHAT' },
    });
  });

  it.each([
    [
      'spoken words',
      { msgtype: 'voice', voice: { content: '我要请假' } },
      { kind: 'said', text: '我要请假', spoken: true },
    ],
    [
      'a word spoken with a full stop',
      { msgtype: 'voice', voice: { content: '签到。' } },
      { kind: 'said', text: '签到', spoken: true },
    ],
    [
      'words between pictures',
      {
        msgtype: 'mixed',
        mixed: {
          msg_item: [
            { msgtype: 'image', image: { url: 'u' } },
            { msgtype: 'text', text: { content: '请假' } },
          ],
        },
      },
      { kind: 'said', text: '请假' },
    ],
    [
      'pictures alone',
      { msgtype: 'mixed', mixed: { msg_item: [{ msgtype: 'image' }] } },
      { kind: 'unsupported', what: 'mixed' },
    ],
    ['a picture', { msgtype: 'image', image: { url: 'u' } }, { kind: 'unsupported', what: 'image' }],
    ['a file', { msgtype: 'file', file: { url: 'u' } }, { kind: 'unsupported', what: 'file' }],
    ['a video', { msgtype: 'video', video: { url: 'u' } }, { kind: 'unsupported', what: 'video' }],
  ])('reads %s', async (_, message, update) => {
    expect(await robot().robot.receive(post(said('', message)))).toMatchObject({ kind: 'update', update });
  });

  it('takes an opened conversation as joining and a press as a press', async () => {
    expect(await robot().robot.receive(post(event('enter_chat')))).toMatchObject({
      update: { kind: 'joined', from: lisi, at: 1_700_000_000_000 },
    });
    const pressed = {
      card_type: 'vote_interaction',
      event_key: 'survey.answer?survey=s1',
      task_id: 'T-1',
      selected_items: {
        selected_item: [{ question_key: 'choice', option_ids: { option_id: ['a', 'b'] } }],
      },
    };
    expect(
      await robot().robot.receive(post(event('template_card_event', { template_card_event: pressed }))),
    ).toMatchObject({
      update: {
        kind: 'pressed',
        cardRef: 'T-1',
        press: { action: 'survey.answer', data: { survey: 's1' } },
        choices: ['a', 'b'],
        handle: {},
      },
    });
  });

  it('ignores refreshes and opinions, and logs once what is on no page', async () => {
    const { robot: heard, lines } = robot();
    for (const plain of [said('', { msgtype: 'stream', stream: { id: 'x' } }), event('feedback_event')])
      expect(await heard.receive(post(plain))).toMatchObject({ kind: 'ignored', answer: empty });
    expect(lines).toEqual([]);
    for (const plain of [
      event('melted'),
      event('melted'),
      said('', { msgtype: 'beam' }),
      said('', { msgtype: 'beam' }),
    ])
      expect(await heard.receive(post(plain))).toMatchObject({ answer: empty });
    expect(lines).toEqual([
      expect.stringContaining('robot event melted'),
      expect.stringContaining('robot message beam'),
    ]);
  });

  it.each([
    ['another robot', post(said('a', { aibotid: 'OTHER' })), 'aibotid'],
    ['a company', post(said('a'), 'ww0000000000000001'), 'receiveid'],
    ['a body that is no JSON', { ...post(said('a')), body: Buffer.from('<xml></xml>') }, 'no-encrypt'],
    ['an envelope of another kind', { ...post(said('a')), body: Buffer.from('{"encrypt":["a"]}') }, 'no-encrypt'],
    ['a wrong signature', { ...post(said('a')), query: post(said('b')).query }, 'signature'],
  ])('refuses what is for %s', async (_, request, why) => {
    expect(await robot().robot.receive(request)).toEqual({ kind: 'refused', why });
  });

  it.each([
    ['no JSON', 'nonsense', 'json'],
    ['no id', { ...said('a'), msgid: undefined }, 'field msgid'],
    ['everybody as sender', said('a', { from: { userid: '@all' } }), 'field from'],
    ['a press without its card', event('template_card_event'), 'field template_card_event'],
  ])('takes what makes no sense, so that it does not come again: %s', async (_, plain, why) => {
    expect(await robot().robot.receive(post(plain))).toMatchObject({
      kind: 'update',
      update: { kind: 'set-aside', why },
      answer: empty,
    });
  });

  it('never fails over well signed JSON of any content', async () => {
    const { robot: heard } = robot();
    const names = ['msgid', 'aibotid', 'msgtype', 'from', 'text', 'event', 'chattype', 'response_url'];
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('BOT', 'text', 'event', { userid: 'a' }));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), value), async (plain) => {
        expect(['update', 'ignored', 'refused']).toContain((await heard.receive(post(plain))).kind);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what an AI robot says (D101138)', () => {
  function vendorAnswers(...answers: readonly (object | Error)[]): object[] {
    const saidByUs: object[] = [];
    for (const answer of answers) {
      const call = nock(apiBase)
        .post('/cgi-bin/aibot/response', (body: object) => {
          saidByUs.push(body);
          return true;
        })
        .query({ response_code: 'ANSWER-canary' });
      if (answer instanceof Error) call.replyWithError(answer);
      else call.reply(200, answer as nock.Body);
    }
    return saidByUs;
  }
  const ok = { errcode: 0, errmsg: 'ok' };
  const refused = [{ userId: 'lisi', result: 'refused', code: 'no-answer-address' }];

  it('goes to the address that came with the message, once', async () => {
    const { robot: talks } = robot();
    await talks.receive(post(said('待办')));
    const answers = vendorAnswers(ok);
    expect(await talks.send(['lisi'], text('您有 *1* 项待办。'), 'k', false)).toEqual([
      { userId: 'lisi', result: 'sent', handle: {} },
    ]);
    expect(answers).toEqual([{ msgtype: 'markdown', markdown: { content: '您有 ＊1＊ 项待办。' } }]);
    expect(await talks.send(['lisi'], text('再说一句'), 'k', false)).toEqual(refused);
  });

  it('goes to nobody who said nothing within the hour', async () => {
    const { robot: talks, clock } = robot();
    expect(await talks.send(['lisi'], text('通知'), 'k', false)).toEqual(refused);
    await talks.receive(post(said('待办')));
    clock.advanceMs(3_600_000);
    expect(await talks.send(['lisi'], text('通知'), 'k', false)).toEqual(refused);
  });

  it('shows a card as numbered text that can be answered by typing', async () => {
    const { robot: talks } = robot();
    await talks.receive(post(said('待办')));
    const answers = vendorAnswers(ok);
    const link = { label: '查看资料', url: 'https://a.cn/b_c' };
    await talks.send(['lisi'], card({ buttons: [confirm, leave], link }), 'k', false);
    const content = '【点名调训】\n1． 确认参加\n2． 请假\n请回复序号。\n[查看资料](https://a.cn/b_c)';
    expect(answers).toEqual([{ msgtype: 'markdown', markdown: { content } }]);
    expect(await talks.revise('lisi', {}, card({ settled: '已截止' }))).toBe(false);
  });

  it('never answers in a group what one person was to read, nor the other way round', async () => {
    const { robot: talks } = robot();
    await talks.receive(post(said('@学册 a', { chattype: 'group', chatid: 'CHAT' })));
    expect(await talks.send(['lisi'], text('您的成绩'), 'k', false)).toEqual(refused);
    const answers = vendorAnswers(ok);
    await talks.sendToGroup?.('CHAT', text('课表'), 'k', false);
    expect(answers).toHaveLength(1);
    await talks.receive(post(said('a')));
    const sent = talks.sendToGroup?.('CHAT', text('课表'), 'k', false);
    await expect(sent).rejects.toMatchObject({ code: 'no-answer-address', retry: 'never' });
  });

  it('may try the same address again only where WeCom certainly did not take the answer', async () => {
    const { robot: talks, lines } = robot();
    await talks.receive(post(said('待办')));
    vendorAnswers(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), refusal(846607), ok);
    const say = () => talks.send(['lisi'], text('a'), 'k', false);
    await expect(say()).rejects.toMatchObject({ reached: 'no' });
    await expect(say()).rejects.toMatchObject({ code: '846607', retry: 'later' });
    expect(await say()).toMatchObject([{ result: 'sent' }]);
    await talks.receive(post(said('待办')));
    vendorAnswers(Object.assign(new Error('x'), { code: 'ECONNRESET' }));
    await expect(say()).rejects.toMatchObject({ reached: 'unknown' });
    expect(await say()).toEqual(refused);
    expect(lines.join()).not.toContain('ANSWER-canary');
  });

  it.each(['https://evil.example/?a=.weixin.qq.com', 'http://qyapi.weixin.qq.com/x', 'https://xweixin.qq.com/', 'x'])(
    "never goes to an address that is not the vendor's: %s",
    async (url) => {
      const { robot: talks, lines } = robot();
      await talks.receive(post(said('待办', { response_url: url })));
      expect(await talks.send(['lisi'], text('a'), 'k', false)).toEqual(refused);
      expect(lines.join()).toContain('not to be used');
    },
  );

  it('is cut at 20480 bytes and says so', async () => {
    const { robot: talks } = robot();
    await talks.receive(post(said('待办')));
    const answers = vendorAnswers(ok);
    await talks.send(['lisi'], text('长'.repeat(7000)), 'k', false);
    const { content } = (answers[0] as { markdown: { content: string } }).markdown;
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(20_480);
    expect(content).toMatch(/（内容较长，其余未显示）$/);
  });

  it('is no file, and knows no contacts', async () => {
    const { robot: talks } = robot();
    await talks.receive(post(said('待办')));
    expect(talks.people).toBeUndefined();
    const file = { kind: 'file', name: 'a.xlsx', sha256: 's' } as const;
    expect(await talks.send(['lisi'], file as never, 'k', false)).toMatchObject([
      { result: 'refused', code: 'no-files' },
    ]);
  });
});
