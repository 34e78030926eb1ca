import { afterEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { cardCode } from '../../../src/chat/message.ts';
import { variants } from '../../helpers/county.ts';
import { lastDayOn, scoredClass } from '../../helpers/scored-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World;
afterEach(() => world.stop());

describe.each(variants)('from score to result on %s', (variant) => {
  it('grades by two people, publishes once, tells each trainee their own result and each head about their people', async () => {
    world = await startWorld(variant);
    const classId = await scoredClass(world.running.store);
    await world.at(lastDayOn, '18:05');
    await world.say('zhao', '我的成绩');
    expect(world.screen('zhao')).toContain('总分92分');
    expect(world.screen('zhao')).not.toMatch(/优秀|第1名/);

    await world.say('team1', `/评定等次 ${classId}`);
    expect(world.screen('team1')).toContain('优秀学员名额 1 个，人选：赵一');
    expect(world.screen('team1')).toContain('优秀 2、良好 3、合格 3、不合格 0');
    await world.press('team1', '提请确认');
    expect(world.screen('team2')).toContain('冯考评提出');
    expect(world.screen('team2')).not.toContain('赵一');
    await world.press('team2', '确认等次');
    expect(world.last('team2')).toContain('不再记分');
    expect(world.screen('zhao')).not.toContain('培训考核结果');
    await world.press('org', '公布成绩');
    expect(world.last('org')).toContain('8 名学员的结果将');
    expect(world.last('org')).toContain('优秀学员人选 1 名，请按规定公示至2026年4月1日（含当日）');

    world.clock.moveTo(beijingTime('2026-03-30', '08:05'));
    const planned = await world.running.app.scheduler.plan('publish-grades');
    expect(planned.map((each) => each.key).sort()).toEqual([
      ...['feedback-nobody:2026-01', 'feedback:2026-01:li', 'feedback:2026-01:liaison-fin', 'feedback:2026-01:qian'],
      ...['feedback:2026-01:sun', 'feedback:2026-01:wu', 'feedback:2026-01:zhao', 'feedback:2026-01:zhou'],
      ...['result:2026-01:head-agri', 'result:2026-01:li', 'result:2026-01:liaison-fin', 'result:2026-01:qian'],
      ...['result:2026-01:sun', 'result:2026-01:wu', 'result:2026-01:zhao', 'result:2026-01:zhou'],
    ]);
    expect((await world.running.store.gradings.byClass(classId))?.publishedAt).toBeUndefined();
    await world.tick();
    for (const cadreId of ['zhao', 'qian', 'sun', 'li', 'zhou', 'wu', 'head-agri', 'liaison-fin'])
      expect(world.count(cadreId, '培训考核结果')).toBe(1);
    expect(world.screen('zhao')).toContain('考核等次为优秀，特此祝贺。');
    expect(world.screen('zhao')).toContain('2026年4月1日前');
    expect(world.screen('zhao')).not.toContain('列第');
    expect(world.count('head-fin', '学员考核结果反馈')).toBe(4);
    expect(world.count('head-agri', '学员考核结果反馈')).toBe(3);
    expect(world.screen('org')).toMatch(/没有反馈对象[\s\S]*沈局长（县农业农村局）：本人即单位主要负责人/);
    expect((await world.running.store.classes.byId(classId))?.state).toBe('published');

    await world.press('zhao', '查看依据');
    expect(world.screen('zhao')).toMatch(/考核依据：[\s\S]*课堂互动：得2\/10分[\s\S]*列第1名/);
    await world.press('zhao', '知悉');
    expect((await world.running.store.assessments.byId(classId, 'zhao'))?.readAt).toBeDefined();
    await world.press('head-fin', '已阅知');
    for (const cadreId of ['zhao', 'qian', 'sun', 'liaison-fin'])
      await world.say('head-fin', `已阅知 #${cardCode(`feedback:${classId}:${cadreId}`)}`);
    await world.say('org', `/反馈进度 ${classId}`);
    expect(world.last('org')).toContain('应阅知 7 份，已阅知 4 份，未阅知 3 份');
    expect(world.last('org')).toContain('县农业农村局 沈局长（学员李四）');

    await world.at('2026-04-02', '09:45');
    expect(world.count('head-agri', '请阅知考核结果反馈')).toBe(3);
    expect(world.count('head-fin', '请阅知考核结果反馈')).toBe(0);
    expect(world.count('zhao', '培训考核结果')).toBe(1);
    expect(world.logged).toEqual([]);
  });
});
