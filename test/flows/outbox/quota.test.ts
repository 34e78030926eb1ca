import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';

const allowed = { callsAllowed: 10_000, pushesAllowed: 5000 };

it('the admin is told what this month’s allowance is used up to, and where that leads by its end', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await bot.store.usage.add('dingtalk', '2026-03', { call: 3000, push: 500 }, allowed);
  await bot.store.usage.add('dingtalk', '2026-02', { call: 9999, push: 4999 }, allowed);
  bot.clock.moveTo(beijingTime('2026-03-10', '10:00'));
  await bot.say('admin', '/用量');
  expect(await bot.last('admin')).toBe(
    [
      '2026年3月钉钉用量（第 10 天，全月 31 天）：',
      '接口调用：已用 3000 次，每月 10000 次，占 30%；按目前速度全月约 9300 次。',
      '消息推送：已用 500 次，每月 5000 次，占 10%；按目前速度全月约 1550 次。',
      '以上为近似数，与实际一般相差不到 20 次。',
    ].join('\n'),
  );
});

it('the admin is told that nothing was used in a month that has no record yet', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await bot.store.usage.add('dingtalk', '2026-02', { call: 9999, push: 4999 }, allowed);
  await bot.say('admin', '/用量');
  expect(await bot.last('admin')).toBe('本月还没有钉钉用量记录。');
});

it('what is used of the allowance is the business of the admin alone', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  for (const who of ['org', 'teacher', 'zhao']) {
    await bot.say(who, '/用量');
    expect(await bot.last(who)).toContain('没有办理这一事项的权限');
  }
});
