import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';

const classId = '2026-01';
let bot: BareBot;

/** A class from 16 March 2026 with three people named on the 2nd, and one substitute behind them. */
beforeEach(async () => {
  bot = await startBareBot();
  await bot.say('school', '/开班 中青年干部培训班 2026-03-16 2026-03-27 郑老师 理论武装');
  await bot.press('school', '确认开班');
  await bot.say('school', `/课程 ${classId} 标准`);
  await bot.say('org', `/点名 ${classId} 3 科级副职`);
  await bot.press('org', '确认发出');
});
afterEach(() => bot.stop());

describe('the progress of a call-up', () => {
  it('is shown whole to the staff of the class, and to heads and liaisons of a unit for their own people alone', async () => {
    for (const userId of ['org', 'school', 'teacher']) {
      await bot.say(userId, `/调训进度 ${classId}`);
      expect(await bot.last(userId)).toContain('共 3 人');
    }
    for (const userId of ['head-fin', 'liaison-fin']) {
      await bot.say(userId, `/调训进度 ${classId}`);
      expect(await bot.last(userId)).toContain('赵一');
    }
    // 李四 of this unit is a substitute whom nobody has called yet.
    await bot.say('head-agri', `/调训进度 ${classId}`);
    expect(await bot.last('head-agri')).toContain('不在您负责的班级或单位范围内');
  });
});
