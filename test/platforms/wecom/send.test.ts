import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Message, plainText, text } from '../../../src/chat/message.ts';
import { WecomApi } from '../../../src/platforms/wecom/api.ts';
import { Media } from '../../../src/platforms/wecom/media.ts';
import { capacityOf, Sender } from '../../../src/platforms/wecom/send.ts';
import { apiBase, refusal, start, testApp, tokenAnswer } from './api.ts';
import { card, confirm, form } from './cards.ts';

beforeEach(() => {
  nock.disableNetConnect();
  nock(apiBase).persist().get('/cgi-bin/gettoken').query(true).reply(200, tokenAnswer());
});
afterEach(() => {
  const forgotten = nock.pendingMocks().filter((mock) => !mock.includes('gettoken'));
  nock.cleanAll();
  nock.enableNetConnect();
  expect(forgotten).toEqual([]);
});

type Sent = { touser: string; msgtype: string; template_card?: { task_id: string }; [field: string]: unknown };

/** D90236: the answers to the next calls, in turn; what the calls said is kept. */
function vendorAnswers(...answers: readonly (object | Error)[]): Sent[] {
  const sent: Sent[] = [];
  for (const answer of answers) {
    const call = nock(apiBase)
      .post('/cgi-bin/message/send', (body: Sent) => {
        if (!sent.includes(body)) sent.push(body);
        return true;
      })
      .query(true);
    if (answer instanceof Error) call.replyWithError(answer);
    else call.reply(200, answer as nock.Body);
  }
  return sent;
}

const ok = { errcode: 0, errmsg: 'ok', msgid: 'MSGID' };
const okCard = { ...ok, response_code: 'CODE' };
const lost = Object.assign(new Error('x'), { code: 'ECONNRESET' });

function send(to: readonly string[], message: Message, key = 'key-1', again = false) {
  const { options, clock } = testApp();
  const noFile = () => Promise.reject(new Error('no file'));
  const api = new WecomApi(options);
  const media = new Media(api, clock, noFile);
  return new Sender({ api, media, agentId: 1000002, clock }).send(to, message, key, again);
}

const invitation = card({ buttons: [confirm] });

describe('a text', () => {
  it('goes to many in one call', async () => {
    const sent = vendorAnswers(ok);
    expect(await send(['a', 'b', 'c'], text('学习通知'))).toEqual(
      ['a', 'b', 'c'].map((userId) => ({ userId, result: 'sent', handle: { msgid: 'MSGID', receivers: '3' } })),
    );
    expect(sent).toEqual([{ touser: 'a|b|c', agentid: 1000002, msgtype: 'text', text: { content: '学习通知' } }]);
  });

  it('goes to 1000 at once and no more', async () => {
    expect(capacityOf(text('a'))).toBe(1000);
    const many = Array.from({ length: 1001 }, (_, index) => `u${index}`);
    await expect(send(many, text('a'))).rejects.toThrow(RangeError);
    const sent = vendorAnswers(ok);
    await send(many.slice(1), text('a'));
    expect(sent[0]?.touser.split('|')).toHaveLength(1000);
  });

  it('over 2048 bytes goes out in parts, in order', async () => {
    const sent = vendorAnswers({ ...ok, msgid: 'FIRST' }, { ...ok, msgid: 'SECOND' });
    const outcomes = await send(['a'], text(`${'一'.repeat(500)}。`, '二'.repeat(500)));
    expect(outcomes).toEqual([{ userId: 'a', result: 'sent', handle: { msgid: 'FIRST\nSECOND' } }]);
    expect(sent.map((call) => call.text)).toEqual([
      { content: `${'一'.repeat(500)}。` },
      { content: '二'.repeat(500) },
    ]);
  });

  it('refused for good in a later part says that the first one arrived', async () => {
    vendorAnswers(ok, refusal(45002));
    await expect(send(['a', 'b'], text(`${'一'.repeat(500)}。`, '二'.repeat(500)))).rejects.toMatchObject({
      ...{ code: '45002', retry: 'never', partly: true },
    });
    vendorAnswers(refusal(45002));
    await expect(send(['a', 'b'], text('一'))).rejects.toMatchObject({ code: '45002', partly: false });
  });

  it('asks for the duplicate check only when it is said again after a silence', async () => {
    const sent = vendorAnswers(ok, ok);
    await send(['a'], text('待办：无'));
    await send(['a'], text('待办：无'), 'key-1', true);
    expect(sent[0]).not.toHaveProperty('enable_duplicate_check');
    expect(sent[1]).toMatchObject({ enable_duplicate_check: 1, duplicate_check_interval: 1800 });
  });
});

describe('each receiver has an outcome', () => {
  it('those WeCom lists got nothing, in whatever case it writes them (D90236)', async () => {
    vendorAnswers({ ...ok, invaliduser: 'b | D', unlicenseduser: 'c' });
    expect(await send(['a', 'b', 'c', 'd'], text('x'))).toEqual([
      { userId: 'a', result: 'sent', handle: { msgid: 'MSGID' } },
      { userId: 'b', result: 'refused', code: 'invaliduser' },
      { userId: 'c', result: 'refused', code: 'unlicenseduser' },
      { userId: 'd', result: 'refused', code: 'invaliduser' },
    ]);
  });

  it('all are refused when nobody is valid', async () => {
    vendorAnswers({ ...refusal(81013), invaliduser: 'a|b' });
    expect(await send(['a', 'b'], text('x'))).toEqual([
      { userId: 'a', result: 'refused', code: '81013' },
      { userId: 'b', result: 'refused', code: '81013' },
    ]);
  });

  it('who got no first part gets no second one', async () => {
    const sent = vendorAnswers({ ...ok, invaliduser: 'b' }, ok);
    expect(await send(['a', 'b'], text('一'.repeat(1000)))).toMatchObject([{ result: 'sent' }, { result: 'refused' }]);
    expect(sent.map((call) => call.touser)).toEqual(['a|b', 'a']);
  });

  it('ids that would name several people or everybody never leave', async () => {
    const sent = vendorAnswers(ok);
    expect(await send(['@all', 'a|b', 'A', '', 'c'], text('x'))).toMatchObject([
      ...['@all', 'a|b', 'A', ''].map((userId) => ({ userId, result: 'refused', code: 'bad-userid' })),
      { userId: 'c', result: 'sent' },
    ]);
    expect(sent).toMatchObject([{ touser: 'c' }]);
  });

  it('nothing is sent when no receiver is left', async () => {
    const sent = vendorAnswers();
    expect(await send(['@all'], text('x'))).toMatchObject([{ result: 'refused' }]);
    expect(sent).toEqual([]);
  });
});

describe('a card', () => {
  it('goes to one person, and brings what it can be changed with', async () => {
    expect(capacityOf(invitation)).toBe(1);
    const sent = vendorAnswers(okCard);
    const [outcome] = await send(['a'], invitation);
    const taskId = sent[0]?.template_card?.task_id ?? '';
    expect(sent).toMatchObject([{ touser: 'a', agentid: 1000002, msgtype: 'template_card' }]);
    expect(outcome).toEqual({
      userId: 'a',
      result: 'sent',
      cardRef: taskId,
      handle: {
        msgid: 'MSGID',
        taskId,
        cardType: 'button_interaction',
        responseCode: 'CODE',
        codeAtMs: String(start.getTime()),
      },
    });
    await expect(send(['a', 'b'], invitation)).rejects.toThrow(RangeError);
  });

  it('has a task_id of its own for each key and person, and the same one for a repeat', async () => {
    const sent = vendorAnswers(okCard, okCard, okCard, okCard);
    await send(['a'], invitation, '点名:1');
    await send(['a'], invitation, '点名:1');
    await send(['a'], invitation, '点名:2');
    await send(['b'], invitation, '点名:1');
    const [first, repeat, ...others] = sent.map((call) => call.template_card?.task_id);
    expect(repeat).toBe(first);
    expect(new Set([first, ...others]).size).toBe(3);
    expect(first).toMatch(/^[0-9A-Za-z_@-]{1,128}$/);
  });

  it('that WeCom already has counts as sent, if it is a repeat after a silence', async () => {
    vendorAnswers(refusal(42014));
    const [outcome] = await send(['a'], invitation, 'key-1', true);
    expect(outcome).toMatchObject({ result: 'sent', cardRef: expect.any(String) });
    expect(outcome).not.toMatchObject({ handle: { responseCode: expect.anything() } });
  });

  it('with a task_id that WeCom has from something else is an error', async () => {
    vendorAnswers(refusal(42014));
    await expect(send(['a'], invitation)).rejects.toMatchObject({ code: '42014', retry: 'never' });
  });

  it('that does not hold its text comes after the whole text', async () => {
    const long = card({ lines: ['长'.repeat(200)], buttons: [confirm] });
    const sent = vendorAnswers(ok, okCard);
    expect(await send(['a'], long)).toMatchObject([{ result: 'sent', handle: { responseCode: 'CODE' } }]);
    expect(sent).toMatchObject([
      { text: { content: plainText({ ...long, buttons: [] }) } },
      { msgtype: 'template_card' },
    ]);
  });

  it.each([
    ['nothing to press', card({ lines: ['结果已公布。'] })],
    ['more options than WeCom has room for', card({ form: form(21) })],
    ['been settled', card({ buttons: [confirm], settled: '已截止' })],
  ])('goes out as text to many when it has %s', async (_, plain) => {
    expect(capacityOf(plain)).toBe(1000);
    const sent = vendorAnswers(ok);
    expect(await send(['a', 'b'], plain)).toMatchObject([{ result: 'sent' }, { result: 'sent' }]);
    expect(sent).toMatchObject([{ touser: 'a|b', text: { content: plainText(plain) } }]);
  });
});

describe('a failure', () => {
  it.each([
    [45009, 'later'],
    [40058, 'never'],
  ])('of the whole call is thrown with its class: %i %s', async (code, retry) => {
    vendorAnswers(refusal(code));
    await expect(send(['a'], text('x'))).rejects.toMatchObject({ name: 'PlatformError', code: String(code), retry });
  });

  it('without an answer is told as such', async () => {
    vendorAnswers(lost);
    await expect(send(['a'], text('x'))).rejects.toMatchObject({ name: 'TransportError', reached: 'unknown' });
  });

  const long = text('一'.repeat(1000));

  it.each([
    ['refused for now', refusal(45009)],
    ['lost', lost],
    ['certainly not sent', Object.assign(new Error('x'), { code: 'ECONNREFUSED' })],
  ])('of the second part (%s) counts as a silence: the first has arrived', async (_, failure) => {
    vendorAnswers(ok, failure);
    await expect(send(['a'], long)).rejects.toMatchObject({ name: 'TransportError', reached: 'unknown' });
  });

  it('of the second part for good is for good', async () => {
    vendorAnswers(ok, refusal(82004));
    await expect(send(['a'], long)).rejects.toMatchObject({ code: '82004', retry: 'never' });
  });
});
