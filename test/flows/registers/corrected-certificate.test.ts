import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { verifyPage } from '../../../src/pages/verify.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { pdfText } from '../../helpers/pdf-text.ts';
import { publishedClass } from '../../helpers/scored-class.ts';

const classId = '2026-01';

it('a certificate holds as long as the grade it names; whoever has another one gets a certificate of its own number', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
  const certificate = async (userId: string) => {
    await bot.say(userId, '结业证书');
    const words = pdfText(await bot.fileTo(userId)).join('\n');
    return { words, number: /JY(?:-[2-9A-Z]{4}){4}/.exec(words)?.[0] ?? '' };
  };
  const holds = async (number: string) => (await verifyPage(bot.store, bot.clock)(number)).html.includes('该编号有效');
  const [first, other] = [await certificate('sun'), await certificate('zhao')];
  expect(first.words).toContain('考核等次为良好');

  await bot.say('org', `/重新评定 ${classId} 小组调研漏评`);
  expect(await holds(first.number)).toBe(true);
  await bot.say('team1', `/评定等次 ${classId}`);
  await bot.say('team1', `/调整等次 ${classId} 孙三 优秀 牵头完成小组调研`);
  await bot.press('team1', '提请确认');
  await bot.press('team2', '确认等次');
  await bot.press('org', '公布成绩');
  bot.clock.moveTo(beijingTime('2026-04-07', '08:05'));
  for (let run = 0; run < 3; run += 1) await bot.runJob('publish-grades');

  expect(await holds(first.number)).toBe(false);
  expect(await holds(other.number)).toBe(true);
  const anew = await certificate('sun');
  expect(anew.words).toContain('考核等次为优秀');
  expect(anew.number).not.toBe(first.number);
  expect(await holds(anew.number)).toBe(true);
  expect((await certificate('zhao')).number).toBe(other.number);
});
