import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('an activity of a class, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
  });
  afterEach(() => world.stop());

  it('is entered in one line, looked up, counted and sent as a sheet', async () => {
    const classId = await openClass(world);
    await world.say('teacher', `/办活动 ${classId} 学员论坛 3月18日 我为基层治理献一策`);
    expect(world.last('teacher')).toContain('已排定 H2026-1 学员论坛“我为基层治理献一策”，3月18日 周三。');
    await world.say('teacher', '/改活动 H2026-1 地点 党校报告厅');
    expect(world.last('teacher')).toContain('地点已改为：党校报告厅');
    await world.press('teacher', '撤销');
    world.clock.moveTo(beijingTime('2026-03-18', '18:00'));
    await world.say('teacher', `/活动 ${classId}`);
    expect(world.last('teacher')).toContain('活动 1 次：已举行 1 次，未举行 0 次。');
    await world.say('teacher', '/活动');
    expect(world.last('teacher')).toContain('活动 1 次：已举行 1 次，未举行 0 次。');
    await world.say('school', '/活动统计');
    expect(world.last('school')).toContain('共举行 1 次。学员论坛 1 次。');
    await world.press('school', '发送表格');
    expect(world.last('school')).toContain('2026年班级活动统计.xlsx');
  });
});

describe('activities', () => {
  let bot: BareBot;
  let classId: string;
  beforeEach(async () => {
    bot = await startBareBot();
    classId = await teachClass(bot.store, ['zhao', 'qian', 'sun']);
    bot.clock.moveTo(beijingTime('2026-03-17', '10:00'));
  });
  afterEach(() => bot.stop());

  const activity = () => bot.store.activities.byId('H2026-1');
  const forum = async () => {
    await bot.say('teacher', `/办活动 ${classId} 论坛 今天 我为基层治理献一策`);
    await bot.say('teacher', '/改活动 H2026-1 主讲 赵一');
    await bot.say('teacher', '/改活动 H2026-1 记录人 钱二');
  };

  it('are made once, however often it is broken off, and so is everything that is done to them', async () => {
    bot.crashing = true;
    await forum();
    await bot.speak('qian', '活动纪要，三名学员交流发言。');
    await bot.press('qian', '按此办理');
    expect(await bot.last('qian')).toContain('以后更正请用“/活动纪要 H2026-1”');
    await bot.say('teacher', '/取消活动 H2026-1 与课程冲突');
    await bot.press('teacher', '撤销');
    expect(bot.crashes).toBeGreaterThan(0);
    expect(await activity()).toMatchObject({
      ...{ state: 'planned', speakers: ['zhao'], recorder: 'qian', steps: 6 },
      minutes: '三名学员交流发言。',
    });
    expect(await bot.store.activities.ofClass(classId)).toHaveLength(1);
    expect((await bot.screen('zhao')).split('请您担任')).toHaveLength(2);
  });

  it('tell who speaks and who records, and of another day those alone', async () => {
    await forum();
    expect(await bot.last('zhao')).toContain('请您担任H2026-1 学员论坛“我为基层治理献一策”的主讲，3月17日 周二');
    expect(await bot.last('qian')).toContain('的记录人，3月17日 周二。活动后回复“活动纪要”');
    await bot.say('teacher', '/改活动 H2026-1 日期 3月19日');
    expect(await bot.last('zhao')).toContain('日期改为3月19日 周四');
    expect(await bot.screen('sun')).not.toContain('班级活动');
    expect(await bot.ask('qian', '/活动纪要 H2026-1 尚未举行')).toContain('还没有举行');
  });

  it('are worth points only by a preview that staff confirm, once for each trainee', async () => {
    await forum();
    await bot.say('teacher', '/改活动 H2026-1 缺席 孙三');
    await bot.say('teacher', '/活动记分 H2026-1');
    expect(await bot.last('teacher')).toContain('赵一');
    expect(await bot.last('teacher')).not.toContain('孙三');
    await bot.press('teacher', '确认记分');
    const marks = (await bot.store.scoreEvents.ofClass(classId)).map(({ cadreId, step }) => [cadreId, step]);
    expect(new Map(marks as [string, string][])).toEqual(
      new Map([
        ['zhao', 'mainSpeaker'],
        ['qian', 'activity'],
      ]),
    );
    expect(await bot.ask('teacher', '/活动记分 H2026-1')).toContain('没有可以提出的记分');
    expect(await bot.ask('zhao', '/活动记分 H2026-1')).toContain('没有办理这一事项的权限');
  });

  it('are worth points once, also where two people have each seen a preview', async () => {
    await forum();
    for (const who of ['teacher', 'school']) await bot.say(who, '/活动记分 H2026-1');
    await bot.press('teacher', '确认记分');
    const given = await bot.store.scoreEvents.ofClass(classId);
    await bot.press('school', '确认记分');
    expect(await bot.last('school')).toContain('这份记分已取消或已失效');
    expect(given.length).toBeGreaterThan(0);
    expect(await bot.store.scoreEvents.ofClass(classId)).toEqual(given);
  });

  it('are worth points once, also where both confirm at the same moment', async () => {
    await forum();
    for (const who of ['teacher', 'school']) await bot.say(who, '/活动记分 H2026-1');
    await Promise.all(['teacher', 'school'].map((who) => bot.press(who, '确认记分')));
    const given = (await bot.store.scoreEvents.ofClass(classId)).map(({ cadreId }) => cadreId);
    expect(given.length).toBeGreaterThan(0);
    expect(new Set(given).size).toBe(given.length);
  });

  it('are seen by the class and its staff, and by nobody else', async () => {
    await forum();
    for (const who of ['sun', 'teacher', 'school', 'team1'])
      expect(await bot.ask(who, '/活动 H2026-1'), who).toContain('我为基层治理献一策');
    for (const who of ['zhou', 'head-agri']) expect(await bot.ask(who, '/活动 H2026-1'), who).not.toContain('献一策');
    expect(await bot.ask('sun', '/改活动 H2026-1 主题 换题')).toContain('没有办理这一事项的权限');
  });

  it('among them a lesson that a trainee offers, which the class teacher gives a day or declines', async () => {
    bot.crashing = true;
    await bot.say('zhao', '/我来讲 山区茶产业怎样带动增收');
    expect(await bot.last('teacher')).toContain('赵一报名讲课：山区茶产业怎样带动增收。');
    await bot.press('teacher', '排入');
    await bot.say('teacher', '3月20日');
    expect(await bot.last('zhao')).toContain('已排入3月20日 周五（H2026-1）');
    expect(await activity()).toMatchObject({ state: 'planned', kind: 'ownLesson' });
    bot.clock.moveTo(beijingTime('2026-03-20', '18:00'));
    expect(await bot.ask('teacher', '/活动记分 H2026-1')).toContain(
      `/加分 ${classId} 赵一 本人讲授一堂课或一个案例 山区茶产业怎样带动增收`,
    );
    await bot.say('qian', '/我来讲 预算绩效管理');
    await bot.press('teacher', '暂不排入');
    await bot.say('teacher', '本班课程已满');
    expect(await bot.last('qian')).toContain('暂不排入，理由：本班课程已满。');
    await bot.say('sun', '/我来讲 监督案例');
    await bot.press('sun', '撤销');
    expect(await bot.store.activities.byId('H2026-3')).toMatchObject({ state: 'cancelled' });
    expect(await bot.ask('zhou', '/我来讲 养殖技术')).toContain('目前不在培训班中');
  });
});
