import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
let bot: BareBot;

beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian', 'sun', 'li']);
});
afterEach(() => bot.stop());

/** What the class teacher is shown. */
async function list(more = ''): Promise<string> {
  await bot.say('teacher', `/签到情况 ${classId} ${more}`);
  return bot.last('teacher');
}

describe('the attendance of a lesson', () => {
  it('is told by name: who signed in, who was late, and whom it still waits for, then who is missing', async () => {
    bot.clock.moveTo(beijingTime('2026-03-16', '08:21'));
    await bot.say('zhao', '签到');
    bot.clock.moveTo(beijingTime('2026-03-16', '08:41'));
    await bot.say('qian', '签到');
    const begun = await list();
    expect(begun).toContain('应到 4 人，已签到 2 人（迟到 1 人），请假 0 人，待签到 2 人，缺课 0 人');
    expect(begun).toContain('迟到：钱二（08:41，11分钟）');
    expect(begun).toMatch(/待签到：(李四、孙三|孙三、李四)/);
    bot.clock.moveTo(beijingTime('2026-03-16', '09:10'));
    const over = await list();
    expect(over).toContain('应到 4 人，已签到 2 人（迟到 1 人），请假 0 人，未签到待确认 2 人，缺课 0 人');
    expect(over).toMatch(/未签到，待点到确认：(李四、孙三|孙三、李四)/);
    expect(await list()).toBe(over);
  });

  it('counts who has leave apart from who is missing', async () => {
    bot.clock.moveTo(beijingTime('2026-03-15', '19:00'));
    await bot.say('qian', '/请假 公假 3月16日 参加县里会议');
    await bot.press('qian', '提交');
    await bot.press('teacher', '同意');
    bot.clock.moveTo(beijingTime('2026-03-16', '09:10'));
    expect(await list()).toMatch(/已签到 0 人（迟到 0 人），请假 1 人，未签到待确认 3 人，缺课 0 人[\s\S]*请假：钱二/);
  });

  it('is that of the latest lesson that has begun, or of every lesson of the day that is named', async () => {
    expect(await list()).toContain('还没有开始上课，暂无签到情况');
    bot.clock.moveTo(beijingTime('2026-03-16', '08:10'));
    expect(await list()).toContain('“开班式暨入学教育”签到情况');
    expect(await list('3月16日')).toContain('待签到 4 人');
    expect((await bot.screen('teacher')).split('3月16日 周一 14:30').length).toBe(2);
    expect(await list('3月15日')).toContain('3月15日 周日没有课程');
  });

  it('is shown to the staff of the class alone', async () => {
    await bot.say('zhao', `/签到情况 ${classId}`);
    expect(await bot.last('zhao')).toContain('没有办理这一事项的权限');
  });
});

it('of more than ten is told by its figures and the exceptions by name, with everybody in a sheet', async () => {
  await bot.stop();
  bot = await startBareBot();
  const people = ['zhao', 'qian', 'sun', 'li', 'zhou', 'wu', 'head-agri', 'liaison-fin', 'head-fin', 'team1', 'team2'];
  await teachClass(bot.store, people);
  bot.clock.moveTo(beijingTime('2026-03-16', '08:21'));
  await bot.say('zhao', '签到');
  bot.clock.moveTo(beijingTime('2026-03-16', '08:41'));
  await bot.say('qian', '签到');
  const told = await list();
  expect(told).toContain('应到 11 人，已签到 2 人（迟到 1 人）');
  expect(told).toContain('迟到：钱二（08:41，11分钟）');
  expect(told).not.toContain('赵一');
  await bot.press('teacher', '发送表格');
  expect(await bot.last('teacher')).toContain('2026-01班签到情况（2026-03-16）.xlsx');
});
