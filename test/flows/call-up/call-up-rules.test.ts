import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime, formatMoment } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';

const classId = '2026-01';
let bot: BareBot;

/** A class from 16 March 2026 with three people named on the 2nd, and one substitute behind them. */
beforeEach(async () => {
  bot = await startBareBot();
  await bot.say('school', '/开班 中青年干部培训班 2026-03-16 2026-03-27 郑老师 理论武装');
  await bot.say('school', `/课程 ${classId} 标准`);
  await bot.say('org', `/点名 ${classId} 3 科级副职`);
  await bot.press('org', '确认发出');
});
afterEach(() => bot.stop());

async function askToStayAway(userId: string): Promise<void> {
  await bot.press(userId, '申请不参加');
  await bot.press(userId, '下一步', ['illness']);
  await bot.say(userId, '住院手术，附诊断证明');
}

describe('a seat that becomes free', () => {
  it('goes to the substitute with a day to answer when the usual three would reach past the last day for naming one', async () => {
    bot.clock.moveTo(beijingTime('2026-03-06', '10:00'));
    await askToStayAway('zhao');
    bot.clock.moveTo(beijingTime('2026-03-12', '10:00'));
    await bot.press('org', '同意并递补');
    const substitute = await bot.store.callUps.substituteOf(classId, 'zhao');
    expect(substitute?.name).toBe('李四');
    expect(substitute?.answerBy === undefined ? '' : formatMoment(substitute.answerBy)).toBe('3月13日 周五 17:30');
  });

  it('stays empty from two working days before the opening', async () => {
    bot.clock.moveTo(beijingTime('2026-03-06', '10:00'));
    await askToStayAway('zhao');
    bot.clock.moveTo(beijingTime('2026-03-13', '09:00'));
    await bot.press('org', '同意并递补');
    expect(await bot.last('org')).toContain('临近开班，按规定不再递补');
    expect(await bot.store.callUps.substituteOf(classId, 'zhao')).toBeNull();
  });
});

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

describe('asking to stay away', () => {
  it('takes a few words at least, as the rule pack says', async () => {
    await bot.press('zhao', '申请不参加');
    await bot.press('zhao', '下一步', ['illness']);
    await bot.say('zhao', '住院');
    expect(await bot.last('zhao')).toContain('请至少写 4 个字');
    expect((await bot.store.callUps.byId(classId, 'zhao'))?.state).toBe('issued');
  });
});
