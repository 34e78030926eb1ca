import { describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { variants } from '../../helpers/county.ts';
import { keptListOf } from '../../helpers/kept-list.ts';
import { lastDayOn, publishedOn, scoredClass } from '../../helpers/scored-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';

describe.each(variants)('a place in the reserve pool on %s', (variant) => {
  it('begins with the results, is unknown to the trainee, is given up and back with reasons, and ends after its time', async () => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const { store } = world.running;
    await scoredClass(store);
    const leader = await store.cadres.byId('head-fin');
    if (leader === null) throw new Error('no head');
    await store.cadres.put([{ ...leader, roles: ['orgDeptLeader'] }]);
    await world.at(lastDayOn, '18:05');
    await world.say('team1', `/评定等次 ${classId}`);
    await world.press('team1', '提请确认');
    await world.press('team2', '确认等次');
    await world.press('org', '公布成绩');
    await world.at('2026-03-30', '08:05');
    expect(await store.reservePool.all()).toEqual([]);
    await world.at(publishedOn, '08:05');
    await world.tick();
    expect((await store.reservePool.all()).map(({ cadreId, state }) => [cadreId, state])).toEqual([['zhao', 'in']]);
    await world.say('head-fin', '/储备库');
    expect(world.last('head-fin')).toContain('储备库共 1 人：在库 1 人');
    expect(world.last('head-fin')).not.toContain('赵一');
    expect(await keptListOf(world, 'head-fin')).toContain('赵一');
    for (const other of ['org', 'zhao', 'head-agri']) {
      await world.say(other, '/复核储备 赵一 移出 受到处分');
      expect(world.last(other), other).toContain('没有办理这一事项的权限');
    }
    await world.say('head-fin', '/复核储备 赵一 移出 受到处分');
    expect(world.last('head-fin')).toContain('已登记：移出，现为已移出');
    await world.say('head-fin', '/复核储备 赵一 移出 受到处分');
    expect(world.last('head-fin')).toContain('没有变化');
    await world.say('head-fin', '/储备库');
    expect(world.last('head-fin')).toContain('在库 0 人（待复核 0 人），已期满 0 人，已移出 1 人');
    await world.say('head-fin', '/复核储备 赵一 恢复 处分已撤销');
    expect((await store.reservePool.byId('zhao'))?.decisions.map(({ by, reason }) => [by, reason])).toEqual([
      ['head-fin', '受到处分'],
      ['head-fin', '处分已撤销'],
    ]);
    expect(world.screen('zhao')).not.toContain('在库');
    await world.at('2028-04-03', '09:22');
    expect(world.last('head-fin')).toContain('储备库有 1 人待复核');
    expect(world.last('head-fin')).not.toContain('赵一');
    await world.say('head-fin', '待办');
    expect(world.last('head-fin')).toContain('复核储备库人员 1 名');
    await world.press('head-fin', '查看储备库');
    expect(world.last('head-fin')).toContain('储备库共 1 人');
    await world.say('head-fin', '/复核储备 赵一 延期 表现突出');
    await world.say('head-fin', '待办');
    expect(world.last('head-fin')).not.toContain('复核储备库人员');
    world.clock.moveTo(beijingTime('2031-04-05', '10:05'));
    await world.say('head-fin', '/储备库');
    expect(world.last('head-fin')).toContain('在库 0 人（待复核 0 人），已期满 1 人，已移出 0 人');
    expect(world.logged).toEqual([]);
  });
});
