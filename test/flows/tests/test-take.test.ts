import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { testSheet } from '../../helpers/test-form.ts';

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian', 'sun']);
  bot.clock.moveTo(beijingTime('2026-03-14', '10:00'));
  await give();
});
afterEach(() => bot.stop());

async function give(more: Parameters<typeof testSheet>[0] = {}): Promise<void> {
  await bot.send('teacher', '试题.xlsx', testSheet(more));
  await bot.press('teacher', '确认发出');
}

async function take(who: string, ...choices: string[]): Promise<void> {
  await bot.say(who, '我的测试');
  await bot.press(who, '开始答题');
  for (const choice of choices) await bot.press(who, '提交', [choice]);
}

const sheetOf = (who: string, test = '2026-01-C1') => bot.store.testSheets.byId(test, who);

describe('taking a test', () => {
  it('counts every answer once, also when every step is broken off', async () => {
    bot.crashing = true;
    await take('zhao', 'o1', 'o2', 'o1', 'o1');
    await bot.press('zhao', '上一题');
    await bot.press('zhao', '提交', ['o3']);
    await bot.press('zhao', '交卷');
    expect(bot.crashes).toBeGreaterThan(0);
    const sheet = await sheetOf('zhao');
    expect([sheet?.state, sheet?.answers.map(({ choices }) => choices[0])]).toEqual(['done', ['o1', 'o2', 'o1', 'o3']]);
  });

  it('goes on where it was left, with the time it has: beginning again gives no more', async () => {
    await take('zhao', 'o1');
    bot.clock.moveTo(beijingTime('2026-03-14', '10:20'));
    await bot.say('zhao', '我的测试');
    expect(await bot.last('zhao')).toMatch(/入学测试 2\/4[\s\S]*请在10:3[01]前答完/);
    expect(await bot.screen('zhao')).toContain('（请在下方继续作答）');
    expect(await bot.last('zhao')).not.toContain('开始答题');
    expect((await sheetOf('zhao'))?.endsAt).toEqual(beijingTime('2026-03-14', '10:31'));
  });

  it('takes no answer after its time; what was answered by then counts', async () => {
    await take('zhao', 'o1');
    bot.clock.moveTo(beijingTime('2026-03-14', '10:31'));
    await bot.press('zhao', '提交', ['o1']);
    expect(await bot.last('zhao')).toContain('时间已到，已答 1 题计入成绩');
    expect((await sheetOf('zhao'))?.answers).toHaveLength(1);
  });

  it('shows no result and no explanation before its end, and none to others', async () => {
    await take('zhao', 'o1', 'o1', 'o1', 'o1');
    await bot.press('zhao', '交卷');
    const explain = { action: 'test.explain', data: { test: '2026-01-C1' } };
    expect(await bot.forge('zhao', explain)).toContain('截止后公布成绩和解析');
    bot.clock.moveTo(beijingTime('2026-03-18', '09:00'));
    expect(await bot.forge('zhao', explain)).toContain('全部答对');
    expect(await bot.forge('li', explain)).toContain('没有需要您参加的这项测试');
  });
});

describe('a test', () => {
  it('is told once after its end; a wrong key that is put right is told to those whose result changes', async () => {
    await take('zhao', 'o1', 'o1', 'o1', 'o1');
    await take('qian', 'o2', 'o1', 'o1', 'o1');
    bot.clock.moveTo(beijingTime('2026-03-18', '08:03'));
    for (let run = 0; run < 2; run += 1) await bot.runJob('close-tests');
    expect((await bot.screen('zhao')).split('100分（满分100分），答对 4/4 题')).toHaveLength(2);
    const at = ((await sheetOf('qian'))?.answers[0]?.questionId ?? 'q1').slice(1);
    expect(await bot.ask('teacher', `/改答案 2026-01-C1 ${at} B`)).toContain('成绩有变化的 2 人已告知');
    expect(await bot.last('qian')).toMatch(/测试成绩更正[\s\S]*100分/);
    expect(await bot.ask('teacher', `/改答案 2026-01-C1 ${at} D`)).toContain('答案填选项字母');
    expect(await bot.ask('teacher', '/改答案 2026-01-C1 9 B')).toContain('没有第 9 题');
  });

  it('at the exit tells growth since the entry by topic, to the class teacher and to each who took both', async () => {
    await take('zhao', 'o2', 'o2', 'o2', 'o2');
    bot.clock.moveTo(beijingTime('2026-03-18', '08:03'));
    await bot.runJob('close-tests');
    await give({ name: '结业测试', purpose: 'exit' });
    await take('zhao', 'o1', 'o1', 'o1', 'o1');
    bot.clock.moveTo(beijingTime('2026-03-22', '08:03'));
    await bot.runJob('close-tests');
    expect(await bot.last('zhao')).toContain('党性：入学测试答对 0%，本次 100%');
    expect(await bot.ask('teacher', '/测试情况 2026-01-C2')).toMatch(
      /两次都参加 1 人[\s\S]*党性：0%→100%，提高 100 个百分点/,
    );
    expect(await bot.store.scoreEvents.ofTrainee('2026-01', 'zhao')).toEqual([]);
  });

  it('gets another last day, and is called off: nobody answers any more, nothing is told', async () => {
    expect(await bot.ask('teacher', '/改测试 2026-01-C1 5天')).toContain('已告知未参加的 3 人');
    await take('zhao', 'o1');
    await bot.say('teacher', '/取消测试 2026-01-C1 题目需要调整');
    await bot.press('teacher', '确认取消测试');
    expect(await bot.last('zhao')).toContain('已取消，无需参加');
    bot.clock.moveTo(beijingTime('2026-03-22', '08:03'));
    await bot.runJob('close-tests');
    expect(await bot.screen('zhao')).not.toContain('测试成绩');
    expect(await bot.ask('teacher', '/改测试 2026-01-C1 5天')).toContain('已取消或已结束');
  });

  it('is given by the school and the class teacher, and to nobody’s own class', async () => {
    await bot.send('zhao', '试题.xlsx', testSheet());
    expect(await bot.last('zhao')).not.toContain('测试预览');
    expect(await bot.ask('zhao', '/测试情况 2026-01-C1')).toContain('没有办理这一事项的权限');
  });
});
