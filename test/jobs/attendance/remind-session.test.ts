import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const missing = '课程已经开始，您还没有签到';
let bot: BareBot;

beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian', 'sun']);
});
afterEach(() => bot.stop());

async function runAt(clock: string): Promise<void> {
  bot.clock.moveTo(beijingTime('2026-03-16', clock));
  await bot.runJob('remind-session');
}

const cards = async (cadreId: string, title: string) => (await bot.screen(cadreId)).split(title).length - 1;

describe('the reminder of a session', () => {
  it('goes to everyone twenty minutes before it starts, once', async () => {
    await runAt('08:08');
    expect(await cards('zhao', '上课签到')).toBe(0);
    for (const clock of ['08:13', '08:18']) await runAt(clock);
    for (const cadreId of ['zhao', 'qian', 'sun']) expect(await cards(cadreId, '上课签到')).toBe(1);
  });

  it('goes after the start to those alone who are missing without leave, once', async () => {
    bot.clock.moveTo(beijingTime('2026-03-16', '07:40'));
    await bot.say('qian', '/请假 病假 今天 上午 到医院就诊');
    await bot.press('qian', '提交');
    await bot.press('teacher', '同意');
    await runAt('08:13');
    await bot.press('zhao', '签到');
    await runAt('08:33');
    expect(await cards('sun', missing)).toBe(0);
    for (const clock of ['08:38', '08:43']) await runAt(clock);
    expect(await cards('sun', missing)).toBe(1);
    for (const cadreId of ['zhao', 'qian']) expect(await cards(cadreId, missing)).toBe(0);
  });

  it('is not sent when signing in is over', async () => {
    await runAt('09:03');
    expect(await bot.screen('zhao')).toBe('');
  });

  it('goes once more when the session was moved after it, before the new time', async () => {
    await runAt('08:13');
    const [first, ...others] = await bot.store.sessions.ofClass('2026-01');
    if (first === undefined) throw new Error('the class has a timetable');
    const startsAt = beijingTime('2026-03-16', '18:30');
    const moved = { ...first, startsAt, endsAt: beijingTime('2026-03-16', '19:30') };
    await bot.store.sessions.replace('2026-01', [moved, ...others], bot.clock.now());
    for (const clock of ['18:13', '18:18']) await runAt(clock);
    expect(await cards('zhao', '上课签到')).toBe(2);
  });
});
