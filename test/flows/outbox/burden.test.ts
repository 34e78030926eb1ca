import { expect, it, onTestFinished } from 'vitest';
import { addDays } from '../../../src/calendar/beijing-time.ts';
import { burdenOf } from '../../../src/outbox/burden.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const trainees = ['zhao', 'qian', 'sun', 'li', 'zhou', 'wu', 'head-fin'];
const days = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11].map((each) => addDays('2026-03-16', each));

/**
 * 赵一 is always on time, 钱二 late on every second morning, 孙三 types, 李四 stays away on every third day; 周五 is late every half-day, 吴六
 * never comes, 蒋局长 loses points every day.
 */
async function attend(
  world: World,
  day: number,
  [early, late, over]: readonly [string, string, string],
): Promise<void> {
  const dateOn = days[day - 1] ?? '';
  const isLate = day % 2 === 0 && early < '12:00';
  await world.at(dateOn, early);
  await world.press('zhao', '签到');
  await world.say('sun', '签到');
  if (!isLate) await world.press('qian', '签到');
  if (day % 3 !== 0) await world.press('li', '签到');
  await world.press('head-fin', '签到');
  await world.at(dateOn, late);
  if (isLate) await world.press('qian', '签到');
  await world.press('zhou', '签到');
  await world.at(dateOn, over);
  await world.press('teacher', '确认均缺课');
  if (early > '12:00') {
    await world.say('teacher', `/记分 2026-01 蒋局长 纪律建设 使用手机 第${day}天课上使用手机`);
  }
}

it.each(variants)(
  'on %s ten days of class cost nobody more messages than the rules say, beside answers',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await teachClass(world.running.store, trainees);
    for (const [index, dateOn] of days.entries()) {
      await attend(world, index + 1, ['08:05', '08:49', '09:10']);
      await attend(world, index + 1, ['14:05', '14:49', '15:10']);
      await world.at(dateOn, '20:44');
    }
    await world.at('2026-03-30', '07:40');
    const { store, app } = world.running;
    const reached = await store.deliveries.reachedBetween(new Date(0), new Date(8.64e15), trainees);
    const burdens = burdenOf(reached);
    const { messagesPerClass } = app.packs.on('2026-03-16').burden;
    expect([...burdens.keys()].sort()).toEqual([...trainees].sort());
    for (const [cadreId, { messages, byCause }] of burdens) {
      expect(messages, cadreId).toBeLessThanOrEqual(messagesPerClass);
      expect(byCause.get('other'), cadreId).toBeUndefined();
    }
  },
);

it('keeps what may wait until the next morning once somebody had six messages, and tells the sender before', async () => {
  const world = await startWorld('wecom');
  onTestFinished(() => world.stop());
  await teachClass(world.running.store, ['zhao', 'qian', 'sun', 'li']);
  const notice = async (number: number) => {
    await world.say('teacher', `/通知 2026-01 第${number}号通知，请查收`);
    const shown = world.last('teacher');
    await world.press('teacher', '确认发出');
    return shown;
  };
  for (let number = 1; number <= 6; number += 1) expect(await notice(number)).not.toContain('已达上限');
  expect(await notice(7)).toMatch(/其中 4 人今日收到的消息已达上限，将于明早送达：.*赵一/);
  expect([world.count('zhao', '第6号通知'), world.count('zhao', '第7号通知')]).toEqual([1, 0]);
  await world.say('org', '/需求调查 2026年培训需求 县财政局 7天');
  expect(world.last('org')).toMatch(/其中 3 人今日收到的消息已达上限，将于明早送达：[^。]*孙三/);
  await world.press('org', '取消');
  await world.at('2026-03-03', '07:40');
  expect(world.count('zhao', '第7号通知')).toBe(1);
  await world.say('org', '/减负周报');
  expect(world.last('org')).toMatch(
    /收到消息 \d+ 人，每人 7 条（中位数），最多 7 条[\s\S]*超过 6 条的 0 人[\s\S]*班级通知和资料 28 条/,
  );
  expect(world.last('org')).not.toContain('赵一');
  await world.say('zhao', '我的消息量');
  expect(world.last('zhao')).toContain('发给您的消息 7 条');
  await world.say('zhao', '/减负周报');
  expect(world.last('zhao')).toContain('没有办理这一事项的权限');
});
