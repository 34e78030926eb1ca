import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { openRound, researchNote } from '../../helpers/needs.ts';
import { planItem } from '../../helpers/plan.ts';

describe('once the plan of a year stands', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    await openRound(bot);
    await bot.say('liaison-fin', '/申报需求 社会治理 副科5\n急救知识 科员8');
    await bot.say('liaison-fin', '/征集进度');
    await researchNote(bot, { madeBy: 'school', topics: ['公文写作'] });
    await researchNote(bot, { madeBy: 'liaison-fin', topics: ['基层治理'] });
    await planItem(bot.store, { state: 'approved' });
  });
  afterEach(() => bot.stop());

  const confirm = async () => {
    await bot.say('org', '/确认计划 2026');
    await bot.press('org', '确认计划');
  };
  const run = async (on: string) => {
    bot.clock.moveTo(beijingTime(on, '09:26'));
    await bot.runJob('tell-need-outcomes');
  };
  const told = async (userId: string) => (await bot.screen(userId)).split('年度培训计划已确认。').length - 1;

  it('everybody who said what is needed is told once what became of it, on the next working day', async () => {
    await confirm();
    await run('2026-03-02');
    expect(await told('liaison-fin')).toBe(0);
    for (const on of ['2026-03-03', '2026-03-04']) await run(on);
    expect(await told('liaison-fin')).toBe(1);
    expect(await bot.last('liaison-fin')).toContain('您提出的 2 个培训主题，已列入 1 个，暂未列入 1 个。');
    expect(await bot.last('liaison-fin')).toContain('已列入：基层治理（10月，基层治理专题培训班）。');
    expect(await bot.last('school')).toContain('暂未列入：公文写作');
    expect(await told('liaison-agri')).toBe(0);
  });

  it('nobody is told of a plan that was opened again meanwhile, and nobody twice of one that was confirmed anew', async () => {
    await confirm();
    await bot.say('org', '/重开计划 2026 调整');
    await run('2026-03-03');
    expect(await told('school')).toBe(0);
    await confirm();
    await run('2026-03-04');
    await bot.say('org', '/重开计划 2026 调整');
    await confirm();
    await run('2026-03-05');
    expect(await told('school')).toBe(1);
  });
});
