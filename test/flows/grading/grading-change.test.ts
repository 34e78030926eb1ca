import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reversalOf } from '../../../src/training/scoring/score-event.ts';
import { asScoreEvent, scoreEventRow } from '../../../src/training/scoring/score-events.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
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
  it('are taken only once everybody is marked; who is not is named, and what is missing', async () => {
    await finishedClass(bot);
    const mark = await bot.store.scoreEvents.byId(`${classId}:sun:classDuty:duty:0`);
    if (mark === null) throw new Error('no mark');
    const taken = reversalOf(asScoreEvent(mark), '登记有误', 'teacher', bot.clock.now());
    await bot.store.scoreEvents.add([scoreEventRow(classId, taken)]);
    await bot.say('team1', `/评定等次 ${classId}`);
    expect(await bot.last('team1')).toContain('孙三　待评：班务履职评定');
    expect(await bot.store.gradings.byClass(classId)).toBeNull();
  });

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
    expect(await bot.last('team1')).toMatch(/吴六.*良好（测算为合格）/);
    await bot.say('team1', `/调整等次 ${classId} 吴六 合格 经研究不作调整`);
    await bot.say('team1', `/名次 ${classId}`);
    expect(await bot.last('team1')).not.toContain('测算为');
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
    expect(await bot.last('team1')).toMatch(/跨名额线并列的是(赵一、钱二|钱二、赵一)/);
    await bot.say('team1', `/并列 ${classId} 钱二、赵一 结业答辩钱二在前`);
    expect(await bot.last('team1')).toContain('人选：钱二。');
    await bot.press('team1', '提请确认');
    await bot.press('team2', '确认等次');
    expect((await bot.store.assessments.byId(classId, 'qian'))?.excellentTrainee).toBe('candidate');
    expect((await bot.store.assessments.byId(classId, 'zhao'))?.explanation.join()).toContain('结业答辩钱二在前');
  });

  it('are not asked about people who share a rank elsewhere', async () => {
    await finishedClass(bot);
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.say('team1', `/并列 ${classId} 孙三、李四 答辩表现`);
    expect(await bot.last('team1')).toContain('名额线上没有并列');
  });

  it('that fit no more after new scores are dropped by name', async () => {
    await finishedClass(bot);
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.say('team1', `/调整等次 ${classId} 吴六 良好 牵头完成小组调研`);
    const events = (await bot.store.scoreEvents.ofTrainee(classId, 'wu')).map(asScoreEvent);
    const taken = events
      .filter((event) => event.item === 'discussionSpeech' || event.item === 'groupActivity')
      .map((event) => reversalOf(event, '登记有误', 'teacher', bot.clock.now()));
    await bot.store.scoreEvents.add(taken.map((event) => scoreEventRow(classId, event)));
    await bot.say('team1', `/评定等次 ${classId}`);
    expect(await bot.last('team1')).toContain('不再适用，已取消：吴六');
    expect((await bot.store.gradings.byClass(classId))?.changes).toEqual([]);
  });
});
