import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callerOf, startCompany } from './wecom-company.ts';
import { elementText, openWecom, sendJson, WECOM, type WecomCaller, type World } from './world.ts';

const AGENT = `agentid=${WECOM.agentId}`;
const MENU = [
  { type: 'click', name: '待办', key: 'todo' },
  {
    name: '更多',
    sub_button: [
      { type: 'view', name: '课表', url: 'https://a.cn/timetable' },
      { type: 'scancode_waitmsg', name: '扫码签到', key: 'scan' },
      { type: 'location_select', name: '位置', key: 'place' },
      { type: 'pic_weixin', name: '照片', key: 'photo' },
    ],
  },
];

let world: World;
let wecom: WecomCaller;
beforeEach(async () => {
  world = await startCompany();
  wecom = await callerOf(world);
});
afterEach(() => world.stop());

async function create(button: unknown, agent = AGENT) {
  const url = `${world.emulator.wecomApiBase}/cgi-bin/menu/create?access_token=${wecom.token}&${agent}`;
  return (await sendJson(url, { button })).json;
}

async function press(path: number[], input: object = {}): Promise<string> {
  world.emulator.wecom.pressMenu('lisi', path, input);
  await world.emulator.idle();
  return openWecom(world.bot.heard.at(-1)!);
}

describe('the menu of the app', () => {
  it('is made, read and taken away', async () => {
    expect(await wecom.get('menu/get', AGENT)).toMatchObject({ errcode: 46003 });
    expect(await create(MENU)).toMatchObject({ errcode: 0 });
    expect((await wecom.get('menu/get', AGENT)).button).toEqual(MENU);
    expect(world.emulator.wecom.menu().map(({ name }) => name)).toEqual(['待办', '更多']);
    expect(await wecom.get('menu/delete', AGENT)).toMatchObject({ errcode: 0 });
    expect(world.emulator.wecom.menu()).toEqual([]);
  });

  it.each([
    ['no button', [], 40016],
    ['four buttons', Array(4).fill(MENU[0]), 40016],
    ['a kind nobody knows', [{ type: 'poem', name: '诗', key: 'k' }], 40017],
    ['a name over 16 bytes', [{ type: 'click', name: '汉字六个多了', key: 'k' }], 40018],
    ['no key', [{ type: 'click', name: '待办' }], 40019],
    ['no address', [{ type: 'view', name: '课表' }], 40020],
    ['six below', [{ name: '更多', sub_button: Array(6).fill(MENU[0]) }], 40023],
  ])('is refused with %s', async (_what, button, errcode) => {
    expect(await create(button)).toMatchObject({ errcode });
  });

  it('belongs to an app that is named', async () => {
    expect(await create(MENU, '')).toMatchObject({ errcode: 41011 });
    expect(await create(MENU, 'agentid=5')).toMatchObject({ errcode: 40056 });
  });

  it('tells the bot what was pressed', async () => {
    await create(MENU);
    const click = await press([0]);
    expect([elementText(click, 'Event'), elementText(click, 'EventKey')]).toEqual(['click', 'todo']);
    expect(click).not.toContain('MsgId');
    expect(elementText(await press([1, 0]), 'EventKey')).toBe('https://a.cn/timetable');
    expect(elementText(await press([1, 1], { scanned: 'sign:1' }), 'ScanResult')).toBe('sign:1');
    const place = await press([1, 2], { place: { latitude: 23.1, longitude: 113.3, label: '党校' } });
    expect([elementText(place, 'Location_X'), elementText(place, 'Label')]).toEqual(['23.1', '党校']);
    expect(await press([1, 3], { pictureMd5s: ['a', 'b'] })).toMatch(/<Count>2<\/Count>.*\[a\].*\[b\]/s);
    expect(() => world.emulator.wecom.pressMenu('lisi', [1])).toThrow('没有这一项');
    expect(() => world.emulator.wecom.pressMenu('lisi', [7])).toThrow('没有这一项');
  });
});
