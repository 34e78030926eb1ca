import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
let bot: BareBot;

/** A notice to two trainees, which is about to be taken back. */
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian']);
  await bot.say('teacher', `/通知 ${classId} 明天上午改在第二教室上课`);
  await bot.press('teacher', '确认发出');
  await bot.say('org', `/撤回 ${classId}-T1`);
});
afterEach(() => bot.stop());

describe('the result of taking a notice back', () => {
  it('is not told before all of it was begun', async () => {
    const { recalls, deliveries } = bot.store;
    const result = () => deliveries.byKey(`recall-result:${classId}-T1`);
    const cancel = recalls.cancel.bind(recalls);
    const early: unknown[] = [];
    recalls.cancel = async (keys, by) => {
      recalls.cancel = cancel;
      await bot.runJob('report-recall');
      early.push(await result());
      return cancel(keys, by);
    };
    await bot.press('org', '确认撤回');
    expect(early).toEqual([null]);
    await bot.runJob('report-recall');
    expect(await result()).not.toBeNull();
  });

  it('is told once, to whoever took it back and nobody else', async () => {
    await bot.press('org', '确认撤回');
    for (let run = 0; run < 3; run += 1) {
      await bot.runJob('report-recall');
      bot.clock.advanceMs(2 * 60_000);
    }
    expect((await bot.screen('org')).split(`通知（${classId}-T1）撤回结果`)).toHaveLength(2);
    for (const other of ['teacher', 'zhao']) expect(await bot.screen(other)).not.toContain('撤回结果');
  });
});
