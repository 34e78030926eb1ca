import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('what people say of their arrival on %s', (variant) => {
  let world: World;
  let classId: string;
  beforeEach(async () => {
    world = await startWorld(variant);
    classId = await openClass(world, { named: 3 });
    for (const trainee of ['zhao', 'qian', 'sun']) await world.press(trainee, '确认参加');
  });
  afterEach(() => world.stop());

  it('is asked with the confirmation, once, and may be changed', async () => {
    expect(world.last('zhao')).toContain('已确认。');
    expect(world.last('zhao')).toContain('是否住宿、用餐');
    await world.press('zhao', '住宿并用餐');
    expect(world.screen('zhao')).toContain('已登记：住宿，用餐。有变化的，回复“我的报到”修改。');
    await world.say('zhao', '我的报到');
    await world.press('zhao', '登记车牌');
    await world.say('zhao', '川a12345');
    expect(world.last('zhao')).toContain('住宿，用餐，车牌川A12345');
    await world.say('teacher', `/报到 ${classId}`);
    expect(world.last('teacher')).toContain('住宿 1 人，用餐 1 人，自驾 1 辆，未登记 2 人。');
  });

  it('keeps the car they named for this class, whatever they said for one that was opened later', async () => {
    const { arrivals } = world.running.store;
    const said = (byUpdate: string, day: string, plate: string) => ({
      ...{ by: 'zhao', byUpdate, at: new Date(`${day}T01:00:00Z`), set: { plate } },
    });
    await arrivals.say(classId, 'zhao', said('test:1', '2026-03-01', '川A11111'));
    await arrivals.say('2026-09', 'zhao', said('test:2', '2026-03-02', '川A22222'));
    await world.say('zhao', '我的报到');
    await world.press('zhao', '住宿并用餐');
    expect(world.last('zhao')).toContain('车牌川A11111');
  });
});
