import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { publishedClass } from '../../helpers/scored-class.ts';

it('the unit’s present head is reminded of results after three and seven working days, until they have taken note of them', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
  const unit = await bot.store.units.byId('u-fin');
  if (unit === null) throw new Error('no unit');
  await bot.store.units.put([{ ...unit, headId: 'li' }]);
  const reminders = async (cadreId: string) => (await bot.screen(cadreId)).match(/请阅知考核结果反馈/g)?.length ?? 0;
  const seen: number[] = [];
  for (const dateOn of ['2026-04-08', '2026-04-09', '2026-04-09', '2026-04-14', '2026-04-15']) {
    await remindedOn(bot, dateOn);
    seen.push(await reminders('head-agri'));
  }
  expect(seen).toEqual([0, 1, 1, 1, 2]);
  expect([await reminders('head-fin'), await reminders('li')]).toEqual([0, 2]);
  await bot.press('li', '已阅知');
  await remindedOn(bot, '2026-04-16');
  expect(await reminders('li')).toBe(2);
});

it('whoever released the results is told once, after ten working days, which heads have not taken note', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
  await bot.press('head-fin', '已阅知');
  const told = async () => (await bot.screen('org')).match(/【反馈未阅知】/g)?.length ?? 0;
  await remindedOn(bot, '2026-04-17');
  expect(await told()).toBe(0);
  await remindedOn(bot, '2026-04-20');
  await remindedOn(bot, '2026-04-21');
  expect(await told()).toBe(1);
  expect(await bot.last('org')).toMatch(/还有 1 个单位未阅知，请电话联系：县农业农村局 沈局长/);
});

async function remindedOn(bot: BareBot, dateOn: string): Promise<void> {
  bot.clock.moveTo(beijingTime(dateOn, '09:41'));
  await bot.runJob('remind-feedback');
}
