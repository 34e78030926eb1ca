import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { publishedClass } from '../../helpers/scored-class.ts';

const classId = '2026-01';

it('results are reported to the unit’s present head, who is reminded every three working days', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
  const unit = await bot.store.units.byId('u-fin');
  if (unit === null) throw new Error('no unit');
  await bot.store.units.put([{ ...unit, headId: 'li' }]);
  await bot.press('head-fin', '已阅知');
  expect(await bot.last('head-fin')).toContain('没有办理这一事项的权限');
  const reminders = async (cadreId: string) => (await bot.screen(cadreId)).match(/请阅知考核结果反馈/g)?.length ?? 0;
  const seen: number[] = [];
  for (const dateOn of ['2026-04-01', '2026-04-02', '2026-04-02', '2026-04-03', '2026-04-08']) {
    bot.clock.moveTo(beijingTime(dateOn, '09:41'));
    await bot.runJob('remind-feedback');
    seen.push(await reminders('head-agri'));
  }
  expect(seen).toEqual([0, 3, 3, 3, 6]);
  expect([await reminders('head-fin'), await reminders('li')]).toEqual([0, 8]);
  await bot.press('li', '已阅知');
  const rows = await bot.store.feedbacks.ofClass(classId);
  expect(rows.filter((row) => row.state === 'acknowledged').map((row) => row.acknowledgedBy)).toEqual(['li']);
});
