import { expect, it } from 'vitest';
import { startBareBot } from '../../helpers/bare-bot.ts';

it('a co-owner of any office looks at a survey, chases and ends it as its maker may, and no other survey, until that is taken back', async () => {
  const bot = await startBareBot();
  for (const name of ['培训需求', '另一份']) {
    await bot.say('org', `/需求调查 ${name} 县财政局 7天`);
    await bot.press('org', '确认发出');
  }
  const refused = await bot.ask('li', '/调查进度 D2026-1');
  expect(refused).toContain('您没有');
  expect(await bot.ask('org', '/协办调查 D2026-1')).toContain('没有协办人');
  expect(await bot.ask('org', '/协办调查 D2026-1 李四')).toContain('的协办人');
  expect(await bot.last('li')).toContain('请您协办需求调查 D2026-1');
  expect(await bot.ask('org', '/协办调查 D2026-1 李四')).toContain('已是协办人');
  expect(await bot.ask('org', '/协办调查 D2026-1')).toMatch(/协办人 1 人：李四（.*列入）/);

  expect(await bot.ask('li', '/调查进度')).toContain('D2026-1“培训需求”');
  expect(await bot.ask('li', '/调查进度')).not.toContain('D2026-2');
  const others = await bot.ask('li', '/调查进度 D2026-2');
  expect(others.replaceAll('2026-2', '2026-9')).toBe(await bot.ask('li', '/调查进度 D2026-9'));
  await bot.say('li', '/调查进度 D2026-1');
  await bot.press('li', '提醒未填人员');
  expect(await bot.last('li')).toMatch(/已提醒“培训需求”未填的/);
  await bot.say('li', '/结束调查 D2026-1');
  await bot.press('li', '确认结束');
  expect(await bot.last('li')).toContain('已结束');
  expect(await bot.ask('li', '/调查结果 D2026-1')).toContain('按规定不显示结果');
  expect(await bot.ask('li', '/重开调查 D2026-1 5天 人数不足')).toContain('您没有');

  await bot.say('org', '/重开调查 D2026-1 5天 已填人数不足');
  await bot.press('org', '确认重开');
  expect(await bot.last('li')).toContain('已重开您协办的需求调查');
  await bot.say('li', '/结束调查 D2026-1');
  expect(await bot.ask('org', '/协办调查 D2026-1 李四 取消')).toContain('不再协办');
  await bot.press('li', '确认结束');
  expect((await bot.store.surveys.byId('D2026-1'))?.state).toBe('open');
  expect(await bot.ask('org', '/协办调查 D2026-1 李四 取消')).toContain('不是协办人');
  expect((await bot.ask('li', '/调查进度 D2026-1')).replace('D2026-1', '')).toBe(refused.replace('D2026-1', ''));
  await bot.stop();
});
