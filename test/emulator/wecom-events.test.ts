import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seal, sealSignature } from '../../src/emulator/crypto.ts';
import type { WecomEvent } from '../../src/emulator/wecom/events.ts';
import type { MemberMessage } from '../../src/emulator/wecom/member-messages.ts';
import { AMR, callerOf, MP4, PNG, startCompany, upload } from './wecom-company.ts';
import { elementText, openWecom, WECOM, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startCompany();
});
afterEach(() => world.stop());

async function heardAfter(act: () => void): Promise<string> {
  act();
  await world.emulator.idle();
  return openWecom(world.bot.heard.at(-1)!);
}

/** The bot answers the next callback with a sealed reply of this kind. */
function answerWith(kind: string, inner: string): void {
  world.bot.answer = ({ query }) => {
    const plain =
      `<xml><ToUserName><![CDATA[lisi]]></ToUserName><FromUserName><![CDATA[${WECOM.corpId}]]></FromUserName>` +
      `<CreateTime>1</CreateTime><MsgType><![CDATA[${kind}]]></MsgType>${inner}</xml>`;
    const encrypted = seal({ ...WECOM, owner: WECOM.corpId }, plain, Buffer.alloc(16, 7));
    const nonce = query.get('nonce') ?? '';
    const signature = sealSignature(WECOM.token, '1', nonce, encrypted);
    return {
      body: `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature><TimeStamp>1</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`,
    };
  };
}

describe('what members send', () => {
  it.each<[string, MemberMessage, Record<string, string>]>([
    ['image', { kind: 'image', name: 'a.png', bytes: PNG }, {}],
    ['voice', { kind: 'voice', name: 'a.amr', bytes: AMR }, { Format: 'amr' }],
    ['video', { kind: 'video', name: 'a.mp4', bytes: MP4 }, {}],
    ['file', { kind: 'file', name: '请假条.docx', bytes: Buffer.from('docx') }, { FileName: '请假条.docx' }],
  ])('reaches the bot as %s, to be fetched for three days', async (kind, message, more) => {
    const xml = await heardAfter(() => world.emulator.wecom.send('lisi', message));
    expect(elementText(xml, 'MsgType')).toBe(kind);
    expect(elementText(xml, 'MsgId')).toMatch(/^\d{19}$/);
    for (const [name, value] of Object.entries(more)) expect(elementText(xml, name)).toBe(value);
    const fetchMedia = async () => {
      const { token } = await callerOf(world);
      const query = `access_token=${token}&media_id=${elementText(xml, 'MediaId')}`;
      return await fetch(`${world.emulator.wecomApiBase}/cgi-bin/media/get?${query}`);
    };
    expect(Buffer.from(await (await fetchMedia()).arrayBuffer())).toEqual(
      'bytes' in message ? message.bytes : undefined,
    );
    world.clock.advanceMs(3 * 24 * 3_600_000);
    expect(await (await fetchMedia()).json()).toMatchObject({ errcode: 40007 });
  });

  it('reaches the bot as a place, as a link, and as a kind no page lists', async () => {
    const { wecom } = world.emulator;
    const place = await heardAfter(() =>
      wecom.send('lisi', { kind: 'location', latitude: 23.12, longitude: 113.25, label: '县委党校' }),
    );
    expect(place).toContain('<Location_X>23.12</Location_X><Location_Y>113.25</Location_Y>');
    expect([elementText(place, 'Label'), elementText(place, 'AppType')]).toEqual(['县委党校', 'wxwork']);
    const link = { kind: 'link', title: '通知', description: '全文', url: 'https://a.cn/1' } as const;
    expect(elementText(await heardAfter(() => wecom.send('lisi', link)), 'Url')).toBe('https://a.cn/1');
    const odd = await heardAfter(() => wecom.send('lisi', { kind: 'unknown', msgType: 'sticker' }));
    expect(elementText(odd, 'MsgType')).toBe('sticker');
    expect(world.emulator.conversation('wecom', 'lisi').map(({ body }) => body.kind)).toEqual(['text', 'news', 'text']);
  });
});

describe('events', () => {
  it.each<[string, WecomEvent, string]>([
    ['lisi', { event: 'LOCATION', latitude: 23.1, longitude: 113.2, precision: 30 }, '<Precision>30</Precision>'],
    ['lisi', { event: 'scancode_push', key: 'k', scanned: 'https://a.cn' }, '<ScanResult><![CDATA[https://a.cn]]>'],
    ['lisi', { event: 'pic_sysphoto', key: 'k', md5s: ['m'] }, '<PicMd5Sum><![CDATA[m]]>'],
    ['lisi', { event: 'location_select', key: 'k', latitude: 1, longitude: 2, label: '站' }, '<Label><![CDATA[站]]>'],
    ['lisi', { event: 'view_miniprogram', key: 'pages/a' }, '<EventKey><![CDATA[pages/a]]>'],
    ['sys', { event: 'batch_job_result', jobId: 'j', jobType: 'sync_user', errCode: 0, errMsg: 'ok' }, '<JobId>'],
    ['lisi', { event: 'open_approval_change', thirdNo: '201', status: 1 }, '<ThirdNo><![CDATA[201]]>'],
    ['sys', { event: 'share_agent_change' }, '<FromUserName><![CDATA[sys]]>'],
    ['sys', { event: 'share_chain_change' }, '<FromUserName><![CDATA[sys]]>'],
    ['sys', { event: 'inactive_alert', effectTime: 1700000000 }, '<EffectTime>1700000000</EffectTime>'],
    ['sys', { event: 'low_active_alert', effectTime: 1700000000 }, '<EffectTime>'],
    ['sys', { event: 'close_inactive_agent' }, '<AgentID>1000002</AgentID>'],
    ['sys', { event: 'reopen_inactive_agent' }, '<AgentID>'],
    ['sys', { event: 'low_active' }, '<AgentID>'],
    ['sys', { event: 'active_restored' }, '<AgentID>'],
    ['lisi', { event: 'unknown', name: 'brand_new' }, '<Event><![CDATA[brand_new]]>'],
  ])('from %s carry what is theirs: %o', async (from, event, expected) => {
    const xml = await heardAfter(() => world.emulator.wecom.fire(from, event));
    expect(elementText(xml, 'MsgType')).toBe('event');
    expect(elementText(xml, 'Event')).toBe(event.event === 'unknown' ? event.name : event.event);
    expect(xml).toContain(expected);
    expect(xml).not.toContain('MsgId');
  });

  it('that take no reply show nothing of one', async () => {
    answerWith('text', '<Content><![CDATA[收到]]></Content>');
    world.emulator.wecom.fire('lisi', { event: 'pic_sysphoto', key: 'k', md5s: [] });
    await world.emulator.idle();
    expect(world.emulator.conversation('wecom', 'lisi')).toEqual([]);
    world.emulator.wecom.fire('lisi', { event: 'enter_agent' });
    await world.emulator.idle();
    expect(world.emulator.conversation('wecom', 'lisi')).toMatchObject([{ body: { kind: 'text', text: '收到' } }]);
  });
});

describe('passive replies', () => {
  const say = async () => {
    await world.emulator.say({ vendor: 'wecom', userId: 'lisi', text: '一' });
    await world.emulator.idle();
    return world.emulator.conversation('wecom', 'lisi');
  };

  it('may be pictures, videos and articles', async () => {
    const { token } = await callerOf(world);
    const image = await upload(world, token, 'image', PNG, 'a.png');
    const video = await upload(world, token, 'video', MP4, 'b.mp4');
    answerWith('image', `<Image><MediaId><![CDATA[${image.media_id}]]></MediaId></Image>`);
    expect((await say()).at(-1)?.body).toMatchObject({ kind: 'picture', name: 'a.png' });
    answerWith('video', `<Video><MediaId>${video.media_id}</MediaId><Title>开班式</Title></Video>`);
    expect((await say()).at(-1)?.body).toMatchObject({ kind: 'file', name: '开班式' });
    const item = '<item><Title>通知</Title><Description>全文</Description><Url>https://a.cn</Url></item>';
    answerWith('news', `<ArticleCount>1</ArticleCount><Articles>${item}</Articles>`);
    expect((await say()).at(-1)?.body).toMatchObject({ kind: 'news', articles: [{ title: '通知', desc: '全文' }] });
  });

  it('with media nobody uploaded, or of no known kind, show nothing', async () => {
    answerWith('voice', '<Voice><MediaId>nonsense</MediaId></Voice>');
    expect(await say()).toMatchObject([{ from: 'person', trouble: expect.stringContaining('看不懂') }]);
    answerWith('markdown', '<Content>x</Content>');
    expect((await say()).at(-1)).toMatchObject({ from: 'person', trouble: expect.stringContaining('markdown') });
  });
});
