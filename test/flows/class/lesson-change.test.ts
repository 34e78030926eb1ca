import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime, formatClock } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';

describe('a single lesson', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    await teachClass(bot.store, ['zhao', 'qian']);
  });
  afterEach(() => bot.stop());

  const lesson = async (number: string) =>
    (await bot.store.sessions.ofClass(classId)).find(({ _id }) => _id.endsWith(number));

  it('is moved: shown first, told to the trainees in one message, taken back by the button', async () => {
    await bot.say('teacher', `/调课 ${classId} 3 3月18日 19:00-21:00`);
    expect(await bot.last('teacher')).toMatch(
      /改时间：3月17日 周二 08:30“马克思主义经典著作导读”改为3月18日 周三 19:00—21:00/,
    );
    expect((await lesson('-03'))?.dateOn).toBe('2026-03-17');
    await bot.press('teacher', '确认变更');
    expect(await lesson('-03')).toMatchObject({ dateOn: '2026-03-18', parts: [{ type: 'partyTheory', minutes: 120 }] });
    await bot.press('teacher', '撤销');
    expect(await lesson('-03')).toMatchObject({ dateOn: '2026-03-17', parts: [{ minutes: 180 }] });
  });

  it('keeps its sign-ins and its number when it is swapped with one of another day', async () => {
    bot.clock.moveTo(beijingTime('2026-03-16', '08:21'));
    await bot.say('zhao', '签到');
    const [first] = await bot.store.sessions.ofClass(classId);
    await bot.say('teacher', `/换课 ${classId} 1 5`);
    expect(await bot.last('teacher')).toContain('已签到 1 人，按新时间核定');
    await bot.press('teacher', '确认变更');
    const mark = await bot.store.signIns.byId(first?._id ?? '', 'zhao');
    expect(mark && formatClock(mark.at)).toBe('08:21');
    expect(await lesson('-01')).toMatchObject({ title: first?.title, dateOn: '2026-03-18' });
  });

  it('is added with what is said of it, is renamed, given to somebody else, and dropped', async () => {
    await bot.say('teacher', `/加课 ${classId} 3月18日 19:00-21:00 党性分析交流 党性教育 小组讨论 张三 研讨室`);
    expect(await bot.last('teacher')).toContain('新增：3月18日 周三 19:00“党性分析交流”');
    await bot.press('teacher', '确认变更');
    expect(await lesson('-21')).toMatchObject({ method: 'groupDiscussion', lecturer: '张三', place: '研讨室' });
    await bot.say('teacher', `/改课 ${classId} 党性分析交流 名称 党性分析会`);
    await bot.press('teacher', '确认变更');
    await bot.say('teacher', `/改课 ${classId} 21 授课人 李四`);
    expect(await bot.last('teacher')).toContain('改授课人：3月18日 周三 19:00“党性分析会”由李四授课');
    await bot.press('teacher', '确认变更');
    await bot.say('teacher', `/停课 ${classId} 党性分析会`);
    await bot.press('teacher', '确认变更');
    expect(await lesson('-21')).toBeUndefined();
  });

  it('without a type gets one that is proposed and shown', async () => {
    await bot.say('teacher', `/加课 ${classId} 3月18日 19:00-21:00 廉政警示教育`);
    expect(await bot.last('teacher')).toMatch(/类型：党性教育。方式：集中授课。[\s\S]*类型由系统拟定，请核对/);
  });

  it('that would break the shares is refused before the class, and only warned of during it', async () => {
    let refused = '';
    for (const number of ['02', '03', '04', '06', '09']) {
      await bot.say('teacher', `/停课 ${classId} ${number}`);
      if ((await bot.last('teacher')).includes('未通过审核')) {
        refused = number;
        break;
      }
      await bot.press('teacher', '确认变更');
    }
    expect(await bot.last('teacher')).toMatch(/课程表未通过审核，未保存[\s\S]*不符合要求/);
    bot.clock.moveTo(beijingTime('2026-03-16', '12:00'));
    await bot.say('teacher', `/停课 ${classId} ${refused}`);
    expect(await bot.last('teacher')).toMatch(/请注意：变更后不再符合要求。[\s\S]*可以这样补救/);
    await bot.press('teacher', '确认变更');
    expect(await lesson(`-${refused}`)).toBeUndefined();
  });

  it('cannot be put over another one or outside the class, and is named when several are meant', async () => {
    await bot.say('teacher', `/调课 ${classId} 3 3月18日`);
    expect(await bot.last('teacher')).toContain('时间重叠');
    await bot.say('teacher', `/调课 ${classId} 3 4月18日`);
    expect(await bot.last('teacher')).toContain('不在班次起止日期之内');
    await bot.say('teacher', `/停课 ${classId} 现场教学`);
    expect(await bot.last('teacher')).toMatch(/红色故居现场教学[\s\S]*乡村治理现场教学/);
    await bot.say('teacher', `/停课 ${classId} 99`);
    expect(await bot.last('teacher')).toContain('的课程表中没有“99”');
    await bot.say('teacher', `/调课 ${classId} 3 3月18日 21:00-19:00`);
    expect(await bot.last('teacher')).toContain('结束时间应晚于开始时间');
  });

  it('of one lecturer in two classes at one time is refused', async () => {
    await bot.store.classes.create('2026', {
      ...{ name: '第二班', kind: 'mainClass', topicTag: '第二班', teacherId: 'li' },
      ...{ opensOn: '2026-03-16', closesOn: '2026-03-27', createdBy: 'school', byUpdate: 'test:second' },
    });
    const [first] = await bot.store.sessions.ofClass(classId);
    if (first === undefined) throw new Error('no lesson');
    await bot.store.sessions.replace(
      '2026-02',
      [{ ...first, _id: '2026-02-01', classId: '2026-02', lecturer: '张三', place: '第二教室' }],
      bot.clock.now(),
    );
    await bot.say('teacher', `/改课 ${classId} 1 授课人 张三`);
    expect(await bot.last('teacher')).toContain('张三同一时间要在班次 2026-02“开班式暨入学教育”授课');
  });

  it('that two people change: the second is told what the first changed, and nothing else happens', async () => {
    await bot.say('teacher', `/停课 ${classId} 5`);
    await bot.say('school', `/改课 ${classId} 6 地点 第三教室`);
    await bot.press('school', '确认变更');
    await bot.press('teacher', '确认变更');
    expect(await bot.last('teacher')).toMatch(/的课程表刚由.+变更，您的这一步没有生效[\s\S]*改地点：.+在第三教室/);
    expect(await lesson('-05')).toBeDefined();
  });
});

it.each(variants)('on %s a lesson is changed, and who is called up is told that alone, once', async (variant) => {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  await openClass(world, { named: 2 });
  await world.say('teacher', `/改课 ${classId} 2 地点 第二会议室`);
  await world.press('teacher', '确认变更');
  expect(await world.screen('teacher')).toContain('课程变动已告知学员 2 人');
  const screens = await Promise.all(['zhao', 'qian', 'sun', 'li', 'zhou'].map((who) => world.screen(who)));
  const [screen = '', ...others] = screens.filter((each) => each.includes('【课程变动】'));
  expect(others).toHaveLength(1);
  expect(screen.match(/【课程变动】/g)).toHaveLength(1);
  expect(screen).toMatch(/课程有 1 处变动[\s\S]*改地点：.+在第二会议室/);
  await world.say('teacher', `/改课 ${classId} 3 地点 第三会议室`);
  await world.press('teacher', '确认变更');
  expect(world.last('teacher')).toContain('课程变动已告知学员 2 人');
});

it('a lesson is changed once, also when broken off at every write', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await teachClass(bot.store, ['zhao']);
  await bot.say('teacher', `/换课 ${classId} 5 12`);
  bot.crashing = true;
  await bot.press('teacher', '确认变更');
  bot.crashing = false;
  expect(bot.crashes).toBeGreaterThan(0);
  const sessions = await bot.store.sessions.ofClass(classId);
  expect(sessions).toHaveLength(20);
  expect(sessions.find(({ _id }) => _id.endsWith('-05'))?.dateOn).toBe('2026-03-23');
});
