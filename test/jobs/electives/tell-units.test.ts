import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  bot.clock.moveTo(beijingTime('2026-02-25', '09:00'));
  await teachClass(bot.store, []);
  await bot.say('org', `/开放选学 ${classId} 3 3月5日`);
  await bot.press('org', '只开放');
  for (const who of ['zhao', 'qian', 'li']) {
    await bot.say(who, '选学');
    await bot.press(who, '报名');
  }
});
afterEach(() => bot.stop());

const run = async (dateOn: string, clock: string) => {
  bot.clock.moveTo(beijingTime(dateOn, clock));
  await bot.runJob('tell-elective-units');
};
const told = async (cadreId: string) =>
  (await bot.screen(cadreId)).split('----').filter((each) => each.includes('【选学'));

describe('units', () => {
  it('hear of their people in one message, when enrolment ends', async () => {
    await run('2026-03-05', '16:41');
    expect(await told('liaison-fin')).toEqual([]);
    await run('2026-03-05', '17:41');
    await run('2026-03-05', '18:41');
    expect(await told('liaison-fin')).toHaveLength(1);
    expect(await bot.last('head-fin')).toContain(
      '你单位 2 人报名参加“中青年干部培训班”（3月16日至3月27日）：赵一、钱二',
    );
    expect(await bot.last('liaison-agri')).toContain('你单位 1 人');
  });

  it('hear after that once a day what changed, and nothing where nothing did', async () => {
    await run('2026-03-05', '17:41');
    bot.clock.moveTo(beijingTime('2026-03-06', '10:00'));
    await bot.say('org', `/移出选学 ${classId} 赵一 另有任务`);
    await bot.press('org', '确认移出');
    await bot.say('org', `/选学补录 ${classId} 孙三 工作需要`);
    await bot.press('org', '确认补录');
    await run('2026-03-06', '17:41');
    await run('2026-03-07', '17:41');
    expect(await told('liaison-fin')).toHaveLength(2);
    expect(await bot.last('liaison-fin')).toContain('新增你单位孙三；赵一不再参加');
    expect(await told('liaison-agri')).toHaveLength(1);
  });
});
