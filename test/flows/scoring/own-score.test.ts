import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { finishedClass, publishedClass } from '../../helpers/scored-class.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
});
afterEach(() => bot.stop());

describe('one’s own points', () => {
  it('are shown without grade or rank before these are published, the same however often one asks', async () => {
    await finishedClass(bot);
    await bot.say('zhao', '我的成绩');
    const first = await bot.last('zhao');
    expect(first).toContain('总分92分');
    expect(first).not.toMatch(/优秀|第 1 名/);
    await bot.say('zhao', '成绩');
    expect(await bot.last('zhao')).toBe(first);
  });

  it('count the attendance of the day, before the evening’s job has', async () => {
    await teachClass(bot.store, ['zhao']);
    bot.clock.moveTo(beijingTime('2026-03-16', '12:00'));
    await bot.say('zhao', '我的成绩');
    expect(await bot.last('zhao')).toContain('出勤情况：起评20分，得20/20分');
    await bot.say('teacher', `/点到 ${classId} 缺课：赵一`);
    await bot.press('teacher', '确认点到');
    await bot.say('zhao', '我的成绩');
    expect(await bot.last('zhao')).toContain('出勤情况：起评20分，得15/20分');
  });

  it('are shown with grade, reasons and rank once published, to nobody but the trainee', async () => {
    await publishedClass(bot);
    await bot.say('qian', '我的成绩');
    expect(await bot.last('qian')).toMatch(/总分91分（常规项91分），按标准为优秀。[\s\S]*列第 2 名/);
    await bot.say('head-fin', `/我的成绩 ${classId}`);
    expect(await bot.last('head-fin')).toContain('您没有参加班次');
  });

  it('are none where one attends no class', async () => {
    await bot.say('zhao', '我的成绩');
    expect(await bot.last('zhao')).toBe('您目前没有参加的班次，暂无成绩。');
  });
});
