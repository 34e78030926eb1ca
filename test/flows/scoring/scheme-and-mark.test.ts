import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { settledEvents } from '../../../src/training/scoring/score-event.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { meanwhile } from '../../helpers/meanwhile.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
let bot: BareBot;

/** A class that has begun; 班务履职, marked out of 8, is asked to be marked out of 10. */
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-16', '10:00'));
});
afterEach(() => bot.stop());

async function ask(): Promise<void> {
  await bot.say('school', `/改考核方案 ${classId} 班务履职 10 集体活动 5 理由：班务较多`);
  await bot.press('school', '提请确认');
}

const mark = () => bot.ask('teacher', `/记分 ${classId} 赵一 班务履职 7`);
const versions = async () => (await bot.store.classes.byId(classId))?.schemes?.length ?? 0;
const counted = async () => settledEvents(await bot.store.scoreEvents.ofTrainee(classId, 'zhao')).standing.length;

describe('of a scheme and a mark out of the former maximum at the same moment', () => {
  it('the mark stays where it came after the check and before the word: the scheme is not carried out, and may be decided anew', async () => {
    await ask();
    meanwhile(bot.store.schemeProposals, 'move', mark);
    await bot.press('org', '确认执行');
    expect(await bot.last('org')).toContain('提出以后“班务履职”已按原方案评分或记分，不能再改，未执行');
    expect([await versions(), await counted()]).toEqual([0, 1]);
    await bot.say('teacher', `/撤销记分 ${classId} 赵一 1 先改方案`);
    await bot.press('teacher', '确认撤销');
    await bot.press('org', '确认执行');
    expect([await versions(), await counted()]).toEqual([1, 0]);
  });

  it('the scheme stays where the mark is written after it: the mark is taken back, and whoever gave it is told to look', async () => {
    await ask();
    meanwhile(bot.store.scoreEvents, 'add', () => bot.press('org', '确认执行'));
    await mark();
    expect(await bot.last('teacher')).toContain('“班务履职”的考核方案刚有变化，或正在确认变更，本次均未记分');
    expect([await versions(), await counted()]).toEqual([1, 0]);
    expect(await bot.screen('zhao')).not.toContain('记分告知');
    expect(await mark()).toContain('已为赵一记分');
    expect(await counted()).toBe(1);
  });

  it('a mark that comes while the scheme is being written is taken back', async () => {
    await ask();
    let answer = '';
    meanwhile(bot.store.classes, 'addScheme', async () => {
      answer = await mark();
    });
    await bot.press('org', '确认执行');
    expect(answer).toContain('本次均未记分');
    expect([await versions(), await counted()]).toEqual([1, 0]);
  });

  it('marks that were shown before the scheme changed are not entered by the button any more', async () => {
    await ask();
    await bot.say('teacher', `/记分 ${classId}\n赵一 班务履职 7\n钱二 班务履职 6`);
    await bot.press('org', '确认执行');
    await bot.press('teacher', '确认记分');
    expect(await bot.last('teacher')).toContain('本次均未记分。请回复“考核方案”核对后重新录入');
    expect(await bot.store.scoreEvents.ofClass(classId)).toEqual([]);
  });

  it('marks of what the scheme does not touch are entered, also those shown before', async () => {
    await ask();
    await bot.say('teacher', `/记分 ${classId}\n赵一 课堂互动 提问 主动提问\n钱二 课堂互动 提问 主动提问`);
    await bot.press('org', '确认执行');
    await bot.press('teacher', '确认记分');
    expect(await bot.store.scoreEvents.ofClass(classId)).toHaveLength(2);
  });
});
