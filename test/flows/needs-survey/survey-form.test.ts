import { afterEach, describe, expect, it } from 'vitest';
import { bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { everyKind, surveySheet } from '../../helpers/survey-form.ts';
import { startWorld } from '../../helpers/world.ts';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

describe.each(variants)('a survey written as a sheet, on %s', (variant) => {
  it('asks by every kind in the same words, skips what a choice rules out, and strikes what is full', async () => {
    const world = await startWorld(variant);
    running.push(world);
    const isText = variant === 'dingtalk-markdown';
    await world.send('org', '问卷.xlsx', surveySheet(everyKind));
    expect(world.last('org')).toContain('“数字能力调查”将发给县财政局 5 人，共 11 题');
    await world.press('org', '确认发出');

    await world.press('zhao', '开始填写');
    if (isText) for (const line of ['B', 'A E A']) await world.say('zhao', line);
    else {
      await world.press('zhao', '提交', ['没有']);
      expect(world.last('zhao')).toContain('培训需要：公文处理');
      await world.press('zhao', '提交', ['非常符合']);
      await world.press('zhao', '提交', ['很不符合']);
      await world.press('zhao', '提交', ['上午班']);
    }
    expect(world.last('zhao')).toContain('请按先后顺序回复 2 个字母，例如：B A。');
    await world.say('zhao', 'A');
    expect(world.last('zhao')).toContain('请按先后顺序回复 2 个字母，在 A 到 C 中选择，每个只用一次，例如：B A');
    await world.say('zhao', 'C A');
    await world.say('zhao', '9');
    expect(world.last('zhao')).toContain('请回复 0 至 7 的数字，例如：5');
    await world.say('zhao', '4');
    await world.say('zhao', '3月16日');
    await world.say('zhao', '跳过');
    await world.say('zhao', '县农业农村局');
    await world.say('zhao', '增加上机练习');
    expect(world.last('zhao')).toContain('感谢您的填写');
    const sheet = await world.running.store.surveyAnswers.byId('D2026-1', 'zhao');
    expect(sheet?.answers.map(({ questionId, choices, text }) => [questionId, ...choices, text])).toEqual([
      ['q1', 'o2', ''],
      ['q3r1', 'o1', ''],
      ['q3r2', 'o5', ''],
      ['q4', 'o1', ''],
      ['q5', 'o3', 'o1', ''],
      ['q6', '4'],
      ['q7', '2026-03-16'],
      ['q8', ''],
      ['q9', '县农业农村局'],
      ['q10', '增加上机练习'],
    ]);

    await world.press('qian', '开始填写');
    if (isText) {
      await world.say('qian', 'A');
      await world.say('qian', 'AB A A');
      expect(world.last('qian')).toContain('（已满）上午班');
      await world.say('qian', 'A');
    } else {
      await world.press('qian', '提交', ['使用过']);
      await world.press('qian', '提交', ['网络慢']);
      for (const item of ['公文处理', '数据分析']) {
        expect(world.last('qian')).toContain(`培训需要：${item}`);
        await world.press('qian', '提交', ['一般']);
      }
      expect(world.last('qian')).toContain('（已满）上午班');
      await world.say('qian', '1');
    }
    expect(world.last('qian')).toContain('“上午班”名额已满，请选择其他选项');
    await world.say('qian', '继续');
    expect(world.last('qian')).toContain('（已满）上午班');
    await world.say('qian', isText ? 'B' : '2');
    expect(world.last('qian')).toContain('请按先后顺序回复');
  });
});

describe('a survey written as a sheet', () => {
  it('is told its faults by row, and an earlier one is handed out, changed and sent again', async () => {
    const bot = await startBareBot();
    running.push(bot);
    await bot.send(
      'org',
      '问卷.xlsx',
      surveySheet([{ title: '是否赞成', kind: '单选' }], { scope: '火星', closesOn: '昨天' }),
    );
    expect(await bot.last('org')).toMatch(
      /问卷表有 3 处需要更正，未保存：.*第 4 行“范围”：没有这个范围.*第 5 行“截止”：截止日期已经过去.*第 7 行“选项”：应填两个以上选项/s,
    );
    await bot.send('org', '问卷.xlsx', surveySheet(everyKind));
    await bot.press('org', '查看题目');
    expect(await bot.last('org')).toContain(
      '2. 使用中的困难（多选，最多选 2 项）：不会操作、网络慢、流程复杂；仅“是否使用过政务系统”为“使用过”时询问',
    );
    await bot.press('org', '确认发出');
    await bot.say('org', '/问卷表 D2026-1');
    await bot.send('org', '问卷.xlsx', await bot.fileTo('org'));
    expect(await bot.last('org')).toContain('“数字能力调查”将发给县财政局 5 人，共 11 题');
    await bot.say('org', '/再发调查 D2026-1 7天 县农业农村局');
    expect(await bot.last('org')).toContain('“数字能力调查”将发给县农业农村局');
    expect((await bot.store.surveys.byId('D2026-3'))?.repeats).toBe('D2026-1');
  });

  it('an option that was given back by going back is free for the next', async () => {
    const bot = await startBareBot();
    running.push(bot);
    await bot.send(
      'org',
      '问卷.xlsx',
      surveySheet([
        { title: '班次', kind: '单选', options: '上午（限1人）；下午' },
        { title: '建议', kind: '文字' },
      ]),
    );
    await bot.press('org', '确认发出');
    await bot.press('zhao', '开始填写');
    await bot.press('zhao', '提交', ['o1']);
    await bot.say('zhao', '上一题');
    await bot.press('qian', '开始填写');
    await bot.press('qian', '提交', ['o1']);
    expect(await bot.last('qian')).toContain('建议');
    await bot.press('zhao', '提交', ['o1']);
    expect(await bot.last('zhao')).toContain('名额已满');
    expect((await bot.store.optionSeats.takenIn('D2026-1')).map(({ takers }) => takers)).toEqual([['D2026-1:qian']]);
  });

  it('leaves the same sheets, seats and messages when it is broken off before any write', async () => {
    const [whole, broken] = await bothRuns(async (bot, crashing) => {
      running.push(bot);
      bot.crashing = crashing;
      await bot.send('org', '问卷.xlsx', surveySheet(everyKind));
      await bot.press('org', '先请人试填');
      await bot.say('org', '孙三');
      await bot.press('org', '确认发出');
      await bot.press('zhao', '开始填写');
      for (const said of ['2', '1', '1', '1', 'B A', '上一题', '上一题', '1', 'B A', '3']) await bot.say('zhao', said);
      await bot.say('org', '/延期调查 D2026-1 20天');
      await bot.say('org', '/调查进度 D2026-1');
      await bot.press('org', '提醒未填人员');
    });
    expect(broken?.crashes).toBeGreaterThan(20);
    expect(await broken?.dump()).toEqual(await whole?.dump());
    expect((await broken?.store.optionSeats.takenIn('D2026-1'))?.map(({ taken }) => taken)).toEqual([1]);
  });
});
