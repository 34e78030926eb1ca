import { expect, it, onTestFinished } from 'vitest';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { ask } from '../../helpers/told.ts';
import { startWorld } from '../../helpers/world.ts';

const timetable = (...rows: string[]) => `/课程 2026-01\n日期,开始,结束,课程,类型,方式\n${rows.join('\n')}`;

it.each(variants)(
  'on %s what cannot be, from the class to its people, is refused with what is wrong, and stores nothing',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const { store } = world.running;
    expect(await ask(world, 'school', '/开班 中青班 2026-02-01 2026-02-05 郑老师')).toContain('开班日期已经过去');
    expect(await ask(world, 'school', '/开班 中青班 2026-03-20 2026-03-16 郑老师')).toContain(
      '结束日期不能早于开班日期',
    );
    await world.say('school', '/开班 中青班 2026-03-16 2026-03-20 郑老师 基层治理');
    await world.press('school', '确认开班');

    const lessons = ['2026-03-16,8:30,11:30,导论,党的理论教育,授课', '2026-03-16,10:30,12:00,公文,专业化培训,授课'];
    expect(await ask(world, 'teacher', timetable(...lessons))).toMatch(/未保存[\s\S]*“导论”与.*“公文”时间重叠/);
    const outside = '2026-03-26,8:30,11:30,导论,党的理论教育,授课';
    expect(await ask(world, 'teacher', timetable(outside))).toMatch(/未保存[\s\S]*不在班次起止日期之内/);
    const parts = '2026-03-16,8:30,11:30,导论,党的理论教育60分钟；党性教育60分钟,授课';
    expect(await ask(world, 'teacher', timetable(parts))).toMatch(/第 2 行“类型”：应填/);
    const backwards = '2026-03-16,11:30,8:30,导论,党的理论教育,授课';
    expect(await ask(world, 'teacher', timetable(backwards))).toContain('结束时间应晚于开始时间');
    expect(await store.sessions.ofClass('2026-01')).toEqual([]);

    expect(await ask(world, 'org', '/点名 2026-01 40')).toContain('还没有通过审核的课程表');
    expect(await ask(world, 'teacher', '/通知 2026-01 明天上课')).toContain('该班还没有学员，通知未发出');
  },
);

it.each(variants)(
  'on %s a survey that nobody answered, a last day that is over, and a name with a middle dot are understood as what they are',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    expect(await ask(world, 'org', '/需求调查 培训需求 全县 2026-02-01')).toContain('截止日期已经过去');
    await world.say('org', '/需求调查 培训需求 全县 3月10日');
    await world.press('org', '确认发出');
    await world.say('org', '/结束调查 D2026-1');
    await world.press('org', '确认结束');
    expect(await ask(world, 'org', '/调查结果 D2026-1')).toContain('已填 0 人，不足 5 人，按规定不显示结果');

    await world.say('org', '/改人员 赵一 姓名 阿依古丽·买买提');
    await world.press('org', '确认更改');
    for (const typed of ['阿依古丽·买买提', '阿依古丽•买买提', '阿依古丽・买买提', '阿依古丽买买提', '阿依古丽'])
      expect(await ask(world, 'org', `/查 ${typed}`)).toMatch(/阿依古丽·买买提[\s\S]*编号：zhao/);
  },
);

it.each(variants)(
  'on %s a call-up larger than the pool says how many are lacking, why, and what can be done',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const classId = await openClass(world);
    await world.running.store.cadres.change([
      { id: 'wu', field: 'secondment', to: { place: '市发改局', fromOn: '2026-03-01', untilOn: '2026-09-30' } },
    ]);
    expect(await ask(world, 'org', `/点名 ${classId} 40 科级副职`)).toContain('拟选调 5 人');
    expect(world.screen('org')).toMatch(
      /名额 40 个，另有 35 个名额没有合适人选。未列入：有冲突不能参加 1 人，不在本次范围 12 人。/,
    );
    expect(world.screen('org')).toContain(`放宽条件重新点名，或用“/分配名额 ${classId}”由单位报送；发出后可用“/增补”`);
    expect(await ask(world, 'org', `/点名 ${classId} 0 科级副职`)).not.toContain('拟选调');
    expect(await ask(world, 'org', `/点名 ${classId} 4 新提拔`)).toMatch(/没有|未列入/);
    expect(world.screen('zhao')).not.toContain('调训通知');
  },
);

it.each(variants)(
  'on %s leave over New Year is one request of the days with class, also across the two years',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await world.at('2026-12-20', '09:03');
    await world.say('school', '/开班 信访业务专题培训班 2026-12-28 2027-01-08 郑老师');
    await world.press('school', '确认开班');
    const days = ['2026-12-30', '2026-12-31', '2027-01-04', '2027-01-05'];
    await world.say('teacher', timetable(...days.map((day) => `${day},8:30,11:30,信访实务${day},专业化培训,授课`)));
    const { store } = world.running;
    await store.enrollments.enrol([
      {
        ...{ _id: '2026-01:zhao', classId: '2026-01', cadreId: 'zhao', unitId: 'u-fin', name: '赵一' },
        ...{ state: 'enrolled', enrolledAt: world.clock.now() },
      },
    ]);
    await world.at('2026-12-28', '09:03');
    await world.say('zhao', '/请假 事假 12月31日 至1月4日 家中有事');
    expect(world.last('zhao')).toMatch(/12月31日.*1月4日/s);
    expect(world.last('zhao')).toContain('6小时');
    await world.press('zhao', '提交');
    expect((await store.leaves.ofTrainee('2026-01', 'zhao'))[0]).toMatchObject({
      ...{ dateOn: '2026-12-31', untilOn: '2027-01-04', state: 'asked' },
    });
    expect(await ask(world, 'zhao', '/请假 事假 1月4日 至12月31日 家中有事')).not.toContain('提交');
  },
);

it.each(variants)(
  'on %s somebody in two units is found in both by the department, and asked, vouched for and called once',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await world.say('org', '/改人员 赵一 兼任 县农业农村局 党组成员 2026.02');
    await world.press('org', '确认更改');
    expect(await ask(world, 'head-fin', '/查 赵一')).toContain('预算股股长');
    expect(await ask(world, 'org', '/查 农业农村局')).toContain('赵一');
    await world.say('zhao', '/报学时 市委党校专题班3天 1月12日至14日');
    await world.press('zhao', '提交申报');
    expect(world.count('liaison-fin', '申报学时')).toBe(1);
    expect(world.count('liaison-agri', '申报学时')).toBe(0);
    const classId = await openClass(world, { named: 1 });
    expect(
      (await world.running.store.callUps.ofClass(classId)).filter(({ cadreId }) => cadreId === 'zhao'),
    ).toHaveLength(1);
    expect(world.count('zhao', '选调您参加')).toBe(1);
  },
);
