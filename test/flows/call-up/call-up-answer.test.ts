import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { openClass } from '../../helpers/class.ts';
import { httpVariants } from '../../helpers/county.ts';
import { startWorld } from '../../helpers/world.ts';

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

describe('the notice of a call-up', () => {
  it('says when and where to report, and whom to ask', async () => {
    const notice = await bot.last('zhao');
    expect(notice).toContain(
      '根据年度干部教育培训安排，经研究，选调您参加“中青年干部培训班”（名单编号 2026-01-M1），请妥善安排工作，按时报到。',
    );
    expect(notice).toContain('报到时间：3月16日 周一 08:20前');
    expect(notice).toContain('报到地点：县委党校');
    expect(notice).toContain('联系人：班主任郑老师');
  });
});

describe('a request to be excused', () => {
  it('is not taken with a reason shorter than the rule pack demands', async () => {
    await bot.press('zhao', '申请免调');
    await bot.press('zhao', '下一步', ['illness']);
    await bot.say('zhao', '住院');
    expect(await bot.last('zhao')).toContain('请至少写 4 个字');
    expect((await bot.store.callUps.byId(classId, 'zhao'))?.state).toBe('issued');
  });

  it.each(httpVariants)('asks for the reason once on %s', async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await openClass(world, { named: 1 });
    await world.press('zhao', '申请免调');
    expect(world.count('zhao', '请选择不能参加')).toBe(1);
  });
});
