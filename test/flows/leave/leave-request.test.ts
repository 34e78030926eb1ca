import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

it.each(variants)(
  'on %s the words of a request reach who decides it without signs that reorder or hide them',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await teachClass(world.running.store, ['zhao', 'qian']);
    await world.at('2026-03-15', '19:00');
    await world.say('qian', '请假');
    if (variant === 'wecom') await world.press('qian', '下一步', ['病假', '3月16日 周一', '下午']);
    else {
      await world.press('qian', '病假');
      await world.press('qian', '明天下午');
    }
    await world.say('qian', '到\u202e院医\u202c就\u200b诊\u2067，谢谢');
    await world.press('qian', '提交');
    expect(world.last('teacher')).toMatch(/申请请假[\s\S]*到院医就诊，谢谢/);
    expect(world.screen('teacher')).not.toMatch(/\p{Cf}/u);
  },
);

it('leave is taken once for one time, only for days with class, only from trainees, and with a warning before the limit is crossed', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await teachClass(bot.store, ['sun', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-15', '19:00'));
  for (const day of ['3月16日', '3月17日']) {
    await bot.say('qian', `/请假 公假 ${day} 参加县里会议`);
    await bot.press('qian', '提交');
    if (day === '3月17日')
      expect(await bot.last('teacher')).toContain('累计请假12小时，已超过上限8小时34分（总学时60小时的1/7）');
    await bot.press('teacher', '同意');
  }
  await bot.say('qian', '/请假 事假 3月16日 上午 家中有事');
  expect(await bot.last('qian')).toContain('这段时间您已经请过假');
  await bot.say('qian', '/请假 事假 3月15日 家中有事');
  expect(await bot.last('qian')).toContain('3月15日 周日没有课程');
  await bot.say('wu', '/请假 事假 明天 上午 家中有事');
  expect(await bot.last('wu')).toContain('没有参加培训班');
  await bot.say('qian', '/请假 年假 明天 家中有事');
  expect(await bot.last('qian')).toContain('请写成病假、事假或公假');
});
