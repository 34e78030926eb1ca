import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { allButtons } from '../../../src/chat/message.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { finishedClass } from '../../helpers/scored-class.ts';

const classId = '2026-01';
let bot: BareBot;

/** A class whose grades were proposed, and not confirmed yet. */
beforeEach(async () => {
  bot = await startBareBot();
  await finishedClass(bot);
  await bot.say('team1', `/评定等次 ${classId}`);
  await bot.press('team1', '提请确认');
});
afterEach(() => bot.stop());

const grading = () => bot.store.gradings.byClass(classId);

describe('results', () => {
  it('are not published before two of the evaluation team agree on them', async () => {
    await bot.say('org', `/公布成绩 ${classId}`);
    expect(await bot.last('org')).toBe(`班次 ${classId} 的等次评定结果还没有确认，不能公布。`);
    expect((await grading())?.state).toBe('proposed');
  });

  it('are published by the organisation department alone, after a preview, and sent to nobody by that alone', async () => {
    await bot.press('team2', '确认等次');
    await bot.say('team1', `/公布成绩 ${classId}`);
    expect(await bot.last('team1')).toContain('没有办理这一事项的权限');
    await bot.say('org', `/公布成绩 ${classId}`);
    expect(await bot.last('org')).toContain('结果发给学员本人，并反馈所在单位主要负责人');
    expect((await grading())?.state).toBe('confirmed');
    await bot.press('org', '公布成绩');
    expect(await bot.last('org')).toContain('优秀学员人选 1 名，先向本班学员公示 3 个工作日。');
    expect(await bot.last('org')).toContain('期满无异议的，8 名学员的结果将陆续发给本人');
    expect(await grading()).toMatchObject({ state: 'released', releasedBy: 'org' });
    expect(await bot.screen('zhao')).not.toContain('培训考核结果');
    expect(await bot.ask('zhao', '公示')).toBe('您所在的班级目前没有公示。');
    bot.clock.moveTo(beijingTime('2026-03-30', '08:05'));
    await bot.runJob('post-candidates');
    expect(await bot.ask('zhao', '公示')).toContain('【优秀学员人选公示】');
    expect(await bot.ask('zhao', '公示')).toContain('公示至2026年4月2日');
    bot.clock.moveTo(beijingTime('2026-04-03', '08:05'));
    expect(await bot.ask('zhao', '公示')).toBe('您所在的班级目前没有公示。');
    expect(await bot.ask('teacher', '公示')).toContain('赵一');
  });

  it('are published once: a second command or press is told so, and the first stands', async () => {
    await bot.press('team2', '确认等次');
    const [card] = await bot.store.sentCards.openCards('org', bot.clock.now(), 1);
    const buttons = card?.message.kind === 'card' ? allButtons(card.message) : [];
    const publish = buttons.find(({ label }) => label === '公布成绩')?.press;
    if (publish === undefined) throw new Error('no card');
    await bot.press('org', '公布成绩');
    const first = await grading();
    const again = `班次 ${classId} 的成绩已经公布，无需重复办理。`;
    await bot.say('org', `/公布成绩 ${classId}`);
    expect(await bot.last('org')).toBe(again);
    expect(await bot.forge('org', publish)).toContain(again);
    expect(await grading()).toEqual(first);
  });
});
