import { decrypt } from '@wecom/crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callerOf, callWith, SYNC, startCompany, tokenFor } from './wecom-company.ts';
import { BUTTON_CARD, elementText, openWecom, PEOPLE, WECOM, type WecomCaller, type World } from './world.ts';

const NEWCOMER = {
  vendor: 'wecom',
  userId: 'new',
  name: '新人',
  unit: '',
  post: '',
  roles: [],
  departments: ['县委'],
} as const;

let world: World;
let wecom: WecomCaller;
beforeEach(async () => {
  const people = PEOPLE.map((person) =>
    person.userId === 'lisi' ? { ...person, leads: ['县委/组织部'], manager: 'ZhangSan' } : person,
  );
  world = await startCompany(
    {
      contactSync: { ...SYNC },
      tags: [
        { id: 7, name: '班委', userIds: ['lisi', 'wangwu'], departments: ['县委'] },
        { id: 8, name: '财政', userIds: [], departments: ['县政府/财政局'] },
      ],
    },
    { people },
  );
  wecom = await callerOf(world);
});
afterEach(() => world.stop());

const changes = () =>
  world.bot.heard
    .filter(({ path }) => path === '/wecom/contacts')
    .map(({ body }) => decrypt(SYNC.encodingAesKey, elementText(body, 'Encrypt')).message);

describe('reading contacts', () => {
  it('tells leaders and superiors', async () => {
    const { department } = (await wecom.get('department/list')) as { department: Record<string, unknown>[] };
    expect(department.find(({ name }) => name === '组织部')).toMatchObject({ department_leader: ['lisi'] });
    expect(await wecom.get('user/get', 'userid=lisi')).toMatchObject({
      is_leader_in_dept: [1],
      direct_leader: ['ZhangSan'],
    });
    const { id } = department.find(({ name }) => name === '组织部') ?? {};
    expect((await wecom.get('department/get', `id=${id}`)).department).toMatchObject({ name: '组织部' });
  });

  it('leaves out what is outside the visible range', async () => {
    world.emulator.wecom.setVisibleRange(['县政府']);
    const { department } = (await wecom.get('department/list')) as { department: { name: string }[] };
    expect(department.map(({ name }) => name)).toEqual(['县政府', '财政局']);
    expect(await wecom.get('user/get', 'userid=lisi')).toMatchObject({ errcode: 60111, department: [] });
    expect(await wecom.get('user/get', 'userid=wangwu')).toMatchObject({ errcode: 0 });
    expect(await wecom.get('user/list', 'department_id=2')).toMatchObject({ errcode: 60011, userlist: [] });
    expect(await wecom.get('department/list', 'id=1')).toMatchObject({ errcode: 60011, department: [] });
    expect(await wecom.get('department/list', 'id=77')).toMatchObject({ errcode: 60003, department: [] });
    expect(await wecom.get('tag/get', 'tagid=7')).toMatchObject({
      errcode: 0,
      userlist: [{ userid: 'wangwu' }],
      partylist: [],
    });
  });

  it('shows tags', async () => {
    expect(await wecom.get('tag/list')).toMatchObject({ taglist: [{ tagid: 7, tagname: '班委' }, { tagid: 8 }] });
    expect(await wecom.get('tag/get', 'tagid=99')).toMatchObject({ errcode: 40068, userlist: [] });
    world.emulator.wecom.setVisibleRange(['县委']);
    expect(await wecom.get('tag/get', 'tagid=8')).toMatchObject({ errcode: 60011 });
  });
});

describe('the contact-sync assistant', () => {
  it('lists ids by pages, once for each membership, and nothing else', async () => {
    const token = await tokenFor(world, SYNC.secret);
    const page = (body: object) => callWith(world, token, 'user/list_id', body);
    const first = await page({ limit: 2 });
    expect(first).toMatchObject({ dept_user: [{ userid: 'ZhangSan' }, { userid: 'lisi' }] });
    const second = await page({ limit: 2, cursor: first.next_cursor });
    expect(second).toMatchObject({ dept_user: [{ userid: 'wangwu' }], next_cursor: '' });
    expect(await page({ cursor: 'nonsense' })).toMatchObject({ errcode: 60268 });
    expect(await page({ limit: 10_001 })).toMatchObject({ errcode: 40058 });
    expect(await callWith(world, token, 'department/simplelist')).toMatchObject({ errcode: 0 });
    expect(await callWith(world, token, 'user/get', undefined, 'userid=lisi')).toMatchObject({ errcode: 48009 });
    const message = { touser: 'lisi', agentid: 1, msgtype: 'text', text: { content: 'x' } };
    expect(await callWith(world, token, 'message/send', message)).toMatchObject({ errcode: 48002 });
  });

  it('alone may list ids', async () => {
    expect(await wecom.post('user/list_id', {})).toMatchObject({ errcode: 48002 });
  });

  it('hears of people who come, move and go, from `sys` and without an app', async () => {
    await world.emulator.join({ ...NEWCOMER, roles: [], departments: ['县委'] });
    await world.emulator.join({ ...NEWCOMER, roles: [], departments: ['县政府'] });
    await world.emulator.join({ ...NEWCOMER, roles: [], departments: ['县政府'], post: '主任' });
    await world.emulator.leave('wecom', 'new');
    await world.emulator.idle();
    const heard = changes();
    expect(heard.map((xml) => elementText(xml, 'ChangeType'))).toEqual(['create_user', 'update_user', 'delete_user']);
    expect(heard[0]).toContain('<FromUserName><![CDATA[sys]]></FromUserName>');
    expect(heard[0]).not.toContain('AgentID');
    expect(heard[0]).not.toContain('<Name>');
    expect([elementText(heard[0]!, 'Department'), elementText(heard[1]!, 'Department')]).toEqual(['2', '4']);
  });

  it('hears of departments, tags and new ids', async () => {
    const { wecom: client } = world.emulator;
    client.changeContacts({ change: 'create_party', id: 9, name: '新局', parentId: 1 });
    client.changeContacts({ change: 'update_party', id: 9, parentId: 2 });
    client.changeContacts({ change: 'delete_party', id: 9 });
    client.changeContacts({ change: 'update_tag', tagId: 7, addUsers: ['zhangsan', 'lisi'] });
    client.changeContacts({ change: 'update_user', userId: 'lisi', newUserId: 'lisi2' });
    await world.emulator.idle();
    const heard = changes();
    expect(heard.map((xml) => elementText(xml, 'ChangeType'))).toEqual([
      ...['create_party', 'update_party', 'delete_party', 'update_tag', 'update_user'],
    ]);
    expect(heard[1]).not.toContain('<Name>');
    expect(elementText(heard[3]!, 'AddUserItems')).toBe('zhangsan,lisi');
    expect(elementText(heard[4]!, 'NewUserID')).toBe('lisi2');
  });

  it('hears of a new id, under which the member goes on with chats, groups and cards', async () => {
    await wecom.sendText('lisi', '通知');
    const { response_code } = await wecom.sendCard('lisi', BUTTON_CARD);
    await wecom.post('appchat/create', { name: '春季班', userlist: ['lisi', 'wangwu'], chatid: 'c1' });
    const client = world.emulator.wecom;
    const rename = (newUserId: string) => client.changeContacts({ change: 'update_user', userId: 'lisi', newUserId });
    expect(() => rename('wangwu')).toThrow('已经有人用了');
    rename('LiSi.2');
    await wecom.post('message/update_template_card', {
      userids: ['lisi.2'],
      agentid: WECOM.agentId,
      response_code,
      button: { replace_name: '已办理' },
    });
    await world.emulator.say({ vendor: 'wecom', userId: 'LiSi.2', text: '待办' });
    await world.emulator.idle();
    const items = world.emulator.conversation('wecom', 'LiSi.2').map(({ body }) => body);
    expect(items).toMatchObject([{ text: '通知' }, { replaced: '已办理' }, { text: '待办' }]);
    expect(world.emulator.groups('wecom', 'LiSi.2')).toMatchObject([{ id: 'c1' }]);
    expect(await wecom.sendText('lisi', '旧号')).toMatchObject({ errcode: 81013, invaliduser: 'lisi' });
    expect(await wecom.get('user/get', 'userid=lisi.2')).toMatchObject({ userid: 'LiSi.2', name: '李四' });
    expect(elementText(openWecom(world.bot.heard.at(-1)!), 'FromUserName')).toBe('LiSi.2');
  });
});
