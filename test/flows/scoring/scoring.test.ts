import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { keptList } from '../../helpers/kept-list.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
let bot: BareBot;

/** A class with two trainees, on its first morning. */
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-16', '10:00'));
});
afterEach(() => bot.stop());

const record = (who: string, words: string) => bot.say(who, `/记分 ${classId} ${words}`);
const entries = async () =>
  (await bot.store.scoreEvents.ofClass(classId)).map(({ cadreId, step }) => [cadreId, step]).sort();

describe('recording points', () => {
  it('of one entry is done at once, and the trainee is told with the right to object', async () => {
    await record('teacher', '赵一 课堂互动 提问 主动提问');
    expect(await bot.last('teacher')).toContain('已为赵一记分：课堂互动加1分，事由：主动提问。');
    expect(await bot.last('zhao')).toMatch(/课堂互动加1分，事由：主动提问。如有异议，请在 2 个工作日内/);
    expect(await entries()).toEqual([['zhao', 'interaction']]);
  });

  it('of several entries is shown first, and done once they are confirmed', async () => {
    await record('teacher', '\n赵一 课堂互动 提问 主动提问\n钱二 课堂互动 提问 点评同学发言');
    expect(await bot.last('teacher')).toMatch(/记分预览[\s\S]*记分 2 笔：\n赵一 课堂互动 加1分（主动提问）\n钱二/);
    expect(await entries()).toEqual([]);
    await bot.press('teacher', '确认记分');
    expect(await entries()).toEqual([
      ['qian', 'interaction'],
      ['zhao', 'interaction'],
    ]);
  });

  it('of several entries leaves nothing behind when the preview is dropped', async () => {
    await record('teacher', '\n赵一 课堂互动 提问 主动提问\n钱二 课堂互动 提问 点评同学发言');
    await bot.press('teacher', '取消');
    await expect(bot.press('teacher', '确认记分')).rejects.toThrow('has no button');
    expect(await entries()).toEqual([]);
  });

  it('of several entries records none where one of them cannot be read, and names its line', async () => {
    await record('teacher', '\n赵一 课堂互动 提问 主动提问\n孙三 课堂互动 提问 点评同学发言');
    expect(await bot.last('teacher')).toMatch(/有 1 行不能记分，全部未记分：\n第 2 行：.*孙三/);
    expect(await entries()).toEqual([]);
  });

  it('of a paper says which marker this is, refuses a second mark of the same one, and a marker too many', async () => {
    await record('teacher', '赵一 结业成果 12');
    expect(await bot.last('teacher')).toContain(
      '已为赵一记分：调研与结业成果，评阅人 1/2：12分，还需另一人评阅，事由：成果评阅。',
    );
    await record('teacher', '赵一 结业成果 13');
    expect(await bot.last('teacher')).toContain('赵一的“成果评阅”您此前已评过，须由另一人评阅');
    await record('teacher', '\n赵一 结业成果 13\n钱二 结业成果 13');
    expect(await bot.last('teacher')).toContain('赵一的“成果评阅”您此前已评过');
    await record('school', '赵一 结业成果 13');
    expect(await bot.last('zhao')).toContain('调研与结业成果，评阅人 2/2：13分，事由：成果评阅。');
    await record('admin', '赵一 结业成果 13');
    expect((await entries()).map(([, step]) => step)).toEqual(['paper', 'paper']);
  });

  it('is for those who run the class alone, and so is the list of everybody’s points', async () => {
    for (const words of [`/记分 ${classId} 赵一 课堂互动 提问 主动提问`, `/成绩 ${classId}`]) {
      await bot.say('qian', words);
      expect(await bot.last('qian')).toContain('没有办理这一事项的权限');
    }
    expect(await entries()).toEqual([]);
  });
});

it('the points of a class are listed with the highest first', async () => {
  await record('teacher', '钱二 课堂互动 提问 主动提问');
  await bot.say('teacher', `/成绩 ${classId}`);
  expect(await bot.last('teacher')).toContain('现有得分（等次未评定，仅供工作使用）：共 2 人');
  expect(await bot.last('teacher')).not.toMatch(/钱二|赵一/);
  expect(await keptList(bot, 'teacher')).toMatch(/\n钱二　.*\n赵一　/);
  await bot.store.classes.move(classId, ['planned'], 'graded');
  await bot.say('teacher', `/成绩 ${classId}`);
  expect(await bot.last('teacher')).toContain('现有得分（仅供工作使用）：');
});
