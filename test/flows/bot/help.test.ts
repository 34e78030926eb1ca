import { describe, expect, it, onTestFinished } from 'vitest';
import { MOST_TASKS, tasksOf } from '../../../src/bot/help-tasks.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

async function bareBot(): Promise<BareBot> {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  return bot;
}

it.each(variants)('help on %s shows each person their tasks, and each leads to its acts', async (variant) => {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  await openClass(world);
  await world.say('zhao', '/帮助');
  expect(world.last('zhao')).not.toContain('点名');
  await world.say('org', '／帮助');
  expect(world.last('org')).toContain('点名调训');
  expect(world.last('org')).not.toContain('记分');
  await world.press('org', '点名调训');
  expect(world.last('org')).toContain('调训进度：查看调训通知的答复情况');
  await world.press('org', '点名');
  expect(world.last('org')).toMatch(/请写明名额。\n用法：\/点名 \[班号\] <名额>/);
  await world.press('org', '调训进度');
  expect(world.last('org')).toContain('中青年干部培训班');
  expect(world.logged).toEqual([]);
});

it('help is the same whichever way it is asked for, and however often', async () => {
  const bot = await bareBot();
  const shown = await bot.ask('zhao', '/帮助');
  expect(shown).toContain('待办：需要您办理的事项');
  for (const words of ['帮助', '首页', '你好', '菜单', 'help', '/help', '/？', '/帮助'])
    expect(await bot.ask('zhao', words)).toBe(shown);
});

it('a trainee is shown the five things a trainee comes for most, and today’s lessons first; class life is a page on', async () => {
  const bot = await bareBot();
  await teachClass(bot.store, ['qian']);
  bot.clock.moveTo(new Date('2026-03-17T00:00:00Z'));
  const shown = await bot.ask('qian', '帮助');
  expect(shown).toMatch(/今天“中青年干部培训班”：08:30 /);
  for (const label of ['待办', '签到', '请假', '我的成绩', '课程表', '更多事项']) expect(shown).toContain(`${label}\n`);
  expect(shown).toContain('不便使用手机的，可向班主任或班长报到。');
  expect(await bot.ask('zhao', '帮助')).not.toContain('不便使用手机的');
  await bot.press('qian', '课程表');
  expect(await bot.last('qian')).toContain('“中青年干部培训班”课程表');
  await bot.press('qian', '更多事项');
  expect(await bot.last('qian')).toMatch(/作业和测试[\s\S]*班级事项[\s\S]*我的学册[\s\S]*意见建议/);
  await bot.press('qian', '班级事项');
  await bot.press('qian', '班委名单');
  expect(await bot.last('qian')).toContain('班委');
  expect(await bot.last('qian')).not.toContain('请选择');
  expect(await bot.ask('teacher', '帮助')).toMatch(/今天“中青年干部培训班”.*签到考勤/s);
});

it('all roles of one person fit the card, the rest is behind 更多事项', async () => {
  const roles = ['cadre', 'orgDept', 'partySchool', 'classTeacher', 'unitHead'] as const;
  expect(tasksOf({ roles }, true).length).toBeGreaterThan(MOST_TASKS);
  const bot = await bareBot();
  const [org] = await bot.store.cadres.many(['org']);
  if (org !== undefined) await bot.store.cadres.put([{ ...org, roles: ['orgDept', 'partySchool'] }]);
  const shown = await bot.ask('org', '帮助');
  expect(shown.match(/^\d\. /gm)).toHaveLength(MOST_TASKS);
  for (let page = 0; !(await bot.last('org')).includes('记分') && page < 5; page += 1)
    await bot.press('org', '更多事项');
  expect(await bot.last('org')).toContain('记分');
});

describe('one command', () => {
  it('is explained with usage and example', async () => {
    const bot = await bareBot();
    for (const typed of ['/帮助 点名', '帮助 /点名', '/帮助 点名调训'])
      expect(await bot.ask('org', typed)).toMatch(/^点名：.*\n用法：\/点名 .*\n例如：\/点名 /s);
  });

  it('that a person may not use is told as one that is not there', async () => {
    const bot = await bareBot();
    expect(await bot.ask('zhao', '/帮助 点名')).toContain('没有“点名”这一事项，或不由您办理。');
    expect(await bot.ask('zhao', '/帮助 推优')).toContain('没有“推优”这一事项，或不由您办理。');
  });

  it('that is said without a slash is explained too', async () => {
    const bot = await bareBot();
    expect(await bot.ask('zhao', '帮助 签到')).toContain('签到：上课签到。直接回复“签到”即可。');
    expect(await bot.ask('zhao', '/帮助 明天几点')).toContain('查看上课时间和地点');
  });

  it('is found by a word of what it is about, also where only part of it fits', async () => {
    const bot = await bareBot();
    await teachClass(bot.store, ['qian']);
    bot.clock.moveTo(new Date('2026-03-17T00:00:00Z'));
    for (const word of ['作业', '交作业']) {
      expect(await bot.ask('teacher', `帮助 ${word}`)).toMatch(/有关的事项：[\s\S]*布置作业：[\s\S]*作业情况：/);
      expect(await bot.ask('qian', `帮助 ${word}`)).toMatch(/有关的事项：[\s\S]*我的作业/);
    }
    expect(await bot.ask('qian', '帮助 考试')).toContain('我的测试');
    expect(await bot.ask('teacher', '帮助 测试')).toMatch(/测试情况：[\s\S]*试题表：/);
    expect(await bot.ask('teacher', '帮助 竞选')).toMatch(/班委竞选：[\s\S]*竞选情况：/);
    expect(await bot.ask('qian', '帮助 选班委')).toContain('班委竞选');
    await bot.press('qian', '班委竞选');
    expect(await bot.last('qian')).toContain('没有');
    expect(await bot.ask('qian', '帮助 竞选情况')).not.toContain('/竞选情况');
  });

  it('of all is listed with /帮助 全部 alone', async () => {
    const bot = await bareBot();
    expect(await bot.ask('org', '/帮助 全部')).toContain('/点名 [班号] <名额>');
    expect(await bot.ask('org', '/帮助')).not.toContain('/点名 [班号]');
  });
});

it('a task of many commands is read page by page, each command on a button', async () => {
  const bot = await bareBot();
  await teachClass(bot.store, ['qian']);
  bot.clock.moveTo(new Date('2026-03-17T00:00:00Z'));
  await bot.say('teacher', '帮助');
  await bot.press('teacher', '更多事项');
  await bot.press('teacher', '班委和分组');
  expect(await bot.last('teacher')).not.toContain('值日表');
  for (let page = 0; !(await bot.last('teacher')).includes('值日表') && page < 4; page += 1)
    await bot.press('teacher', '其他');
  await bot.press('teacher', '值日表');
  expect(await bot.last('teacher')).toContain('值日');
  expect(await bot.last('teacher')).not.toContain('【班委和分组】');
});

it('a task that is not theirs is not opened', async () => {
  const bot = await bareBot();
  expect(await bot.forge('zhao', { action: 'help.task', data: { task: 'grade' } })).toContain(
    '目前没有您可以办理的事项',
  );
});

it('the foot of help names the responsible unit and the record number, where they are configured', async () => {
  const bot = await bareBot();
  expect(await bot.ask('zhao', '帮助')).not.toContain('主管单位');
  bot.registration = { recordNumber: '备2026001', responsibleUnit: '中共临水县委组织部' };
  for (const words of ['帮助', '/帮助 全部'])
    expect(await bot.ask('zhao', words)).toContain('主管单位：中共临水县委组织部\n备案号：备2026001');
});
