import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const reminders = '请回执：班级通知';

describe.each(variants)('a card that is put off, on %s', (variant) => {
  let world: World;
  /** Monday, 2 March 2026, 09:03; the answer is due on Wednesday, 17:30. */
  beforeEach(async () => {
    world = await startWorld(variant);
    await teachClass(world.running.store, ['zhao', 'qian']);
    await world.say('teacher', '/通知 2026-01 请报送调研选题');
    await world.press('teacher', '确认发出');
  });
  afterEach(() => world.stop());

  const shown = () => world.count('zhao', '请报送调研选题');
  const putOff = async (until: string) => {
    await world.press('zhao', '稍后提醒');
    await world.press('zhao', until);
  };

  it('comes back once at the time that was chosen, and its task says when', async () => {
    await putOff('明天08:30');
    expect(world.last('zhao')).toContain('将于3月3日 周二 08:30再次提醒');
    await world.say('zhao', '待办');
    expect(world.last('zhao')).toContain('（3月4日 周三 17:30前，3月3日 周二 08:30再提醒）');
    const before = shown();
    await world.at('2026-03-03', '08:29');
    expect(shown()).toBe(before);
    await world.at('2026-03-03', '08:31');
    await world.at('2026-03-03', '09:00');
    expect(shown()).toBe(before + 1);
    await world.press('zhao', '收到，照办');
    await world.say('teacher', '/通知进度 2026-01-T1');
    expect(world.last('teacher')).toContain('已回执 1 人');
  });

  it('is not reminded of before that, and others are', async () => {
    await world.at('2026-03-03', '17:20');
    await putOff('今晚20:00');
    await world.at('2026-03-03', '17:45');
    expect([world.count('zhao', reminders), world.count('qian', reminders)]).toEqual([0, 1]);
    await world.at('2026-03-03', '20:01');
    await world.at('2026-03-03', '20:31');
    expect(world.count('zhao', reminders)).toBe(0);
    await world.at('2026-03-04', '13:45');
    expect(world.count('zhao', reminders)).toBe(1);
  });

  it('does not come back once it was answered, or the notice taken back', async () => {
    await putOff('今晚20:00');
    await world.say('zhao', '待办');
    await world.press('zhao', '办理第 1 项');
    await world.press('zhao', '收到，照办');
    await world.press('qian', '稍后提醒');
    await world.press('qian', '今晚20:00');
    await world.say('teacher', '/撤回 2026-01-T1');
    await world.press('teacher', '确认撤回');
    const before = [world.items('zhao').length, world.items('qian').length];
    await world.at('2026-03-02', '20:01');
    expect([world.items('zhao').length, world.items('qian').length]).toEqual(before);
  });

  it('is never put off beyond its deadline', async () => {
    await world.at('2026-03-04', '16:00');
    await world.press('zhao', '稍后提醒');
    expect(world.last('zhao')).toContain('一小时后');
    expect(world.last('zhao')).not.toMatch(/今晚|明天/);
    await world.at('2026-03-04', '17:00');
    await world.say('zhao', '待办');
    await world.press('zhao', '办理第 1 项');
    await world.press('zhao', '稍后提醒');
    expect(world.last('zhao')).toContain('不能再推迟');
  });

  it('comes at the last of the times that were chosen, and not at the one before', async () => {
    await putOff('一小时后');
    await world.advanceMinutes(1);
    await putOff('今晚20:00');
    const before = shown();
    await world.at('2026-03-02', '10:10');
    expect(shown()).toBe(before);
    await world.at('2026-03-02', '20:01');
    expect(shown()).toBe(before + 1);
  });
});

describe('a card that is put off while somebody else closes it', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    const classId = await teachClass(bot.store, []);
    await bot.say('org', `/点名 ${classId} 2 科级副职`);
    await bot.press('org', '确认发出');
    await bot.say('org', `/撤销调训 ${classId} 赵一 另有重要任务`);
    await bot.press('zhao', '稍后提醒');
  });
  afterEach(() => bot.stop());

  it('does not come back', async () => {
    const { sentCards } = bot.store;
    const settle = sentCards.settleCard.bind(sentCards);
    vi.spyOn(sentCards, 'settleCard').mockImplementationOnce(async (...what) => {
      await bot.press('zhao', '明天08:30');
      return settle(...what);
    });
    await bot.press('org', '确认撤销');
    expect(await bot.store.sentCards.openCards('zhao', bot.clock.now(), 50)).toEqual([]);
  });
});
