import { expect, it, onTestFinished } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

it.each(variants)(
  'on %s the class teacher grants leave after seeing what it means for the limit, and it excuses its half-day',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await teachClass(world.running.store, ['zhao', 'qian', 'sun', 'li']);
    await world.at('2026-03-15', '19:00');
    await world.say('qian', '/请假 事假 明天 参加县里会议');
    expect(world.last('qian')).toContain('累计请假6小时，上限为8小时34分（总学时60小时的1/7），剩余可请假2小时34分');
    expect(world.screen('teacher')).not.toContain('请假审批');
    await world.press('qian', '提交');
    expect(world.last('teacher')).toContain('钱二（县财政局）申请请假，事由：参加县里会议');
    await world.say('teacher', '待办');
    expect(world.last('teacher')).toContain('审批钱二的请假：3月16日 周一 全天事假（3月16日 周一 08:30前）');
    await world.press('teacher', '同意');
    expect(world.last('qian')).toContain('3月16日 周一 全天的事假已获同意');
    await world.at('2026-03-16', '08:41');
    expect(world.count('qian', '签到')).toBe(0);
    await world.say('teacher', '/签到情况 2026-01');
    expect(world.last('teacher')).toContain('请假：钱二（事假）');
  },
);
