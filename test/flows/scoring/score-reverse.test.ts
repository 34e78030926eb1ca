import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { keptList } from '../../helpers/kept-list.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';

/** Two entries of the class teacher for 赵一 and one of the school's, on the first morning. */
async function scored(bot: BareBot): Promise<void> {
  await teachClass(bot.store, ['zhao', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-16', '10:00'));
  await bot.say('teacher', `/记分 ${classId} 赵一 纪律建设 手机 第三节课看手机`);
  await bot.say('teacher', `/记分 ${classId} 赵一 课堂互动 提问 主动提问`);
  await bot.say('school', `/记分 ${classId} 赵一 课堂互动 提问 点评同学发言`);
}

describe('a wrong entry', () => {
  it('is listed with number, points, author and time, and taken back after a preview; broken off anywhere, it ends the same', async () => {
    const bots = await bothRuns(async (bot, crashing) => {
      await scored(bot);
      bot.crashing = crashing;
      await bot.say('teacher', `/撤销记分 ${classId} 赵一`);
      expect(await bot.last('teacher')).toMatch(/2\. 课堂互动·\S+加1分：主动提问（郑老师，3月16日 周一 10:00）/);
      expect(await bot.last('teacher')).toContain('“/补签”');
      await bot.say('teacher', `/撤销记分 ${classId} 赵一 3 误记到他人名下`);
      expect(await bot.last('teacher')).toMatch(/撤销记分预览[\s\S]*点评同学发言（吴党校/);
      expect((await bot.store.scoreEvents.ofTrainee(classId, 'zhao')).length).toBe(3);
      await bot.press('teacher', '确认撤销');
      bot.crashing = false;
    });
    const [whole, broken] = bots;
    onTestFinished(async () => void (await Promise.all(bots.map((each) => each.stop()))));
    expect(broken?.crashes).toBeGreaterThan(0);
    expect(await broken?.dump()).toEqual(await whole?.dump());
    if (whole === undefined) throw new Error('no run');

    expect(await whole.last('zhao')).toMatch(
      /【记分更正】\n.*原记您“课堂互动”加1分（事由：点评同学发言）已撤销，理由：误记到他人名下/,
    );
    expect(await whole.last('school')).toMatch(/您记的赵一“课堂互动”加1分.*已由郑老师撤销/);
    await whole.say('zhao', '我的成绩');
    expect(await whole.last('zhao')).toMatch(
      /课堂互动：得1\/10分[\s\S]*已撤销：\S+加1分：点评同学发言（撤销理由：误记到他人名下）/,
    );
    await whole.say('teacher', `/成绩 ${classId}`);
    expect(await keptList(whole, 'teacher')).toMatch(/赵一　.*　1$/m);
    await whole.say('teacher', `/撤销记分 ${classId} 赵一`);
    expect(await whole.last('teacher')).toMatch(/3\. .*【已撤销：误记到他人名下（郑老师/);
    await whole.say('school', `/撤销记分 ${classId} 赵一 3 再撤一次`);
    expect(await whole.last('school')).toContain('此前已撤销');
    await whole.store.classes.move(classId, ['planned'], 'graded');
    await whole.say('teacher', `/撤销记分 ${classId} 赵一 1 记错`);
    expect(await whole.last('teacher')).toMatch(/已评定等次，记分不再改动.*书面报县委组织部按异议程序办理/);
    const events = await whole.store.scoreEvents.ofTrainee(classId, 'zhao');
    expect(events.filter((event) => event.reverses !== undefined)).toHaveLength(1);
  });
});

describe('taking back', () => {
  let bot: BareBot;
  beforeAll(async () => {
    bot = await startBareBot();
    await scored(bot);
  });
  afterAll(() => bot.stop());

  it('is for those who run the class, never in a matter of one’s own, and needs number and reason', async () => {
    await bot.say('qian', `/撤销记分 ${classId} 赵一`);
    expect(await bot.last('qian')).toContain('没有办理这一事项的权限');
    await bot.say('teacher', `/撤销记分 ${classId} 赵一 记错`);
    expect(await bot.last('teacher')).toContain('请写明笔号（数字）和撤销理由');
    await bot.say('teacher', `/撤销记分 ${classId} 赵一 9 记错`);
    expect(await bot.last('teacher')).toContain('没有第 9 笔记分，现有 3 笔');
    const [zhao] = await bot.store.cadres.named('赵一');
    if (zhao === undefined) throw new Error('no 赵一');
    await bot.store.cadres.put([{ ...zhao, roles: ['evaluationTeam'] }]);
    await bot.say('zhao', `/撤销记分 ${classId} 赵一 1 记错`);
    expect(await bot.last('zhao')).toContain(
      '与您本人有关，按照回避要求，请由县委党校、考评工作小组或班主任的其他同志办理',
    );
  });

  it('is neither made nor dropped by a press that names another’s draft', async () => {
    await bot.say('teacher', `/撤销记分 ${classId} 赵一 1 记错`);
    const [card] = await bot.store.sentCards.openCards('teacher', bot.clock.now(), 1);
    const [button] = card?.message.kind === 'card' ? card.message.buttons : [];
    const draft = button?.press.data.draft ?? '';
    await bot.say('qian', '请假');
    for (const action of ['score.keep', 'score.drop', 'score.reverse', 'score.record']) {
      await bot.press('qian', '病假', [], { action, data: { draft } });
      expect(await bot.last('qian')).not.toContain('请病假的时间');
    }
    expect((await bot.store.scoreEvents.draft(draft))?.state).toBe('draft');
    await bot.press('teacher', '确认撤销', [], { action: 'score.record', data: { draft } });
    expect(await bot.last('teacher')).toContain('已取消或已失效');
    expect((await bot.store.scoreEvents.ofTrainee(classId, 'zhao')).filter((event) => event.reverses)).toEqual([]);
    await bot.press('teacher', '取消');
    expect((await bot.store.scoreEvents.draft(draft))?.state).toBe('dropped');
  });

  it('ends a proposed bonus before anybody confirms it; a confirmed one is the evaluation team’s to take back', async () => {
    await bot.say('teacher', `/加分 ${classId} 赵一 班长 担任班长`);
    await bot.say('teacher', `/撤销记分 ${classId} 赵一 4 提错人`);
    await bot.press('teacher', '确认撤销');
    await expect(bot.press('team1', '确认加分')).rejects.toThrow('has no button');
    expect(await bot.screen('zhao')).not.toContain('记分更正');

    await bot.say('teacher', `/加分 ${classId} 赵一 班长 担任班长，履职良好`);
    await bot.press('team1', '确认加分');
    await bot.say('teacher', `/撤销记分 ${classId} 赵一 5 提错人`);
    expect(await bot.last('teacher')).toContain('须由考评工作小组其他同志');
    await bot.say('team2', `/撤销记分 ${classId} 赵一 5 未履职`);
    await bot.press('team2', '确认撤销');
    await bot.say('zhao', '我的成绩');
    expect(await bot.last('zhao')).toMatch(/加分项：0分\n　　已撤销：\S+加3分：担任班长，履职良好（撤销理由：未履职）/);
  });
});
