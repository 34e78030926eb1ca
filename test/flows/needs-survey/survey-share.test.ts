import { expect, it } from 'vitest';
import { startBareBot } from '../../helpers/bare-bot.ts';

it('a colleague who shares a survey is told what its maker is told, until it is taken back', async () => {
  const bot = await startBareBot();
  await bot.say('org', '/需求调查 培训需求 县财政局 7天');
  await bot.press('org', '确认发出');
  expect(await bot.ask('org', '/协办调查 D2026-1 赵一')).toContain('赵一不能协办');
  const name = (await bot.store.cadres.byId('school'))?.name ?? '';
  expect(await bot.ask('org', `/协办调查 D2026-1 ${name}`)).toContain('的协办人');
  expect(await bot.last('school')).toContain('请您协办需求调查 D2026-1');
  expect(await bot.ask('org', `/协办调查 D2026-1 ${name}`)).toContain('已是协办人');
  await bot.say('org', '/结束调查 D2026-1');
  await bot.press('org', '确认结束');
  await bot.say('org', '/重开调查 D2026-1 5天 已填人数不足');
  await bot.press('org', '确认重开');
  expect(await bot.last('school')).toContain('已重开您协办的需求调查');
  expect(await bot.ask('org', `/协办调查 D2026-1 ${name} 取消`)).toContain('不再协办');
  expect(await bot.ask('org', `/协办调查 D2026-1 ${name} 取消`)).toContain('不是协办人');
  await bot.stop();
});
