import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { photo } from '../../helpers/proof-files.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { docx, longText } from '../../helpers/work-files.ts';

async function twice() {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await teachClass(bot.store, ['zhao']);
  bot.clock.moveTo(beijingTime('2026-03-14', '10:00'));
  bot.repeating = true;
  return bot;
}

it('a second run leaves the card open that the first one sent in place of an earlier one: a work', async () => {
  const bot = await twice();
  await bot.say('teacher', '/布置作业 2026-01 调研报告 3月18日 基层治理调研');
  await bot.press('teacher', '确认布置');
  for (const sentences of [20, 21]) await bot.send('zhao', '调研.docx', docx(longText(1, sentences)));
  await bot.press('zhao', '声明并提交', ['none']);
  await bot.send('zhao', '调研.docx', docx(longText(1, 22)));
  await bot.press('zhao', '声明并提交', ['none']);
  expect((await bot.store.works.byId('2026-01-W1-1'))?.versions).toHaveLength(2);
  await bot.press('zhao', '撤回作业');
  expect((await bot.store.works.byId('2026-01-W1-1'))?.state).toBe('takenBack');
});

it('the same of a proof', async () => {
  const bot = await twice();
  await bot.say('zhao', '/请假 病假 3月17日 上午 就诊');
  for (const marker of ['one', 'two']) await bot.send('zhao', '诊断书.jpg', photo(marker));
  await bot.press('zhao', '作为证明材料');
  await bot.press('zhao', '撤回证明材料');
  expect(await bot.last('zhao')).toContain('已撤回并删除');
});
