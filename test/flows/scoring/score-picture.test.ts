import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { lastDayOn, scoredClass } from '../../helpers/scored-class.ts';
import { ask, toldBy } from '../../helpers/told.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('points as a picture on %s', (variant) => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld(variant);
    await scoredClass(world.running.store);
    await world.at(lastDayOn, '18:05');
  });
  afterAll(() => world.stop());

  const pictures = (who: string) => world.items(who).filter(({ body }) => body.kind === 'picture');

  it('come to a trainee who asks, and to nobody unasked', async () => {
    await world.say('zhao', '我的成绩');
    expect(pictures('zhao')).toHaveLength(0);
    expect(world.last('zhao')).toContain('看图请回复“成绩图”');
    await world.say('zhao', '成绩图');
    expect(pictures('zhao')).toHaveLength(1);
  });

  it('come of the whole class to those who may see its scores, and to no trainee', async () => {
    await world.say('team1', '/得分分布 2026-01');
    expect(pictures('team1')).toHaveLength(1);
    expect(world.screen('team1')).toMatch(/各项指标得分情况[\s\S]*项指标已评完，\d+ 项没有拉开差距[\s\S]*8 人均为/);
    expect(world.screen('team1')).not.toMatch(/赵一|钱二|孙三|李四|周五|吴六/);
    expect(await ask(world, 'qian', '/得分分布 2026-01')).toContain('没有办理这一事项的权限');
    expect(pictures('qian')).toHaveLength(0);
  });

  it('lead to a sheet of every indicator without names, for those who may see the scores alone', async () => {
    await world.say('team1', '/得分分布 2026-01');
    expect(await toldBy(world, 'team1', () => world.press('team1', '发送表格'))).toMatch(/得分情况.*\.xlsx/);
    expect(await ask(world, 'team1', '/得分分布 2026-07')).toContain('2026-07');
  });

  it('are for a class in which one takes part', async () => {
    await world.say('zhao', '/成绩图 2026-07');
    expect(world.last('zhao')).toContain('您没有参加班次 2026-07');
  });
});
