import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { exchangePair } from '../../helpers/exchange.ts';
import { teachClass } from '../../helpers/taught-class.ts';

describe('the log of exchange shadowing', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    await exchangePair(bot, { fromOn: '2026-03-02', toOn: '2026-03-13' });
  });
  afterEach(() => bot.stop());

  const notes = async () =>
    (await bot.store.exchangeNotes.ofPair('G2026-1')).map(({ kind, dateOn, words }) => [kind, dateOn, words]);
  const on = (dayOn: string, clock = '10:00') => bot.clock.moveTo(beijingTime(dayOn, clock));

  it('has one line a day, typed or spoken, and the last one holds', async () => {
    bot.crashing = true;
    await bot.say('qian', '/跟班日志 随导师走访三户');
    await bot.speak('qian', '跟班日志，随导师走访五户。');
    await bot.press('qian', '按此办理');
    await on('2026-03-04');
    expect(await bot.ask('qian', '/跟班日志 昨天 参加项目调度')).toContain('应记 3 天，已记 2 天');
    expect(await notes()).toEqual([
      ['day', '2026-03-02', '随导师走访五户。'],
      ['day', '2026-03-03', '参加项目调度'],
    ]);
    expect(await bot.ask('qian', '/跟班日志 3月9日 预先记')).toContain('只能记跟班期间已经到来的日期');
    expect(await bot.ask('zhao', '/跟班日志 走访')).toContain('没有正在进行的跟班学习');
  });

  it('asks for the summary of the week once a week, from whoever has not written it', async () => {
    await on('2026-03-05', '16:13');
    await bot.runJob('remind-exchange');
    expect(await bot.screen('qian')).not.toContain('周记');
    await on('2026-03-06', '16:13');
    await bot.say('zhou', '/跟班周记 熟悉了办文流程');
    await bot.runJob('remind-exchange');
    await bot.runJob('remind-exchange');
    expect((await bot.screen('qian')).split('【本周跟班周记】')).toHaveLength(2);
    expect(await bot.screen('zhou')).not.toContain('【本周跟班周记】');
    await bot.press('qian', '写周记');
    await bot.say('qian', '本周走访五户');
    expect(await bot.last('qian')).toContain('已记3月2日至3月8日这一周的周记');
    expect(await bot.ask('qian', '待办')).not.toContain('跟班周记');
  });

  it('takes the week that is over on a Monday, as long as it has no summary', async () => {
    await on('2026-03-09');
    await bot.say('qian', '/跟班周记 上周走访五户');
    await bot.say('qian', '/跟班周记 本周参加调度');
    expect(await notes()).toEqual([
      ['week', '2026-03-02', '上周走访五户'],
      ['week', '2026-03-09', '本周参加调度'],
    ]);
  });

  it('asks for the own summary on the last day, which may come in several messages', async () => {
    await on('2026-03-13', '16:13');
    await bot.runJob('remind-exchange');
    expect(await bot.last('qian')).toContain('请在3月20日 周五前写个人总结');
    await bot.press('qian', '写总结');
    await bot.say('qian', '跟'.repeat(900));
    expect(await bot.last('qian')).toContain('共 900 字，还需 600 字');
    bot.crashing = true;
    expect(await bot.ask('qian', `跟班总结 ${'班'.repeat(700)}`)).toContain('共 1600 字，已达到要求');
    expect(await bot.ask('qian', '待办')).not.toContain('总结');
    expect(await bot.ask('qian', '/跟班总结 重写：通过跟班，对基层治理有了新的认识')).toContain('共 16 字');
  });

  it('has the visit in the middle, of which whoever proposed the pair is reminded once', async () => {
    await on('2026-03-06', '10:23');
    await bot.runJob('ask-exchange-rating');
    expect(await bot.last('school')).toContain('1 对跟班已到中期');
    await bot.say('school', '/跟班走访 G2026-1 双方适应较快');
    await on('2026-03-09', '10:23');
    await bot.runJob('ask-exchange-rating');
    expect((await bot.screen('school')).split('已到中期')).toHaveLength(2);
    await bot.say('school', '/跟班 G2026-1');
    await bot.press('school', '发送日志');
    expect(await bot.last('school')).toContain('跟班日志 G2026-1.xlsx');
  });

  it('is worth points only by a preview that staff confirm, once the host has rated', async () => {
    const classId = await teachClass(bot.store, ['qian', 'zhou']);
    await exchangePair(bot, {
      ...{ classId, fromOn: '2026-03-16', toOn: '2026-03-20', byUpdate: 'test:in-class' },
      ratings: [{ cadreId: 'qian', points: [20, 20, 20, 17, 17], by: 'head-agri', byUpdate: 'u', at: new Date(0) }],
    });
    expect(await bot.ask('teacher', `/跟班记分 ${classId}`)).toContain('没有可以记分的跟班学习');
    await on('2026-03-20');
    await bot.say('qian', '/跟班日志 走访');
    const shown = await bot.ask('teacher', `/跟班记分 ${classId}`);
    expect(shown).toContain('钱二');
    expect(shown).not.toContain('周五');
    await bot.press('teacher', '确认记分');
    const marks = (await bot.store.scoreEvents.ofClass(classId)).map(({ step, deltaHundredths }) => [
      step,
      deltaHundredths,
    ]);
    expect(new Map(marks as [string, number][])).toEqual(
      new Map([
        ['log', 80],
        ['hostRating', 370],
        ['summary', 0],
      ]),
    );
    expect(await bot.ask('teacher', `/跟班记分 ${classId}`)).toContain('没有可以记分的跟班学习');
  });
});
