import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';

it('a suggestion without an answer after five working days is told of to the organisation department, once a day, on working days', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await bot.say('zhao', '/意见建议 希望增加现场教学');
  bot.clock.moveTo(beijingTime('2026-03-09', '09:12'));
  await bot.runJob('chase-suggestions');
  expect(await bot.screen('org')).not.toContain('逾期未答复');
  bot.clock.moveTo(beijingTime('2026-03-10', '09:12'));
  await bot.runJob('chase-suggestions');
  await bot.runJob('chase-suggestions');
  expect((await bot.screen('org')).split('有 1 条意见建议逾期未答复')).toHaveLength(2);
});

it('a suggestion that was answered is not told of, however long ago it was made', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await bot.say('zhao', '/意见建议 希望增加现场教学');
  await bot.say('qian', '/意见建议 食堂排队时间长');
  await bot.say('org', '/答复意见 Y2026-1 已列入下期安排');
  bot.clock.moveTo(beijingTime('2026-03-10', '09:12'));
  await bot.runJob('chase-suggestions');
  expect(await bot.last('org')).toMatch(/有 1 条意见建议逾期未答复[\s\S]*Y2026-2　食堂排队时间长/);
});
