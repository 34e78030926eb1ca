import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { signIn } from '../../helpers/scored-class.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
let bot: BareBot;

beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian', 'sun']);
});
afterEach(() => bot.stop());

async function runAt(dateOn: string, clock: string): Promise<void> {
  bot.clock.moveTo(beijingTime(dateOn, clock));
  await bot.runJob('report-absence');
}

async function attend(cadreId: string, ...sessions: number[]): Promise<void> {
  const rows = await bot.store.sessions.ofClass(classId);
  for (const number of sessions) {
    const row = rows[number - 1];
    if (row === undefined) throw new Error('no such session');
    await signIn(bot.store, row, cadreId);
  }
}

const reports = async () => (await bot.screen('teacher')).split('【点到（').slice(1);

describe('the roll of those who were not seen', () => {
  it('comes when signing in is over, once per half-day however often the job runs', async () => {
    await attend('zhao', 1, 2);
    await runAt('2026-03-16', '08:54');
    expect(await reports()).toEqual([]);
    for (const clock of ['09:09', '09:24', '13:54']) await runAt('2026-03-16', clock);
    expect(await reports()).toHaveLength(1);
    expect((await reports())[0]).toMatch(
      /^3月16日 周一 上午[\s\S]*应到 3 人：已签到 1 人，请假 0 人，未签到 2 人。\n未签到：钱二、孙三/,
    );
    for (const clock of ['15:09', '15:24']) await runAt('2026-03-16', clock);
    expect(await reports()).toHaveLength(2);
  });

  it('leaves out whoever is on leave, and is not sent when everybody else is there', async () => {
    await attend('zhao', 1);
    await attend('qian', 1);
    const half = { fromAt: beijingTime('2026-03-16', '00:00'), toAt: beijingTime('2026-03-16', '12:00') };
    const leave = { _id: 'leave:1', classId, cadreId: 'sun', name: '孙三', kind: 'sickLeave' as const, ...half };
    const more = { dateOn: '2026-03-16', half: 'morning' as const, late: false, reason: '就诊', moves: ['test'] };
    await bot.store.leaves.draft({ ...leave, ...more, state: 'granted' });
    await runAt('2026-03-16', '09:09');
    expect(await reports()).toEqual([]);
  });

  it('is not sent half a day later, when the bot was down meanwhile', async () => {
    await runAt('2026-03-16', '20:54');
    expect((await reports()).map((each) => each.slice(0, 11))).toEqual(['3月16日 周一 下午']);
  });

  it('says from the fourth day who was never seen and loses the place', async () => {
    await attend('zhao', 7);
    await attend('qian', 1);
    await runAt('2026-03-18', '15:09');
    expect((await reports()).at(-1)).not.toContain('是否保留学籍');
    await runAt('2026-03-19', '09:09');
    expect((await reports()).at(-1)).toMatch(/未签到：钱二、孙三[\s\S]*其中孙三自开班以来一直未到/);
    expect(await bot.screen('org')).not.toContain('是否按退学处理');
  });

  it('asks the organisation department once whether who was called absent since the opening leaves, and not about who was kept', async () => {
    await attend('zhao', 1);
    await runAt('2026-03-16', '09:09');
    await bot.press('teacher', '确认均缺课');
    for (const clock of ['09:09', '15:09']) await runAt('2026-03-19', clock);
    const asked = async () => (await bot.screen('org')).split('【是否按退学处理】').slice(1);
    expect((await asked()).map((each) => each.split('\n')[1]?.slice(0, 2)).sort()).toEqual(['孙三', '钱二']);
    expect((await asked())[0]).toContain('自2026年3月16日开班以来一直未到，也未请假');
    expect((await bot.store.enrollments.byId(classId, 'sun'))?.state).toBe('enrolled');
    await bot.say('org', `/保留学籍 ${classId} 孙三 执行抢险任务`);
    await runAt('2026-03-20', '09:09');
    expect(await asked()).toHaveLength(2);
  });
});
