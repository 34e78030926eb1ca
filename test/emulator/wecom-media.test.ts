import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AMR, callerOf, MP4, PNG, startCompany, upload } from './wecom-company.ts';
import { getJson, type WecomCaller, type World } from './world.ts';

const DAY_MS = 24 * 3_600_000;

let world: World;
let wecom: WecomCaller;
beforeEach(async () => {
  world = await startCompany();
  wecom = await callerOf(world);
});
afterEach(() => world.stop());

const bodies = (userId: string) => world.emulator.conversation('wecom', userId).map(({ body }) => body);
const put = (type: string, bytes: Buffer, name?: string) => upload(world, wecom.token, type, bytes, name);
const addressOf = (mediaId: unknown) =>
  `${world.emulator.wecomApiBase}/cgi-bin/media/get?access_token=${wecom.token}&media_id=${mediaId}`;

describe('media of WeCom', () => {
  it('come back as they went in, whole or in part', async () => {
    const { media_id, created_at, type } = await put('file', Buffer.from('0123456789'), 'plan.txt');
    expect([type, created_at]).toEqual(['file', String(Math.floor(world.clock.now().getTime() / 1000))]);
    const whole = await fetch(addressOf(media_id));
    expect(await whole.text()).toBe('0123456789');
    expect(whole.headers.get('content-disposition')).toBe('attachment; filename="plan.txt"');
    const part = await fetch(addressOf(media_id), { headers: { range: 'bytes=2-4' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234']);
  });

  it('expire after three days, in JSON under status 200', async () => {
    const { media_id } = await put('image', PNG, 'a.png');
    world.clock.advanceMs(3 * DAY_MS - 1);
    wecom = await callerOf(world);
    expect((await fetch(addressOf(media_id))).headers.get('content-type')).toBe('image/png');
    expect(await wecom.send('lisi', { msgtype: 'image', image: { media_id } })).toMatchObject({ errcode: 0 });
    world.clock.advanceMs(1);
    expect(await getJson(addressOf(media_id))).toMatchObject({ errcode: 40007 });
    expect(await wecom.send('lisi', { msgtype: 'image', image: { media_id } })).toMatchObject({ errcode: 40007 });
  });

  it.each([
    ['an unknown type', 'poem', PNG, 40005],
    ['an empty file', 'file', Buffer.alloc(0), 44001],
    ['five bytes', 'file', Buffer.alloc(5), 40006],
    ['a file over 20 MB', 'file', Buffer.alloc((20 << 20) + 1), 45001],
    ['a picture over 10 MB', 'image', Buffer.concat([PNG, Buffer.alloc(10 << 20)]), 40009],
    ['a video over 10 MB', 'video', Buffer.concat([MP4, Buffer.alloc(10 << 20)]), 40011],
    ['a picture nobody can read', 'image', Buffer.from('not a picture'), 40123],
    ['a voice that is not AMR', 'voice', Buffer.from('RIFF....WAVE'), 40004],
    ['a video that is not MP4', 'video', Buffer.from('not a video'), 40004],
    ['a voice over 60 seconds', 'voice', Buffer.concat([AMR, ...Array(60).fill(AMR.subarray(6))]), 45007],
  ])('refuse %s', async (_what, type, bytes, errcode) => {
    expect(await put(type, bytes)).toMatchObject({ errcode });
  });

  it('refuse a body without the part `media`, and an id that is missing or unknown', async () => {
    const url = `${world.emulator.wecomApiBase}/cgi-bin/media/upload?access_token=${wecom.token}&type=file`;
    const plain = await fetch(url, { method: 'POST', body: 'no form' });
    expect(await plain.json()).toMatchObject({ errcode: 44001 });
    expect(await getJson(addressOf(''))).toMatchObject({ errcode: 41006 });
    expect(await getJson(addressOf('nonsense'))).toMatchObject({ errcode: 40007 });
  });
});

describe('messages with media', () => {
  it('show a picture, a voice, a video and a file', async () => {
    const image = await put('image', PNG, 'notice.png');
    const voice = await put('voice', AMR, 'a.amr');
    const video = await put('video', MP4, 'b.mp4');
    const file = await put('file', Buffer.from('roster'), 'roster.xlsx');
    await wecom.send('lisi', { msgtype: 'image', image: { media_id: image.media_id } });
    await wecom.send('lisi', { msgtype: 'voice', voice: { media_id: voice.media_id } });
    await wecom.send('lisi', { msgtype: 'video', video: { media_id: video.media_id, title: '开班式' } });
    await wecom.send('lisi', { msgtype: 'file', file: { media_id: file.media_id } });
    expect(bodies('lisi')).toMatchObject([
      { kind: 'picture', name: 'notice.png' },
      { kind: 'file', name: 'a.amr' },
      { kind: 'file', name: '开班式' },
      { kind: 'file', name: 'roster.xlsx', bytes: 6 },
    ]);
    const [picture] = bodies('lisi');
    const opened = await fetch(`${world.emulator.url}${picture?.kind === 'picture' ? picture.url : ''}`);
    expect(Buffer.from(await opened.arrayBuffer())).toEqual(PNG);
  });

  it('take media of their own kind alone', async () => {
    const { media_id } = await put('file', Buffer.from('roster'), 'roster.xlsx');
    expect(await wecom.send('lisi', { msgtype: 'image', image: { media_id } })).toMatchObject({ errcode: 40007 });
    expect(await wecom.send('lisi', { msgtype: 'file', file: {} })).toMatchObject({ errcode: 41006 });
    expect(bodies('lisi')).toEqual([]);
  });
});
