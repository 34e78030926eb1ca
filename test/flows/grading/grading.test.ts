import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { eightMarks, lastDayOn, publishedOn, scoredClass } from '../../helpers/scored-class.ts';
import { startWorld } from '../../helpers/world.ts';

describe.each(variants)('from score to result on %s', (variant) => {
  it('grades by two people, publishes once, tells each trainee their own result and each head about their people', async () => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const classId = await scoredClass(world.running.store);
    await world.at(lastDayOn, '18:05');
    await world.say('zhao', '我的成绩');
    expect(world.screen('zhao')).toContain('总分92分');
    expect(world.screen('zhao')).not.toMatch(/优秀|第 1 名/);

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
    expect(world.screen('org')).toContain('8 名学员的结果将');
    expect(world.last('org')).toContain('优秀学员人选 1 名，先向本班学员公示 3 个工作日');

    await world.at('2026-03-30', '08:05');
    for (const cadreId of ['zhao', 'qian', 'wu']) expect(world.count(cadreId, '优秀学员人选公示')).toBe(1);
    expect(world.screen('wu')).toContain('优秀学员人选 1 名：赵一（县财政局）');
    expect(world.screen('wu')).toContain('公示至2026年4月2日（含当日）');
    await world.say('org', `/公示 ${classId}`);
    expect(world.last('org')).toContain('正在公示，至2026年4月2日（含当日）');
    await world.at('2026-04-02', '16:05');
    expect(world.screen('zhao')).not.toContain('培训考核结果');

    world.clock.moveTo(beijingTime(publishedOn, '08:05'));
    const planned = await world.running.app.scheduler.plan('publish-grades');
    expect(planned.map((each) => each.key).sort()).toEqual([
      ...['feedback-nobody:2026-01', 'feedback:2026-01:u-agri', 'feedback:2026-01:u-fin'],
      ...['result:2026-01:head-agri', 'result:2026-01:li', 'result:2026-01:liaison-fin', 'result:2026-01:qian'],
      ...['result:2026-01:sun', 'result:2026-01:wu', 'result:2026-01:zhao', 'result:2026-01:zhou'],
    ]);
    expect((await world.running.store.gradings.byClass(classId))?.publishedAt).toBeUndefined();
    await world.tick();
    for (const cadreId of ['zhao', 'qian', 'sun', 'li', 'zhou', 'wu', 'head-agri', 'liaison-fin'])
      expect(world.count(cadreId, '培训考核结果')).toBe(1);
    expect(world.screen('zhao')).toContain('考核等次为优秀，特此祝贺。');
    expect(world.screen('zhao')).toContain('2026年4月8日前');
    expect(world.screen('zhao')).not.toContain('列第');
    // One card for all results of a unit; WeCom has the whole text above it.
    const parts = variant === 'wecom' ? 2 : 1;
    for (const head of ['head-fin', 'head-agri']) expect(world.count(head, '学员考核结果反馈')).toBe(parts);
    expect(world.screen('org')).toMatch(/没有反馈对象[\s\S]*本人即单位主要负责人 1 人：沈局长（县农业农村局）/);
    expect((await world.running.store.classes.byId(classId))?.state).toBe('published');

    await world.press('zhao', '查看依据');
    expect(world.screen('zhao')).toMatch(/考核依据：[\s\S]*课堂互动：得2\/10分[\s\S]*列第 1 名/);
    await world.press('zhao', '查看成绩图');
    expect(world.items('zhao').filter(({ body }) => body.kind === 'picture')).toHaveLength(1);
    await world.press('zhao', '知悉');
    expect((await world.running.store.assessments.byId(classId, 'zhao'))?.readAt).toBeDefined();
    await world.press('head-fin', '已阅知');
    await world.say('org', `/反馈进度 ${classId}`);
    expect(world.last('org')).toContain('应阅知 7 份，已阅知 4 份，未阅知 3 份');
    expect(world.last('org')).toContain('县农业农村局 沈局长');

    await world.at('2026-04-09', '09:45');
    expect(world.count('head-agri', '请阅知考核结果反馈')).toBe(parts);
    expect(world.count('head-fin', '请阅知考核结果反馈')).toBe(0);
    expect(world.count('zhao', '培训考核结果')).toBe(1);
    expect(world.logged).toEqual([]);
  });
});

describe('grading a class', () => {
  const classId = '2026-01';
  let bot: BareBot;

  // One class for all: nothing here gets as far as a confirmation, and 陈考评 of the evaluation team is a trainee.
  beforeAll(async () => {
    bot = await startBareBot();
    await scoredClass(bot.store, { ...eightMarks, team2: { research: 10, practice: 5 } });
  });
  afterAll(() => bot.stop());

  it('waits until the last session is over', async () => {
    bot.clock.moveTo(beijingTime(lastDayOn, '17:29'));
    await bot.say('team1', `/评定等次 ${classId}`);
    expect(await bot.last('team1')).toContain('3月27日 周五 17:30结束，结束后才能评定等次');
    expect(await bot.store.gradings.byClass(classId)).toBeNull();
  });

  it('is for the evaluation team', async () => {
    await bot.say('teacher', `/评定等次 ${classId}`);
    expect(await bot.last('teacher')).toContain('没有办理这一事项的权限');
  });

  it('keeps out a member of the team who is a trainee of the class', async () => {
    bot.clock.moveTo(beijingTime(lastDayOn, '18:05'));
    await bot.say('team2', `/评定等次 ${classId}`);
    expect(await bot.last('team2')).toContain('回避要求');
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.press('team1', '提请确认');
    expect(await bot.last('team1')).toContain('没有其他同志可以确认');
  });
});

it('a grading broken off at any point leaves the same results, marks and messages', async () => {
  const classId = '2026-01';
  const { zhao, li, wu, 'head-agri': head } = eightMarks;
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    onTestFinished(() => bot.stop());
    await scoredClass(bot.store, { zhao, li, wu, 'head-agri': head });
    bot.clock.moveTo(beijingTime(lastDayOn, '18:05'));
    bot.crashing = crashing;
    await bot.say('zhao', '我的成绩');
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.press('team1', '提请确认');
    await bot.press('team2', '退回');
    await bot.say('team2', '请复核吴六的调研成绩');
    await bot.say('team1', `/调整等次 ${classId} 吴六 良好 牵头完成小组调研`);
    await bot.press('team1', '提请确认');
    await bot.say('teacher', `/记分 ${classId} 赵一 纪律建设 书面批评 无故缺席`);
    await bot.press('team2', '确认等次');
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.press('team1', '提请确认');
    await bot.press('team2', '确认等次');
    await bot.press('org', '公布成绩');
    bot.clock.moveTo(beijingTime('2026-03-30', '08:05'));
    await bot.runJob('publish-grades');
    await bot.runJob('publish-grades');
    await bot.press('zhao', '查看依据');
    await bot.press('zhao', '知悉');
    await bot.press('head-fin', '已阅知');
    bot.clock.moveTo(beijingTime('2026-04-02', '09:41'));
    await bot.runJob('remind-feedback');
    await bot.press('head-agri', '已阅知');
  });
  expect(broken?.crashes).toBeGreaterThan(23);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  expect((await whole?.store.gradings.byClass(classId))?.state).toBe('published');
  const acknowledged = (await whole?.store.feedbacks.ofClass(classId))?.filter((row) => row.state === 'acknowledged');
  expect(acknowledged?.length).toBe(3);
});
