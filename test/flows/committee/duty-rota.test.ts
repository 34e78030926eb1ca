import { expect, it, onTestFinished } from 'vitest';
import { bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const trainees = ['zhao', 'qian', 'sun', 'li'];

it('trainees are on duty in turn; two days are exchanged, and each is told once', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    await teachClass(bot.store, trainees);
    bot.crashing = crashing;
    await bot.say('teacher', '/排值日 2026-01 3月16日 3月20日');
    expect(await bot.last('teacher')).toContain('安排 5 天，4 人轮流值日');
    await bot.press('teacher', '确认安排');
    await bot.say('teacher', '/换值日 2026-01 3月16日 3月17日');
  });
  onTestFinished(async () => {
    await whole?.stop();
    await broken?.stop();
  });
  expect(await whole?.ask('zhao', '值日表')).toContain('3月16日 周一 钱二；3月17日 周二 李四；3月18日 周三 孙三');
  expect(await whole?.screen('qian')).toContain('的值日由3月17日 周二改为3月16日 周一');
  expect(await whole?.ask('teacher', '/值日表')).toContain('/排值日 2026-01');
  expect(await broken?.ask('zhao', '值日表')).toEqual(await whole?.ask('zhao', '值日表'));
  expect(await broken?.screen('qian')).toEqual(await whole?.screen('qian'));
});

it('is not carried out for another roll than was shown, nor for days without class', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await teachClass(bot.store, trainees);
  expect(await bot.ask('teacher', '/排值日 2026-01 3月21日 3月22日')).toContain('无需安排值日');
  expect(await bot.ask('teacher', '/换值日 2026-01 3月16日 3月17日')).toContain('须都已安排值日');
  await bot.say('teacher', '/排值日 2026-01');
  await bot.store.enrollments.move('2026-01', 'sun', 'withdrawn');
  await bot.press('teacher', '确认安排');
  expect(await bot.last('teacher')).toContain('已有变动');
});
