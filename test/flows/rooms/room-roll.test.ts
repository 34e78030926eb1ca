import { afterEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

const classId = '2026-01';

describe.each(variants)('the roll of a room on %s', (variant) => {
  it('is called by whoever looks after it, of those who sit there alone', async () => {
    const world = await startWorld(variant);
    running.push(world);
    await teachClass(world.running.store, ['zhao', 'qian', 'sun', 'li']);
    await world.say('teacher', `/分课堂 ${classId} 青山镇 周五`);
    await world.say('teacher', `/座位 ${classId} 赵一、钱二 青山镇`);
    await world.press('teacher', '确认办理');
    await world.at('2026-03-16', '08:14');
    expect(world.screen('zhao')).toContain('您的座位：青山镇分课堂');
    await world.say('zhao', '签到');
    await world.say('zhou', `/点到 ${classId}`);
    expect(world.last('zhou')).toContain('应到 2 人：已签到 1 人，请假 0 人，未签到 1 人');
    expect(world.last('zhou')).toContain('未签到：钱二');
    await world.press('zhou', '全部到课');
    const { signIns } = world.running.store;
    expect((await signIns.byId('2026-01-01', 'qian'))?.byRoll).toBe('present');
    expect(await signIns.byId('2026-01-01', 'sun')).toBeNull();
    await world.say('zhou', `/点到 ${classId} 主课堂`);
    expect(world.last('zhou')).toContain('不在您负责的');
    await world.say('teacher', `/点到 ${classId} 主课堂`);
    expect(world.last('teacher')).toContain('应到 2 人：已签到 0 人');
  });
});
