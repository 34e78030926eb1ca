import { describe, expect, it, onTestFinished } from 'vitest';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

describe.each(variants)('the contacts of a class on %s', (variant) => {
  it('show of each trainee what they agreed to, and nothing again after 不公开', async () => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await teachClass(world.running.store, ['zhao', 'qian']);
    await world.at('2026-03-16', '12:30');
    await world.say('qian', '通讯录');
    expect(world.last('qian')).toContain('学员 2 人，同意公开 0 人');
    expect(world.last('qian')).not.toContain('县财政局');
    await world.press('qian', '只公开单位');
    expect(world.last('qian')).toContain('您现在选择：只公开单位');
    await world.say('zhao', '通讯录');
    expect(world.last('zhao')).toContain('钱二　县财政局');
    await world.press('qian', '不公开');
    await world.say('zhao', '班级通讯录');
    expect(world.last('zhao')).not.toContain('钱二');
  });
});

it('who is in no class has none, and no stranger presses into one', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await teachClass(bot.store, ['zhao', 'qian']);
  bot.clock.advanceMs(1);
  expect(await bot.ask('zhou', '通讯录')).toContain('没有班级通讯录');
  const press = { action: 'contacts.choose', data: { classId: '2026-01', shows: 'phone' } };
  expect(await bot.forge('zhou', press)).toContain('您不是本班学员');
});
