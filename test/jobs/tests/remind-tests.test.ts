import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { testSheet } from '../../helpers/test-form.ts';

it('reminds those who have not begun a test on the day before its end, once', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await teachClass(bot.store, ['zhao', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-16', '10:00'));
  await bot.send('teacher', '试题.xlsx', testSheet());
  await bot.press('teacher', '确认发出');
  await bot.press('zhao', '开始答题');
  bot.clock.moveTo(beijingTime('2026-03-19', '09:23'));
  for (let run = 0; run < 2; run += 1) await bot.runJob('remind-tests');
  expect((await bot.screen('qian')).split('请参加测试')).toHaveLength(2);
  expect(await bot.screen('zhao')).not.toContain('请参加测试');
});
