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
});
