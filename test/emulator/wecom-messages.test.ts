import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callerOf, callWith, OTHER_APP, PNG, startCompany, tokenFor, upload } from './wecom-company.ts';
import { BUTTON_CARD, WECOM, type WecomCaller, type World } from './world.ts';

let world: World;
let wecom: WecomCaller;
beforeEach(async () => {
  world = await startCompany({
    otherApps: [OTHER_APP],
    tags: [
      { id: 7, name: '班委', userIds: ['lisi'], departments: ['县政府'] },
      { id: 8, name: '空', userIds: [], departments: [] },
    ],
    unlicensed: ['WangWu'],
  });
  wecom = await callerOf(world);
});
afterEach(() => world.stop());

const bodies = (userId: string) => world.emulator.conversation('wecom', userId).map(({ body }) => body);
const article = (title: string) => ({ title, description: '摘要', url: 'https://a.cn', picurl: 'https://a.cn/p.png' });
const text = { msgtype: 'text', text: { content: '通知' } };

describe('receivers of message/send', () => {
  it('in the range without a licence are named apart and get nothing', async () => {
    expect(await wecom.sendText('lisi|wangwu', '通知')).toMatchObject({ errcode: 0, unlicenseduser: 'wangwu' });
    expect([bodies('lisi').length, bodies('wangwu').length]).toEqual([1, 0]);
  });

  it('are found by tag, and tags that hold nobody are named', async () => {
    expect(await wecom.send('', { totag: '7|8|99', ...text })).toMatchObject({ errcode: 0, invalidtag: '8|99' });
    expect(bodies('lisi')).toHaveLength(1);
    expect(bodies('zhangsan')).toHaveLength(0);
  });

  it('outside the visible range are invalid, and a range change is told to the bot', async () => {
    world.emulator.wecom.setVisibleRange(['县委']);
    await world.emulator.idle();
    expect(world.bot.heard).toHaveLength(1);
    expect(await wecom.sendText('lisi|wangwu', '通知')).toMatchObject({ errcode: 0, invaliduser: 'wangwu' });
    expect(await wecom.sendText('wangwu', '通知')).toMatchObject({ errcode: 81013, invaliduser: 'wangwu' });
    expect(await wecom.sendText('@all', '全体')).toMatchObject({ errcode: 0 });
    expect([bodies('lisi').length, bodies('wangwu').length]).toEqual([2, 0]);
    await expect(world.emulator.say({ vendor: 'wecom', userId: 'wangwu', text: '在吗' })).rejects.toThrow('可见范围');
  });

  it('are refused one by one under partial-accept', async () => {
    world.emulator.fault({ vendor: 'wecom', where: 'api', fault: 'partial-accept', times: 1 });
    expect(await wecom.sendText('zhangsan|lisi', '通知')).toMatchObject({ errcode: 0, invaliduser: 'lisi' });
    expect([bodies('zhangsan').length, bodies('lisi').length]).toEqual([1, 0]);
  });
});

describe('kinds of message/send', () => {
  it('show news with one to eight articles', async () => {
    expect(
      await wecom.send('lisi', { msgtype: 'news', news: { articles: [article('一'), article('二')] } }),
    ).toMatchObject({
      errcode: 0,
    });
    expect(bodies('lisi')).toMatchObject([
      { kind: 'news', articles: [{ title: '一', pictureUrl: 'https://a.cn/p.png' }, { title: '二' }] },
    ]);
    for (const articles of [[], Array.from({ length: 9 }, () => article('多'))]) {
      expect(await wecom.send('lisi', { msgtype: 'news', news: { articles } })).toMatchObject({ errcode: 45008 });
    }
  });

  it('show mpnews with a picture that is one', async () => {
    const { media_id } = await upload(world, wecom.token, 'image', PNG, 'a.png');
    const one = { title: '开班', thumb_media_id: media_id, content: '<p>正文</p>', digest: '摘要' };
    expect(await wecom.send('lisi', { msgtype: 'mpnews', mpnews: { articles: [one] }, safe: 2 })).toMatchObject({
      errcode: 0,
    });
    expect(bodies('lisi')).toMatchObject([{ kind: 'news', articles: [{ title: '开班', desc: '摘要' }] }]);
    const wrong = { ...one, thumb_media_id: 'nonsense' };
    expect(await wecom.send('lisi', { msgtype: 'mpnews', mpnews: { articles: [wrong] } })).toMatchObject({
      errcode: 40007,
    });
  });

  it('cut titles and descriptions at their limits', async () => {
    const textcard = { title: '题'.repeat(130), description: '述'.repeat(600), url: 'https://a.cn' };
    await wecom.send('lisi', { msgtype: 'textcard', textcard });
    expect(bodies('lisi')).toMatchObject([{ title: '题'.repeat(128), desc: '述'.repeat(512) }]);
  });

  it('warn of a text that was cut', async () => {
    await wecom.sendText('lisi', '汉'.repeat(700));
    expect(world.emulator.calls().at(-1)?.result).toContain('text cut');
  });

  it('turn ids into names when asked to', async () => {
    const content = '请$userName=lisi$到$departmentName=2$，$userName=ghost$除外';
    await wecom.send('lisi', { msgtype: 'text', text: { content }, enable_id_trans: 1 });
    expect(bodies('lisi')).toEqual([{ kind: 'text', text: '请李四到县委，$userName=ghost$除外' }]);
  });

  it.each([
    ['text, 1', { ...text, safe: 1 }, 0],
    ['text, 2', { ...text, safe: 2 }, 40058],
    ['news, 1', { msgtype: 'news', news: { articles: [article('一')] }, safe: 1 }, 40074],
  ])('know `safe` for %s', async (_what, message, errcode) => {
    expect(await wecom.send('lisi', message)).toMatchObject({ errcode });
    const [item] = world.emulator.conversation('wecom', 'lisi');
    expect(item?.confidential).toBe(errcode === 0 ? true : undefined);
  });

  it('send only some kinds of file confidentially', async () => {
    const { media_id } = await upload(world, wecom.token, 'file', Buffer.from('archive'), 'all.zip');
    expect(await wecom.send('lisi', { msgtype: 'file', file: { media_id }, safe: 1 })).toMatchObject({
      errcode: 40004,
    });
    expect(await wecom.send('lisi', { msgtype: 'file', file: { media_id } })).toMatchObject({ errcode: 0 });
  });

  it('clamp the interval of the duplicate check to four hours', async () => {
    const message = { ...text, enable_duplicate_check: 1, duplicate_check_interval: 100_000 };
    await wecom.send('lisi', message);
    world.clock.advanceMs(4 * 3_600_000);
    wecom = await callerOf(world);
    await wecom.send('lisi', message);
    expect(bodies('lisi')).toHaveLength(2);
  });

  it('are refused over 200 person-sends a day for each account, until midnight in Beijing', async () => {
    for (let minute = 0; minute < 200; minute += 1) {
      expect(await wecom.sendText('@all', `第 ${minute} 条`)).toMatchObject({ errcode: 0 });
      world.clock.advanceMs(10_000);
    }
    const small = { ...text, touser: 'lisi|zhangsan', agentid: WECOM.agentId };
    for (let count = 0; count < 100; count += 1)
      await wecom.post('message/send', { ...small, text: { content: `${count}` } });
    expect(await wecom.sendText('lisi', '多一条')).toMatchObject({ errcode: 45009 });
    world.clock.moveTo(new Date('2026-03-02T16:00:00Z'));
    wecom = await callerOf(world);
    expect(await wecom.sendText('lisi', '新的一天')).toMatchObject({ errcode: 0 });
  });
});

describe('another app of the company', () => {
  it('sends under its own id alone, into a conversation of its own', async () => {
    const token = await tokenFor(world, OTHER_APP.secret);
    const send = (agentid: number) => callWith(world, token, 'message/send', { touser: 'lisi', agentid, ...text });
    expect(await send(WECOM.agentId)).toMatchObject({ errcode: 301002 });
    expect(await send(5)).toMatchObject({ errcode: 40056 });
    expect(await send(OTHER_APP.agentId)).toMatchObject({ errcode: 0 });
    expect(bodies('lisi')).toEqual([]);
    expect(world.emulator.conversation('wecom', 'lisi', `app-${OTHER_APP.agentId}`)).toHaveLength(1);
  });

  it('neither updates nor recalls what the bot sent', async () => {
    const token = await tokenFor(world, OTHER_APP.secret);
    const { response_code, msgid } = await wecom.sendCard('lisi', BUTTON_CARD);
    const update = { agentid: OTHER_APP.agentId, userids: ['lisi'], response_code, button: { replace_name: '已阅' } };
    expect(await callWith(world, token, 'message/update_template_card', update)).toMatchObject({ errcode: 42015 });
    expect(await callWith(world, token, 'message/recall', { msgid })).toMatchObject({ errcode: 40058 });
  });
});
