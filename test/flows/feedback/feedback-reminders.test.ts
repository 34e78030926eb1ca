import { describe, expect, it, onTestFinished } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { lastDayOn, publishedOn, scoredClass } from '../../helpers/scored-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';

describe.each(variants)('results that a head does not take note of, on %s', (variant) => {
  it('are brought up after 3 and 7 working days, and after 10 whoever released them is told once whom to call', async () => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await scoredClass(world.running.store);
    await world.at(lastDayOn, '18:05');
    await world.say('team1', `/评定等次 ${classId}`);
    await world.press('team1', '提请确认');
    await world.press('team2', '确认等次');
    await world.press('org', '公布成绩');
    await world.at('2026-03-30', '08:05');
    await world.at(publishedOn, '08:05');
    // One reminder is a card; WeCom has the whole text above it.
    const parts = variant === 'wecom' ? 2 : 1;
    const reminders = (head: string) => world.count(head, '请阅知考核结果反馈') / parts;
    // The Monday after is a holiday.
    await world.at('2026-04-08', '09:45');
    expect([reminders('head-fin'), reminders('head-agri')]).toEqual([0, 0]);
    await world.at('2026-04-09', '09:45');
    await world.tick();
    expect([reminders('head-fin'), reminders('head-agri')]).toEqual([1, 1]);
    await world.press('head-fin', '已阅知');
    await world.at('2026-04-15', '09:45');
    await world.tick();
    expect([reminders('head-fin'), reminders('head-agri')]).toEqual([1, 2]);
    expect(world.count('org', '【反馈未阅知】')).toBe(0);
    await world.at('2026-04-20', '09:45');
    await world.tick();
    await world.at('2026-04-21', '09:45');
    expect([reminders('head-fin'), reminders('head-agri')]).toEqual([1, 2]);
    expect(world.count('org', '【反馈未阅知】')).toBe(1);
    expect(world.screen('org')).toMatch(/已满 10 个工作日，还有 1 个单位未阅知，请电话联系：.*沈局长/);
    await world.press('head-agri', '已阅知');
    const rows = await world.running.store.feedbacks.ofClass(classId);
    expect(rows.filter(({ state }) => state === 'sent')).toEqual([]);
    await world.say('org', `/反馈进度 ${classId}`);
    expect(world.last('org')).toContain('应阅知 7 份，已阅知 7 份，未阅知 0 份');
    expect(world.logged).toEqual([]);
  });
});
