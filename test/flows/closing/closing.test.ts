import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { finishedClass, lastDayOn, publishedClass, scoredClass, signIn } from '../../helpers/scored-class.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';

it.each(variants)('on %s what a class lacks before it is closed is named, each with its button', async (variant) => {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  await scoredClass(world.running.store);
  await world.at(lastDayOn, '18:05');
  await world.say('team1', `/结班 ${classId}`);
  expect(world.last('team1')).toMatch(
    /已办结 14 项，还缺 3 项：[\s\S]*1\. 等次尚未评定[\s\S]*2\. 成绩尚未公布[\s\S]*3\. 8 名学员未写行动计划/,
  );
  await world.press('team1', '评定等次');
  expect(world.last('team1')).toContain('等次评定预览');
});

it('after the results went out only action plans and what unit heads have not acknowledged are left, and then nothing', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
  await bot.say('school', `/结班 ${classId}`);
  expect(await bot.last('school')).toMatch(/还缺 2 项：\n1\. 结果反馈 8 份未阅知或未告知\n2\. 8 名学员未写行动计划/);
  for (const head of ['head-fin', 'head-agri']) await bot.press(head, '已阅知');
  await bot.say('org', `/当面告知 ${classId} 沈局长 部领导当面告知`);
  const writing = { goals: ['甲', '乙'], byUpdate: 'test:plan', at: bot.clock.now() };
  for (const trainee of await bot.store.enrollments.traineesOf(classId))
    await bot.store.actionPlans.write(trainee, writing);
  await bot.say('school', `/结班 ${classId}`);
  expect(await bot.last('school')).toContain('各项工作已办结');
});

it.each(variants)(
  'on %s a half-day without a mark is named with what it means, until somebody is marked',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const { store } = world.running;
    await teachClass(store, ['zhao', 'qian']);
    await world.at('2026-03-16', '12:05');
    await world.say('teacher', `/结班 ${classId}`);
    expect(world.last('teacher')).toContain('1 个半天没有任何签到记录，全班将按缺勤计');
    const [first] = await store.sessions.ofClass(classId);
    if (first === undefined) throw new Error('no session');
    await signIn(store, first, 'zhao');
    await world.say('teacher', `/结班 ${classId}`);
    expect(world.last('teacher')).not.toContain('没有任何签到记录');
  },
);

it('a request for leave that waits is counted, and its button opens what waits for the person', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await teachClass(bot.store, ['zhao', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-17', '07:30'));
  await bot.say('zhao', '/请假 事假 2026-03-18 家中有事');
  await bot.press('zhao', '提交');
  await bot.say('teacher', `/结班 ${classId}`);
  expect(await bot.last('teacher')).toContain('请假 1 件未审批');
  await bot.press('teacher', '待办');
  expect(await bot.last('teacher')).toMatch(/审批赵一/);
});

it('buttons are shown only for what the person may do', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await finishedClass(bot);
  await bot.say('teacher', `/结班 ${classId}`);
  expect(await bot.last('teacher')).toContain('等次尚未评定');
  const [card] = await bot.store.sentCards.openCards('teacher', bot.clock.now(), 1);
  expect(JSON.stringify(card?.message ?? '')).not.toContain('"评定等次"');
  await bot.say('zhao', `/结班 ${classId}`);
  expect(await bot.last('zhao')).toContain('没有办理这一事项的权限');
});
