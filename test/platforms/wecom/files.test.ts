import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileMessage } from '../../../src/chat/message.ts';
import { createWecomPlatform } from '../../../src/platforms/wecom/platform.ts';
import { apiBase, refusal, testApp, tokenAnswer } from './api.ts';
import { agentId } from './callbacks.ts';
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

const jpg = Buffer.from('ffd8ffe000104a46494600', 'hex');
const png = Buffer.from('89504e470d0a1a0a0000000d', 'hex');
const sheet = Buffer.from('PK\x03\x04 roster');
const store: Readonly<Record<string, Buffer>> = {
  jpg,
  png,
  sheet,
  tiny: Buffer.from('12345'),
  huge: Buffer.alloc(10 * 1024 * 1024 + 1),
};
const file: FileMessage = { kind: 'file', name: '花名册.xlsx', sha256: 'sheet' };
const picture: FileMessage = { kind: 'picture', name: '签到码.jpg', sha256: 'jpg' };

interface Brought {
  type: string | string[] | undefined;
  contentType: string;
  body: Buffer;
}

/** D90253: the answers to the next uploads, in turn; what was brought is kept. */
function uploads(...answers: readonly (object | Error)[]): Brought[] {
  const brought: Brought[] = [];
  for (const answer of answers) {
    const call = nock(apiBase).post('/cgi-bin/media/upload').query(true);
    if (answer instanceof Error) call.replyWithError(answer);
    else
      call.reply(200, function reply(uri, body) {
        const type = new URL(uri, apiBase).searchParams.get('type') ?? '';
        const bytes = typeof body === 'string' ? Buffer.from(body, /^[0-9a-f]+$/.test(body) ? 'hex' : 'utf8') : body;
        brought.push({ type, contentType: String(this.req.headers['content-type']), body: bytes as Buffer });
        return answer as nock.Body;
      });
  }
  return brought;
}

const uploaded = (id: string) => ({ errcode: 0, errmsg: '', type: 'file', media_id: id, created_at: '1700000000' });

function sends(...answers: readonly object[]): object[] {
  const sent: object[] = [];
  for (const answer of answers)
    nock(apiBase)
      .post('/cgi-bin/message/send', (body: object) => {
        sent.push(body);
        return true;
      })
      .query(true)
      .reply(200, answer as nock.Body);
  return sent;
}

const ok = { errcode: 0, errmsg: 'ok', msgid: 'MSGID' };

function platform() {
  const { options, clock } = testApp();
  const keys = { token: vectorA.token, encodingAesKey: vectorA.encodingAesKey };
  const loadFile = async (sha256: string) => store[sha256] ?? Promise.reject(new Error(`no file ${sha256}`));
  return { wecom: createWecomPlatform({ ...options, ...keys, agentId, loadFile }), clock };
}

describe('a file (D90236, D90253)', () => {
  it('is brought as the part "media" under its own name, then sent to many by its id', async () => {
    const brought = uploads(uploaded('M1'));
    const sent = sends(ok);
    const { wecom } = platform();
    expect(wecom.capacity(file)).toBe(1000);
    expect(await wecom.send(['a', 'b'], file, 'k', false)).toMatchObject([{ result: 'sent' }, { result: 'sent' }]);
    const [{ type, contentType, body } = { type: '', contentType: '', body: Buffer.alloc(0) }] = brought;
    const border = /^multipart\/form-data; boundary=(\S{20,70})$/.exec(contentType)?.[1];
    expect(type).toBe('file');
    expect(body.toString('utf8')).toBe(
      `--${border}\r\nContent-Disposition: form-data; name="media"; filename="花名册.xlsx"; filelength=${sheet.length}\r\n` +
        `Content-Type: application/octet-stream\r\n\r\n${sheet.toString('utf8')}\r\n--${border}--\r\n`,
    );
    expect(sent).toEqual([{ touser: 'a|b', agentid: 1000002, msgtype: 'file', file: { media_id: 'M1' } }]);
  });

  it('that is a picture goes as one where it is JPG or PNG', async () => {
    const brought = uploads(uploaded('J'), uploaded('P'), uploaded('S'));
    const sent = sends(ok, ok, ok);
    const { wecom } = platform();
    for (const sha256 of ['jpg', 'png', 'sheet']) await wecom.send(['a'], { ...picture, sha256 }, 'k', false);
    expect(brought.map(({ type }) => type)).toEqual(['image', 'image', 'file']);
    expect(sent).toMatchObject([
      { image: { media_id: 'J' } },
      { image: { media_id: 'P' } },
      { file: { media_id: 'S' } },
    ]);
  });

  it('is brought once for all who get it within two and a half days, whether one after the other or at once', async () => {
    uploads(uploaded('M1'));
    const sent = sends(ok, ok, ok);
    const { wecom, clock } = platform();
    await Promise.all([wecom.send(['a'], file, 'k1', false), wecom.send(['b'], file, 'k2', false)]);
    clock.advanceMs(60 * 3_600_000 - 1);
    await wecom.send(['c'], file, 'k3', false);
    expect(sent).toMatchObject([1, 2, 3].map(() => ({ file: { media_id: 'M1' } })));
    uploads(uploaded('M2'));
    const later = sends(ok);
    clock.advanceMs(1);
    await wecom.send(['d'], file, 'k4', false);
    expect(later).toMatchObject([{ file: { media_id: 'M2' } }]);
  });

  it('is brought again under another name, which its receivers see', async () => {
    uploads(uploaded('M1'), uploaded('M2'));
    const sent = sends(ok, ok);
    const { wecom } = platform();
    await wecom.send(['a'], file, 'k', false);
    await wecom.send(['a'], { ...file, name: '名册.xlsx' }, 'k', false);
    expect(sent).toMatchObject([{ file: { media_id: 'M1' } }, { file: { media_id: 'M2' } }]);
  });

  it.each([40007, 40145])('that WeCom lost is brought again, once (%i)', async (code) => {
    uploads(uploaded('M1'), uploaded('M2'));
    const sent = sends(refusal(code), ok);
    const { wecom } = platform();
    expect(await wecom.send(['a'], file, 'k', false)).toMatchObject([{ result: 'sent' }]);
    expect(sent).toMatchObject([{ file: { media_id: 'M1' } }, { file: { media_id: 'M2' } }]);
    uploads(uploaded('M3'));
    sends(refusal(code), refusal(code));
    await expect(wecom.send(['a'], file, 'k', false)).rejects.toMatchObject({ code: String(code), retry: 'never' });
  });

  it('whose name WeCom cannot read goes under a plain one', async () => {
    const brought = uploads(refusal(44001), uploaded('M1'));
    sends(ok);
    await platform().wecom.send(['a'], file, 'k', false);
    expect(brought.map(({ body }) => /filename="(.*?)"/.exec(body.toString('utf8'))?.[1])).toEqual([
      '花名册.xlsx',
      'file.xlsx',
    ]);
    uploads(refusal(44001));
    const plain = { ...file, name: 'roster.xlsx' };
    await expect(platform().wecom.send(['a'], plain, 'k', false)).rejects.toMatchObject({ code: '44001' });
  });

  it('cannot break out of its header by its name', async () => {
    const brought = uploads(uploaded('M1'));
    sends(ok);
    await platform().wecom.send(['a'], { ...file, name: 'a"\r\nX-Evil: 1\\../b.txt' }, 'k', false);
    expect(brought[0]?.body.toString('utf8')).toContain('filename="a__X-Evil: 1_.._b.txt"; filelength');
  });

  it.each(['tiny', 'huge'])('that is too %s never leaves', async (sha256) => {
    const answer = platform().wecom.send(['a'], { ...file, sha256 }, 'k', false);
    await expect(answer).rejects.toMatchObject({ code: 'file-size', retry: 'never' });
  });

  it('that did not get there has reached nobody, and is brought again next time', async () => {
    uploads(Object.assign(new Error('x'), { code: 'ECONNRESET' }));
    const { wecom } = platform();
    await expect(wecom.send(['a'], file, 'k', false)).rejects.toMatchObject({ name: 'TransportError', reached: 'no' });
    uploads(uploaded('M1'));
    sends(ok);
    expect(await wecom.send(['a'], file, 'k', false)).toMatchObject([{ result: 'sent' }]);
  });

  it.each([
    [40004, 'never'],
    [45001, 'never'],
    [45009, 'later'],
  ])('that WeCom refuses is refused with its class: %i %s', async (code, retry) => {
    uploads(refusal(code));
    await expect(platform().wecom.send(['a'], file, 'k', false)).rejects.toMatchObject({ code: String(code), retry });
  });

  it('asks for the duplicate check when it is said again after a silence', async () => {
    uploads(uploaded('M1'));
    const sent = sends(ok);
    await platform().wecom.send(['a'], file, 'k', true);
    expect(sent).toMatchObject([{ enable_duplicate_check: 1 }]);
  });

  it('cannot be sent where there is no file store', async () => {
    const { options } = testApp();
    const keys = { token: vectorA.token, encodingAesKey: vectorA.encodingAesKey };
    const wecom = createWecomPlatform({ ...options, ...keys, agentId });
    await expect(wecom.send(['a'], file, 'k', false)).rejects.toMatchObject({ code: 'no-file-store', retry: 'never' });
  });
});
