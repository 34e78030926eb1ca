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
    // Typing the buttons does the same everywhere.
    await world.say('zhao', '请假');
    await world.say('zhao', '事假');
    await world.say('zhao', '明天上午');
    expect(world.last('zhao')).toContain('请事假：明天上午');
    expect(world.logged).toEqual([]);
  },
);

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

it('drop-downs take nothing that did not stand on their card, which stays open', async () => {
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
