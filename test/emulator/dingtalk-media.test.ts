import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DingtalkMessageRequest } from '../../src/emulator/dingtalk/view.ts';
import { type Company, heardAt, startCompany, upload } from './dingtalk-company.ts';
import { DINGTALK } from './world.ts';

let company: Company;
beforeEach(async () => {
  company = await startCompany({ otherRobotCodes: ['otherapp'] });
});
afterEach(() => company.stop());

const BYTES = Buffer.from('花名册');
const bodies = () => company.emulator.conversation('dingtalk', 'user01').map(({ body }) => body);

async function heardAfter(request: Omit<DingtalkMessageRequest, 'userId'>): Promise<Record<string, unknown>> {
  company.emulator.dingtalk?.send({ userId: 'user01', ...request });
  await company.emulator.idle();
  return JSON.parse(heardAt(company, 'robot').at(-1)!.body) as Record<string, unknown>;
}

describe('what people send the robot', () => {
  const base64 = BYTES.toString('base64');
  it.each([
    ['picture', { kind: 'picture' }, { downloadCode: expect.any(String), pictureDownloadCode: expect.any(String) }],
    [
      'richText',
      { kind: 'richText', text: '看' },
      { richText: [{ text: '看' }, { type: 'picture', downloadCode: expect.any(String) }] },
    ],
    [
      'audio',
      { kind: 'audio', text: '待办' },
      { duration: 4000, downloadCode: expect.any(String), recognition: '待办' },
    ],
    ['video', { kind: 'video' }, { duration: 4000, downloadCode: expect.any(String), videoType: 'mp4' }],
    [
      'file',
      { kind: 'file', name: '花名册.xlsx', base64 },
      { downloadCode: expect.any(String), fileName: '花名册.xlsx' },
    ],
    ['unknownMsgType', { kind: 'unknownMsgType', text: 'poem' }, { unknownMsgType: 'poem' }],
  ] as const)('comes as %s', async (msgtype, request, content) => {
    expect(await heardAfter(request)).toMatchObject({ msgtype, content, senderStaffId: 'user01' });
    expect(bodies()).toHaveLength(1);
  });

  it('can come without every field that is not promised', async () => {
    const bare = await heardAfter({ kind: 'text', text: '待办', bare: true });
    for (const field of ['senderPlatform', 'isAdmin', 'chatbotCorpId', 'senderCorpId']) {
      expect(bare).not.toHaveProperty(field);
    }
    expect(bare).toMatchObject({ text: { content: '待办' }, senderStaffId: 'user01' });
  });
});

describe('downloads (row 52)', () => {
  const address = async (body: object) =>
    await company.dingtalk.call('POST', '/v1.0/robot/messageFiles/download', body);

  async function codeOf(): Promise<string> {
    const { content } = await heardAfter({ kind: 'file', name: '花名册.xlsx', base64: BYTES.toString('base64') });
    return (content as { downloadCode: string }).downloadCode;
  }

  it('serve the bytes without a token, for a while', async () => {
    const { json } = await address({ downloadCode: await codeOf(), robotCode: DINGTALK.robotCode });
    const file = await fetch(String(json.downloadUrl));
    expect(Buffer.from(await file.arrayBuffer())).toEqual(BYTES);
    company.clock.advanceMs(5 * 60_000);
    expect((await fetch(String(json.downloadUrl))).status).toBe(403);
  });

  it('refuse unknown codes, other robots, and codes after ten minutes', async () => {
    const downloadCode = await codeOf();
    const { robotCode } = DINGTALK;
    const codes = [
      await address({ downloadCode: '', robotCode }),
      await address({ downloadCode: 'no', robotCode }),
      await address({ downloadCode, robotCode: 'otherapp' }),
    ];
    company.clock.advanceMs(10 * 60_000);
    codes.push(await address({ downloadCode, robotCode }));
    expect(codes.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect(codes.map(({ json }) => json.code)).toEqual([
      'invalidParameter.robotCode.empty',
      'invalidParameter.robotCode.downloadCode',
      'invalidParameter.robotCode.auth',
      'invalidParameter.robotCode.downloadCode',
    ]);
  });

  it('do not serve a code as an address', async () => {
    const downloadCode = await codeOf();
    expect((await fetch(`${company.emulator.url}/media/downloadFile?key=${downloadCode}`)).status).toBe(403);
  });
});

describe('uploads', () => {
  it('can be sent as a file, a picture, a voice and a video', async () => {
    const { media_id: file } = await upload(company, 'file', '花名册.xlsx', BYTES);
    const { media_id: image } = await upload(company, 'image', 'map.png', BYTES);
    const { media_id: voice } = await upload(company, 'voice', 'a.amr', BYTES);
    const send = (msgKey: string, param: object) => company.dingtalk.batchSend(['user01'], msgKey, param);
    await send('sampleFile', { mediaId: file, fileName: '名单.xlsx', fileType: 'xlsx' });
    await send('sampleImageMsg', { photoURL: image });
    await send('sampleImageMsg', { photoURL: 'https://example.com/map.png' });
    await send('sampleAudio', { mediaId: voice, duration: '3000' });
    expect(bodies()).toMatchObject([
      { kind: 'file', name: '名单.xlsx', bytes: BYTES.length },
      { kind: 'picture', name: 'map.png' },
      { kind: 'picture', url: 'https://example.com/map.png' },
      { kind: 'file', name: 'a.amr' },
    ]);
    const [shown] = bodies() as { url: string }[];
    const bytes = await (await fetch(`${company.emulator.url}${shown?.url}`)).arrayBuffer();
    expect(Buffer.from(bytes)).toEqual(BYTES);
  });

  it.each([
    ['an unknown type', 'poem', 'a.pdf', BYTES, 40004],
    ['a wrong ending', 'file', 'a.exe', BYTES, 40005],
    ['an empty file', 'file', 'a.pdf', Buffer.alloc(0), 40005],
    ['a voice over 2 MB', 'voice', 'a.amr', Buffer.alloc((2 << 20) + 1), 40006],
  ] as const)('refuse %s', async (_what, type, name, bytes, errcode) => {
    expect(await upload(company, type, name, bytes)).toMatchObject({ errcode });
  });

  it.each([
    ['sampleFile', { mediaId: 'no', fileName: 'a.pdf', fileType: 'pdf' }, 'invalidParameter.param.invalid'],
    ['sampleFile', { mediaId: 'no', fileName: 'a.exe', fileType: 'exe' }, 'invalidParameter.param.invalid'],
    ['sampleFile', { fileName: 'a.pdf' }, 'miss.param.file'],
    ['sampleAudio', {}, 'miss.param.audio'],
    ['sampleVideo', {}, 'miss.param.video'],
    ['sampleImageMsg', {}, 'miss.param.photoTophotoUrl'],
  ])('%s is refused without its file', async (msgKey, param, code) => {
    expect(await company.dingtalk.batchSend(['user01'], msgKey, param)).toMatchObject({ status: 400, json: { code } });
    expect(bodies()).toEqual([]);
  });
});
