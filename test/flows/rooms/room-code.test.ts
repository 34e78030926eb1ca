import QRCode from 'qrcode';
import { afterEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { codeIn, codeOn, scanUrl, screenUrl } from '../../helpers/room-screen.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

const trainees = ['zhao', 'qian', 'sun', 'li'];
const classId = '2026-01';
const firstSession = '2026-01-01';

describe.each(variants)('the code of a room on %s', (variant) => {
  it('is shown by a page, signs in whoever types it, has passed after a while, and is scanned without the address of the page', async () => {
    const world = await startWorld(variant);
    running.push(world);
    await teachClass(world.running.store, trainees);
    await world.at('2026-03-16', '08:14');
    await world.say('teacher', `/签到码 ${classId}`);
    const url = screenUrl(world.last('teacher'));
    const shown = await fetch(url);
    expect(shown.status).toBe(200);
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
    const first = await shown.text();
    expect(first).toContain('已签到 0 人　应到 4 人');
    expect(first).not.toContain('赵一');
    const code = codeOn(first);

    await world.say('zhao', code);
    expect(world.last('zhao')).toContain('签到成功。“开班式暨入学教育”08:14签到，按时出勤。');
    if (variant !== 'dingtalk-markdown') expect(world.screen('zhao')).toContain('上午签到：已签到 08:14');
    await world.say('zhao', code);
    expect(world.last('zhao')).toContain('无需重复签到');
    world.clock.advanceMs(20_000);
    await world.say('qian', `签到 ${code}`);
    expect(world.last('qian')).toContain('签到成功');
    expect((await world.running.store.signIns.byId(firstSession, 'qian'))?.room).toBe('main');
    expect(await (await fetch(url)).text()).toContain('已签到 2 人　应到 4 人');
    world.clock.advanceMs(20_000);
    await world.say('sun', `/签到 ${code}`);
    expect(world.last('sun')).toContain('签到码不对或已更换');
    expect(await world.running.store.signIns.byId(firstSession, 'sun')).toBeNull();
    const [showing, scan] = [await (await fetch(url)).text(), scanUrl(world, url)];
    expect(showing).toContain(await QRCode.toString(scan, { type: 'svg', margin: 1 }));
    expect(scan).not.toContain(url.split('/').at(-1));
    const scanned = await (await fetch(scan)).text();
    expect(scanned).toContain('请在与“学册”的对话中发送');
    expect(codeOn(scanned)).toBe(codeOn(showing));
    world.clock.advanceMs(20_000);
    expect(codeOn(await (await fetch(scan)).text())).toBe(codeOn(showing));
    world.clock.advanceMs(20_000);
    const passed = await (await fetch(scan)).text();
    expect(passed).toContain('这个签到码已更换');
    expect(await (await fetch(scan.replace(classId, '2099-09'))).text()).toBe(passed);
    await world.say('teacher', `/签到码 ${classId} 停用`);
    const [ended, unknown] = [await fetch(url), await fetch(url.replace(/\w+$/, 'nothing'))];
    expect([ended.status, unknown.status]).toEqual([404, 404]);
    expect(await ended.text()).toBe(await unknown.text());
  });

  it('is asked for after 签到 where the class wants it, and the card says so', async () => {
    const world = await startWorld(variant);
    running.push(world);
    await teachClass(world.running.store, trainees);
    await world.say('school', `/改班 ${classId} 签到方式 签到码`);
    await world.press('school', '确认变更');
    await world.at('2026-03-16', '08:14');
    expect(world.last('zhao')).toContain('到课后请输入教室屏幕上的四位签到码');
    await world.say('teacher', `/签到码 ${classId}`);
    const url = screenUrl(world.last('teacher'));
    await world.press('zhao', '签到');
    expect(world.last('zhao')).toContain('凭签到码签到。请输入教室屏幕上的四位数字');
    expect(await world.running.store.signIns.byId(firstSession, 'zhao')).toBeNull();
    await world.say('zhao', codeOn(await (await fetch(url)).text()));
    expect(world.last('zhao')).toContain('签到成功');
    await world.say('qian', '签到');
    await world.say('qian', '我到了');
    expect(world.last('qian')).toContain('签到码是教室屏幕上的四位数字');
  });
});

describe('the code of a room, wherever people are', () => {
  const start = async (clock = '08:14'): Promise<BareBot> => {
    const bot = await startBareBot();
    running.push(bot);
    await teachClass(bot.store, trainees);
    bot.clock.moveTo(beijingTime('2026-03-16', clock));
    return bot;
  };
  const code = (bot: BareBot, room = 'main') => codeIn(bot, { classId, session: firstSession, room });

  it('means nothing outside a lesson, so that a number is what numbers are', async () => {
    const bot = await start('07:00');
    const answered = await bot.ask('zhao', '4827');
    expect(answered).not.toContain('签到码');
    expect(await bot.ask('zhao', '签到 4827')).toContain('签到将于3月16日 周一 08:00开始');
  });

  it('is not guessed: after five wrong ones nobody tries on, and the roll still takes them', async () => {
    const bot = await start();
    const right = await code(bot);
    const wrong = right === '1000' ? '1001' : '1000';
    expect(await bot.ask('zhao', wrong)).toContain('还可以输入 4 次');
    for (let tries = 1; tries < 5; tries += 1) await bot.ask('zhao', wrong);
    expect(await bot.ask('zhao', await code(bot))).toContain('签到码已多次输入不对');
    expect(await bot.ask('qian', await code(bot))).toContain('签到成功');
    bot.clock.moveTo(beijingTime('2026-03-16', '08:50'));
    await bot.say('teacher', `/点到 ${classId} 全部到课`);
    await bot.press('teacher', '确认点到');
    expect((await bot.store.signIns.byId(firstSession, 'zhao'))?.byRoll).toBe('present');
  });

  it('is that of the own room: another room’s is refused with both names', async () => {
    const bot = await start();
    await bot.say('teacher', `/分课堂 ${classId} 青山镇 周五`);
    expect(await bot.last('zhou')).toContain('请您负责“中青年干部培训班”青山镇分课堂');
    await bot.say('teacher', `/座位 ${classId} 赵一 青山镇分课堂 3`);
    expect(await bot.last('zhao')).toContain('青山镇分课堂3号');
    expect(await bot.ask('zhao', await code(bot))).toContain('这是主课堂的签到码，您的座位在青山镇分课堂');
    expect(await bot.ask('zhao', await code(bot, '1'))).toContain('签到成功');
    expect(await bot.ask('qian', await code(bot, '1'))).toContain('签到成功');
    expect(await bot.ask('zhou', `/课堂情况 ${classId}`)).toContain('青山镇分课堂：1 人，本节已签到 2 人，负责人周五');
  });

  it('whoever looks after a branch gets its address alone, and no trainee gets any', async () => {
    const bot = await start();
    await bot.say('teacher', `/分课堂 ${classId} 青山镇 周五`);
    const own = await bot.ask('zhou', `/签到码 ${classId}`);
    expect(own).toContain('青山镇分课堂：https://');
    expect(own).not.toContain('主课堂：');
    expect(await bot.ask('zhou', `/签到码 ${classId} 主课堂`)).toContain('主课堂由其他同志负责');
    expect(await bot.ask('zhao', `/签到码 ${classId}`)).toContain('没有办理这一事项的权限');
    expect(await bot.ask('teacher', `/签到码 ${classId} 值日`)).toContain('还没有值日学员');
    await bot.say('teacher', `/值日 ${classId} 赵一`);
    await bot.say('teacher', `/签到码 ${classId} 值日`);
    expect(await bot.last('zhao')).toContain('班主任请您今天负责投放');
  });

  it('an address that was replaced or closed shows nothing any more', async () => {
    const bot = await start();
    const { store } = bot;
    const idIn = (answer: string) => screenUrl(answer).split('/').at(-1) ?? '';
    const first = idIn(await bot.ask('teacher', `/签到码 ${classId}`));
    expect(idIn(await bot.ask('school', `/签到码 ${classId}`))).toBe(first);
    const second = idIn(await bot.ask('teacher', `/签到码 ${classId} 换新`));
    expect(second).not.toBe(first);
    await bot.say('teacher', `/签到码 ${classId} 停用`);
    const ended = await Promise.all([first, second].map((id) => store.roomScreens.byId(id)));
    expect(ended.map((row) => row?.endedByUpdate !== undefined)).toEqual([true, true]);
  });

  it('a class that signs in by press alone takes none and shows none', async () => {
    const bot = await start();
    await bot.say('school', `/改班 ${classId} 签到方式 卡片`);
    await bot.press('school', '确认变更');
    expect(await bot.ask('zhao', await code(bot))).toContain('本班用卡片签到');
    expect(await bot.ask('teacher', `/签到码 ${classId}`)).toContain('本班只用卡片签到');
  });

  it('signs in to one lesson where the class signs in to each', async () => {
    const bot = await start('14:00');
    const afternoon = (await bot.store.sessions.ofClass(classId)).filter(
      ({ startsAt }) => startsAt >= beijingTime('2026-03-16', '13:00') && startsAt < beijingTime('2026-03-17', '00:00'),
    );
    const [first] = afternoon;
    if (first === undefined) throw new Error('no lesson');
    const half = (first.endsAt.getTime() + first.startsAt.getTime()) / 2;
    const all = await bot.store.sessions.ofClass(classId);
    const split = all.flatMap((each) =>
      each._id === first._id
        ? [
            { ...each, endsAt: new Date(half) },
            { ...each, _id: `${classId}-90`, startsAt: new Date(half) },
          ]
        : [each],
    );
    await bot.store.sessions.replace(classId, split, new Date(0));
    await bot.say('zhao', '签到');
    expect(await bot.store.signIns.byId(`${classId}-90`, 'zhao')).not.toBeNull();
    await bot.say('school', `/改班 ${classId} 签到次数 每节课`);
    await bot.press('school', '确认变更');
    await bot.say('qian', '签到');
    expect(await bot.store.signIns.byId(`${classId}-90`, 'qian')).toBeNull();
    bot.clock.moveTo(new Date(half - 60_000));
    await bot.say('qian', '签到');
    expect((await bot.store.signIns.byId(`${classId}-90`, 'qian'))?.at).toEqual(bot.clock.now());
  });

  it('a branch is closed after a preview: its people are in the main room, its page shows nothing, and it comes back', async () => {
    const bots = await bothRuns(async (bot, crashing) => {
      running.push(bot);
      await teachClass(bot.store, trainees);
      bot.clock.moveTo(beijingTime('2026-03-16', '08:14'));
      bot.crashing = crashing;
      await bot.say('teacher', `/分课堂 ${classId} 青山镇 周五`);
      await bot.say('teacher', `/座位 ${classId} 赵一 青山镇分课堂 3`);
      await bot.say('teacher', `/签到码 ${classId}`);
      await bot.say('zhao', await codeIn(bot, { classId, session: firstSession, room: '1' }));
      await bot.say('qian', '1000');
      await bot.say('teacher', `/撤分课堂 ${classId} 青山镇分课堂`);
      await bot.press('teacher', '确认撤去');
      bot.crashing = false;
    });
    const [whole, broken] = bots;
    expect(await broken?.dump()).toEqual(await whole?.dump());
    expect(await whole?.last('zhou')).toContain('青山镇分课堂不再由您负责');
    expect(await whole?.ask('zhou', `/签到码 ${classId}`)).toContain('没有办理这一事项的权限');
    expect(await whole?.ask('teacher', `/课堂情况 ${classId}`)).toContain('共 1 个课堂，学员 4 人');
    await whole?.say('teacher', `/分课堂 ${classId} 青山镇`);
    expect(await whole?.ask('zhao', '我的座位')).toContain('青山镇分课堂3号');
  });
});
