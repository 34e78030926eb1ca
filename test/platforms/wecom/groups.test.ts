import { createHash } from 'node:crypto';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileMessage, text } from '../../../src/chat/message.ts';
import { createWecomPlatform } from '../../../src/platforms/wecom/platform.ts';
import { apiBase, refusal, testApp, tokenAnswer } from './api.ts';
import { agentId } from './callbacks.ts';
import { card, confirm, form } from './cards.ts';
import { vectorA } from './vectors.ts';

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

const jpg = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(20, 1)]);
const bigJpg = Buffer.concat([jpg, Buffer.alloc(2 * 1024 * 1024)]);
const bytes: Readonly<Record<string, Buffer>> = { jpg, bigJpg, sheet: Buffer.from('PK roster') };
const file: FileMessage = { kind: 'file', name: '课表.xlsx', sha256: 'sheet' };

function platform() {
  const { options, clock, lines } = testApp();
  const keys = { token: vectorA.token, encodingAesKey: vectorA.encodingAesKey };
  const loadFile = async (sha256: string) => bytes[sha256] ?? Promise.reject(new Error(sha256));
  return { wecom: createWecomPlatform({ ...options, ...keys, agentId, loadFile }), clock, lines };
}

type Query = Readonly<Record<string, unknown>>;

/** The answers to the next calls of this method, in turn; what they said is kept. */
function vendorAnswers(method: string, ...answers: readonly (object | Error)[]) {
  const said: { query: Query; body: Record<string, unknown> }[] = [];
  for (const answer of answers) {
    let query: Query = {};
    const call = nock(apiBase)
      .post(`/cgi-bin/${method}`, (body: Record<string, unknown>) => {
        said.push({ query, body });
        return true;
      })
      .query((found) => {
        query = found;
        return true;
      });
    if (answer instanceof Error) call.replyWithError(answer);
    else call.reply(200, answer as nock.Body);
  }
  return said;
}

const ok = { errcode: 0, errmsg: 'ok' };
const lost = Object.assign(new Error('x'), { code: 'ECONNRESET' });

describe('making a group (D90245)', () => {
  it('names everybody once and gives an id that the same key gives again', async () => {
    const said = vendorAnswers('appchat/create', { ...ok, chatid: 'GIVEN' }, refusal(86215));
    const { wecom } = platform();
    expect(await wecom.createGroup('春季班', 'LiSi', ['a', 'lisi', 'b'], 'class:1')).toBe('GIVEN');
    const [first] = said;
    expect(first?.body).toMatchObject({ name: '春季班', owner: 'lisi', userlist: ['lisi', 'a', 'b'] });
    expect(first?.body.chatid).toMatch(/^[0-9a-zA-Z]{1,32}$/);
    expect(await wecom.createGroup('春季班', 'LiSi', ['a', 'b'], 'class:1')).toBe(first?.body.chatid);
  });

  it('gives different groups different ids', async () => {
    const said = vendorAnswers('appchat/create', ok, ok);
    const { wecom } = platform();
    const first = await wecom.createGroup('一班', 'a', ['b'], 'class:1');
    const second = await wecom.createGroup('一班', 'a', ['b'], 'class:2');
    expect([first, second]).toEqual(said.map(({ body }) => body.chatid));
    expect(first).not.toBe(second);
  });

  it('cuts a name over 50 characters', async () => {
    const said = vendorAnswers('appchat/create', ok);
    await platform().wecom.createGroup('班'.repeat(60), 'a', ['b'], 'k');
    expect(said[0]?.body.name).toBe(`${'班'.repeat(49)}…`);
  });

  it('needs 2 to 2000 people', async () => {
    const { wecom } = platform();
    const many = Array.from({ length: 2000 }, (_, index) => `u${index}`);
    const tooFew = wecom.createGroup('班', 'a', ['A', '@all', 'a|b'], 'k');
    await expect(tooFew).rejects.toMatchObject({ code: 'group-size', retry: 'never' });
    await expect(wecom.createGroup('班', 'a', many, 'k')).rejects.toMatchObject({ code: 'group-size' });
  });

  it('fails loudly for an app that may not', async () => {
    vendorAnswers('appchat/create', refusal(48002));
    await expect(platform().wecom.createGroup('班', 'a', ['b'], 'k')).rejects.toMatchObject({ code: '48002' });
  });
});

describe('speaking in a group of the app (D90248)', () => {
  it('sends a text', async () => {
    const said = vendorAnswers('appchat/send', ok);
    await platform().wecom.sendToGroup('CHAT', text('明天 8:45 上课。<@all>'), 'k', false);
    expect(said.map(({ body }) => body)).toEqual([
      { chatid: 'CHAT', msgtype: 'text', text: { content: '明天 8:45 上课。＜@all>' } },
    ]);
  });

  it('sends a card as Markdown that says where to answer, since nothing can be pressed there', async () => {
    const said = vendorAnswers('appchat/send', ok);
    const asked = card({
      lines: ['请*尽快*答复。'],
      fields: [{ label: '班次', value: '[春季班](https://evil.example)' }],
      buttons: [confirm],
    });
    await platform().wecom.sendToGroup('CHAT', asked, 'k', false);
    expect(said[0]?.body).toEqual({
      chatid: 'CHAT',
      msgtype: 'markdown',
      markdown: {
        content:
          '**点名调训**\n请＊尽快＊答复。\n请在与“学册”助手的单独会话中回复“待办”办理。\n> 班次：［春季班］(https://evil.example)',
      },
    });
  });

  it('asks for nothing where nothing is to be done', async () => {
    const said = vendorAnswers('appchat/send', ok, ok);
    const { wecom } = platform();
    await wecom.sendToGroup('CHAT', card({ lines: ['课表已更新。'] }), 'k', false);
    await wecom.sendToGroup('CHAT', card({ buttons: [confirm], settled: '已截止' }), 'k', false);
    expect(said.map(({ body }) => body.markdown)).toEqual([
      { content: '**点名调训**\n课表已更新。' },
      { content: '**点名调训**\n<font color="comment">已截止</font>' },
    ]);
  });

  it('sends a card over 2048 bytes as text in parts', async () => {
    const said = vendorAnswers('appchat/send', ok, ok);
    const long = card({ lines: [`${'一'.repeat(500)}。`, '二'.repeat(400)], form: form(3) });
    await platform().wecom.sendToGroup('CHAT', long, 'k', false);
    const contents = said.map(({ body }) => (body.text as { content: string }).content);
    for (const content of contents) expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2048);
    expect(contents.join('')).toContain('请在与“学册”助手的单独会话中回复“待办”办理。');
    expect(contents.join('')).not.toContain('选项1');
  });

  it('sends a file that WeCom may have for the app already', async () => {
    vendorAnswers('media/upload', { ...ok, media_id: 'M1' });
    const said = vendorAnswers('appchat/send', ok, ok);
    const { wecom } = platform();
    await wecom.sendToGroup('CHAT', file, 'k', false);
    await wecom.sendToGroup('CHAT', file, 'k', false);
    expect(said.map(({ body }) => body)).toEqual(
      [1, 2].map(() => ({ chatid: 'CHAT', msgtype: 'file', file: { media_id: 'M1' } })),
    );
  });

  it.each([
    [86008, 'never'],
    [40050, 'never'],
    [45009, 'later'],
  ])('is refused with its class: %i %s', async (code, retry) => {
    vendorAnswers('appchat/send', refusal(code));
    const sent = platform().wecom.sendToGroup('CHAT', text('x'), 'k', false);
    await expect(sent).rejects.toMatchObject({ code: String(code), retry });
  });

  it('counts as a silence when only the first part went', async () => {
    vendorAnswers('appchat/send', ok, lost);
    const sent = platform().wecom.sendToGroup('CHAT', text('一'.repeat(1000)), 'k', false);
    await expect(sent).rejects.toMatchObject({ name: 'TransportError', reached: 'unknown' });
  });
});

describe('speaking through a group robot (D99110)', () => {
  const key = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';
  const group = `webhook:${key}`;

  it('sends by the key alone, without a token', async () => {
    const said = vendorAnswers('webhook/send', ok);
    await platform().wecom.sendToGroup(group, text('上课了。'), 'k', false);
    expect(said).toEqual([{ query: { key }, body: { msgtype: 'text', text: { content: '上课了。' } } }]);
  });

  it('sends a card as Markdown of up to 4096 bytes', async () => {
    const said = vendorAnswers('webhook/send', ok);
    await platform().wecom.sendToGroup(group, card({ lines: ['长'.repeat(1300)] }), 'k', false);
    expect(said[0]?.body).toMatchObject({ msgtype: 'markdown' });
  });

  it('sends a picture of up to 2 MB in the message itself', async () => {
    const said = vendorAnswers('webhook/send', ok);
    await platform().wecom.sendToGroup(group, { kind: 'picture', name: '码.jpg', sha256: 'jpg' }, 'k', false);
    const md5 = createHash('md5').update(jpg).digest('hex');
    expect(said[0]?.body).toEqual({ msgtype: 'image', image: { base64: jpg.toString('base64'), md5 } });
  });

  it.each([
    ['a file', file],
    ['a larger picture', { kind: 'picture', name: '照片.jpg', sha256: 'bigJpg' } as const],
  ])('brings %s to the robot first', async (_, message) => {
    const uploads = vendorAnswers('webhook/upload_media', { ...ok, type: 'file', media_id: 'R1' });
    const said = vendorAnswers('webhook/send', ok);
    await platform().wecom.sendToGroup(group, message, 'k', false);
    expect(uploads[0]?.query).toEqual({ key, type: 'file' });
    expect(said[0]?.body).toEqual({ msgtype: 'file', file: { media_id: 'R1' } });
  });

  it('says 20 messages a minute and waits with the next', async () => {
    const said = vendorAnswers('webhook/send', ...Array.from({ length: 21 }, () => ok));
    const { wecom, clock } = platform();
    for (let count = 0; count < 20; count += 1) await wecom.sendToGroup(group, text('x'), 'k', false);
    const next = () => wecom.sendToGroup(group, text('x'), 'k', false);
    await expect(next()).rejects.toMatchObject({ code: 'robot-limit', retry: 'later' });
    clock.advanceMs(60_000);
    await next();
    expect(said).toHaveLength(21);
  });

  it("does not take the robot's limit for the company's", async () => {
    vendorAnswers('webhook/send', refusal(45009));
    const sent = platform().wecom.sendToGroup(group, text('x'), 'k', false);
    await expect(sent).rejects.toMatchObject({ code: 'robot-limit', retry: 'later' });
  });

  it('is refused for good without a good key, and the key is in no log', async () => {
    const { wecom, lines } = platform();
    await expect(wecom.sendToGroup('webhook:a&b', text('x'), 'k', false)).rejects.toMatchObject({ code: '93000' });
    vendorAnswers('webhook/send', { errcode: 93000, errmsg: `invalid webhook url ${key}` });
    await expect(wecom.sendToGroup(group, text('x'), 'k', false)).rejects.toMatchObject({ code: '93000' });
    expect(lines.join()).toContain('93000');
    expect(lines.join()).not.toContain(key);
  });
});
