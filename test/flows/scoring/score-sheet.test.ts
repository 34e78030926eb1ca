import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { httpVariants } from '../../helpers/county.ts';
import { filledIn } from '../../helpers/filled-sheet.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';
let bot: BareBot;

beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-16', '10:00'));
});
afterEach(() => bot.stop());

const events = async () =>
  (await bot.store.scoreEvents.ofClass(classId))
    .map(({ cadreId, step, deltaHundredths, reason }) => [cadreId, step, deltaHundredths, reason].join(' '))
    .sort();

async function blank(): Promise<Buffer> {
  await bot.say('teacher', '/记分表');
  return bot.fileTo('teacher');
}

describe('a score sheet', () => {
  it('is handed out with every trainee, comes back filled in, is shown, and is recorded by the button alone', async () => {
    const sheet = await filledIn(await blank(), (set) => {
      set('赵一', '课堂互动·提问', 3);
      set('赵一', '事由', '三次主动提问');
      set('钱二', '调研与结业成果·成果评阅', '13.5');
      set('钱二', '班务履职', 'A');
      set('钱二', '学习态度', '√');
    });
    await bot.send('teacher', `${classId}班记分表.xlsx`, sheet);
    expect(await bot.last('teacher')).toMatch(/2 人记分 6 笔/);
    expect(await events()).toEqual([]);
    await bot.press('teacher', '确认记分');
    expect(await events()).toEqual([
      'qian duty 800 班务履职评定',
      'qian paper 675 成果评阅',
      'qian taskOnTime 100 按时完成一项学习任务',
      ...Array(3).fill('zhao interaction 100 三次主动提问'),
    ]);
  });

  it('shows every line up to twenty; more are shown by their figures, with the list as a sheet', async () => {
    const bytes = await blank();
    const fill = (times: number) => (set: (row: string, header: string, value: string | number) => void) => {
      set('赵一', '课堂互动·提问', times);
      set('钱二', '班务履职', 6);
    };
    await bot.send('teacher', '记分表.xlsx', await filledIn(bytes, fill(19)));
    expect((await bot.last('teacher')).match(/赵一 课堂互动 加1分/g)).toHaveLength(19);
    expect(await bot.last('teacher')).toContain('钱二 班务履职 评6分（班务履职评定）');
    await bot.press('teacher', '取消');
    await bot.send('teacher', '记分表.xlsx', await filledIn(bytes, fill(20)));
    expect(await bot.last('teacher')).toContain('课堂互动：1 人 20 笔，合计加20分');
    await bot.press('teacher', '发送表格');
    expect(await bot.last('teacher')).toContain('记分预览.xlsx');
  });

  it('tells each trainee once what was entered for them', async () => {
    const sheet = await filledIn(await blank(), (set) => {
      set('赵一', '课堂互动·提问', 2);
      set('钱二', '学习态度', 1);
    });
    await bot.send('teacher', '记分表.xlsx', sheet);
    expect(await bot.screen('zhao')).toBe('');
    await bot.press('teacher', '确认记分');
    expect(await bot.screen('zhao')).toMatch(
      /^【记分告知】\n“中青年干部培训班”共 2 笔：\n课堂互动加1分，事由：[^\n]*。\n课堂互动加1分，事由：[^\n]*。\n如有异议/,
    );
    expect((await bot.screen('qian')).match(/【记分告知】/g)).toHaveLength(1);
  });

  it('with mistakes records nothing and names each cell', async () => {
    const sheet = await filledIn(await blank(), (set) => {
      set('赵一', '课堂互动·提问', '很多');
      set('赵一', '编号', 'qian');
      set('钱二', '调研与结业成果·成果评阅', 16);
    });
    await bot.send('teacher', '记分表.xlsx', sheet);
    expect(await bot.last('teacher')).toMatch(/3 处需要更正，全部未记分/);
    expect(await bot.last('teacher')).toContain('应填 0 到 15 之间的分值');
  });

  it('of another class is refused to whoever may not score there, and a stranger sheet is told from it', async () => {
    const sheet = await blank();
    await bot.send('zhao', '记分表.xlsx', sheet);
    expect(await bot.last('zhao')).not.toContain('记分预览');
    await bot.send('teacher', '名单.csv', Buffer.from('甲,乙\n1,2\n'));
    expect(await bot.last('teacher')).toMatch(/未能识别这份表格（首行为：甲、乙）[\s\S]*记分表/);
  });
});

it('its rows may be pasted behind the command, and are read as the file is', async () => {
  await bot.say(
    'teacher',
    `/记分表 ${classId}\n编号\t姓名\t学习态度·按时完成一项学习任务\t事由\n\t赵一\t1\t按时完成作业\n\t钱二\t√\t`,
  );
  expect(await bot.last('teacher')).toMatch(/2 人记分 2 笔/);
  await bot.press('teacher', '确认记分');
  expect(await events()).toEqual(['qian taskOnTime 100 按时完成一项学习任务', 'zhao taskOnTime 100 按时完成作业']);
});

it('several names in one line are one mark each, by 、 or by spaces', async () => {
  await bot.say('teacher', `/记分 ${classId} 赵一、钱二 学习态度 按时完成作业`);
  expect(await bot.last('teacher')).toMatch(/2 人记分 2 笔/);
  await bot.say('teacher', `/记分 ${classId} 赵一 钱二 学习态度 按时完成作业`);
  await bot.press('teacher', '确认记分');
  expect(await events()).toHaveLength(2);
});

it.each(httpVariants)('a sheet sent in the conversation arrives on %s', async (variant) => {
  const world = await startWorld(variant);
  await teachClass(world.running.store, ['zhao', 'qian']);
  await world.at('2026-03-16', '10:00');
  await world.send('teacher', '照片.png', Buffer.from('89504e470d0a1a0a0000', 'hex'));
  expect(world.last('teacher')).toContain('您发来的图片已收到，目前没有需要它的事项。');
  const sheet = await filledIn(await blank(), (set) => set('赵一', '学习态度', 1));
  await world.send('teacher', `${classId}班记分表.xlsx`, sheet);
  expect(world.screen('teacher')).toMatch(/1 人记分 1 笔/);
  await world.send('teacher', '照片.png', Buffer.from('89504e470d0a1a0a0000', 'hex'));
  expect(world.last('teacher')).toContain('收到图片 1 张，作为“赵一学习态度加1分（按时完成一项学习任务）”的依据？');
  await world.stop();
});
