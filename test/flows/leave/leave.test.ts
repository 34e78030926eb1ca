import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

it.each(variants)(
  'on %s leave is asked for with what the platform has: drop-downs, or two cards in a row',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await teachClass(world.running.store, ['zhao', 'qian']);
    await world.at('2026-03-15', '19:00');
    await world.say('qian', '请假');
    if (variant === 'wecom') {
      await world.press('qian', '下一步', ['病假', '3月16日 周一', '下午']);
      expect(world.screen('qian')).toContain('已选择病假 3月16日 周一 下午');
    } else {
      await world.press('qian', '病假');
      await world.press('qian', '明天下午');
    }
    expect(world.last('qian')).toContain('请用一句话说明事由');
    await world.say('qian', '到医院就诊');
    await world.press('qian', '提交');
    expect(world.last('teacher')).toMatch(/钱二（县财政局）申请请假[\s\S]*3月16日 周一 下午/);
    // Typing the buttons' labels has the same effect on every platform.
    await world.say('zhao', '请假');
    await world.say('zhao', '事假');
    await world.say('zhao', '明天上午');
    expect(world.last('zhao')).toContain('请事假：明天上午');
    expect(world.logged).toEqual([]);
  },
);

it('drop-downs for leave accept only options of their card, which stays open otherwise', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await teachClass(bot.store, ['qian']);
  bot.clock.moveTo(beijingTime('2026-03-15', '19:00'));
  await bot.say('qian', '请假');
  await bot.press('qian', '下一步', ['kind=sickLeave', 'day=2026-04-16', 'part=上午']);
  expect(await bot.last('qian')).toContain('不在该卡片上');
  await bot.press('qian', '下一步', ['kind=sickLeave', 'day=2026-03-16', 'part=上午']);
  expect(await bot.last('qian')).toContain('请病假：3月16日 周一 上午');
});

it('leave is asked for step by step, marked as late when class has begun, and refused only with a reason', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await teachClass(bot.store, ['sun', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-16', '10:00'));
  await bot.say('sun', '请假');
  expect(await bot.last('sun')).toContain('目前未请假');
  await bot.press('sun', '病假');
  await bot.press('sun', '今天上午');
  await bot.say('sun', '发热就诊');
  expect(await bot.last('sun')).toContain('按补假办理');
  await bot.press('sun', '提交');
  expect(await bot.last('teacher')).toContain('病假（补假）');
  await bot.press('teacher', '不同意');
  expect(await bot.last('teacher')).toContain('请回复理由');
  expect(await bot.last('sun')).not.toContain('未获同意');
  await bot.say('teacher', '请补交医院证明');
  expect(await bot.last('sun')).toContain('未获同意，请按时到课。理由：请补交医院证明');
  await bot.say('sun', '我的请假');
  expect(await bot.last('sun')).toContain('3月16日 周一 上午 病假（补假）：未同意');
});
