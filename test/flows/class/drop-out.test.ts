import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { exchangePair } from '../../helpers/exchange.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('leaving a class is decided by people, on %s', (variant) => {
  let world: World;
  let classId: string;
  const stateOf = async (cadreId: string) => (await world.running.store.enrollments.byId(classId, cadreId))?.state;
  beforeEach(async () => {
    world = await startWorld(variant);
    classId = await openClass(world, { named: 3 });
    for (const trainee of ['zhao', 'qian']) await world.press(trainee, '确认参加');
  });
  afterEach(() => world.stop());

  it('with a reason that the person and the unit read, and with a way back', async () => {
    const pair = await exchangePair({ store: world.running.store, clock: world.clock }, { classId });
    await world.say('org', `/退学 ${classId} 钱二 擅自离校`);
    expect(world.screen('qian')).not.toContain('退学');
    await world.press('org', '确认退学');
    expect((await world.running.store.exchangePairs.byId(pair._id))?.state).toBe('cancelled');
    expect(world.screen('zhou')).toContain('其中一人不再参加本班');
    expect(world.screen('school')).toContain(`钱二不再参加本班，${pair._id} 已取消，已告知周五和两个单位`);
    expect(await stateOf('qian')).toBe('withdrawn');
    expect(world.last('qian')).toContain('您不再参加“中青年干部培训班”');
    for (const staff of ['head-fin', 'liaison-fin'])
      expect(world.last(staff)).toContain('你单位钱二同志不再参加“中青年干部培训班”，按退学处理。理由：擅自离校。');
    await world.say('org', `/保留学籍 ${classId} 钱二 情况核实有误`);
    expect(await stateOf('qian')).toBe('enrolled');
    expect(world.last('head-fin')).toContain('你单位钱二同志继续参加');
  });

  it('proposed to the organisation department when leave goes beyond the limit, and nothing happens before it decides', async () => {
    for (const day of ['3.16', '3.17']) {
      await world.say('zhao', `/请假 病假 ${day} 全天 住院治疗`);
      await world.press('zhao', '提交');
      await world.press('teacher', '同意');
    }
    expect(world.last('org')).toContain('赵一（县财政局）在“中青年干部培训班”中累计请假12小时，超过总学时1/7。');
    expect(await stateOf('zhao')).toBe('enrolled');
    await world.press('org', '保留学籍');
    await world.say('org', '公务请假已安排补课');
    expect(world.last('zhao')).toContain('您继续参加“中青年干部培训班”。理由：公务请假已安排补课。');
  });

  it('by nobody of the class or the school', async () => {
    await world.say('teacher', `/退学 ${classId} 钱二 擅自离校`);
    expect(world.last('teacher')).toContain('没有办理这一事项的权限');
  });
});
