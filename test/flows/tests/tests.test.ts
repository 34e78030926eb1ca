import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { testSheet } from '../../helpers/test-form.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('a test, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
    await teachClass(world.running.store, ['zhao', 'qian', 'sun']);
    await world.at('2026-03-14', '10:00');
    await world.send('teacher', '试题.xlsx', testSheet());
    await world.press('teacher', '确认发出');
  });
  afterEach(() => world.stop());

  /** Where no card has a button for it, the option itself answers. */
  const answer = (who: string, option: string) =>
    variant === 'dingtalk-markdown' ? world.press(who, option) : world.press(who, '提交', [option]);

  it('asks one question a card in its place, is gone back in and handed in; the result is told after its end', async () => {
    for (const who of ['zhao', 'qian']) await world.say(who, '我的测试');
    await world.press('zhao', '开始答题');
    expect(world.last('zhao')).toMatch(/入学测试 1\/4[\s\S]*请在10:3[01]前答完/);
    const items = world.items('zhao').length;
    await answer('zhao', '不对的');
    await world.say('zhao', '上一题');
    for (let question = 0; question < 4; question += 1) await answer('zhao', '对的');
    // 上一题, said.
    if (variant !== 'dingtalk-markdown') expect(world.items('zhao').length - items).toBeLessThanOrEqual(2);
    await world.press('zhao', '交卷');
    expect(world.last('zhao')).toContain('已交卷，共答 4 题');
    await world.press('qian', '开始答题');
    await answer('qian', '也不对的');
    await world.say('teacher', '/测试情况 2026-01-C1');
    expect(world.last('teacher')).toMatch(/应考 3 人：已参加 2 人（正在作答 1 人），未参加 1 人[\s\S]*未参加：孙三/);
    expect(world.last('teacher')).not.toContain('平均');
    await world.at('2026-03-14', '10:28');
    expect((await world.running.store.testSheets.byId('2026-01-C1', 'qian'))?.state).toBe('going');
    await world.at('2026-03-14', '10:38');
    expect((await world.running.store.testSheets.byId('2026-01-C1', 'qian'))?.state).toBe('done');
    await world.at('2026-03-18', '08:03');
    expect(world.screen('teacher')).toMatch(/平均50分（满分100分）[\s\S]*党性 2\/4（50%）/);
    // With the digest of the Monday after.
    await world.at('2026-03-23', '08:05');
    expect(world.screen('qian')).toMatch(/0分（满分100分），答对 0\/4 题[\s\S]*到时已答 1 题/);
    await world.press('qian', '查看解析');
    expect(world.last('qian')).toMatch(/未答对 4 题[\s\S]*未答；正确答案：对的[\s\S]*见讲义/);
    expect(world.screen('sun')).not.toContain('测试成绩');
  });
});
