import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

const classId = '2026-01';
const trainees = ['zhao', 'qian', 'sun', 'li'];

describe.each(variants)('leave of several days on %s', (variant) => {
  it('is asked for in one request, goes through class teacher and school, and the unit learns of it', async () => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await teachClass(world.running.store, trainees);
    await world.at('2026-03-16', '12:30');
    await world.say('qian', '/请假 事假 3月18日至3月19日 回老家办事');
    expect(world.last('qian')).toContain('3月18日至3月19日（2天）');
    expect(world.last('qian')).toContain('须经班主任、县委党校依次同意');
    await world.press('qian', '提交');
    expect(world.last('qian')).toContain('请假单已提交班主任、县委党校');
    expect(world.screen('school')).not.toContain('请假审批');
    await world.press('teacher', '同意');
    expect(world.last('teacher')).toContain('转县委党校审批');
    expect(world.screen('qian')).not.toContain('已获同意');
    expect(world.last('school')).toContain('班主任已同意');
    await world.say('qian', '我的请假');
    expect(world.last('qian')).toContain('待县委党校审批');
    await world.press('school', '同意');
    expect(world.screen('qian')).toContain('3月18日至3月19日（2天）的事假已获同意');
    await world.at('2026-03-17', '08:30');
    expect(world.screen('liaison-fin')).toContain(
      '贵单位钱二参加“中青年干部培训班”期间，3月18日至3月19日（2天）的事假已获同意',
    );
    await world.at('2026-03-19', '14:41');
    await world.say('teacher', `/签到情况 ${classId}`);
    expect(world.last('teacher')).toContain('请假：钱二（事假）');
  });
});

describe('leave, wherever people are', () => {
  const start = async (clock: string): Promise<BareBot> => {
    const bot = await startBareBot();
    running.push(bot);
    await teachClass(bot.store, trainees);
    bot.clock.moveTo(beijingTime('2026-03-16', clock));
    return bot;
  };

  it('is the same after every crash, with its agreements', async () => {
    const bots = await bothRuns(async (bot, crashing) => {
      running.push(bot);
      await teachClass(bot.store, trainees);
      bot.clock.moveTo(beijingTime('2026-03-16', '12:30'));
      bot.crashing = crashing;
      await bot.say('qian', '/请假 事假 3月18日 3月20日 回老家办事');
      await bot.press('qian', '提交');
      await bot.press('teacher', '同意');
      await bot.press('school', '同意');
      bot.crashing = false;
    });
    const [whole, broken] = bots;
    expect(await broken?.dump()).toEqual(await whole?.dump());
    const [row] = (await whole?.store.leaves.ofTrainee(classId, 'qian')) ?? [];
    expect(row).toMatchObject({ state: 'granted', dateOn: '2026-03-18', untilOn: '2026-03-20', agreedSteps: 1 });
  });

  it('the school decides for the class teacher too, and a refusal ends it anywhere', async () => {
    const bot = await start('12:30');
    await bot.say('qian', '/请假 事假 3月18日至3月19日 回老家办事');
    await bot.press('qian', '提交');
    bot.clock.moveTo(beijingTime('2026-03-16', '17:00'));
    await bot.runJob('chase-leave');
    await bot.press('school', '同意');
    expect(await bot.last('school')).toContain('已同意钱二');
    await expect(bot.press('teacher', '同意')).rejects.toThrow('has no button');
    await bot.say('sun', '/请假 事假 3月18日至3月19日 回老家办事');
    await bot.press('sun', '提交');
    await bot.press('teacher', '同意');
    await bot.press('school', '不同意');
    await bot.say('school', '正值结业考核');
    expect(await bot.last('sun')).toContain('未获同意');
  });

  it('is not refused by whoever has agreed meanwhile, with words that come late', async () => {
    const bot = await start('12:30');
    await bot.say('qian', '/请假 事假 3月18日至3月19日 回老家办事');
    await bot.press('qian', '提交');
    await bot.press('teacher', '不同意');
    await bot.press('teacher', '同意');
    await bot.say('teacher', '正值结业考核');
    expect((await bot.store.leaves.askedIn(classId))[0]?.agreedSteps).toBe(1);
    await bot.press('school', '同意');
    expect((await bot.store.leaves.grantedTo(classId, 'qian')).length).toBe(1);
  });

  it('of more than three days needs the organisation department', async () => {
    const bot = await start('12:30');
    await bot.say('qian', '/请假 公假 3月17日至3月20日 参加巡察');
    await bot.press('qian', '提交');
    for (const who of ['teacher', 'school']) await bot.press(who, '同意');
    expect((await bot.store.leaves.askedIn(classId))[0]?.agreedSteps).toBe(2);
    await bot.press('org', '同意');
    expect((await bot.store.leaves.grantedTo(classId, 'qian')).length).toBe(1);
  });

  it('waits no longer than some hours unseen: it is shown to the school, and nothing is granted by waiting', async () => {
    const bot = await start('12:30');
    await bot.say('qian', '/请假 事假 明天 回老家办事');
    await bot.press('qian', '提交');
    bot.clock.moveTo(beijingTime('2026-03-16', '16:20'));
    await bot.runJob('chase-leave');
    expect(await bot.screen('school')).not.toContain('请假审批');
    bot.clock.moveTo(beijingTime('2026-03-16', '16:40'));
    await bot.runJob('chase-leave');
    await bot.runJob('chase-leave');
    expect((await bot.screen('school')).split('请假审批').length).toBe(2);
    expect(await bot.store.leaves.grantedTo(classId, 'qian')).toEqual([]);
  });

  it('is asked for in a sentence, also spoken', async () => {
    const bot = await start('12:30');
    expect(await bot.ask('qian', '我明天上午要到医院复查，请个病假')).toContain('3月17日 周二 上午');
    await bot.speak('sun', '我明天上午要到医院复查，请个病假');
    await bot.press('sun', '按此办理');
    expect(await bot.last('sun')).toContain('请假单预览');
    expect(await bot.ask('li', '明天想请个假')).toContain('请选择假别');
  });

  it('is refused where it overlaps, runs backwards, or names halves of several days', async () => {
    const bot = await start('12:30');
    await bot.say('qian', '/请假 事假 3月18日 回老家办事');
    await bot.press('qian', '提交');
    expect(await bot.ask('qian', '/请假 事假 3月17日至3月19日 回老家办事')).toContain('这段时间您已经请过假');
    expect(await bot.ask('sun', '/请假 事假 3月19日 3月18日 回老家办事')).toContain('结束日期早于开始日期');
    expect(await bot.ask('sun', '/请假 事假 3月18日至3月19日 上午 回老家办事')).toContain('连续几天的请假按全天计');
  });

  it('never takes the place of an absence on record; one recorded by mistake is taken out first', async () => {
    const bot = await start('09:10');
    await bot.say('qian', '/请假 病假 今天 上午 突发高烧');
    await bot.press('qian', '提交');
    await bot.say('teacher', `/点到 ${classId} 缺课：钱二`);
    await bot.press('teacher', '确认点到');
    await bot.press('teacher', '同意');
    expect(await bot.last('teacher')).toContain('3月16日 周一 上午已登记缺课，不能再改作请假');
    expect(await bot.store.leaves.grantedTo(classId, 'qian')).toEqual([]);
    expect(await bot.ask('teacher', `/撤签 ${classId} 钱二 今天 上午 登记有误`)).toContain('钱二');
    await bot.press('teacher', '同意');
    expect((await bot.store.leaves.grantedTo(classId, 'qian'))[0]).toMatchObject({ late: true });
    expect(await bot.ask('teacher', `/签到情况 ${classId}`)).toContain('请假：钱二（病假，补假）');
    await bot.say('teacher', `/点到 ${classId} 缺课：孙三`);
    await bot.press('teacher', '确认点到');
    expect(await bot.ask('sun', '/请假 事假 今天 上午 家里有事')).toContain('已登记缺课');
  });
});
