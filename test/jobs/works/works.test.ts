import { afterEach, beforeEach, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { docx, longText } from '../../helpers/work-files.ts';

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-14', '10:00'));
  await bot.say('teacher', '/布置作业 2026-01 调研报告 3月18日 基层治理调研');
  await bot.press('teacher', '确认布置');
  await bot.send('zhao', '调研.docx', docx(longText(1, 20)));
  await bot.press('zhao', '声明并提交', ['none']);
});
afterEach(() => bot.stop());

it('reminds those who owe a work on the day before its last one, once', async () => {
  bot.clock.moveTo(beijingTime('2026-03-18', '09:21'));
  for (let run = 0; run < 2; run += 1) await bot.runJob('remind-works');
  expect((await bot.screen('qian')).split('请提交作业')).toHaveLength(2);
  expect(await bot.screen('zhao')).not.toContain('请提交作业');
});

it('tells whoever gave it and the markers on the morning after, once', async () => {
  await bot.say('teacher', '/评阅人 2026-01-W1 吴党校、冯考评');
  bot.clock.moveTo(beijingTime('2026-03-19', '08:11'));
  for (let run = 0; run < 2; run += 1) await bot.runJob('close-works');
  expect((await bot.screen('teacher')).split('已截止。应交 2 人：已交 1 人，未交 1 人')).toHaveLength(2);
  expect((await bot.screen('school')).split('请您评阅“基层治理调研”')).toHaveLength(2);
});

it('closes the cards of what is not taken any more', async () => {
  bot.clock.moveTo(beijingTime('2026-03-22', '08:11'));
  await bot.runJob('close-works');
  expect(await bot.ask('qian', '待办')).not.toContain('提交“基层治理调研”');
});
