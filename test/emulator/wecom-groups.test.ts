import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callerOf, callWith, OTHER_APP, PNG, postFile, startCompany, tokenFor } from './wecom-company.ts';
import { BUTTON_CARD, sendJson, type WecomCaller, type World } from './world.ts';

const KEY = '693a91f6-7xxx';

let world: World;
let wecom: WecomCaller;
beforeEach(async () => {
  world = await startCompany({
    otherApps: [OTHER_APP],
    webhookRobots: [{ key: KEY, group: '春季班群', name: '班主任', members: ['ZhangSan', 'lisi'] }],
  });
  wecom = await callerOf(world);
});
afterEach(() => world.stop());

const seen = (userId: string, group: string) =>
  world.emulator.conversation('wecom', userId, group).map(({ body }) => body);
/** The group the webhook robot sits in. */
const robotChat = (userId: string) =>
  world.emulator.groups('wecom', userId).find(({ name }) => name === '春季班群')!.id;
const create = (more: object = {}) =>
  wecom.post('appchat/create', {
    name: '春季班',
    owner: 'lisi',
    userlist: ['zhangsan', 'lisi'],
    chatid: 'class1',
    ...more,
  });

describe('group chats of the app', () => {
  it('are made, read and changed', async () => {
    expect(await create({ name: '班'.repeat(60) })).toMatchObject({ errcode: 0, chatid: 'class1' });
    const { chat_info } = await wecom.get('appchat/get', 'chatid=class1');
    const chat = { chatid: 'class1', owner: 'lisi', userlist: ['ZhangSan', 'lisi'], chat_type: 0 };
    expect(chat_info).toEqual({ ...chat, name: '班'.repeat(50) });
    const change = {
      chatid: 'class1',
      name: '新名',
      owner: 'wangwu',
      add_user_list: ['wangwu'],
      del_user_list: ['lisi'],
    };
    expect(await wecom.post('appchat/update', change)).toMatchObject({ errcode: 0 });
    expect((await wecom.get('appchat/get', 'chatid=class1')).chat_info).toMatchObject({
      name: '新名',
      owner: 'wangwu',
      userlist: ['ZhangSan', 'wangwu'],
    });
    expect(world.emulator.groups('wecom', 'wangwu')).toMatchObject([{ id: 'class1', name: '新名', members: 2 }]);
  });

  it.each([
    ['one member', { userlist: ['lisi'] }, 86006],
    ['a stranger', { userlist: ['lisi', 'ghost'] }, 86007],
    ['an id that is none', { userlist: ['lisi', '张三'] }, 86216],
    ['an owner who is no member', { owner: 'wangwu' }, 86005],
    ['a chatid with other characters', { chatid: 'class_1' }, 86001],
    ['a chatid over 32 characters', { chatid: 'c'.repeat(33) }, 86001],
  ])('are not made with %s', async (_what, more, errcode) => {
    expect(await create(more)).toMatchObject({ errcode });
  });

  it('have an id once, and are known to the app that made them alone', async () => {
    await create();
    expect(await create()).toMatchObject({ errcode: 86215 });
    expect(await wecom.get('appchat/get', 'chatid=ghost')).toMatchObject({ errcode: 40050 });
    expect(await wecom.get('appchat/get')).toMatchObject({ errcode: 86003 });
    const other = await tokenFor(world, OTHER_APP.secret);
    expect(await callWith(world, other, 'appchat/get', undefined, 'chatid=class1')).toMatchObject({ errcode: 86008 });
    const removal = { chatid: 'class1', add_user_list: ['wangwu'], del_user_list: ['lisi'] };
    expect(await wecom.post('appchat/update', removal)).toMatchObject({ errcode: 86005 });
  });

  it('are closed to an app that does not see the root', async () => {
    world.emulator.wecom.setVisibleRange(['县委']);
    expect(await create()).toMatchObject({ errcode: 48002 });
  });

  it('show every kind but cards, to every member, without a msgid', async () => {
    await create();
    const text = { content: '<@lisi>开会', mentioned_list: ['zhangsan', '@all'] };
    const answer = await wecom.post('appchat/send', { chatid: 'class1', msgtype: 'text', text });
    expect(answer).not.toHaveProperty('msgid');
    expect(seen('lisi', 'class1')).toEqual([{ kind: 'text', text: '@李四开会 @张三 @所有人' }]);
    expect(seen('zhangsan', 'class1')).toHaveLength(1);
    expect(world.emulator.conversation('wecom', 'lisi')).toEqual([]);
    const card = { chatid: 'class1', msgtype: 'template_card', template_card: BUTTON_CARD };
    expect(await wecom.post('appchat/send', card)).toMatchObject({ errcode: 40008 });
  });

  it('drop the 201st message of a minute to a member in silence', async () => {
    await create();
    const message = { chatid: 'class1', msgtype: 'text', text: { content: '一' } };
    for (let count = 0; count < 201; count += 1) {
      expect(await wecom.post('appchat/send', message)).toMatchObject({ errcode: 0 });
    }
    expect(seen('lisi', 'class1')).toHaveLength(200);
  });

  it('tell the app nothing of what members write', async () => {
    await create();
    await world.emulator.say({ vendor: 'wecom', userId: 'lisi', group: 'class1', text: '收到' });
    await world.emulator.idle();
    expect(world.bot.heard).toHaveLength(0);
    expect(world.emulator.conversation('wecom', 'zhangsan', 'class1')).toMatchObject([
      { from: 'member', speaker: '李四' },
    ]);
  });
});

describe('a webhook robot', () => {
  const url = (key = KEY) => `${world.emulator.wecomApiBase}/cgi-bin/webhook/send?key=${key}`;
  const send = async (message: object) => (await sendJson(url(), message)).json;
  const text = { msgtype: 'text', text: { content: '通知' } };

  it('writes into its group without a token', async () => {
    expect(await send(text)).toMatchObject({ errcode: 0, errmsg: 'ok' });
    expect(seen('lisi', robotChat('lisi'))).toEqual([{ kind: 'text', text: '通知' }]);
    expect(world.emulator.groups('wecom', 'lisi')).toMatchObject([{ name: '春季班群' }]);
  });

  it.each([
    ['a text over 2,048 bytes', { msgtype: 'text', text: { content: '汉'.repeat(683) } }, 40058],
    ['a Markdown over 4,096 bytes', { msgtype: 'markdown', markdown: { content: '汉'.repeat(1366) } }, 40058],
    ['an interactive card', { msgtype: 'template_card', template_card: BUTTON_CARD }, 42031],
    ['a kind it does not know', { msgtype: 'video', video: {} }, 40008],
    [
      'nine articles',
      { msgtype: 'news', news: { articles: Array(9).fill({ title: 't', url: 'https://a.cn' }) } },
      45008,
    ],
    [
      'a picture that is none',
      { msgtype: 'image', image: { base64: 'AAAA', md5: createHash('md5').update(Buffer.alloc(3)).digest('hex') } },
      40123,
    ],
    ['a picture with another sum', { msgtype: 'image', image: { base64: PNG.toString('base64'), md5: 'x' } }, 40058],
  ])('refuses %s', async (_what, message, errcode) => {
    const answer = await send(message);
    expect(answer).toMatchObject({ errcode });
    if (errcode === 40058 && !('image' in message)) expect(answer.errmsg).toContain('exceed max length');
  });

  it('refuses a key nobody has and an empty body', async () => {
    expect((await sendJson(url('nonsense'), text)).json).toMatchObject({ errcode: 93000 });
    const empty = await fetch(url(), { method: 'POST' });
    expect(await empty.json()).toMatchObject({ errcode: 93017 });
  });

  it('refuses the 21st message of a minute', async () => {
    for (let count = 0; count < 20; count += 1) expect(await send(text)).toMatchObject({ errcode: 0 });
    expect(await send(text)).toMatchObject({ errcode: 45009 });
    world.clock.advanceMs(60_000);
    expect(await send(text)).toMatchObject({ errcode: 0 });
  });

  it('sends pictures, long Markdown and files of its own', async () => {
    const md5 = createHash('md5').update(PNG).digest('hex');
    expect(await send({ msgtype: 'image', image: { base64: PNG.toString('base64'), md5 } })).toMatchObject({
      errcode: 0,
    });
    expect(await send({ msgtype: 'markdown_v2', markdown_v2: { content: '汉'.repeat(1365) } })).toMatchObject({
      errcode: 0,
    });
    const uploads = `${world.emulator.wecomApiBase}/cgi-bin/webhook/upload_media?type=file&key=`;
    const { media_id } = await postFile(`${uploads}${KEY}`, Buffer.from('roster'), 'roster.xlsx');
    expect(await send({ msgtype: 'file', file: { media_id } })).toMatchObject({ errcode: 0 });
    expect(seen('lisi', robotChat('lisi')).map(({ kind }) => kind)).toEqual(['picture', 'markdown', 'file']);
    expect(await wecom.send('lisi', { msgtype: 'file', file: { media_id } })).toMatchObject({ errcode: 40007 });
    expect(await postFile(`${uploads}x`, Buffer.from('abc'), 'a')).toMatchObject({ errcode: 40006 });
    expect(await postFile(`${uploads}x`, Buffer.from('roster'), 'a')).toMatchObject({ errcode: 93000 });
  });
});
