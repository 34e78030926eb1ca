import { afterEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { defaultRulePack, type RulePack } from '../../../src/training/rule-pack.ts';
import { RulePacks } from '../../../src/training/rule-packs.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

let bot: BareBot;
afterEach(() => bot.stop());

/** The shipped pack, and one that follows it on a day with some of its rules changed. */
async function startWith(validFromOn: string, change: (pack: RulePack) => void): Promise<void> {
  const next = structuredClone(defaultRulePack());
  Object.assign(next, { id: 'county-next', validFromOn });
  change(next);
  bot = await startBareBot(new RulePacks([next, defaultRulePack()]));
}

describe('when the rules change', () => {
  it('each class is checked by the rules in force on its opening day', async () => {
    await startWith('2026-04-01', (pack) => {
      pack.curriculum.partyShare = { numerator: 4, denominator: 5 };
    });
    await bot.say('school', '/开班 中青年干部培训班 2026-03-30 2026-04-13 郑老师 理论武装');
    await bot.press('school', '确认开班');
    await bot.say('school', '/课程 2026-01 标准');
    expect(await bot.last('school')).toContain('已通过审核并保存');
    await bot.say('school', '/开班 中青年干部培训班 2026-04-13 2026-04-24 郑老师 理论武装');
    await bot.press('school', '确认开班');
    await bot.say('school', '/课程 2026-02 标准');
    expect(await bot.last('school')).toMatch(/未通过审核，未保存[\s\S]*要求不低于80%/);
  });

  it('a class that has begun keeps its own, in what people do and in what jobs send', async () => {
    await startWith('2026-03-20', (pack) => {
      pack.attendance.lateAfterMinutes = 15;
      pack.reminders.beforeSessionMinutes = 60;
    });
    await teachClass(bot.store, ['zhao', 'qian']);
    bot.clock.moveTo(beijingTime('2026-03-23', '07:33'));
    await bot.runJob('remind-session');
    expect(await bot.last('zhao')).toBe('');
    bot.clock.moveTo(beijingTime('2026-03-23', '08:13'));
    await bot.runJob('remind-session');
    bot.clock.moveTo(beijingTime('2026-03-23', '08:40'));
    await bot.press('zhao', '签到');
    expect(await bot.last('zhao')).toContain('已签到 08:40（迟到10分钟）');
  });

  it('what belongs to no class goes by the rules of the day', async () => {
    await startWith('2026-03-20', (pack) => {
      pack.survey.questions = pack.survey.questions.slice(0, 6);
    });
    await bot.say('org', '/需求调查 甲 县财政局 7天');
    expect(await bot.last('org')).toContain('共 12 题');
    bot.clock.moveTo(beijingTime('2026-03-20', '09:00'));
    await bot.say('org', '/需求调查 乙 县财政局 7天');
    expect(await bot.last('org')).toContain('共 2 题');
  });
});
