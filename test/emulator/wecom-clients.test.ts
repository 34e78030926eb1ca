import { connect } from 'node:net';
import { decrypt } from '@wecom/crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readXml } from '../../src/emulator/wecom/xml.ts';
import { callerOf, MP4, PNG, startCompany } from './wecom-company.ts';
import { BUTTON_CARD, elementText, openWecom, PEOPLE, WECOM, type WecomCaller, type World } from './world.ts';

/** What clients of other authors send to WeCom and read from it. */
let world: World;
let wecom: WecomCaller;
beforeEach(async () => {
  const people = PEOPLE.map((person) => (person.userId === 'lisi' ? { ...person, mobile: '13800000000' } : person));
  world = await startCompany({}, { people });
  wecom = await callerOf(world);
});
afterEach(() => world.stop());

const items = (userId = 'lisi') => world.emulator.conversation('wecom', userId);
const lastHeard = () => world.bot.heard.at(-1)!;

/** Sends these bytes on a bare connection; the answer's first line and body. */
async function raw(request: string): Promise<{ status: string; body: string }> {
  const { hostname, port } = new URL(world.emulator.url);
  const socket = connect(Number(port), hostname);
  socket.end(request);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  const [head = '', body = ''] = Buffer.concat(chunks).toString().split('\r\n\r\n');
  return { status: head.split('\r\n')[0] ?? '', body };
}

describe('a request that offers h2c, as every Java client does', () => {
  const offer = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAB\r\n';

  it('is answered as if it did not', async () => {
    const path = `/cgi-bin/gettoken?corpid=${WECOM.corpId}&corpsecret=${WECOM.secret}`;
    const { status, body } = await raw(`GET ${path} HTTP/1.1\r\nHost: emulator\r\n${offer}\r\n`);
    expect(status).toBe('HTTP/1.1 200 OK');
    expect(body).toContain('"errcode":0');
  });

  it('keeps its body', async () => {
    const message = { touser: 'lisi', agentid: WECOM.agentId, msgtype: 'text', text: { content: '通知' } };
    const body = JSON.stringify(message);
    const head = `POST /cgi-bin/message/send?access_token=${wecom.token} HTTP/1.1\r\nHost: emulator\r\n`;
    const length = `Content-Length: ${Buffer.byteLength(body)}\r\nContent-Type: application/json\r\n`;
    await raw(`${head}${offer}${length}\r\n${body}`);
    expect(items().map((item) => item.body)).toEqual([{ kind: 'text', text: '通知' }]);
  });
});

describe('numbers written as texts', () => {
  it('are read: WxJava sends safe as "0" with every message', async () => {
    const sent = await wecom.send('lisi', {
      msgtype: 'text',
      text: { content: '通知' },
      safe: '0',
      agentid: '1000002',
    });
    expect(sent).toMatchObject({ errcode: 0 });
    expect(items()[0]).not.toHaveProperty('confidential');
    await wecom.send('lisi', { msgtype: 'text', text: { content: '机密' }, safe: '1' });
    expect(items()[1]).toMatchObject({ confidential: true });
    expect(await wecom.send('lisi', { msgtype: 'text', text: { content: '通知' }, safe: 'x' })).toMatchObject({
      errcode: 40058,
    });
  });

  it('switch the duplicate check on and set its interval', async () => {
    const message = { msgtype: 'text', text: { content: '通知' }, enable_duplicate_check: '1' };
    for (let count = 0; count < 2; count += 1) await wecom.send('lisi', { ...message, duplicate_check_interval: '60' });
    expect(items()).toHaveLength(1);
    world.clock.advanceMs(60_000);
    await wecom.send('lisi', { ...message, duplicate_check_interval: '60' });
    expect(items()).toHaveLength(2);
  });

  it('count in cards', async () => {
    const card = { ...BUTTON_CARD, button_list: [{ text: '打开', type: '1', url: 'https://e.example' }] };
    expect(await wecom.sendCard('lisi', card)).toMatchObject({ errcode: 0 });
    const wrong = { ...card, task_id: 't2', button_list: [{ text: '打开', type: '1' }] };
    expect(await wecom.sendCard('lisi', wrong)).toMatchObject({ errcode: 42028 });
  });
});

describe('fields that a client fills with nothing', () => {
  it('are as absent: go-workwx always sends chatid and owner', async () => {
    const chat = { name: '春季班', owner: '', userlist: ['lisi', 'zhangsan'], chatid: '' };
    const { errcode, chatid } = await wecom.post('appchat/create', chat);
    expect([errcode, String(chatid).length > 0]).toEqual([0, true]);
    expect(await wecom.get('appchat/get', `chatid=${chatid}`)).toMatchObject({ chat_info: { owner: 'lisi' } });
    expect(await wecom.post('appchat/update', { chatid, owner: '', name: '秋季班' })).toMatchObject({ errcode: 0 });
  });

  it('are as absent where they are null, as in Go lists and Java objects', async () => {
    const card = { ...BUTTON_CARD, jump_list: null, action_menu: null, quote_area: null };
    expect(await wecom.sendCard('lisi', card)).toMatchObject({ errcode: 0 });
    const text = { toparty: null, msgtype: 'text', text: { content: '通知' }, safe: null };
    expect(await wecom.send('lisi', text)).toMatchObject({ errcode: 0 });
  });

  it('leave a notice without task_id sendable more than once', async () => {
    const notice = {
      card_type: 'text_notice',
      task_id: '',
      main_title: { title: '通知' },
      card_action: { type: 1, url: 'https://e.example' },
    };
    for (let count = 0; count < 2; count += 1)
      expect(await wecom.sendCard('lisi', notice)).toMatchObject({ errcode: 0 });
  });
});

describe('the app as clients ask for it when they log in', () => {
  it('is described by agent/get, which the Satori adapter reads first', async () => {
    expect(await wecom.get('agent/get', 'agentid=1000002')).toMatchObject({
      errcode: 0,
      agentid: 1000002,
      name: expect.stringMatching(/./),
      square_logo_url: expect.any(String),
      close: 0,
      allow_partys: { partyid: [1] },
    });
    expect(await wecom.get('agent/get')).toMatchObject({ errcode: 41011 });
    expect(await wecom.get('agent/get', 'agentid=7')).toMatchObject({ errcode: 40056 });
    expect(await wecom.get('agent/list')).toMatchObject({ agentlist: [{ agentid: 1000002 }] });
  });

  it('finds a member by mobile', async () => {
    expect(await wecom.post('user/getuserid', { mobile: '13800000000' })).toMatchObject({ errcode: 0, userid: 'lisi' });
    expect(await wecom.post('user/getuserid', { mobile: '13900000000' })).toMatchObject({ errcode: 46004 });
    expect(await wecom.post('user/getuserid', {})).toMatchObject({ errcode: 40058 });
  });
});

describe('addresses and ids in callbacks lead somewhere', () => {
  it('PicUrl serves the picture to whoever has it', async () => {
    world.emulator.wecom.send('lisi', { kind: 'image', name: 'a.png', bytes: PNG });
    await world.emulator.idle();
    const answer = await fetch(elementText(openWecom(lastHeard()), 'PicUrl'));
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PNG);
    expect((await fetch(`${world.emulator.url}/wwpic/nobody`)).status).toBe(404);
  });

  it('ThumbMediaId of a video can be fetched', async () => {
    world.emulator.wecom.send('lisi', { kind: 'video', name: 'a.mp4', bytes: MP4 });
    await world.emulator.idle();
    const id = elementText(openWecom(lastHeard()), 'ThumbMediaId');
    const answer = await fetch(`${world.emulator.url}/cgi-bin/media/get?access_token=${wecom.token}&media_id=${id}`);
    expect(answer.headers.get('content-type')).toContain('image/');
  });
});

describe('envelopes and replies in the form of another XML writer', () => {
  it('a callback can come with BOM, declaration, comment and line breaks, its signature still right', async () => {
    world.emulator.fault({ vendor: 'wecom', where: 'callback', fault: 'rewritten-envelope', times: 1 });
    for (const text of ['待办', '帮助']) await world.emulator.say({ vendor: 'wecom', userId: 'lisi', text });
    await world.emulator.idle();
    const [relayed, plain] = world.bot.heard.map(({ body }) => body);
    expect(relayed).toMatch(/^\uFEFF<\?xml version="1.0" encoding="UTF-8"\?>\n<!-- relayed -->\n<xml>\n/);
    expect(relayed).toMatch(/<Encrypt>\n\s+<!\[CDATA\[.*\]\]>\n\s+<\/Encrypt>\n<\/xml>\n$/);
    expect(plain).toMatch(/^<xml><ToUserName>/);
    const [, sealed = ''] = /<Encrypt>\s*<!\[CDATA\[(.*?)\]\]>/.exec(relayed ?? '') ?? [];
    expect(decrypt(WECOM.encodingAesKey, sealed).message).toContain('待办');
  });

  it('cannot be asked of DingTalk', () => {
    const fault = { vendor: 'dingtalk', where: 'callback', fault: 'rewritten-envelope', times: 1 } as const;
    expect(() => world.emulator.fault(fault)).toThrow('企业微信');
  });

  it('menu events can come in capitals', async () => {
    world.emulator.wecom.fire('lisi', { event: 'CLICK', key: 'todo' });
    await world.emulator.idle();
    const xml = openWecom(lastHeard());
    expect([elementText(xml, 'Event'), elementText(xml, 'EventKey')]).toEqual(['CLICK', 'todo']);
  });

  it.each([
    ['a declaration and a BOM', '\uFEFF<?xml version="1.0" encoding="utf-8"?>\n<xml><A>1</A></xml>\n'],
    ['comments and line breaks', '<!-- <A>2</A> -->\n<xml>\n<!-- x --><A>1</A>\n</xml>'],
    ['an empty element', '<xml><B/><A>1</A><B /></xml>'],
    ['characters by number', '<xml><A>&#49;</A></xml>'],
    ['characters by hexadecimal number', '<xml><A>&#x31;</A></xml>'],
  ])('a reply is read with %s', (_what, source) => {
    expect(
      readXml(source)
        .children.get('A')
        ?.map(({ text }) => text),
    ).toEqual(['1']);
  });

  it.each(['<xml><A>&#x110000;</A></xml>', '<xml><A>&nbsp;</A></xml>', '<xml><A></xml>', '<?xml?><a/>'])(
    'a reply is refused that no XML reader takes: %s',
    (source) => {
      expect(() => readXml(source)).toThrow();
    },
  );
});

it.each(['getcallbackip', 'get_api_domain_ip'])('%s names addresses', async (method) => {
  expect(await wecom.get(method)).toMatchObject({ errcode: 0, ip_list: ['127.0.0.1'] });
});
