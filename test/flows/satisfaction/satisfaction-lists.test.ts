import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const classId = '2026-01';
const lessons = 23;
const rated = { answered: 6, people: [5, 1, 0, 0], byGroup: [] };

describe.each(variants)('what was answered about a class on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
    const { store } = world.running;
    await teachClass(store, ['zhao', 'qian', 'sun', 'li', 'zhou', 'wu']);
    const asked = { classId, place: '', heldOn: '2026-03-16', closesAt: new Date('2026-03-17T09:00:00Z'), asked: 6 };
    const overall = { id: 'overall', part: 'lesson', name: '总体' } as const;
    const count = (id: string, results: object[]) =>
      store.satisfactionForms.count(id, { results: results as never, closedAt: new Date(0) });
    for (let lesson = 1; lesson <= lessons; lesson += 1) {
      const id = `lesson:${classId}-${String(lesson).padStart(2, '0')}`;
      await store.satisfactionForms.open({
        ...{ _id: id, kind: 'lesson', title: `第${lesson}课`, lecturer: lesson === 1 ? '李四' : '张三', ...asked },
        ...{ questions: [overall], groups: [] },
      });
      await count(id, lesson === 23 ? [] : [{ question: 'overall', hundredths: lesson === 1 ? 7000 : 9500, ...rated }]);
    }
    const id = `class:${classId}`;
    const groups = ['townshipChief', 'staff'].map((each) => ({ id: each, levels: [each as 'staff'] }));
    await store.satisfactionForms.open({
      ...{ _id: id, kind: 'class', title: '班', lecturer: '', ...asked, groups },
      questions: [{ id: 'meals', part: 'logistics', name: '用餐' }],
    });
    const byGroup = [{ groups: ['staff'], answered: 6, hundredths: 8800 }];
    await count(id, [{ question: 'meals', hundredths: 8800, ...rated, byGroup }]);
  });
  afterEach(() => world.stop());

  it('is listed by lesson, lecturer and question, totals first, and each line opens what is behind it', async () => {
    await world.say('teacher', `/满意度 ${classId}`);
    await world.press('teacher', '按授课人查看');
    expect(world.screen('teacher')).toContain('授课人 2 人，由低到高排列；课程平均 93.86 分（132 份）');
    await world.say('teacher', '70 分（6 份）李四，1 节');
    expect(world.last('teacher')).toMatch(/李四：授课 1 节，平均 70 分（6 份）。[\s\S]*3月16日“第1课”70 分（6 份）/);
    await world.say('teacher', `/满意度 ${classId}`);
    await world.press('teacher', '按题目查看');
    await world.say('teacher', '88 分（6 份）用餐');
    expect(world.last('teacher')).toMatch(/后勤：用餐\n应评 6 人，平均 88 分（6 份）。\n非常满意 5 人，满意 1 人/);
    expect(world.last('teacher')).toMatch(/其中.+：88 分（6 份）/);
  });

  it('of many lessons is shown a page at a time, without those that too few rated', async () => {
    await world.say('teacher', `/满意度 ${classId}`);
    await world.press('teacher', '按课程查看');
    expect(world.screen('teacher')).toContain('课程 22 节，平均 93.86 分（132 份）');
    expect(world.screen('teacher')).toContain('第 1/3 页');
    expect(world.screen('teacher')).not.toContain('第11课');
    await world.say('teacher', '下一页');
    await world.say('teacher', '下一页');
    expect(world.screen('teacher')).toContain('第22课');
    expect(world.screen('teacher')).not.toContain('第23课');
    await world.say('teacher', '95 分（6 份）第22课');
    expect(world.last('teacher')).toContain('“第22课”（张三）');
  });

  it('is opened for nobody who may not read it', async () => {
    await world.say('zhao', `/满意度 ${classId}`);
    expect(world.last('zhao')).not.toMatch(/按课程查看|分（/);
    expect(world.last('zhao').length).toBeGreaterThan(0);
  });
});
