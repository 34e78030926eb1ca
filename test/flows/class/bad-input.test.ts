import { expect, it, onTestFinished } from 'vitest';
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
    for (const typed of ['阿依古丽·买买提', '阿依古丽•买买提', '阿依古丽买买提', '阿依古丽'])
      expect(await ask(world, 'org', `/查 ${typed}`)).toMatch(/阿依古丽·买买提[\s\S]*编号：zhao/);
  },
);
