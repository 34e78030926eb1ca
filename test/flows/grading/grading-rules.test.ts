import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { cardCode } from '../../../src/chat/message.ts';
import { reversalOf } from '../../../src/training/scoring/score-event.ts';
import { asScoreEvent, scoreEventRow } from '../../../src/training/scoring/score-events.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { eightMarks, lastDayOn, type Marks, scoredClass } from '../../helpers/scored-class.ts';

let bot: BareBot;
const classId = '2026-01';
/** A class that is over, with these marks. */
async function over(marks: Readonly<Record<string, Marks>> = eightMarks): Promise<void> {
  await scoredClass(bot.store, marks);
  bot.clock.moveTo(beijingTime(lastDayOn, '18:05'));
}

async function propose(): Promise<void> {
  await bot.say('team1', `/评定等次 ${classId}`);
  await bot.press('team1', '提请确认');
}

describe('grading a class', () => {
  // One class for all: nothing here gets as far as a confirmation, and 陈考评 of the evaluation team is a trainee.
  beforeAll(async () => {
    bot = await startBareBot();
    await scoredClass(bot.store, { ...eightMarks, team2: { research: 10, practice: 5 } });
  });
  afterAll(() => bot.stop());

  it('waits until the last session is over', async () => {
    bot.clock.moveTo(beijingTime(lastDayOn, '17:29'));
    await bot.say('team1', `/评定等次 ${classId}`);
    expect(await bot.last('team1')).toContain('3月27日 周五 17:30结束，结束后才能评定等次');
    expect(await bot.store.gradings.byClass(classId)).toBeNull();
  });

  it('is for the evaluation team', async () => {
    await bot.say('teacher', `/评定等次 ${classId}`);
    expect(await bot.last('teacher')).toContain('没有办理这一事项的权限');
  });

  it('gives no grade to who was on leave over a seventh of the hours', async () => {
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
    expect(await bot.last('team1')).toContain('钱二　按退学处理：累计请假6小时，超过总学时1/7。');
  });

  it('leaves out who was excused before the class', async () => {
    await bot.store.enrollments.move(classId, 'wu', 'withdrawn');
    await bot.say('team1', `/名次 ${classId}`);
    expect(await bot.last('team1')).toContain('吴六　按退学处理：已办理退学手续。');
    const call = { classId, cadreId: 'wu', unitId: 'u-agri', name: '吴六', listed: 'named' as const, rank: 1 };
    const state = { reasons: [], state: 'excused' as const, proposal: 'p', moves: ['p'] };
    await bot.store.callUps.propose(classId, 'p', [{ _id: `${classId}:wu`, ...call, ...state }]);
    await bot.say('team1', `/名次 ${classId}`);
    expect(await bot.last('team1')).not.toContain('吴六');
  });
  it('keeps out a member of the team who is a trainee of the class', async () => {
    bot.clock.moveTo(beijingTime(lastDayOn, '18:05'));
    await bot.say('team2', `/评定等次 ${classId}`);
    expect(await bot.last('team2')).toContain('回避要求');
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.press('team1', '提请确认');
    expect(await bot.last('team1')).toContain('没有其他同志可以确认');
  });
});

describe('decisions of the evaluation team', () => {
  beforeEach(async () => {
    bot = await startBareBot();
  });
  afterEach(() => bot.stop());

  it('are taken only once everybody is marked; who is not is named, and what is missing', async () => {
    await over();
    const mark = await bot.store.scoreEvents.byId(`${classId}:sun:classDuty:duty:0`);
    if (mark === null) throw new Error('no mark');
    const taken = reversalOf(asScoreEvent(mark), '登记有误', 'teacher', bot.clock.now());
    await bot.store.scoreEvents.add([scoreEventRow(classId, taken)]);
    await bot.say('team1', `/评定等次 ${classId}`);
    expect(await bot.last('team1')).toContain('孙三　待评：班务履职评定');
    expect(await bot.store.gradings.byClass(classId)).toBeNull();
  });

  it('move a grade by one step with a reason, beside the computed one', async () => {
    await over();
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
    await over();
    await propose();
    await bot.say('team2', `/调整等次 ${classId} 吴六 良好 牵头完成小组调研`);
    await bot.press('team2', '提请确认');
    await bot.press('team1', '确认等次');
    const row = await bot.store.assessments.byId(classId, 'wu');
    expect([row?.computedGrade, row?.finalGrade]).toEqual(['pass', 'good']);
    expect((await bot.store.gradings.byClass(classId))?.decidedBy).toBe('team1');
  });

  it('break a tie across the line of 优秀学员, which stops the proposal before', async () => {
    await over({ ...eightMarks, qian: { research: 15, practice: 10, questions: 2 } });
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
    await over();
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.say('team1', `/并列 ${classId} 孙三、李四 答辩表现`);
    expect(await bot.last('team1')).toContain('名额线上没有并列');
  });

  it('that fit no more after new scores are dropped by name', async () => {
    await over();
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

describe('confirming', () => {
  beforeEach(async () => {
    bot = await startBareBot();
  });
  afterEach(() => bot.stop());

  it('is of the proposal the card shows, never of a later one', async () => {
    await over();
    await propose();
    await bot.say('team1', `/评定等次 ${classId}`);
    const [card] = await bot.store.sentCards.copies(['team2'], cardCode(`grade-confirm:${classId}`));
    expect(card?.settled).toBe('已由新的等次评定方案代替');
    await replaceProposal({ proposal: 'later', proposedBy: 'team1' });
    await bot.press('team1', '提请确认');
    expect(await bot.last('team1')).toContain('已经变更或退回');
  });

  it('is never done by the one who proposed', async () => {
    await over();
    await propose();
    const proposal = (await bot.store.gradings.byClass(classId))?.proposal ?? '';
    await replaceProposal({ proposal, proposedBy: 'team2' });
    await bot.press('team2', '确认等次');
    expect(await bot.last('team2')).toContain('提出人不能自己确认');
    expect((await bot.store.gradings.byClass(classId))?.state).toBe('proposed');
  });

  it('is refused to a former member', async () => {
    await over();
    await propose();
    const member = await bot.store.cadres.byId('team2');
    if (member === null) throw new Error('no member');
    await bot.store.cadres.put([{ ...member, roles: [] }]);
    await bot.press('team2', '确认等次');
    expect(await bot.last('team2')).toContain('没有办理这一事项的权限');
    expect((await bot.store.gradings.byClass(classId))?.state).toBe('proposed');
  });

  it('is refused when a score was recorded after the proposal, and the class stays open', async () => {
    await over();
    await propose();
    await bot.say('teacher', `/记分 ${classId} 赵一 纪律建设 书面批评 无故缺席`);
    await bot.press('team2', '确认等次');
    expect(await bot.last('team2')).toContain('成绩有了变化');
    expect(await bot.last('team1')).toContain('须重新评定等次');
    expect((await bot.store.gradings.byClass(classId))?.state).toBe('returned');
    expect((await bot.store.classes.byId(classId))?.state).toBe('planned');
    expect(await bot.store.assessments.ofClass(classId)).toEqual([]);
    await propose();
    await bot.press('team2', '确认等次');
    expect((await bot.store.assessments.byId(classId, 'zhao'))?.finalGrade).toBe('good');
  });

  it('closes the class to further scores', async () => {
    await over();
    await propose();
    await bot.press('team2', '确认等次');
    await bot.say('teacher', `/记分 ${classId} 赵一 纪律建设 书面批评 无故缺席`);
    expect(await bot.last('teacher')).toContain('已评定等次，不能再记分');
    await bot.say('team1', `/评定等次 ${classId}`);
    expect(await bot.last('team1')).toContain('已评定等次，不能再变更');
  });

  it('belongs to the first of two who decide at once', async () => {
    await over();
    await propose();
    const { gradings } = bot.store;
    const proposal = (await gradings.byClass(classId))?.proposal ?? '';
    const by = (decision: string) => ({ decision, decidedBy: decision, decidedAt: bot.clock.now() });
    const rows = await Promise.all([
      gradings.decide(classId, proposal, 'confirming', by('a')),
      gradings.decide(classId, proposal, 'returned', by('b')),
      gradings.decide(classId, proposal, 'confirming', by('c')),
    ]);
    expect(new Set(rows.map((row) => row?.decision)).size).toBe(1);
  });

  it('may be declined with a reason, which opens the way to another proposal', async () => {
    await over();
    await propose();
    await bot.press('team2', '退回');
    await bot.say('team2', '请复核吴六的调研成绩');
    expect(await bot.last('team1')).toContain('理由：请复核吴六的调研成绩');
    expect((await bot.store.gradings.byClass(classId))?.state).toBe('returned');
    await propose();
    await bot.press('team2', '确认等次');
    expect((await bot.store.gradings.byClass(classId))?.state).toBe('confirmed');
  });
});

/** The same results under another proposal or by another proposer. */
async function replaceProposal(by: { proposal: string; proposedBy: string }): Promise<void> {
  const grading = await bot.store.gradings.byClass(classId);
  if (grading === null) throw new Error('no grading');
  const { _id, proposedAt, basis, changes, notes } = grading;
  await bot.store.gradings.propose({ _id, proposedAt, basis, changes, notes, ...by }, grading.proposal);
}
