import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const card = '今日课程与签到';
const missing = '上午课程已经开始，请尽快到课签到';
let bot: BareBot;

beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian', 'sun']);
});
afterEach(() => bot.stop());

async function runAt(clock: string, dateOn = '2026-03-16'): Promise<void> {
  bot.clock.moveTo(beijingTime(dateOn, clock));
  await bot.runJob('remind-session');
}

const cards = async (cadreId: string, title: string) => (await bot.screen(cadreId)).split(title).length - 1;

describe('the card of a day of class', () => {
  it('goes to everyone when signing in to the first lesson opens, once for the whole day', async () => {
    await runAt('07:58');
    expect(await cards('zhao', card)).toBe(0);
    for (const clock of ['08:03', '08:08', '14:03', '14:08']) await runAt(clock);
    for (const cadreId of ['zhao', 'qian', 'sun']) expect(await cards(cadreId, card)).toBe(1);
    expect(await bot.screen('zhao')).toMatch(/上午：08:30[\s\S]*下午：14:30/);
  });

  it('goes after the start to those alone who are missing without leave, once', async () => {
    bot.clock.moveTo(beijingTime('2026-03-16', '07:40'));
    await bot.say('qian', '/请假 病假 今天 上午 到医院就诊');
    await bot.press('qian', '提交');
    await bot.press('teacher', '同意');
    await runAt('08:03');
    await bot.press('zhao', '签到');
    await runAt('08:43');
    expect(await cards('sun', missing)).toBe(0);
    for (const clock of ['08:48', '08:53']) await runAt(clock);
    expect(await cards('sun', missing)).toBe(1);
    for (const cadreId of ['zhao', 'qian']) expect(await cards(cadreId, missing)).toBe(0);
  });

  it('is not sent when signing in is over for the day', async () => {
    await runAt('17:33');
    expect(await bot.screen('zhao')).toBe('');
  });

  it('does not remind in the afternoon who was reminded in the morning and did not come', async () => {
    for (const clock of ['08:03', '08:48', '14:48']) await runAt(clock);
    expect(await cards('sun', '您还没有签到')).toBe(1);
  });

  it('reminds once a week, and the next morning names the half-days in which one was not seen', async () => {
    for (const clock of ['08:03', '08:48', '14:03', '14:48']) await runAt(clock);
    for (const dateOn of ['2026-03-17', '2026-03-18', '2026-03-23'])
      for (const clock of ['08:03', '08:48']) await runAt(clock, dateOn);
    const reminded = (await bot.screen('sun')).split('您还没有签到').length - 1;
    expect(reminded).toBe(2);
    expect(await bot.screen('sun')).toMatch(
      /3月16日 周一上午“[^”]+”、下午“[^”]+”没有签到，点到也没有登记。已到课的，请点“我在场”/,
    );
  });

  it('says nothing in the morning of a half-day for which the class teacher has said what holds', async () => {
    for (const clock of ['08:03', '15:03']) await runAt(clock);
    await bot.runJob('report-absence');
    await bot.press('teacher', '确认均缺课');
    await runAt('08:03', '2026-03-17');
    expect(await bot.screen('sun')).not.toContain('周一下午未签到');
  });

  it('goes once more when a lesson was moved after it', async () => {
    await runAt('08:03');
    const [first, ...others] = await bot.store.sessions.ofClass('2026-01');
    if (first === undefined) throw new Error('the class has a timetable');
    const startsAt = beijingTime('2026-03-16', '18:30');
    const moved = { ...first, startsAt, endsAt: beijingTime('2026-03-16', '19:30') };
    await bot.store.sessions.replace('2026-01', [moved, ...others], bot.clock.now());
    for (const clock of ['14:08', '14:13']) await runAt(clock);
    expect(await cards('zhao', card)).toBe(2);
  });
});
