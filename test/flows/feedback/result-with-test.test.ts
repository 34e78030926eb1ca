import { describe, expect, it, onTestFinished } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { lastDayOn, publishedOn, scoredClass } from '../../helpers/scored-class.ts';
import { testSheet } from '../../helpers/test-form.ts';
import { startWorld } from '../../helpers/world.ts';

describe.each(variants)('the test at the end of a class, on %s', (variant) => {
  it('is told with the result of the class where that goes out first, and not once more with the digest', async () => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const classId = await scoredClass(world.running.store);
    await world.at(lastDayOn, '18:05');
    await world.send('teacher', '试题.xlsx', testSheet({ name: '结业测试', purpose: 'exit', closesOn: '4天' }));
    await world.press('teacher', '确认发出');
    await world.say('zhao', '我的测试');
    await world.press('zhao', '开始答题');
    for (let question = 0; question < 4; question += 1)
      if (variant === 'dingtalk-markdown') await world.press('zhao', '对的');
      else await world.press('zhao', '提交', ['对的']);
    await world.press('zhao', '交卷');
    await world.say('team1', `/评定等次 ${classId}`);
    await world.press('team1', '提请确认');
    await world.press('team2', '确认等次');
    await world.press('org', '公布成绩');
    await world.at('2026-03-30', '08:05');
    await world.at('2026-04-01', '08:05');
    const told = '“结业测试”：100分（满分100分），答对 4/4 题';
    expect(world.screen('zhao')).not.toContain(told);
    const waiting = async () => (await world.running.store.deliveries.byKey(`test-result:${classId}-C1:zhao`))?.state;
    expect(await waiting()).toBe('due');
    await world.at(publishedOn, '08:05');
    expect(world.screen('zhao')).toMatch(new RegExp(`考核等次为优秀[\\s\\S]*${told}`));
    expect(world.screen('qian')).not.toContain('结业测试”：');
    expect(await waiting()).toBe('cancelled');
    await world.press('zhao', '查看解析');
    expect(world.last('zhao')).toContain('“结业测试”全部答对');
    const items = world.items('zhao').length;
    await world.at('2026-04-13', '08:15');
    expect(world.count('zhao', '【测试成绩】')).toBe(0);
    expect(
      world
        .items('zhao')
        .slice(items)
        .filter(({ body }) => JSON.stringify(body).includes(told)),
    ).toEqual([]);
  });
});
