import { describe, expect, it, onTestFinished } from 'vitest';
import { reversalOf } from '../../../src/training/scoring/score-event.ts';
import { scoreEventRow } from '../../../src/training/scoring/score-events.ts';
import { variants } from '../../helpers/county.ts';
import { eightMarks, lastDayOn, publishedOn, scoredClass } from '../../helpers/scored-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';
const alike = (cadreIds: readonly string[]) =>
  Object.fromEntries(cadreIds.map((cadreId) => [cadreId, eightMarks.zhao]));

describe.each(variants)('grading a class out of the ordinary on %s', (variant) => {
  it('of six, all tied, has no place for 优秀学员: nothing is posted, nobody is asked for an order, and each has the result once', async () => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const six = ['zhao', 'qian', 'sun', 'li', 'zhou', 'wu'];
    await scoredClass(world.running.store, alike(six));
    await world.at(lastDayOn, '18:05');
    await world.say('team1', `/评定等次 ${classId}`);
    expect(world.last('team1')).toContain('优秀学员名额 0 个，暂无人选。');
    await world.press('team1', '提请确认');
    await world.press('team2', '确认等次');
    await world.press('org', '公布成绩');
    await world.say('org', `/公布成绩 ${classId}`);
    expect(world.last('org')).toContain('已经公布，无需重复办理');
    await world.at('2026-03-30', '08:05');
    await world.tick();
    for (const cadreId of six) {
      expect(world.count(cadreId, '培训考核结果'), cadreId).toBe(1);
      expect(world.screen(cadreId), cadreId).not.toMatch(/公示|优秀学员/);
    }
    const rows = await world.running.store.assessments.ofClass(classId);
    expect(rows.map(({ finalGrade, excellentTrainee }) => `${finalGrade} ${excellentTrainee}`)).toEqual(
      Array(6).fill('excellent no'),
    );
    expect(world.logged).toEqual([]);
  });

  it('of eight, all tied, waits until the evaluation team has put all of them in order with a reason', async () => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await scoredClass(world.running.store, alike(Object.keys(eightMarks)));
    await world.at(lastDayOn, '18:05');
    await world.say('team1', `/评定等次 ${classId}`);
    expect(world.last('team1')).toContain('优秀学员名额 1 个，暂无人选。');
    await world.press('team1', '提请确认');
    expect(world.last('team1')).toContain('并列，跨优秀学员名额线');
    expect(world.screen('team2')).not.toContain('冯考评提出');
    await world.say('team1', `/并列 ${classId} 钱二、赵一 结业答辩钱二在前`);
    expect(world.last('team1')).toContain('并列跨名额线的是');
    await world.say('zhao', `/并列 ${classId} 赵一、钱二 本人在前`);
    expect(world.last('zhao')).toContain('没有办理这一事项的权限');
    const order = '钱二、赵一、孙三、李四、周五、吴六、沈局长、韩联络';
    await world.say('team1', `/并列 ${classId} ${order} 结业答辩先后`);
    expect(world.last('team1')).toContain('优秀学员名额 1 个，人选：钱二。');
    await world.press('team1', '提请确认');
    await world.press('team2', '确认等次');
    await world.press('org', '公布成绩');
    await world.at('2026-03-30', '08:05');
    await world.at(publishedOn, '08:05');
    for (const cadreId of Object.keys(eightMarks)) expect(world.count(cadreId, '培训考核结果'), cadreId).toBe(1);
    const rows = await world.running.store.assessments.ofClass(classId);
    expect(rows.filter(({ excellentTrainee }) => excellentTrainee !== 'no').map(({ cadreId }) => cadreId)).toEqual([
      'qian',
    ]);
    expect(world.logged).toEqual([]);
  });

  it('with somebody not fully marked, cannot be proposed; who and what is missing is named, and once it is marked it can', async () => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const { store } = world.running;
    await scoredClass(store);
    const mark = await store.scoreEvents.byId(`${classId}:sun:classDuty:duty:0`);
    if (mark === null) throw new Error('no mark');
    const taken = reversalOf(mark, '登记有误', 'teacher', world.clock.now());
    await store.scoreEvents.add([scoreEventRow(classId, taken)]);
    await world.at(lastDayOn, '18:05');
    await world.say('team1', `/评定等次 ${classId}`);
    expect(world.last('team1')).toContain('待评“班务履职评定” 1 人：孙三');
    await world.say('org', `/公布成绩 ${classId}`);
    expect(world.last('org')).not.toContain('公布成绩');
    expect(await store.gradings.byClass(classId)).toBeNull();
    await world.say('teacher', `/记分 ${classId} 孙三 班务履职评定 8`);
    await world.say('team1', `/评定等次 ${classId}`);
    await world.press('team1', '提请确认');
    await world.press('team2', '确认等次');
    expect(await store.assessments.ofClass(classId)).toHaveLength(8);
    expect(world.logged).toEqual([]);
  });
});
