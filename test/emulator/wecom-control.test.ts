import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AIBOT, callerOf, PNG, SYNC, startCompany } from './wecom-company.ts';
import { elementText, openWecom, sendJson, WECOM, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startCompany({ aibot: { ...AIBOT }, contactSync: { ...SYNC }, trustedDomains: ['a.gov.cn'] });
});
afterEach(() => world.stop());

const act = async (name: string, body: object) => await sendJson(`${world.emulator.url}/control/wecom/${name}`, body);

async function heard(): Promise<string> {
  await world.emulator.idle();
  return openWecom(world.bot.heard.at(-1)!);
}

describe('POST /control/wecom', () => {
  it('sends files, places and links as a member', async () => {
    const message = { kind: 'image', name: 'a.png', base64: PNG.toString('base64') };
    expect(await act('send', { userId: 'lisi', message })).toEqual({ status: 200, json: {} });
    expect(elementText(await heard(), 'MsgType')).toBe('image');
    await act('send', { userId: 'lisi', message: { kind: 'location', latitude: 1.5, longitude: 2, label: '站' } });
    expect(elementText(await heard(), 'Location_X')).toBe('1.5');
    expect(await act('send', { userId: 'lisi', message: { kind: 'poem' } })).toMatchObject({ status: 400 });
    expect(await act('send', { userId: 'ghost', message })).toMatchObject({ status: 404 });
  });

  it('fires events with everything that is theirs', async () => {
    await act('event', { userId: 'lisi', event: { event: 'LOCATION', latitude: 1, longitude: 2, precision: 3 } });
    expect(elementText(await heard(), 'Precision')).toBe('3');
    expect(await act('event', { userId: 'lisi', event: { event: 'LOCATION', latitude: '1' } })).toMatchObject({
      status: 400,
      json: { error: expect.stringContaining('latitude') },
    });
    expect(await act('event', { userId: 'lisi', event: { event: 'constructor' } })).toMatchObject({ status: 400 });
  });

  it('shows and presses the menu', async () => {
    const { token } = await callerOf(world);
    const menu = [{ type: 'click', name: '待办', key: 'todo' }];
    const url = `${world.emulator.wecomApiBase}/cgi-bin/menu/create?access_token=${token}&agentid=${WECOM.agentId}`;
    await sendJson(url, { button: menu });
    expect((await act('menu', {})).json).toEqual({ button: menu });
    await act('press-menu', { userId: 'lisi', path: [0] });
    expect(elementText(await heard(), 'EventKey')).toBe('todo');
  });

  it('posts wrong callbacks and tells the answer', async () => {
    world.bot.answer = () => ({ status: 403 });
    expect((await act('wrong', { userId: 'lisi', wrong: 'N1' })).json).toEqual({
      answered: true,
      status: 403,
      body: '',
    });
    expect(await act('wrong', { userId: 'lisi', wrong: 'N9' })).toMatchObject({ status: 400 });
  });

  it('changes the visible range and the contacts', async () => {
    await act('visible-range', { departments: ['县政府'] });
    await world.emulator.idle();
    expect(world.bot.heard.map((each) => elementText(openWecom(each), 'Event'))).toEqual([
      'unsubscribe',
      'unsubscribe',
    ]);
    await act('contact-change', { change: { change: 'update_tag', tagId: 7, addUsers: ['lisi'] } });
    await world.emulator.idle();
    expect(world.bot.heard.at(-1)?.path).toBe('/wecom/contacts');
    expect(await act('contact-change', { change: { change: 'delete_user' } })).toMatchObject({ status: 400 });
  });

  it('opens a login as a member', async () => {
    const query = new URLSearchParams({
      appid: WECOM.corpId,
      redirect_uri: 'https://a.gov.cn/',
      response_type: 'code',
      scope: 'snsapi_base',
    });
    const open = async (host: string) => {
      query.set('redirect_uri', `https://${host}/`);
      const url = `${world.emulator.url}/connect/oauth2/authorize?${query}#wechat_redirect`;
      return await act('open-link', { userId: 'lisi', url });
    };
    expect((await open('a.gov.cn')).json.location).toContain('https://a.gov.cn/?code=');
    expect(await open('b.gov.cn')).toMatchObject({ status: 400, json: { error: expect.stringContaining('50001') } });
  });

  it('talks to the AI robot', async () => {
    expect((await act('open-aibot', { userId: 'lisi' })).json).toEqual({ group: AIBOT.botId });
    const picture = { name: 'a.png', base64: PNG.toString('base64') };
    await act('ask-aibot', { userId: 'lisi', message: { kind: 'mixed', text: '看', picture } });
    await world.emulator.idle();
    expect(world.bot.heard.map(({ path }) => path)).toEqual(['/wecom/aibot', '/wecom/aibot']);
    expect(world.emulator.conversation('wecom', 'lisi', AIBOT.botId)).toHaveLength(2);
    expect(await act('judge-aibot', { userId: 'lisi', item: 'w1', type: 4 })).toMatchObject({ status: 400 });
    expect(await act('poem', {})).toMatchObject({ status: 404 });
  });
});
