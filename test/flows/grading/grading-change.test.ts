import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { keptList } from '../../helpers/kept-list.ts';
import { eightMarks, finishedClass } from '../../helpers/scored-class.ts';

let bot: BareBot;
const classId = '2026-01';
beforeEach(async () => {
  bot = await startBareBot();
});
afterEach(() => bot.stop());

async function propose(): Promise<void> {
  await bot.say('team1', `/评定等次 ${classId}`);
  await bot.press('team1', '提请确认');
}

describe('decisions of the evaluation team', () => {
  it('move a grade by one step with a reason, beside the computed one', async () => {
    await finishedClass(bot);
    await bot.say('team1', `/调整等次 ${classId} 周五 优秀 表现突出`);
    expect(await bot.last('team1')).toContain('还没有等次评定方案');
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.say('team1', `/调整等次 ${classId} 吴六 优秀 表现突出`);
    expect(await bot.last('team1')).toContain('只能上调或下调一档，不能由合格调整为优秀');
    await bot.say('team1', `/调整等次 ${classId} 吴六 良好`);
    expect(await bot.last('team1')).toContain('用法');
    await bot.say('team1', `/调整等次 ${classId} 吴六 良好 牵头完成小组调研。`);
    expect(await bot.last('team1')).toContain('吴六的等次由合格调整为良好，理由：牵头完成小组调研。\n');
    await bot.say('team1', `/名次 ${classId}`);
    expect(await keptList(bot, 'team1')).toMatch(/吴六.*合格　良好/);
    await bot.say('team1', `/调整等次 ${classId} 吴六 合格 经研究不作调整`);
    await bot.say('team1', `/名次 ${classId}`);
    expect(await keptList(bot, 'team1')).toMatch(/吴六.*合格　合格/);
  });

  it('are confirmed by somebody else than who made the last one', async () => {
    await finishedClass(bot);
    await propose();
    await bot.say('team2', `/调整等次 ${classId} 吴六 良好 牵头完成小组调研`);
    await bot.press('team2', '提请确认');
    await bot.press('team1', '确认等次');
    const row = await bot.store.assessments.byId(classId, 'wu');
    expect([row?.computedGrade, row?.finalGrade]).toEqual(['pass', 'good']);
    expect((await bot.store.gradings.byClass(classId))?.decidedBy).toBe('team1');
  });

  it('break a tie across the line of 优秀学员, which stops the proposal before', async () => {
    await finishedClass(bot, { ...eightMarks, qian: { research: 15, practice: 10, questions: 2 } });
    await propose();
    expect(await bot.last('team1')).toContain('并列，跨优秀学员名额线');
    await bot.say('team1', `/并列 ${classId} 孙三、李四 答辩表现`);
    expect(await bot.last('team1')).toMatch(/并列跨名额线的是(赵一、钱二|钱二、赵一)/);
    await bot.say('team1', `/并列 ${classId} 钱二、赵一 结业答辩钱二在前`);
    expect(await bot.last('team1')).toContain('人选：钱二。');
    await bot.press('team1', '提请确认');
    await bot.press('team2', '确认等次');
    expect((await bot.store.assessments.byId(classId, 'qian'))?.excellentTrainee).toBe('candidate');
    expect((await bot.store.assessments.byId(classId, 'zhao'))?.explanation.join()).toContain('结业答辩钱二在前');
  });

  it('are on the card that is signed and on the one that publishes, each with its reason', async () => {
    await finishedClass(bot, { ...eightMarks, qian: { research: 15, practice: 10, questions: 2 } });
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.say('team1', `/并列 ${classId} 钱二、赵一 结业答辩钱二在前`);
    await bot.say('team1', `/调整等次 ${classId} 吴六 良好 牵头完成小组调研`);
    await bot.press('team1', '提请确认');
    const decisions = [
      '考评工作小组作了 2 项决定：',
      '吴六：测算为合格，调整为良好。理由：牵头完成小组调研。',
      '并列先后：钱二、赵一。理由：结业答辩钱二在前。',
    ].join('\n');
    expect(await bot.last('team2')).toContain(decisions);
    await bot.press('team2', '确认等次');
    expect(await bot.last('org')).toContain(decisions);
  });

  it('that the scores no longer allow do not keep anybody from the places and the sheet, and are dropped at the next proposal', async () => {
    await finishedClass(bot);
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.say('team1', `/调整等次 ${classId} 周五 优秀 表现突出`);
    await bot.say('teacher', `/记分 ${classId} 周五 纪律建设 书面批评 无故缺席`);
    await bot.say('team1', `/名次 ${classId}`);
    expect(await keptList(bot, 'team1')).toMatch(/周五.*合格　合格/);
    await bot.say('team1', `/等次表 ${classId}`);
    expect(await bot.last('team1')).toContain('等次表请点下面的链接领取');
    await bot.press('team1', '提请确认');
    expect(await bot.last('team1')).toContain('成绩有了变化');
    await bot.say('team1', `/评定等次 ${classId}`);
    expect(await bot.last('team1')).toContain('已取消：周五');
  });

  it('are not asked about people who share a rank elsewhere', async () => {
    await finishedClass(bot);
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.say('team1', `/并列 ${classId} 孙三、李四 答辩表现`);
    expect(await bot.last('team1')).toContain('名额线上没有并列');
  });
});
