import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';
const trainees = ['zhao', 'qian', 'sun', 'li'];
const first = '2026-01-01';

describe('the roll of a half-day', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    await teachClass(bot.store, trainees);
    bot.clock.moveTo(beijingTime('2026-03-16', '08:03'));
    await bot.runJob('remind-session');
    bot.clock.moveTo(beijingTime('2026-03-16', '08:21'));
    await bot.press('zhao', '签到');
  });
  afterEach(() => bot.stop());

  const markOf = async (cadreId: string) => (await bot.store.signIns.byId(first, cadreId))?.byRoll;

  it('shows who has not signed in and takes all of them as present with one tap', async () => {
    await bot.say('teacher', `/点到 ${classId}`);
    expect(await bot.last('teacher')).toMatch(
      /应到 4 人：已签到 1 人，请假 0 人，未签到 3 人。\n未签到：(李四|钱二|孙三)/,
    );
    expect(await bot.last('teacher')).toContain('未经点到确认，不记缺课');
    await bot.press('teacher', '全部到课');
    for (const cadreId of ['qian', 'sun', 'li']) expect(await markOf(cadreId)).toBe('present');
    expect(await markOf('zhao')).toBeUndefined();
    expect(await bot.last('qian')).toContain('上午签到：已点到');
    await bot.say('teacher', `/签到情况 ${classId}`);
    expect(await bot.last('teacher')).toContain('已签到 4 人（迟到 0 人）');
  });

  it('takes the exceptions by name, shows them before anything is stored, and takes the rest as present', async () => {
    await bot.say('teacher', `/点到 ${classId} 缺课：钱二；迟到：孙三`);
    expect(await bot.last('teacher')).toContain('到课 1 人，迟到 1 人，缺课 1 人');
    expect(await bot.store.signIns.ofSession(first)).toHaveLength(1);
    await bot.press('teacher', '确认点到');
    expect(await Promise.all(['qian', 'sun', 'li'].map(markOf))).toEqual(['absent', 'late', 'present']);
  });

  it('asks for the exceptions in words, in the ways people write them', async () => {
    await bot.say('teacher', `/点到 ${classId}`);
    await bot.press('teacher', '有缺课、迟到');
    await bot.say('teacher', '除钱二、孙三外，其余全部到课');
    await bot.press('teacher', '确认点到');
    expect(await Promise.all(['qian', 'sun', 'li'].map(markOf))).toEqual(['absent', 'absent', 'present']);
  });

  it('is asked of nobody any more once it was called, whoever called it and however', async () => {
    await bot.say('teacher', `/值日 ${classId} 3月16日 李四`);
    await bot.say('li', `/点到 ${classId}`);
    await bot.say('teacher', `/点到 ${classId}`);
    await bot.press('teacher', '有缺课、迟到');
    await bot.say('teacher', '缺课：钱二');
    await bot.press('teacher', '确认点到');
    for (const who of ['teacher', 'li']) await expect(bot.press(who, '全部到课')).rejects.toThrow('has no button');
  });

  it('leaves whoever is said to be on leave off the roll, and says how leave is asked for', async () => {
    await bot.say('teacher', `/点到 ${classId} 缺课：钱二；请假：孙三`);
    expect(await bot.last('teacher')).toContain('口头请假，本次不登记：孙三。请转告本人回复“请假”补办手续');
    await bot.press('teacher', '确认点到');
    expect(await Promise.all(['qian', 'sun', 'li'].map(markOf))).toEqual(['absent', undefined, 'present']);
  });

  it('is what a class teacher means by 点名, which is a call-up for the organisation department', async () => {
    await bot.say('teacher', '点名');
    expect(await bot.last('teacher')).toContain('应到 4 人');
    await bot.say('org', '点名');
    expect(await bot.last('org')).toContain('用法：/点名');
  });

  it('shows those on leave as on leave', async () => {
    await bot.say('qian', '/请假 病假 今天 上午 到医院就诊');
    await bot.press('qian', '提交');
    await bot.press('teacher', '同意');
    await bot.say('teacher', `/点到 ${classId}`);
    expect(await bot.last('teacher')).toContain('请假（不需点到）：钱二');
  });

  it('names whom it does not know, or who has signed in, and stores nothing', async () => {
    await bot.say('teacher', `/点到 ${classId} 缺课：王五`);
    expect(await bot.last('teacher')).toContain('王五');
    await bot.say('teacher', `/点到 ${classId} 缺课：赵一`);
    expect(await bot.last('teacher')).toContain('赵一已签到或已请假，没有登记');
    await bot.say('teacher', `/点到 ${classId} 张三李四`);
    expect(await bot.last('teacher')).toContain('未能识别，未作登记');
    expect(await bot.store.signIns.ofSession(first)).toHaveLength(1);
  });

  it('lets whoever comes after a roll that missed them sign in, and a later roll put an earlier one right', async () => {
    await bot.say('teacher', `/点到 ${classId} 缺课：钱二、孙三`);
    await bot.press('teacher', '确认点到');
    bot.clock.moveTo(beijingTime('2026-03-16', '08:50'));
    await bot.say('qian', '签到');
    expect(await bot.last('qian')).toContain('08:50签到，迟到20分钟');
    expect(await markOf('qian')).toBeUndefined();
    await bot.say('teacher', `/点到 ${classId} 迟到：孙三`);
    await bot.press('teacher', '确认点到');
    expect(await markOf('sun')).toBe('late');
  });

  it('costs nobody a point for not using the bot: who was not seen is absent only when the class teacher says so', async () => {
    bot.clock.moveTo(beijingTime('2026-03-16', '09:09'));
    await bot.runJob('report-absence');
    bot.clock.moveTo(beijingTime('2026-03-16', '20:43'));
    await bot.runJob('score-attendance');
    expect(await bot.store.scoreEvents.ofClass(classId)).toEqual([]);
    await bot.press('teacher', '确认均缺课');
    await bot.runJob('score-attendance');
    const events = await bot.store.scoreEvents.ofClass(classId);
    expect(events.map(({ cadreId, step }) => `${cadreId} ${step}`).sort()).toEqual([
      'li absent',
      'qian absent',
      'sun absent',
    ]);
  });

  it('is kept by the monitor and the duty trainee of the day for the others, who cannot record an absence', async () => {
    await bot.say('zhao', `/点到 ${classId}`);
    expect(await bot.last('zhao')).toContain('没有办理这一事项的权限');
    await bot.say('teacher', `/班长 ${classId} 赵一`);
    expect(await bot.last('zhao')).toContain('班主任指定您为');
    await bot.say('zhao', `/点到 ${classId} 缺课：钱二`);
    expect(await bot.last('zhao')).toContain('缺课须由班主任确认');
    await bot.press('zhao', '确认点到');
    expect(await bot.last('zhao')).toContain('缺课人员由班主任核实后确认');
    expect(await Promise.all(['qian', 'sun', 'li'].map(markOf))).toEqual([undefined, 'present', 'present']);
    await bot.say('teacher', `/值日 ${classId} 李四 明天`);
    await bot.say('li', `/点到 ${classId}`);
    expect(await bot.last('li')).toContain('没有办理这一事项的权限');
    bot.clock.moveTo(beijingTime('2026-03-17', '08:10'));
    await bot.say('li', `/点到 ${classId}`);
    expect(await bot.last('li')).toContain('未签到 3 人');
    expect(await bot.last('li')).not.toContain('李四');
  });

  it('cannot be used by those who keep it to take back an absence that the class teacher recorded, also from an earlier card', async () => {
    await bot.say('teacher', `/班长 ${classId} 赵一`);
    await bot.say('zhao', `/点到 ${classId} 迟到：孙三`);
    await bot.say('teacher', `/点到 ${classId} 缺课：钱二、孙三`);
    await bot.press('teacher', '确认点到');
    await bot.press('zhao', '确认点到');
    expect(await Promise.all(['qian', 'sun'].map(markOf))).toEqual(['absent', 'absent']);
    await bot.say('zhao', `/点到 ${classId} 迟到：钱二`);
    expect(await bot.last('zhao')).toContain('钱二已由班主任登记缺课，没有改动');
    const mark = { classId, sessionId: first, cadreId: 'qian', at: bot.clock.now() };
    const entry = { result: 'present' as const, by: 'zhao', byUpdate: 'u', enteredAt: bot.clock.now() };
    await bot.store.signIns.callRoll([{ ...mark, entry }], 'keeper');
    expect(await markOf('qian')).toBe('absent');
  });

  it('is kept on no other day by the duty trainee of a day', async () => {
    await bot.say('teacher', `/值日 ${classId} 李四 明天`);
    bot.clock.moveTo(beijingTime('2026-03-17', '08:10'));
    await bot.say('li', `/点到 ${classId} 3月16日 上午`);
    expect(await bot.last('li')).toContain('不能办理');
    await bot.say('li', `/点到 ${classId}`);
    expect(await bot.last('li')).toContain('未签到 3 人');
  });

  it('is kept no longer by whoever has left the class', async () => {
    await bot.say('teacher', `/班长 ${classId} 赵一`);
    await bot.say('zhao', `/点到 ${classId}`);
    await bot.store.enrollments.move(classId, 'zhao', 'withdrawn');
    await bot.press('zhao', '全部到课');
    expect(await bot.last('zhao')).toContain('权限');
    expect(await bot.store.signIns.ofSession(first)).toHaveLength(1);
  });

  it('is not called before signing in begins, nor for a half-day without a lesson, nor twice', async () => {
    await bot.say('teacher', `/点到 ${classId} 下午`);
    expect(await bot.last('teacher')).toContain('还没有到签到时间');
    await bot.say('teacher', `/点到 ${classId} 晚上`);
    expect(await bot.last('teacher')).toContain('没有课程');
    await bot.say('teacher', `/点到 ${classId}`);
    const roll = (await bot.store.rolls.byId('t:4'))?._id ?? '';
    await bot.press('teacher', '全部到课');
    expect(await bot.forge('teacher', { action: 'roll.present', data: { roll } })).toContain('已经办理或取消');
  });
});

it('a roll broken off before any write leaves the same marks and the same messages', async () => {
  const bots: BareBot[] = [];
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    bots.push(bot);
    await teachClass(bot.store, trainees);
    bot.clock.moveTo(beijingTime('2026-03-16', '08:03'));
    await bot.runJob('remind-session');
    bot.crashing = crashing;
    await bot.say('teacher', `/班长 ${classId} 赵一`);
    await bot.say('teacher', `/点到 ${classId} 缺课：钱二；迟到：孙三`);
    await bot.press('teacher', '确认点到');
    bot.clock.moveTo(beijingTime('2026-03-16', '08:50'));
    await bot.press('qian', '签到');
    bot.clock.moveTo(beijingTime('2026-03-16', '15:09'));
    await bot.runJob('report-absence');
    await bot.press('teacher', '有缺课、迟到');
    await bot.say('teacher', '缺课：李四');
    await bot.press('teacher', '确认点到');
  });
  expect(broken?.crashes).toBeGreaterThan(9);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  for (const bot of bots) await bot.stop();
});

it.each(variants)('on %s a roll takes three acts of the class teacher at most', async (variant) => {
  const world = await startWorld(variant);
  await teachClass(world.running.store, trainees);
  await world.at('2026-03-16', '08:24');
  await world.say('teacher', `/点到 ${classId} 缺课：钱二`);
  await world.press('teacher', '确认点到');
  expect((await world.running.store.signIns.ofSession(first)).map(({ byRoll }) => byRoll).sort()).toEqual([
    'absent',
    'present',
    'present',
    'present',
  ]);
  await world.stop();
});
