import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cardCode } from '../../../src/chat/message.ts';
import { confirmGrading } from '../../../src/training/grading/presses.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { finishedClass } from '../../helpers/scored-class.ts';

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

describe('the confirmation of a grading', () => {
  it('is of the proposal the card shows, never of a later one', async () => {
    await finishedClass(bot);
    await propose();
    await bot.say('team1', `/评定等次 ${classId}`);
    const [card] = await bot.store.sentCards.copies(['team2'], cardCode(`grade-confirm:${classId}`));
    expect(card?.settled).toBe('已由新的等次评定方案代替');
    await replaceProposal({ proposal: 'later', proposedBy: 'team1' });
    await bot.press('team1', '提请确认');
    expect(await bot.last('team1')).toContain('已经变更或退回');
  });

  it('is never done by the one who proposed', async () => {
    await finishedClass(bot);
    await propose();
    const proposal = (await bot.store.gradings.byClass(classId))?.proposal ?? '';
    expect(await bot.forge('team1', confirmGrading.with({ classId, proposal }))).toContain('提出人不能自己确认');
    expect((await bot.store.gradings.byClass(classId))?.state).toBe('proposed');
  });

  it('is refused to a former member', async () => {
    await finishedClass(bot);
    await propose();
    const member = await bot.store.cadres.byId('team2');
    if (member === null) throw new Error('no member');
    await bot.store.cadres.put([{ ...member, roles: [] }]);
    await bot.press('team2', '确认等次');
    expect(await bot.last('team2')).toContain('没有办理这一事项的权限');
    expect((await bot.store.gradings.byClass(classId))?.state).toBe('proposed');
  });

  it('is refused when a score was recorded after the proposal, and the class stays open', async () => {
    await finishedClass(bot);
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
    await finishedClass(bot);
    await propose();
    await bot.press('team2', '确认等次');
    await bot.say('teacher', `/记分 ${classId} 赵一 纪律建设 书面批评 无故缺席`);
    expect(await bot.last('teacher')).toContain('已评定等次，不能再记分');
    await bot.say('team1', `/评定等次 ${classId}`);
    expect(await bot.last('team1')).toContain('已评定等次，不能再变更');
  });

  it('belongs to the first of two who decide at once', async () => {
    await finishedClass(bot);
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
    await finishedClass(bot);
    await propose();
    await bot.press('team2', '退回');
    await bot.say('team2', '请复核吴六的调研成绩');
    expect(await bot.last('team1')).toContain('理由：请复核吴六的调研成绩');
    expect((await bot.store.gradings.byClass(classId))?.state).toBe('returned');
    await propose();
    await bot.press('team2', '确认等次');
    const row = await bot.store.gradings.byClass(classId);
    expect(row?.state).toBe('confirmed');
    expect(row?.returnedBecause).toBeUndefined();
    expect(row?.history).toMatchObject([
      { proposedBy: 'team1', decidedBy: 'team2', returnedBecause: '请复核吴六的调研成绩' },
    ]);
  });
});

/** The same results under another proposal or by another proposer. */
async function replaceProposal(by: { proposal: string; proposedBy: string }): Promise<void> {
  const grading = await bot.store.gradings.byClass(classId);
  if (grading === null) throw new Error('no grading');
  const { _id, proposedAt, basis, changes, notes } = grading;
  await bot.store.gradings.propose({ _id, proposedAt, basis, changes, notes, ...by }, grading.proposal);
}
