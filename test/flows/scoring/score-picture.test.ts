import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { lastDayOn, scoredClass } from '../../helpers/scored-class.ts';
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
    await world.say('qian', '/得分分布 2026-01');
    expect(pictures('qian')).toHaveLength(0);
    expect(world.last('qian')).toContain('没有办理这一事项的权限');
  });

  it('are for a class in which one takes part', async () => {
    await world.say('zhao', '/成绩图 2026-07');
    expect(world.last('zhao')).toContain('您没有参加班次 2026-07');
  });
});
