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
  await bot.say('org', `/开放选学 ${classId} 1`);
  await bot.press('org', '只开放');
  for (const [who, label] of [
    ['zhao', '报名'],
    ['li', '报名候补'],
    ['zhou', '报名候补'],
  ] as const) {
    await bot.say(who, '选学');
    await bot.press(who, label);
  }
  await bot.say('zhao', `/选学 ${classId}`);
  await bot.press('zhao', '退选');
});
afterEach(() => bot.stop());

const run = async (dateOn: string, clock: string) => {
  bot.clock.moveTo(beijingTime(dateOn, clock));
  await bot.runJob('give-elective-seats');
  await bot.runJob('give-elective-seats');
};

describe('a seat that was offered', () => {
  it('is kept until the end of the next working day, then put to the next, and both are told once', async () => {
    await run('2026-02-26', '17:29');
    expect(await bot.last('li')).toContain('空出名额');
    await run('2026-02-26', '17:34');
    expect(await bot.last('li')).toContain('逾期未答复');
    expect(await bot.last('zhou')).toContain('空出名额');
    await run('2026-02-26', '17:39');
    expect((await bot.screen('li')).match(/逾期未答复/g)).toHaveLength(1);
    expect((await bot.screen('zhou')).match(/空出名额/g)).toHaveLength(1);
    await bot.press('zhou', '接受名额');
    expect((await bot.store.enrollments.traineesOf(classId)).map(({ cadreId }) => cadreId)).toEqual(['zhou']);
  });

  it('is not taken any more when its time is over, whether the job has run or not', async () => {
    bot.clock.moveTo(beijingTime('2026-02-26', '17:30'));
    await expect(bot.press('li', '接受名额')).rejects.toThrow('no button');
    await bot.say('li', `/选学 ${classId}`);
    await bot.press('li', '接受名额');
    expect(await bot.last('li')).toContain('已超过答复时间');
  });

  it('is offered to nobody right before the opening; who still waits is told', async () => {
    await bot.press('li', '接受名额');
    await run('2026-03-13', '17:34');
    expect(await bot.last('zhou')).toContain('本次未能安排您参加');
    await run('2026-03-14', '09:04');
    expect((await bot.screen('zhou')).match(/本次未能安排/g)).toHaveLength(1);
  });

  it('goes to the same person after a run that was broken off at any point', async () => {
    bot.crashing = true;
    await run('2026-02-26', '17:34');
    expect((await bot.screen('zhou')).match(/空出名额/g)).toHaveLength(1);
    const row = await bot.store.electives.byId(classId);
    expect(row?.choices.map(({ cadreId, state }) => `${cadreId} ${state}`)).toEqual([
      'zhao left',
      'li lapsed',
      'zhou offered',
    ]);
  });
});
