import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { testSheet } from '../../helpers/test-form.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('what else waits, on the card of the day, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
    await teachClass(world.running.store, ['zhao', 'qian', 'sun']);
    await world.at('2026-03-16', '15:00');
    await world.send('teacher', '试题.xlsx', testSheet({ closesOn: '2天' }));
    await world.press('teacher', '确认发出');
    await world.say('teacher', '/布置作业 2026-01 心得体会 2026-03-18 学习心得');
    await world.press('teacher', '确认布置');
  });
  afterEach(() => world.stop());

  it('is told there and by no message of its own, and one button leads to it', async () => {
    for (const day of ['3月17日', '3月18日']) {
      await world.say('qian', `/请假 公假 ${day} 参加县里会议`);
      await world.press('qian', '提交');
      await world.press('teacher', '同意');
    }
    const before = world.items('zhao').length;
    await world.at('2026-03-17', '08:15');
    expect(world.items('zhao').length - before).toBe(1);
    expect(world.last('zhao')).toMatch(/另有待办 2 项/);
    await world.press('zhao', '办理待办');
    expect(world.last('zhao')).toMatch(/学习心得[\s\S]*入学测试|入学测试[\s\S]*学习心得/);
    await world.press('zhao', '办理第 1 项');
    await world.press('zhao', '开始答题');
    expect(world.last('zhao')).toContain('入学测试 1/4');
    // Nobody whom the card told is reminded; who is on leave had no card, and is.
    await world.at('2026-03-18', '08:15');
    await world.at('2026-03-18', '09:24');
    expect(world.screen('sun')).not.toContain('请参加测试');
    expect(world.screen('qian')).toContain('请参加测试');
  });

  it('ends with its time, and moves with it; who says 待办 has it at once', async () => {
    await world.say('zhao', '待办');
    expect(world.last('zhao')).toMatch(/您有 3 项待办[\s\S]*入学测试/);
    await world.say('teacher', '/改作业 2026-01-W1 2026-03-20');
    await world.at('2026-03-18', '08:15');
    await world.press('sun', '办理待办');
    expect(world.last('sun')).toMatch(/我的待办[\s\S]*入学测试[\s\S]*学习心得”（3月20日/);
    await world.at('2026-03-20', '08:15');
    await world.press('sun', '办理待办');
    expect(world.last('sun')).toMatch(/请提交心得体会“学习心得”[\s\S]*3月20日/);
  });
});
