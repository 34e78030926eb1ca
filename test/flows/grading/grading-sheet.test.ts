import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { filledIn } from '../../helpers/filled-sheet.ts';
import { finishedClass } from '../../helpers/scored-class.ts';

let bot: BareBot;
const classId = '2026-01';
beforeEach(async () => {
  bot = await startBareBot();
  await finishedClass(bot);
});
afterEach(() => bot.stop());

async function handedOut(): Promise<Buffer> {
  await bot.say('team1', `/评定等次 ${classId}`);
  await bot.say('team1', `/等次表 ${classId}`);
  return bot.fileByLink('team1');
}
const sendBack = (bytes: Buffer) => bot.send('team1', `${classId}班等次表.xlsx`, bytes);
const changes = async () =>
  (await bot.store.gradings.byClass(classId))?.changes.map(({ cadreId, to }) => [cadreId, to]);

describe('a sheet of grades', () => {
  it('comes back with other grades and their reasons, is shown change by change, and is confirmed by somebody else', async () => {
    bot.repeating = true;
    const sheet = await filledIn(await handedOut(), (set) => {
      set('吴六', '等次', '良好');
      set('吴六', '调整理由', '牵头完成小组调研');
      set('周五', '等次', '合格');
      set('周五', '调整理由', '结业答辩未到');
    });
    await sendBack(sheet);
    const preview = await bot.last('team1');
    expect(preview).toContain('吴六的等次由合格调整为良好，理由：牵头完成小组调研。');
    expect(preview).toContain('周五的等次由良好调整为合格，理由：结业答辩未到。');
    expect(preview).toContain('等次调整');
    await bot.press('team1', '提请确认');
    expect(await bot.last('team2')).toContain('吴六：测算为合格，调整为良好。理由：牵头完成小组调研。');
    await bot.press('team2', '确认等次');
    const row = await bot.store.assessments.byId(classId, 'wu');
    expect([row?.computedGrade, row?.finalGrade]).toEqual(['pass', 'good']);
  });

  it('takes a change back where the computed grade stands again, and one like the proposal changes nothing', async () => {
    const blank = await handedOut();
    await sendBack(blank);
    expect(await bot.last('team1')).toContain('与现有方案相同，没有调整');
    await bot.say('team1', `/调整等次 ${classId} 吴六 良好 牵头完成小组调研`);
    expect(await changes()).toEqual([['wu', 'good']]);
    await sendBack(blank);
    expect(await bot.last('team1')).toContain('吴六的等次为测算的合格，不作调整。');
    expect(await changes()).toEqual([]);
  });

  it('with a grade two steps off, without a reason, or older than the scores changes nothing, and each fault is named', async () => {
    const blank = await handedOut();
    const wrong = await filledIn(blank, (set) => {
      set('吴六', '等次', '优秀');
      set('吴六', '调整理由', '表现突出');
      set('周五', '等次', '合格');
      set('李四', '测算等次', '合格');
    });
    await sendBack(wrong);
    const said = await bot.last('team1');
    expect(said).toContain('3 处需要更正，全部未调整');
    expect(said).toContain('不能由合格调整为优秀');
    expect(said).toContain('调整为合格，请写明理由');
    expect(said).toContain('成绩已有变化，请重新领取等次表');
    expect(await changes()).toEqual([]);
  });

  it('is for the evaluation team alone, and not after the grades are confirmed', async () => {
    await bot.say('teacher', `/等次表 ${classId}`);
    expect(await bot.last('teacher')).toContain('没有办理这一事项的权限');
    await bot.say('team1', `/等次表 ${classId}`);
    expect(await bot.last('team1')).toContain('还没有等次评定方案');
    const sheet = await handedOut();
    await bot.press('team1', '提请确认');
    await bot.press('team2', '确认等次');
    await sendBack(sheet);
    expect(await bot.last('team1')).toContain('已评定等次，不能再变更');
  });
});
