import nock from 'nock';
import { describe, expect, it } from 'vitest';
import type { FileMessage } from '../../../src/chat/message.ts';
import { api, oapi, startPlatform } from './setup.ts';
import { expectCall, withVendor } from './vendor.ts';

const batchSend = '/v1.0/robot/oToMessages/batchSend';
const sheet: FileMessage = { kind: 'file', name: '"名单".xlsx', sha256: 'a'.repeat(64) };
const picture: FileMessage = { kind: 'picture', name: '签到码.PNG', sha256: 'b'.repeat(64) };
const bytes = Buffer.from('bytes of the file');

withVendor();

function start(loadFile = async (_sha256: string) => bytes) {
  return startPlatform({ loadFile });
}

/** Multipart is not JSON: the raw body is looked at. */
function expectUpload(type: string, mediaId: string): string[] {
  const bodies: string[] = [];
  nock(oapi)
    .post('/media/upload', (body: string) => bodies.push(body) > 0)
    .query({ access_token: 't1', type })
    .matchHeader('content-type', /^multipart\/form-data; boundary=/)
    .reply(200, { errcode: 0, errmsg: 'ok', type, media_id: mediaId, created_at: 1_700_000_000_000 });
  return bodies;
}

describe('sending files and pictures (docs/vendors/dingtalk.md, Messages and Files)', () => {
  it('a file is put up and sent by its media id, to 20 people at once', async () => {
    const { platform } = start();
    const uploads = expectUpload('file', '@lA1');
    const sends = expectCall(api, batchSend, { processQueryKey: 'k1', invalidStaffIdList: ['ghost'] });
    expect(platform.capacity(sheet)).toBe(20);
    expect(await platform.send(['user01', 'ghost'], sheet, 'k', false)).toEqual([
      { userId: 'user01', result: 'sent', handle: { processQueryKey: 'k1' } },
      { userId: 'ghost', result: 'refused', code: 'invalidStaffId' },
    ]);
    expect(uploads[0]).toContain('name="media"; filename="%22名单%22.xlsx"');
    expect(uploads[0]).toContain('\r\n\r\nbytes of the file\r\n--');
    expect(sends).toMatchObject([{ msgKey: 'sampleFile' }]);
    expect(JSON.parse(String(sends[0]?.msgParam))).toEqual({
      mediaId: '@lA1',
      fileName: '"名单".xlsx',
      fileType: 'xlsx',
    });
  });

  it('a picture is shown as one', async () => {
    const { platform } = start();
    expectUpload('image', '@lA2');
    const sends = expectCall(api, batchSend, { processQueryKey: 'k1' });
    await platform.send(['user01'], picture, 'k', false);
    expect(sends).toMatchObject([{ msgKey: 'sampleImageMsg', msgParam: '{"photoURL":"@lA2"}' }]);
  });

  it('the same file is put up once in half a day', async () => {
    const { platform, clock } = start();
    expectUpload('file', '@lA1');
    nock(api).post(batchSend, /@lA1/).times(2).reply(200, { processQueryKey: 'k1' });
    await platform.send(['user01'], sheet, 'k1', false);
    await platform.send(['user02'], sheet, 'k2', false);
    clock.advanceMs(12 * 3_600_000);
    nock(api).post('/v1.0/oauth2/accessToken').reply(200, { accessToken: 't1', expireIn: 7200 });
    expectUpload('file', '@lA9');
    nock(api).post(batchSend, /@lA9/).reply(200, { processQueryKey: 'k1' });
    await platform.send(['user03'], sheet, 'k3', false);
  });

  it.each([
    ['a kind the robot cannot send', { ...sheet, name: '计划.pptx' }, bytes, 'file.unknown-type'],
    ['a name without an extension', { ...sheet, name: '计划' }, bytes, 'file.unknown-type'],
    ['a picture of another kind', { ...picture, name: '图.svg' }, bytes, 'file.unknown-type'],
    ['an empty file', sheet, Buffer.alloc(0), 'file.empty'],
    ['more than 20 MB', sheet, Buffer.alloc(20 * 1024 * 1024 + 1), 'file.too-large'],
  ])('%s is refused for everyone, unsent', async (_, file, content, code) => {
    const { platform } = start(async () => content);
    expect(await platform.send(['user01', 'user02'], file, 'k', false)).toEqual([
      { userId: 'user01', result: 'refused', code },
      { userId: 'user02', result: 'refused', code },
    ]);
  });

  it('without a store of files nothing of the kind is sent', async () => {
    const { platform } = startPlatform();
    expect(await platform.send(['user01'], sheet, 'k', false)).toMatchObject([
      { result: 'refused', code: 'file.not-configured' },
    ]);
  });

  it.each(['40004', '40005', '40006'])('a file the vendor refuses (%s) is not tried again', async (errcode) => {
    const { platform } = start();
    expectCall(oapi, '/media/upload', { errcode: Number(errcode), errmsg: 'x' });
    await expect(platform.send(['user01'], sheet, 'k', false)).rejects.toMatchObject({
      method: 'media/upload',
      code: errcode,
      retry: 'never',
    });
  });
});

describe('sending into a group (docs/vendors/dingtalk.md, Messages)', () => {
  const send = '/v1.0/robot/groupMessages/send';

  it.each([
    ['a text', { kind: 'text', text: '明天八点半报到' } as const, 'sampleText', '{"content":"明天八点半报到"}'],
    [
      'a card: what there is to read, and nothing to press',
      {
        kind: 'card',
        ...{ id: 'notice:1', title: '通知', lines: ['改在第二教室'], fields: [{ label: '时间', value: '8:30' }] },
        buttons: [{ label: '已阅', press: { action: 'notice.read', data: {} } }],
      } as const,
      'sampleMarkdown',
      '{"title":"通知","text":"### 【通知】  \\n  改在第二教室  \\n  时间：8:30"}',
    ],
  ])('%s', async (_, message, msgKey, msgParam) => {
    const { platform } = start();
    const sends = expectCall(api, send, { processQueryKey: 'k2' });
    await platform.sendToGroup?.('cid1==', message, 'k', false);
    expect(sends).toEqual([{ robotCode: 'dingappkey', openConversationId: 'cid1==', msgKey, msgParam }]);
  });

  it('a file goes out as one', async () => {
    const { platform } = start();
    expectUpload('file', '@lA1');
    const sends = expectCall(api, send, { processQueryKey: 'k2' });
    await platform.sendToGroup?.('cid1==', sheet, 'k', false);
    expect(sends).toMatchObject([{ msgKey: 'sampleFile' }]);
  });

  it('a file that cannot be sent fails for good', async () => {
    const { platform } = start();
    const sent = platform.sendToGroup?.('cid1==', { ...sheet, name: 'a.exe' }, 'k', false);
    await expect(sent).rejects.toMatchObject({ code: 'file.unknown-type', retry: 'never' });
  });

  it('a group that is gone is a refusal', async () => {
    const { platform } = start();
    expectCall(api, send, { requestid: 'r', code: 'group.disbanded', message: 'x' }, 400);
    const sent = platform.sendToGroup?.('cid1==', { kind: 'text', text: 'x' }, 'k', false);
    await expect(sent).rejects.toMatchObject({ code: 'group.disbanded', retry: 'never' });
  });
});
