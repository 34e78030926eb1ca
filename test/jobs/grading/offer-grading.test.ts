import { afterEach, beforeEach, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { eightMarks, finishedClass } from '../../helpers/scored-class.ts';

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
});
afterEach(() => bot.stop());

const offers = async (who: string) => (await bot.screen(who)).split('可以评定等次').length - 1;

it('the evaluation team is offered once to begin the grading, when the class is over and every mark is in', async () => {
  await finishedClass(bot);
  bot.clock.moveTo(beijingTime('2026-03-27', '17:07'));
  await bot.runJob('offer-grading');
  expect(await offers('team1')).toBe(0);
  bot.clock.moveTo(beijingTime('2026-03-28', '10:07'));
  await bot.runJob('offer-grading');
  expect(await offers('team1')).toBe(0);
  for (const day of ['2026-03-30', '2026-03-31']) {
    bot.clock.moveTo(beijingTime(day, '10:07'));
    await bot.runJob('offer-grading');
  }
  expect(await bot.screen('team2')).toContain('“中青年干部培训班”已结束，8 名学员的得分已评齐。');
  expect([await offers('team1'), await offers('team2'), await offers('org')]).toEqual([1, 1, 0]);
});

it('nobody is asked as long as a mark is missing, and no trainee of the class ever', async () => {
  await finishedClass(bot, { ...eightMarks, team2: { research: 10, practice: 5 } });
  const [late] = await bot.store.cadres.many(['teacher']);
  const row = { classId: '2026-01', cadreId: 'teacher', unitId: late?.unitId ?? '', name: '郑老师' };
  const at = bot.clock.now();
  await bot.store.enrollments.enrol([{ _id: '2026-01:teacher', ...row, state: 'enrolled', enrolledAt: at }]);
  bot.clock.moveTo(beijingTime('2026-03-30', '10:07'));
  await bot.runJob('offer-grading');
  expect([await offers('team1'), await offers('team2')]).toEqual([0, 0]);
  await bot.store.enrollments.move('2026-01', 'teacher', 'withdrawn');
  await bot.runJob('offer-grading');
  expect([await offers('team1'), await offers('team2')]).toEqual([1, 0]);
});

it('the button begins, the others see so; sent back it is offered again only once marks have changed', async () => {
  await finishedClass(bot);
  bot.clock.moveTo(beijingTime('2026-03-30', '10:07'));
  await bot.runJob('offer-grading');
  await bot.press('team1', '开始评定');
  expect(await bot.last('team1')).toContain('等次评定预览');
  const [card] = await bot.store.sentCards.latestCards('team2', 1);
  expect(card?.settled).toBe('冯考评已开始评定');
  await bot.press('team1', '提请确认');
  await bot.press('team2', '退回');
  await bot.say('team2', '请核对班务履职得分');
  bot.clock.moveTo(beijingTime('2026-03-31', '10:07'));
  await bot.runJob('offer-grading');
  expect(await offers('team1')).toBe(1);
  await bot.say('teacher', '/记分 2026-01 赵一 课堂互动 提问 主动提问');
  await bot.runJob('offer-grading');
  await bot.runJob('offer-grading');
  expect([await offers('team1'), await offers('team2')]).toEqual([2, 2]);
});

it('a class that everybody has left is not graded, and the answer says why', async () => {
  await finishedClass(bot);
  for (const cadreId of Object.keys(eightMarks)) await bot.store.enrollments.move('2026-01', cadreId, 'withdrawn');
  expect(await bot.ask('team1', '/评定等次 2026-01')).toContain('没有在册学员，无需评定等次');
});
