import { expect, it, onTestFinished } from 'vitest';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { finishedClass, lastDayOn, publishedClass, scoredClass } from '../../helpers/scored-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';

it.each(variants)('on %s what a class lacks before it is closed is named, each with its button', async (variant) => {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  await scoredClass(world.running.store);
  await world.at(lastDayOn, '18:05');
  await world.say('team1', `/结班 ${classId}`);
  expect(world.last('team1')).toMatch(/已办结 12 项，还缺 2 项：[\s\S]*1\. 等次尚未评定[\s\S]*2\. 成绩尚未公布/);
  await world.press('team1', '评定等次');
  expect(world.last('team1')).toContain('等次评定预览');
});

it('after the results went out only what unit heads have not acknowledged is left, and then nothing', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
  await bot.say('school', `/结班 ${classId}`);
  expect(await bot.last('school')).toMatch(/还缺 1 项：\n1\. 结果反馈 7 份未阅知/);
  for (const head of ['head-fin', 'head-agri']) await bot.press(head, '已阅知');
  await bot.say('school', `/结班 ${classId}`);
  expect(await bot.last('school')).toContain('各项工作已办结');
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
