import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { publishedClass } from '../../helpers/scored-class.ts';

it('the unit’s present head is reminded of results every three working days, until they have taken note of them', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
  const unit = await bot.store.units.byId('u-fin');
  if (unit === null) throw new Error('no unit');
  await bot.store.units.put([{ ...unit, headId: 'li' }]);
  const reminders = async (cadreId: string) => (await bot.screen(cadreId)).match(/请阅知考核结果反馈/g)?.length ?? 0;
  const seen: number[] = [];
  for (const dateOn of ['2026-04-08', '2026-04-09', '2026-04-09', '2026-04-10', '2026-04-14']) {
    bot.clock.moveTo(beijingTime(dateOn, '09:41'));
    await bot.runJob('remind-feedback');
    seen.push(await reminders('head-agri'));
  }
  expect(seen).toEqual([0, 1, 1, 1, 2]);
  expect([await reminders('head-fin'), await reminders('li')]).toEqual([0, 2]);
  await bot.press('li', '已阅知');
  bot.clock.moveTo(beijingTime('2026-04-17', '09:41'));
  await bot.runJob('remind-feedback');
  expect(await reminders('li')).toBe(2);
});
