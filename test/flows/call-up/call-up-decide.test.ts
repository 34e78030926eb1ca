import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime, formatMoment } from '../../../src/calendar/beijing-time.ts';
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

async function askToStayAway(userId: string): Promise<void> {
  await bot.press(userId, '申请免调');
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

describe('a request to be excused that is refused', () => {
  it('needs a reason, which the person concerned is told', async () => {
    await askToStayAway('zhao');
    await bot.press('org', '不同意');
    expect(await bot.last('org')).toContain('请回复理由');
    expect((await bot.store.callUps.byId(classId, 'zhao'))?.state).toBe('exemptionAsked');
    await bot.say('org', '病情已好转，可以参训。');
    expect(await bot.last('zhao')).toBe(
      '您的免调申请未获批准（理由：病情已好转，可以参训），请于2026年3月16日按时报到。',
    );
    expect(await bot.last('org')).toBe('已将不同意的理由告知赵一。');
    expect(await bot.store.callUps.byId(classId, 'zhao')).toMatchObject({
      state: 'refused',
      decisionWords: '病情已好转，可以参训。',
    });
  });

  it('closes its card, so that nobody decides twice', async () => {
    await askToStayAway('zhao');
    await bot.press('org', '不同意');
    await bot.say('org', '病情已好转，可以参训。');
    await expect(bot.press('org', '同意并递补')).rejects.toThrow('org has no button');
  });
});
