import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { reversalOf } from '../../../src/training/scoring/score-event.ts';
import { scoreEventRow } from '../../../src/training/scoring/score-events.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { finishedClass, lastDayOn } from '../../helpers/scored-class.ts';

const classId = '2026-01';
let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  await finishedClass(bot);
});
afterEach(() => bot.stop());

describe('a proposal of grades', () => {
  it('is made only once everybody is marked; who is not is named, and what is missing', async () => {
    const mark = await bot.store.scoreEvents.byId(`${classId}:sun:classDuty:duty:0`);
    if (mark === null) throw new Error('no mark');
    const taken = reversalOf(mark, '登记有误', 'teacher', bot.clock.now());
    await bot.store.scoreEvents.add([scoreEventRow(classId, taken)]);
    await bot.say('team1', `/评定等次 ${classId}`);
    expect(await bot.last('team1')).toContain('待评“班务履职评定” 1 人：孙三');
    expect(await bot.store.gradings.byClass(classId)).toBeNull();
  });

  it('that waits to be confirmed is replaced by a new one, which says that the members must be asked again', async () => {
    const askAgain = '此前提请确认的方案不再有效';
    for (const isSaid of [false, false]) {
      await bot.say('team1', `/评定等次 ${classId}`);
      expect((await bot.last('team1')).includes(askAgain)).toBe(isSaid);
    }
    await bot.press('team1', '提请确认');
    await bot.say('team1', `/评定等次 ${classId}`);
    expect(await bot.last('team1')).toContain(`${askAgain}，请核对后重新提请确认。`);
    await expect(bot.press('team2', '确认等次')).rejects.toThrow('no button');
    await bot.press('team1', '提请确认');
    await bot.press('team2', '确认等次');
    expect(await bot.last('team2')).toContain('不再记分');
  });

  it('is neither handed on nor confirmed while it is not decided whether somebody stays in the class', async () => {
    const day = { dateOn: lastDayOn, fromAt: beijingTime(lastDayOn, '08:30'), toAt: beijingTime(lastDayOn, '17:30') };
    const leave = { classId, late: false, reason: '住院', state: 'granted' as const, moves: ['test'], ...day };
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.press('team1', '提请确认');
    await bot.store.leaves.draft({ _id: 'leave', cadreId: 'qian', name: '钱二', kind: 'officialLeave', ...leave });
    await bot.press('team2', '确认等次');
    expect(await bot.last('team2')).toContain('原方案不能确认');
    await bot.say('team1', `/评定等次 ${classId}`);
    expect(await bot.last('team1')).toContain('是否按退学处理尚未决定');
    await bot.press('org', '保留学籍');
    await bot.say('org', '抗洪抢险，已补课');
    await bot.say('team1', `/评定等次 ${classId}`);
    expect(await bot.last('team1')).toContain('等次评定预览');
  });

  it('drops by name the earlier decisions that fit no more after new scores', async () => {
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.say('team1', `/调整等次 ${classId} 吴六 良好 牵头完成小组调研`);
    const events = await bot.store.scoreEvents.ofTrainee(classId, 'wu');
    const taken = events
      .filter((event) => event.item === 'discussionSpeech' || event.item === 'groupActivity')
      .map((event) => reversalOf(event, '登记有误', 'teacher', bot.clock.now()));
    await bot.store.scoreEvents.add(taken.map((event) => scoreEventRow(classId, event)));
    await bot.say('team1', `/评定等次 ${classId}`);
    expect(await bot.last('team1')).toContain('不再适用，已取消：吴六');
    expect((await bot.store.gradings.byClass(classId))?.changes).toEqual([]);
  });

  it('keeps the earlier decisions that still fit', async () => {
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.say('team1', `/调整等次 ${classId} 吴六 良好 牵头完成小组调研`);
    await bot.say('team1', `/评定等次 ${classId}`);
    expect((await bot.store.gradings.byClass(classId))?.changes).toMatchObject([{ cadreId: 'wu', to: 'good' }]);
  });
});

it('no grades are proposed for a class without trainees', async () => {
  const empty = await startBareBot();
  onTestFinished(() => empty.stop());
  await finishedClass(empty, {});
  await empty.say('team1', `/评定等次 ${classId}`);
  expect(await empty.last('team1')).toContain('没有在册学员，无需评定等次');
  expect(await empty.store.gradings.byClass(classId)).toBeNull();
});
