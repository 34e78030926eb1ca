import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';

const classId = '2026-01';
const link = 'https://www.example.cn/anli.html';
let bot: BareBot;

/** Monday, 2 March 2026: 赵一, 钱二 and 孙三 are called up, 赵一 has confirmed; a notice and study material go out. */
beforeEach(async () => {
  bot = await startBareBot();
  await bot.say('school', '/开班 中青年干部培训班 2026-03-16 2026-03-27 郑老师 理论武装');
  await bot.press('school', '确认开班');
  await bot.say('school', `/课程 ${classId} 标准`);
  await bot.say('org', `/点名 ${classId} 3 科级副职`);
  await bot.press('org', '确认发出');
  await bot.press('zhao', '确认参加');
  await bot.say('teacher', `/通知 ${classId} 请带一份调研选题`);
  await bot.press('teacher', '确认发出');
  await bot.say('teacher', `/资料 ${classId} 乡村振兴案例 ${link}`);
  await bot.press('teacher', '确认发出');
});
afterEach(() => bot.stop());

async function runAt(dateOn: string, clock: string): Promise<void> {
  bot.clock.moveTo(beijingTime(dateOn, clock));
  await bot.runJob('send-standing');
}

async function times(cadreId: string, words: string): Promise<number> {
  return (await bot.screen(cadreId)).split(words).length - 1;
}

const lateCome = async () => {
  await bot.say('org', `/增补 ${classId} 李四 工作需要`);
  await bot.press('org', '确认增补');
};

describe('what stands in a class', () => {
  it('goes to everybody who was named, whatever they have answered, and to nobody twice', async () => {
    await runAt('2026-03-02', '09:32');
    for (const cadreId of ['zhao', 'qian', 'sun']) {
      expect(await times(cadreId, '请带一份调研选题')).toBe(1);
      expect(await times(cadreId, '乡村振兴案例')).toBe(1);
    }
    expect(await bot.ask('teacher', '/通知进度 2026-01-T1')).toContain('共 3 人，已读 0 人');
  });

  it('is sent once to whoever is added later, who counts from then on; the timetable comes with the confirmation', async () => {
    await lateCome();
    await runAt('2026-03-02', '09:32');
    await runAt('2026-03-02', '09:37');
    expect([await times('li', '请带一份调研选题'), await times('li', '乡村振兴案例')]).toEqual([1, 1]);
    expect(await bot.ask('teacher', '/通知进度 2026-01-T1')).toContain('共 4 人');
    expect(await times('li', '课程表')).toBe(0);
    await bot.press('li', '确认参加');
    await runAt('2026-03-02', '09:42');
    await runAt('2026-03-02', '09:47');
    expect(await times('li', '课程表')).toBe(1);
    expect(await times('teacher', '新增学员李四')).toBe(1);
  });

  it('no longer counts who has left, and comes again to who is called up once more', async () => {
    await bot.press('qian', '收到，照办');
    await bot.say('org', `/撤销调训 ${classId} 钱二 另有重要任务`);
    await bot.press('org', '确认撤销');
    expect(await bot.ask('teacher', '/通知进度 2026-01-T1')).toContain('共 2 人，已读 0 人');
    await bot.say('org', `/增补 ${classId} 钱二 任务已完成`);
    await bot.press('org', '确认增补');
    await runAt('2026-03-02', '09:32');
    await runAt('2026-03-02', '09:37');
    expect([await times('qian', '请带一份调研选题'), await times('qian', '乡村振兴案例')]).toEqual([2, 1]);
  });

  it('does not go to who is added after it was recalled, not even when it is recalled in the middle of the run', async () => {
    await lateCome();
    bot.clock.moveTo(beijingTime('2026-03-02', '09:32'));
    const { deliveries } = bot.store;
    const known = deliveries.known.bind(deliveries);
    deliveries.known = async (keys) => {
      deliveries.known = known;
      await bot.say('teacher', '/撤回 2026-01-T1');
      await bot.press('teacher', '确认撤回');
      return known(keys);
    };
    await bot.runJob('send-standing').catch(() => undefined);
    await runAt('2026-03-02', '09:37');
    expect([await times('li', '请带一份调研选题'), await times('li', '乡村振兴案例')]).toEqual([0, 1]);
  });
});

it('names in the preview of a notice who is not in yet, and why', async () => {
  const preview = await bot.ask('teacher', `/通知 ${classId} 明天上午集中报到`);
  expect(preview).toContain('全体学员 3 人');
  expect(preview).toContain('其中 2 人尚未入班，同样送达：已发通知，待答复 2 人（钱二、孙三）');
});
