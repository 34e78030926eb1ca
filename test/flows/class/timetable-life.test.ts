import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { timetableLines } from '../../helpers/timetable-lines.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const classId = '2026-01';

describe.each(variants)('timetables as schools have them, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
  });
  afterEach(() => world.stop());

  const pasted = (lines: readonly string[]) =>
    world.say('teacher', `/课程 ${classId}\n日期\t开始\t结束\t课程\t类型\t方式\n${lines.join('\n')}`);
  const sessions = () => world.running.store.sessions.ofClass(classId);

  it('one evening more in front moves no sign-in to another lesson and costs nobody a point', async () => {
    await teachClass(world.running.store, ['zhao', 'qian']);
    const before = await sessions();
    await world.at('2026-03-16', '08:21');
    await world.say('zhao', '签到');
    await world.at('2026-03-16', '12:05');
    await pasted([
      '2026-03-16\t07:00\t07:50\t入学教育\t\t自学',
      ...(await timetableLines(world.running.store, classId)),
    ]);
    await world.press('teacher', '确认变更');
    const after = await sessions();
    expect(after).toHaveLength(before.length + 1);
    for (const { _id, title } of before) expect(after.find((each) => each._id === _id)?.title).toBe(title);
    const marks = await world.running.store.signIns.ofClass(classId);
    expect(marks.map(({ sessionId }) => sessionId)).toEqual([before[0]?._id]);
    await world.at('2026-03-16', '20:43');
    const points = await world.running.store.scoreEvents.ofTrainee(classId, 'zhao');
    expect(points.filter(({ step }) => step === 'late' || step === 'absent')).toEqual([]);
  });

  it('a business class is not held to 70 %, a main class is, and says what would repair it', async () => {
    await world.say('school', '/开班 信访业务专题培训班 2026-03-16 2026-03-18 郑老师');
    expect(world.last('school')).toContain('业务培训班');
    await world.press('school', '确认开班');
    const lessons = ['16', '17', '18'].map(
      (day) => `2026-03-${day}\t08:30\t11:30\t信访条例实务${day}\t专业化培训\t授课`,
    );
    await pasted(lessons);
    expect(world.last('teacher')).toContain('已通过审核并保存');
    await world.say('org', `/改班 ${classId} 类别 主体班 本班属主体班次`);
    expect(world.last('org')).toContain('不符合主体班的要求，类别未变更');
    await world.say('school', '/开班 中青年干部培训班 2026-04-13 2026-04-15 郑老师');
    await world.press('school', '确认开班');
    await world.say(
      'teacher',
      `/课程 2026-02\n日期\t开始\t结束\t课程\t类型\t方式\n2026-04-13\t08:30\t11:30\t公文写作\t专业化培训\t授课`,
    );
    expect(world.last('teacher')).toMatch(/未通过审核|未保存/);
    expect(world.last('teacher')).toContain('70%');
    expect(await world.running.store.sessions.ofClass('2026-02')).toEqual([]);
  });

  it('a school’s own sheet is shown with how it was read, asked about where nobody knows a column, and stored by the button', async () => {
    await teachClass(world.running.store, []);
    await world.running.store.sessions.replace(classId, [], world.clock.now());
    const lines = [
      '日期,时间,课程名称,分管联系,地点',
      ...['16', '17', '18'].map((day) => `3月${day}日,8:30-11:30,党性教育专题${day},张三,主课堂`),
    ];
    await world.send('teacher', '中青年干部培训班课程安排.csv', Buffer.from(lines.join('\n')));
    expect(world.last('teacher')).toMatch(/“分管联系”一列（如：张三）是什么？/);
    await world.press('teacher', '授课人');
    expect(world.screen('teacher')).toContain('分管联系→授课人');
    expect(await sessions()).toEqual([]);
    await world.press('teacher', '确认变更');
    expect((await sessions()).map(({ lecturer, place }) => [lecturer, place])).toEqual(
      Array.from({ length: 3 }, () => ['张三', '主课堂']),
    );
  });

  it('one lecturer, one room, one trainee in two classes at one time: the first is refused, the others are shown', async () => {
    await teachClass(world.running.store, ['zhao']);
    await world.say('school', '/开班 信访业务专题培训班 2026-03-16 2026-03-18 郑老师');
    await world.press('school', '确认开班');
    const store = world.running.store;
    const [first] = await sessions();
    await store.sessions.replace(
      classId,
      first ? [{ ...first, lecturer: '张三', place: '第一教室' }] : [],
      world.clock.now(),
    );
    const person = await store.cadres.byId('zhao');
    await store.enrollments.enrol([
      {
        ...{ _id: '2026-02:zhao', classId: '2026-02', cadreId: 'zhao', unitId: person?.unitId ?? '', name: '赵一' },
        ...{ state: 'enrolled', enrolledAt: world.clock.now() },
      },
    ]);
    const lesson = (lecturer: string, place: string) =>
      world.say(
        'teacher',
        `/课程 2026-02\n日期\t开始\t结束\t课程\t类型\t方式\t授课人\t地点\n2026-03-16\t08:30\t11:30\t信访实务\t专业化培训\t授课\t${lecturer}\t${place}`,
      );
    await lesson('张三', '第二教室');
    expect(world.last('teacher')).toMatch(/课程安排有冲突，未保存[\s\S]*张三同一时间要在班次 2026-01/);
    await lesson('李四', '第一教室');
    expect(world.screen('teacher')).toMatch(/第一教室同一时间安排了班次 2026-01/);
    expect(world.screen('teacher')).toContain('有学员 1 人同一时间参加班次 2026-01');
  });
});
