import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { settledEvents } from '../../../src/training/scoring/score-event.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { docx, longText } from '../../helpers/work-files.ts';

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-14', '10:00'));
  await bot.say('teacher', '/布置作业 2026-01 调研报告 3月18日 基层治理调研');
  await bot.press('teacher', '确认布置');
  bot.clock.moveTo(beijingTime('2026-03-19', '09:00'));
  await bot.send('zhao', '调研.docx', docx(longText(1, 20)));
  await bot.press('zhao', '声明并提交', ['none']);
  await bot.say('teacher', '/评阅人 2026-01-W1 吴党校、冯考评');
});
afterEach(() => bot.stop());

const mark = (who: string, points: number) => bot.ask(who, `/评阅 2026-01-W1-1 ${points}`);

async function points(): Promise<number[]> {
  const rows = await bot.store.scoreEvents.ofTrainee('2026-01', 'zhao');
  return settledEvents(rows).standing.map(({ deltaHundredths }) => deltaHundredths);
}

/** Has this happen once, after the next reading of somebody's points and before what is written because of it. */
function meanwhile(act: () => Promise<unknown>): void {
  const { scoreEvents } = bot.store;
  const read = scoreEvents.ofTrainee.bind(scoreEvents);
  vi.spyOn(scoreEvents, 'ofTrainee').mockImplementationOnce(async (classId, cadreId) => {
    const found = await read(classId, cadreId);
    await act();
    return found;
  });
}

describe('marking', () => {
  it('enters both marks and the day it was late once both are there, once, also when every step is broken off', async () => {
    bot.crashing = true;
    expect(await mark('school', 13)).toContain('评阅人 1/2，还需另一人评阅');
    expect(await points()).toEqual([]);
    await mark('team1', 12);
    expect((await points()).sort((a, b) => a - b)).toEqual([-100, 600, 650]);
    expect((await bot.screen('zhao')).split('评阅结果：12.5分')).toHaveLength(2);
  });

  it('is corrected by the same marker: the former entry is reversed, and the trainee told', async () => {
    await mark('school', 13);
    await mark('team1', 12);
    await mark('team1', 13);
    expect((await points()).sort((a, b) => a - b)).toEqual([-100, 650, 650]);
    expect(await bot.last('zhao')).toContain('【评阅更正】');
  });

  it('is taken back by its marker until the class is graded: the entries are reversed, the trainee told, and it is marked anew', async () => {
    expect(await bot.ask('school', '/撤回评阅 2026-01-W1-1 评错作品')).toContain('目前没有您的评分');
    await mark('school', 13);
    await mark('team1', 12);
    expect(await bot.ask('qian', '/撤回评阅 2026-01-W1-1 评错作品')).toContain('没有办理这一事项的权限');
    expect(await bot.ask('team2', '/撤回评阅 2026-01-W1-1 评错作品')).toContain('您不是作业 2026-01-W1 的评阅人');
    bot.crashing = true;
    expect(await bot.ask('team1', '/撤回评阅 2026-01-W1-1 评错作品')).toContain('评分已撤回');
    bot.crashing = false;
    expect(await points()).toEqual([]);
    expect((await bot.screen('zhao')).split('评阅结果已撤回，原计入的得分一并撤销')).toHaveLength(2);
    const taken = (await bot.store.works.byId('2026-01-W1-1'))?.marks.map(({ markerId, takenBack }) => [
      ...[markerId, takenBack?.reason],
    ]);
    expect(taken).toEqual([
      ['school', undefined],
      ['team1', '评错作品'],
    ]);
    expect(await bot.ask('team1', '/撤回评阅 2026-01-W1-1 评错作品')).toContain('目前没有您的评分');
    expect(await bot.ask('team1', '待评作业')).toContain('请您评阅');
    expect(await mark('team1', 14)).toContain('评阅人 2/2，评阅完成');
    expect((await points()).sort((a, b) => a - b)).toEqual([-100, 650, 700]);
    expect(await bot.last('zhao')).toContain('【评阅更正】“基层治理调研”（2026-01-W1-1）评阅结果：13.5分');
    await bot.store.classes.move('2026-01', ['planned'], 'graded');
    expect(await bot.ask('team1', '/撤回评阅 2026-01-W1-1 评错作品')).toContain('等次');
    expect((await points()).sort((a, b) => a - b)).toEqual([-100, 650, 700]);
  });

  it('corrected so that the two are too far apart has no result any more, and the trainee is told', async () => {
    await mark('school', 14);
    await mark('team1', 13);
    await mark('team1', 5);
    expect(await points()).toEqual([]);
    expect(await bot.last('zhao')).toContain('评阅结果已撤回');
    await bot.say('school', '/撤回评阅 2026-01-W1-1 评错作品');
    expect((await bot.screen('zhao')).split('评阅结果已撤回')).toHaveLength(2);
    await mark('school', 6);
    expect((await points()).sort((a, b) => a - b)).toEqual([-100, 250, 300]);
  });

  it('asks a third where two are too far apart, and nobody whom it does not need', async () => {
    await mark('school', 14);
    expect(await mark('team1', 5)).toContain('还需第三人评阅');
    expect(await bot.last('teacher')).toContain('两位评阅人相差9分，需要第三人评阅');
    expect(await mark('team2', 6)).toContain('您不是作业 2026-01-W1 的评阅人');
    await bot.say('teacher', '/评阅人 2026-01-W1 吴党校、冯考评、陈考评');
    expect(await bot.last('team2')).toContain('请您评阅');
    await mark('team2', 6);
    expect(await bot.last('zhao')).toContain('评阅结果：5.5分');
    expect((await points()).sort((a, b) => a - b)).toEqual([-100, 250, 300]);
  });

  it('begins after the last day: until then a work may be replaced', async () => {
    await bot.say('teacher', '/改作业 2026-01-W1 3月25日');
    expect(await mark('school', 13)).toContain('3月25日 周三截止后开始评阅');
    await bot.press('zhao', '撤回作业');
    expect(await bot.last('zhao')).toContain('已撤回');
  });

  it('is not for trainees of the class, nor for people without the right', async () => {
    expect(await bot.ask('teacher', '/评阅人 2026-01-W1 吴党校、赵一')).toContain('赵一不能评阅本班作业');
    expect(await mark('qian', 12)).toContain('没有办理这一事项的权限');
  });

  it('sends a work back: its entries are reversed, it is handed in anew, stays late and is marked anew', async () => {
    await mark('school', 13);
    await mark('team1', 12);
    await bot.say('school', '/退回作业 2026-01-W1-1 请补充数据');
    expect(await points()).toEqual([]);
    expect(await bot.last('zhao')).toMatch(/请修改后重新发送文件[\s\S]*请补充数据/);
    expect(await mark('school', 13)).toContain('已退回修改或撤回，暂不能评阅');
    bot.crashing = true;
    await bot.send('zhao', '改.docx', docx(longText(1, 25)));
    await bot.press('zhao', '声明并提交', ['none']);
    bot.crashing = false;
    for (const marker of ['school', 'team1']) expect(await bot.last(marker)).toContain('请您评阅“基层治理调研”');
    await mark('school', 14);
    await mark('team1', 14);
    expect((await points()).sort((a, b) => a - b)).toEqual([-100, 700, 700]);
  });

  it('two who correct their marks at once both have theirs entered, and a work sent back meanwhile has no points', async () => {
    await mark('school', 13);
    await mark('team1', 12);
    meanwhile(() => bot.say('team1', '/评阅 2026-01-W1-1 13'));
    await mark('school', 14);
    expect((await points()).sort((a, b) => a - b)).toEqual([-100, 650, 700]);
    meanwhile(() => bot.say('school', '/退回作业 2026-01-W1-1 请补充数据'));
    await mark('team1', 12);
    expect(await points()).toEqual([]);
  });

  it('notes every look at a file, and a work that is read is not replaced', async () => {
    await bot.press('school', '领取作品');
    expect((await bot.proofsTo('school')).length).toBe(1);
    expect((await bot.store.proofLooks.of('work:2026-01-W1-1:1')).map(({ by }) => by)).toEqual(['school']);
    await mark('school', 13);
    await bot.send('zhao', '改.docx', docx(longText(1, 25)));
    expect(await bot.last('zhao')).toContain('已开始评阅，不能替换或撤回');
  });
});

describe('an assignment', () => {
  it('is looked up without its number where it is the only one', async () => {
    expect(await bot.ask('teacher', '/作业情况')).toContain('应交 2 人：已交 1 人');
    await bot.say('teacher', '/布置作业 2026-01 心得体会 3月25日 读书体会');
    await bot.press('teacher', '确认布置');
    expect(await bot.ask('teacher', '/作业情况')).toContain('请写明作业编号');
    expect(await bot.ask('teacher', '/取消作业')).toContain('请写明作业编号');
  });

  it('gets another last day, and is called off: nobody hands in or marks any more', async () => {
    await bot.say('teacher', '/改作业 2026-01-W1 3月25日');
    expect(await bot.last('qian')).toContain('3月25日');
    await bot.say('teacher', '/取消作业 2026-01-W1 与结业论文合并');
    await bot.press('teacher', '确认取消作业');
    expect(await bot.last('qian')).toContain('无需提交');
    expect(await mark('school', 13)).toContain('已取消，不能再办理');
    await bot.send('qian', '调研.docx', docx(longText(2, 20)));
    expect(await bot.last('qian')).not.toContain('声明');
  });
});
