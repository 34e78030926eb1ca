import { expect, it, onTestFinished } from 'vitest';
import { startBareBot } from '../../helpers/bare-bot.ts';

it('destroys the keys of what was chosen in secret some hours ago, however often it runs', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await bot.say('zhao', '投张三');
  bot.clock.advanceMs(3600_000);
  await bot.runJob('destroy-keys');
  expect(await bot.store.receipts.destroyOldKeys(new Date(bot.clock.now().getTime() + 4 * 3600_000))).toBe(1);
  await bot.runJob('destroy-keys');
  expect(await bot.store.receipts.destroyOldKeys(new Date(bot.clock.now().getTime() + 9 * 3600_000))).toBe(0);
});
