import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { keptList } from '../../helpers/kept-list.ts';
import { lastDayOn, scoredClass } from '../../helpers/scored-class.ts';

let bot: BareBot;
const classId = '2026-01';

describe('the ranked list of a class', () => {
  beforeAll(async () => {
    bot = await startBareBot();
    await scoredClass(bot.store);
    bot.clock.moveTo(beijingTime(lastDayOn, '17:29'));
  });
  afterAll(() => bot.stop());

  it('takes nobody out by reckoning who was on leave for over a seventh of the hours: people decide it, with a reason', async () => {
    const leave = {
      classId,
      dateOn: lastDayOn,
      late: false,
      reason: '住院',
      state: 'granted' as const,
      moves: ['test'],
    };
    const day = { fromAt: beijingTime(lastDayOn, '08:30'), toAt: beijingTime(lastDayOn, '17:30') };
    await bot.store.leaves.draft({ _id: 'leave', cadreId: 'qian', name: '钱二', kind: 'sickLeave', ...leave, ...day });
    await bot.say('team1', `/名次 ${classId}`);
    expect(await keptList(bot, 'team1')).not.toContain('按退学处理');
    bot.clock.moveTo(beijingTime(lastDayOn, '17:45'));
    await bot.say('team1', `/评定等次 ${classId}`);
    expect(await bot.last('team1')).toContain('钱二：累计请假6小时，超过总学时1/7');
    expect(await bot.last('team1')).toContain('已请县委组织部决定');
    await bot.press('org', '按退学处理');
    await bot.say('team1', `/名次 ${classId}`);
    expect(await keptList(bot, 'team1')).toMatch(
      /钱二.*按退学处理：经县委组织部研究决定，理由：累计请假6小时，超过总学时1\/7。/,
    );
  });

  it('leaves out who was excused before the class began', async () => {
    await bot.store.enrollments.move(classId, 'wu', 'withdrawn');
    await bot.say('team1', `/名次 ${classId}`);
    expect(await keptList(bot, 'team1')).toMatch(/吴六.*按退学处理：已办理退学手续。/);
    const call = { classId, cadreId: 'wu', unitId: 'u-agri', name: '吴六', listed: 'named' as const, rank: 1 };
    const state = { reasons: [], state: 'excused' as const, proposal: 'p', moves: ['p'] };
    await bot.store.callUps.propose(classId, 'p', [{ _id: `${classId}:wu`, ...call, ...state }]);
    await bot.say('team1', `/名次 ${classId}`);
    expect(await keptList(bot, 'team1')).not.toContain('吴六');
  });
});
