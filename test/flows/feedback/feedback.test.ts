import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { publishedClass } from '../../helpers/scored-class.ts';

const classId = '2026-01';

it('results reported to a unit are noted by its present head alone, also where the first card went to an earlier one', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
  const unit = await bot.store.units.byId('u-fin');
  if (unit === null) throw new Error('no unit');
  await bot.store.units.put([{ ...unit, headId: 'li' }]);
  await bot.press('head-fin', '已阅知');
  expect(await bot.last('head-fin')).toContain('没有办理这一事项的权限');
  bot.clock.moveTo(beijingTime('2026-04-09', '09:41'));
  await bot.runJob('remind-feedback');
  await bot.press('li', '已阅知');
  const rows = await bot.store.feedbacks.ofClass(classId);
  expect(rows.filter((row) => row.state === 'acknowledged').map((row) => row.acknowledgedBy)).toEqual(
    Array(4).fill('li'),
  );
});

it('a card of an earlier version, about one trainee, is acknowledged for that one', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
  const [row] = (await bot.store.feedbacks.ofClass(classId)).filter(({ headId }) => headId === 'head-fin');
  if (row === undefined) throw new Error('no feedback');
  const data = { classId, cadreId: row.cadreId };
  await bot.press('head-fin', '已阅知', [], { action: 'feedback.acknowledge', data });
  const rows = await bot.store.feedbacks.ofClass(classId);
  expect(rows.filter(({ state }) => state === 'acknowledged').map(({ cadreId }) => cadreId)).toEqual([row.cadreId]);
});
