import { expect, it, onTestFinished } from 'vitest';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const trainees = ['zhao', 'qian', 'sun', 'li'];

it.each(variants)('on %s a class is put into groups, shown first, and changed by hand', async (variant) => {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  await teachClass(world.running.store, trainees);
  await world.say('teacher', '/分组 2026-01 2');
  expect(world.last('teacher')).toContain('学员 4 人，分 2 组');
  expect(world.screen('zhao')).not.toContain('学习小组');
  await world.press('teacher', '确认分组');
  expect(world.last('teacher')).toContain('学员 4 人分为 2 组');
  await world.say('zhao', '我的小组');
  const number = Number(/第 (\d) 组/.exec(world.last('zhao'))?.[1]);
  await world.say('teacher', `/调组 2026-01 赵一 ${3 - number}`);
  expect(world.last('zhao')).toContain(`第 ${3 - number} 组，共 3 人`);
  await world.say('teacher', '/分组名单');
  expect(world.last('teacher')).toContain('分 2 组，学员 4 人');
  await world.press('teacher', '发送表格');
  expect(world.last('teacher')).toContain('学习小组.xlsx');
  expect(world.logged).toEqual([]);
});

it('what was shown is not carried out for another roll, and no group is left without people', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await teachClass(bot.store, trainees);
  expect(await bot.ask('teacher', '/分组 2026-01 5')).toContain('学员只有 4 人');
  await bot.say('teacher', '/分组 2026-01 2');
  await bot.store.enrollments.move('2026-01', 'sun', 'withdrawn');
  await bot.press('teacher', '确认分组');
  expect(await bot.last('teacher')).toContain('学员名单或分组已有变动');
  expect(await bot.store.studyGroups.byId('2026-01')).toBeNull();
});

it('what was shown does not replace groups that somebody has made or changed since', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await teachClass(bot.store, trainees);
  for (const who of ['teacher', 'school']) await bot.say(who, '/分组 2026-01 2');
  bot.crashing = true;
  await bot.press('teacher', '确认分组');
  expect(await bot.last('teacher')).toContain('学员 4 人分为 2 组');
  await bot.say('teacher', '/调组 2026-01 赵一 1');
  const changed = await bot.store.studyGroups.byId('2026-01');
  await bot.press('school', '确认分组');
  expect(await bot.last('school')).toContain('学员名单或分组已有变动');
  expect(await bot.store.studyGroups.byId('2026-01')).toEqual(changed);
});
