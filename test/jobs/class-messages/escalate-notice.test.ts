import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';

let bot: BareBot;

/** A notice of Monday, 2 March 2026, to be answered by Wednesday 17:30; 赵一 has answered. */
beforeEach(async () => {
  bot = await startBareBot();
  await bot.store.cadres.change([{ id: 'qian', field: 'phone', to: '0000-1234567' }]);
  await bot.say('org', '/通知 赵一、钱二、孙三、李四 请报送学习计划');
  await bot.press('org', '确认发出');
  await bot.press('zhao', '收到，照办');
});
afterEach(() => bot.stop());

async function runAt(dateOn: string, clock: string): Promise<void> {
  bot.clock.moveTo(beijingTime(dateOn, clock));
  await bot.runJob('escalate-notice');
}

const told = async (cadreId: string) => (await bot.screen(cadreId)).split('通知未回执').length - 1;

describe('telling of a notice that was not answered', () => {
  it('the liaison has one message with all of their people and telephone numbers once the deadline passed, the head a day later', async () => {
    await runAt('2026-03-04', '17:29');
    expect([await told('liaison-fin'), await told('head-fin')]).toEqual([0, 0]);
    await runAt('2026-03-04', '17:44');
    await runAt('2026-03-05', '09:14');
    expect([await told('liaison-fin'), await told('liaison-agri'), await told('head-fin')]).toEqual([1, 1, 0]);
    expect(await bot.screen('liaison-fin')).toContain('贵单位至3月4日 周三 17:30还有 2 人未回执');
    expect(await bot.screen('liaison-fin')).toContain('钱二（县财政局，0000-1234567）、孙三（县财政局）');
    expect(await bot.screen('org')).toContain('通知回执已截止');
    await runAt('2026-03-05', '17:44');
    expect([await told('liaison-fin'), await told('head-fin')]).toEqual([1, 1]);
  });

  it('ends with the answers', async () => {
    for (const id of ['qian', 'sun']) await bot.press(id, '收到，照办');
    await runAt('2026-03-04', '17:44');
    expect([await told('liaison-fin'), await told('liaison-agri')]).toEqual([0, 1]);
    await bot.press('li', '收到，照办');
    await runAt('2026-03-05', '17:44');
    expect([await told('head-fin'), await told('head-agri')]).toEqual([0, 0]);
  });

  it('goes to whoever does the office meanwhile', async () => {
    await bot.say('liaison-fin', '/代办 赵一 2026-03-04 2026-03-06');
    await bot.press('liaison-fin', '确认委托');
    await runAt('2026-03-04', '17:44');
    expect([await told('liaison-fin'), await told('zhao')]).toEqual([0, 1]);
  });

  it('is left out where the sender said so', async () => {
    await bot.say('org', '/通知 周五 不催办 请报送小结');
    await bot.press('org', '确认发出');
    await runAt('2026-03-04', '17:44');
    expect((await bot.screen('liaison-agri')).split('2026-T2').length - 1).toBe(0);
  });
});
