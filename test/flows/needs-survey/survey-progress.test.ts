import { afterEach, beforeEach, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { handIn } from '../../helpers/survey.ts';

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  await bot.say('org', '/需求调查 培训需求 县财政局 7天');
  await bot.press('org', '确认发出');
});
afterEach(() => bot.stop());

it('the progress of a survey tells who has not answered: names to the organisation department alone, counts to the party school, nothing to others', async () => {
  await handIn(bot.store, 'D2026-1', ['zhao']);
  const toOrg = await bot.ask('org', '/调查进度 D2026-1');
  expect(toOrg).toContain('应填 5 人，已填 1 人（20%）');
  expect(toOrg).toMatch(/未填人员：.*钱二（县财政局）/);
  const toSchool = await bot.ask('school', '/调查进度 D2026-1');
  expect(toSchool).toContain('县财政局 1/5');
  expect(toSchool).not.toContain('钱二');
  await bot.say('zhao', '/调查进度 D2026-1');
  expect(await bot.last('zhao')).toContain('没有办理这一事项的权限');
});
