import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { planItem } from '../../helpers/plan.ts';

it('on the first working day of a month the department and the school are told how far the plan is, once', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await planItem(bot.store, { month: 8, state: 'approved', theme: '逾期专题班' });
  await planItem(bot.store, { month: 9, state: 'approved' });
  await planItem(bot.store, { month: 10, state: 'approved' });
  await planItem(bot.store, { month: 10, state: 'refused' });
  // The holiday ends on 7 October.
  for (const day of ['2026-10-01', '2026-10-07', '2026-10-08', '2026-10-09']) {
    bot.clock.moveTo(beijingTime(day, '09:14'));
    await bot.runJob('report-plan');
  }
  for (const person of ['org', 'school']) {
    const screen = await bot.screen(person);
    expect(screen.split('培训计划月度进展')).toHaveLength(2);
    expect(screen).toContain('10月计划 1 项：未安排 1 项。');
    expect(screen).toContain('9月计划 1 项：逾期未办 1 项。');
    expect(screen).toContain('更早月份逾期未办 1 项。');
  }
  expect(await bot.screen('liaison-fin')).toBe('');
});

it('nobody is told of a plan that holds nothing', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await planItem(bot.store, { state: 'filed' });
  bot.clock.moveTo(beijingTime('2026-10-08', '09:14'));
  await bot.runJob('report-plan');
  expect(await bot.screen('org')).toBe('');
});
