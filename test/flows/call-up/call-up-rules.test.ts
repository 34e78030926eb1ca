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

describe('the notice of a call-up', () => {
  it('says when and where to report, and whom to ask', async () => {
    const notice = await bot.last('zhao');
    expect(notice).toContain(
      '根据年度干部教育培训安排，经研究，选调您参加“中青年干部培训班”，请妥善安排工作，按时报到。',
    );
    expect(notice).toContain('报到时间：2026年3月16日');
    expect(notice).toContain('报到地点：县委党校');
    expect(notice).toContain('联系人：班主任郑老师');
  });
});

describe('a request to stay away that is refused', () => {
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

describe('asking to stay away', () => {
  it('takes a few words at least, as the rule pack says', async () => {
    await bot.press('zhao', '申请免调');
    await bot.press('zhao', '下一步', ['illness']);
    await bot.say('zhao', '住院');
    expect(await bot.last('zhao')).toContain('请至少写 4 个字');
    expect((await bot.store.callUps.byId(classId, 'zhao'))?.state).toBe('issued');
  });
});
