import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('those who have not come on the opening day, on %s', (variant) => {
  let world: World;
  let classId: string;
  const stateOf = async (cadreId: string) => (await world.running.store.callUps.byId(classId, cadreId))?.state;
  beforeEach(async () => {
    world = await startWorld(variant);
    classId = await openClass(world, { named: 3 });
    for (const trainee of ['zhao', 'qian', 'sun']) await world.press(trainee, '确认参加');
    await world.at('2026-03-16', '09:11');
  });
  afterEach(() => world.stop());

  it('are asked of the class teacher in the morning and told the same afternoon, once to each unit and the organisation department', async () => {
    expect(world.screen('teacher')).toContain('应报到 3 人：已报到 0 人，未报到 3 人。');
    await world.say('teacher', `/报到 ${classId} 赵一`);
    await world.at('2026-03-16', '17:11');
    await world.at('2026-03-16', '17:26');
    for (const staff of ['head-fin', 'liaison-fin']) {
      expect(world.count(staff, '【未报到】')).toBe(1);
      expect(world.screen(staff)).toContain('你单位钱二、孙三同志尚未到“中青年干部培训班”报到，也未请假。');
    }
    expect(world.last('org')).toContain('2 人尚未报到，也未请假，已告知所在单位');
    expect(await stateOf('qian')).toBe('confirmed');
  });

  it('are recorded by people alone, and whoever comes later is marked as arrived', async () => {
    await world.at('2026-03-16', '17:11');
    await world.press('org', '登记未报到');
    expect(world.last('org')).toContain('已登记“中青年干部培训班”未报到 3 人：');
    expect(await stateOf('qian')).toBe('noShow');
    await world.say('teacher', `/报到登记 ${classId} 钱二 已报到`);
    expect(await stateOf('qian')).toBe('checkedIn');
  });

  it('are shown anew when others are missing than the card says', async () => {
    await world.at('2026-03-16', '17:11');
    await world.say('teacher', `/报到 ${classId} 赵一`);
    await world.press('org', '登记未报到');
    expect(await stateOf('qian')).toBe('confirmed');
    expect(world.last('org')).toContain('2 人尚未报到');
  });

  it('are shown anew when as many are missing, but not the same', async () => {
    await world.say('teacher', `/报到 ${classId} 赵一`);
    await world.at('2026-03-16', '17:11');
    await world.say('teacher', `/报到登记 ${classId} 钱二 已报到`);
    await world.say('teacher', `/报到登记 ${classId} 赵一 未报到`);
    await world.press('org', '登记未报到');
    expect(await stateOf('zhao')).toBe('confirmed');
    expect(world.last('org')).toContain('2 人尚未报到');
    expect(world.last('org')).toContain('赵一');
  });
});
