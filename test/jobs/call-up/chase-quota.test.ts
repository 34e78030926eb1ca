import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';

/** Seats for every unit, on Monday 2 March 2026, until the Wednesday. */
async function sharedSeats() {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await teachClass(bot.store, []);
  await bot.say('org', `/分配名额 ${classId} 4 2天`);
  await bot.press('org', '确认下达');
  const runAt = async (on: string) => {
    bot.clock.moveTo(beijingTime(on, '09:24'));
    for (let run = 0; run < 2; run += 1) await bot.runJob('chase-quota');
  };
  const reminders = async (who: string) => (await bot.screen(who)).split('请报送参训人选').length - 1;
  return { bot, runAt, reminders };
}

it('units that have picked nobody are reminded once a working day before the last day, and on it their heads too', async () => {
  const { bot, runAt, reminders } = await sharedSeats();
  await bot.say('liaison-fin', '/报送人选 赵一');
  await runAt('2026-03-02');
  expect(await reminders('liaison-agri')).toBe(0);
  await runAt('2026-03-03');
  expect([await reminders('liaison-agri'), await reminders('head-agri')]).toEqual([1, 0]);
  await runAt('2026-03-04');
  expect([await reminders('liaison-agri'), await reminders('head-agri')]).toEqual([2, 1]);
  expect(await reminders('liaison-fin')).toBe(0);
});

it('whoever drew the call is told once when it is over, and not where a list is out', async () => {
  const { bot, runAt } = await sharedSeats();
  await bot.say('liaison-fin', '/报送人选 赵一');
  await runAt('2026-03-05');
  await runAt('2026-03-06');
  expect((await bot.screen('org')).split('名额分配进度')).toHaveLength(2);
  expect(await bot.last('org')).toContain('已报 1 人，未报 3 个单位');
});
