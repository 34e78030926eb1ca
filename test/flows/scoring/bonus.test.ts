import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { allButtons } from '../../../src/chat/message.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
let bot: BareBot;

/** A class with two trainees, on its first morning; 冯考评 and 陈考评 are the evaluation team. */
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-16', '10:00'));
});
afterEach(() => bot.stop());

const propose = () => bot.say('teacher', `/加分 ${classId} 赵一 班长 担任班长，履职良好`);

/** The bonus points 赵一 is shown when they ask. */
async function ownBonus(): Promise<string | undefined> {
  await bot.say('zhao', '我的成绩');
  return /加分项(\d+)分，总分/.exec(await bot.last('zhao'))?.[1];
}

describe('a bonus', () => {
  it('counts once the evaluation team confirms it, and only then is the trainee told', async () => {
    await propose();
    expect(await bot.last('teacher')).toContain('已提出为赵一加分（担任班长或支部书记并履职良好），待考评工作小组确认');
    expect(await bot.last('zhao')).toBe('');
    expect(await ownBonus()).toBe('0');
    await bot.press('team1', '确认加分');
    expect(await bot.last('zhao')).toMatch(
      /【记分告知】\n.*担任班长或支部书记并履职良好加3分，事由：担任班长，履职良好。/,
    );
    expect(await ownBonus()).toBe('3');
  });

  it('counts for nothing when the team does not agree, and the trainee hears nothing of it', async () => {
    await propose();
    await bot.press('team1', '不同意');
    await expect(bot.press('team2', '确认加分')).rejects.toThrow('has no button');
    expect(await bot.last('zhao')).toBe('');
    expect(await ownBonus()).toBe('0');
    const takenBack = (await bot.store.scoreEvents.ofTrainee(classId, 'zhao')).filter(({ reverses }) => reverses);
    expect(takenBack).toMatchObject([{ authorId: 'team1', reason: '冯考评不同意加分' }]);
  });

  it('that may be for an achievement with a bonus already is shown to both, and confirmed as the same counts once', async () => {
    const alike = '已有相近的加分：调研报告被乡镇或部门采用加1分（乡村振兴调研报告）。同一成果只计最高一项';
    await bot.say('teacher', `/加分 ${classId} 赵一 被乡镇 乡村振兴调研报告`);
    await bot.press('team1', '确认加分');
    await bot.say('teacher', `/加分 ${classId} 赵一 被县采用 《乡村振兴》调研报告被县委办采用`);
    expect(await bot.last('teacher')).toContain(alike);
    expect(await bot.last('team1')).toContain(alike);
    await bot.press('team1', '确认为同一成果');
    expect(await ownBonus()).toBe('3');
    await bot.say('teacher', `/加分 ${classId} 赵一 被县采用 防汛工作经验材料`);
    expect(await bot.last('teacher')).not.toContain('相近');
  });

  it('is decided by the first of the team; the others’ cards are closed, and their late presses change nothing', async () => {
    await propose();
    const [card] = await bot.store.sentCards.openCards('team2', bot.clock.now(), 1);
    const buttons = card?.message.kind === 'card' ? allButtons(card.message) : [];
    const refusal = buttons.find(({ label }) => label === '不同意')?.press;
    if (refusal === undefined) throw new Error('no card');
    await bot.press('team1', '确认加分');
    await expect(bot.press('team2', '不同意')).rejects.toThrow('has no button');
    expect(await bot.forge('team2', refusal)).toContain('这一项已由其他同志办理');
    expect(await ownBonus()).toBe('3');
  });

  it('is proposed by those who run the class alone, and not any more once it is graded', async () => {
    await bot.say('qian', `/加分 ${classId} 赵一 班长 担任班长，履职良好`);
    expect(await bot.last('qian')).toContain('没有办理这一事项的权限');
    await bot.store.classes.move(classId, ['planned'], 'graded');
    await propose();
    expect(await bot.last('teacher')).toContain('已评定等次，不能再记分');
    expect(await bot.store.scoreEvents.ofClass(classId)).toEqual([]);
  });

  it('waits for nobody where the team has no member who is not in the class', async () => {
    const team = await bot.store.cadres.many(['team1', 'team2']);
    await bot.store.cadres.put(team.map((member) => ({ ...member, roles: [] })));
    await propose();
    expect(await bot.last('teacher')).toContain('没有其他同志可以确认');
    expect(await bot.store.scoreEvents.ofClass(classId)).toEqual([]);
  });
});
