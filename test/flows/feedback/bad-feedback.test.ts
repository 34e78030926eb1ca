import { describe, expect, it, onTestFinished } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { lastDayOn, publishedOn, scoredClass } from '../../helpers/scored-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';

describe.each(variants)('results of people who left, on %s', (variant) => {
  it('a withdrawn trainee has no grade and no place, and the head reads the reason; the other results are as they were', async () => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const { store } = world.running;
    await scoredClass(store);
    await world.at(lastDayOn, '18:05');
    await world.say('org', `/退学 ${classId} 赵一 擅自离校`);
    await world.press('org', '确认退学');
    await world.say('team1', `/评定等次 ${classId}`);
    expect(world.last('team1')).toMatch(/优秀学员名额 1 个，人选：钱二/);
    await world.press('team1', '提请确认');
    await world.press('team2', '确认等次');
    await world.press('org', '公布成绩');
    await world.at('2026-03-30', '08:05');
    await world.at(publishedOn, '08:05');
    await world.tick();
    const row = await store.assessments.byId(classId, 'zhao');
    expect([row?.outcome, row?.finalGrade, row?.excellentTrainee]).toEqual(['withdrawn', undefined, 'no']);
    expect(world.count('zhao', '特此祝贺')).toBe(0);
    expect(world.screen('head-fin')).toContain('擅自离校');
    expect(world.count('qian', '培训考核结果')).toBe(1);
    expect(world.screen('qian')).toContain('您被评为本班优秀学员');
    expect(world.logged).toEqual([]);
  });

  it('a head who left before taking note is followed by the next, who alone is asked and can take note', async () => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const { store } = world.running;
    await scoredClass(store);
    await world.at(lastDayOn, '18:05');
    await world.say('team1', `/评定等次 ${classId}`);
    await world.press('team1', '提请确认');
    await world.press('team2', '确认等次');
    await world.press('org', '公布成绩');
    await world.at('2026-03-30', '08:05');
    await world.at(publishedOn, '08:05');
    const unit = await store.units.byId('u-fin');
    if (unit === null) throw new Error('no unit');
    await store.units.put([{ ...unit, headId: 'head-org' }]);
    await world.at(publishedOn, '10:09');
    await world.tick();
    // WeCom has the whole text above the card.
    const parts = variant === 'wecom' ? 2 : 1;
    expect(world.count('head-org', '学员考核结果反馈')).toBe(parts);
    await world.at('2026-04-09', '09:45');
    expect(world.count('head-fin', '请阅知考核结果反馈')).toBe(0);
    await world.press('head-org', '已阅知');
    const rows = (await store.feedbacks.ofClass(classId)).filter(({ unitId }) => unitId === 'u-fin');
    expect(rows.map(({ acknowledgedBy }) => acknowledgedBy)).toEqual(Array(4).fill('head-org'));
    expect(world.logged).toEqual([]);
  });
});
