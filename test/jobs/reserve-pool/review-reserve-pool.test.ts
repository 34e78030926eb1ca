import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { grant } from '../../helpers/grant.ts';

const entry = { cadreId: 'zhao', name: '赵一', unitId: 'u-fin' };
const source = { classId: '2026-01', className: '中青年干部培训班', rank: 1, enteredOn: '2026-04-03' };

it('leaders are told once a month whom to review, until they have, and never of themselves', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  for (const cadreId of ['head-fin', 'zhao']) await grant(bot, cadreId, 'orgDeptLeader');
  await bot.store.reservePool.enter(entry, source, { termMonths: 36, reviewMonths: 12 });
  const told = async (dateOn: string) => {
    bot.clock.moveTo(beijingTime(dateOn, '09:22'));
    await bot.runJob('review-reserve-pool');
    return (await bot.screen('head-fin')).match(/储备库待复核/g)?.length ?? 0;
  };
  expect([await told('2027-04-02'), await told('2027-04-06'), await told('2027-04-07')]).toEqual([0, 1, 1]);
  expect(await told('2027-05-06')).toBe(2);
  await bot.say('head-fin', '/复核储备 赵一 继续 表现优秀');
  expect(await told('2027-06-01')).toBe(2);
  expect(await bot.screen('zhao')).not.toContain('待复核');
});
