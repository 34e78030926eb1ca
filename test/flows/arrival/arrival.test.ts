import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('arrival at a class on %s', (variant) => {
  let world: World;
  let classId: string;
  beforeEach(async () => {
    world = await startWorld(variant);
    classId = await openClass(world, { named: 3 });
    for (const trainee of ['zhao', 'qian', 'sun']) await world.press(trainee, '确认参加');
  });
  afterEach(() => world.stop());

  it('is marked for all but some at once on the opening day, and taken back', async () => {
    await world.say('teacher', `/报到 ${classId}`);
    expect(world.last('teacher')).not.toContain('均已报到');
    await world.at('2026-03-16', '08:25');
    await world.say('teacher', `/报到 ${classId}`);
    expect(world.last('teacher')).toContain('应报到 3 人：已报到 0 人，未报到 3 人。');
    await world.press('teacher', '有人未到');
    await world.say('teacher', '孙三');
    expect(world.last('teacher')).toContain('记为已报到 2 人，未到 1 人。');
    await world.press('teacher', '确认');
    expect(world.last('teacher')).toContain('已登记报到 2 人，未报到 1 人。');
    await world.press('teacher', '撤销');
    expect((await world.running.store.callUps.byId(classId, 'zhao'))?.state).toBe('confirmed');
    await world.say('teacher', `/报到 ${classId} 赵一、钱二`);
    await world.press('teacher', '确认办理');
    expect((await world.running.store.callUps.byId(classId, 'zhao'))?.state).toBe('checkedIn');
    await world.say('teacher', `/报到 ${classId} 赵一`);
    expect(world.last('teacher')).toBe('赵一已登记报到，未作变更。');
    await world.say('school', `/报到登记 ${classId} 赵一 未报到`);
    expect((await world.running.store.callUps.byId(classId, 'zhao'))?.state).toBe('confirmed');
  });

  it('is shown anew when as many are missing, but not the same', async () => {
    await world.at('2026-03-16', '08:25');
    await world.say('school', `/报到登记 ${classId} 赵一 已报到`);
    await world.say('teacher', `/报到 ${classId}`);
    await world.say('school', `/报到登记 ${classId} 钱二 已报到`);
    await world.say('school', `/报到登记 ${classId} 赵一 未报到`);
    await world.press('teacher', '均已报到');
    expect((await world.running.store.callUps.byId(classId, 'zhao'))?.state).toBe('confirmed');
    expect(world.last('teacher')).toContain('赵一');
  });
});
