import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';
const first = '2026-01-01';
let bot: BareBot;

/** 钱二 is on sick leave all of the first day, 16 March 2026. */
async function onLeave(bot: BareBot, typed = '/请假 病假 3月16日 到医院就诊'): Promise<void> {
  await teachClass(bot.store, ['zhao', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-15', '19:00'));
  await bot.say('qian', typed);
  await bot.press('qian', '提交');
  await bot.press('teacher', '同意');
}

beforeEach(async () => {
  bot = await startBareBot();
});
afterEach(() => bot.stop());

const leaves = () => bot.store.leaves.ofTrainee(classId, 'qian');

describe('coming back from leave', () => {
  it('ends the leave now, signs in to the session that runs, and tells the class teacher', async () => {
    await onLeave(bot);
    bot.clock.moveTo(beijingTime('2026-03-16', '10:00'));
    await bot.say('qian', '销假');
    expect(await bot.last('qian')).toMatch(
      /已销假。您3月16日 周一 全天的病假到3月16日 周一 10:00为止。“开班式暨入学教育”已签到。累计请假1小时30分/,
    );
    expect(await bot.last('teacher')).toMatch(/【销假告知】钱二（县财政局）.*10:00为止/);
    expect((await bot.store.signIns.byId(first, 'qian'))?.at).toEqual((await leaves())[0]?.toAt);
    await bot.say('teacher', `/签到情况 ${classId} 今天`);
    expect(await bot.screen('teacher')).toMatch(/按时签到：钱二（10:00）/);
    await bot.say('qian', '我的请假');
    expect(await bot.last('qian')).toContain('病假：已同意，已销假（3月16日 周一 10:00）');
  });

  it('leaves no excuse for what comes after it: the afternoon missed is absence, the morning costs nothing', async () => {
    await onLeave(bot);
    bot.clock.moveTo(beijingTime('2026-03-16', '10:00'));
    await bot.say('qian', '销假');
    bot.clock.moveTo(beijingTime('2026-03-16', '15:10'));
    await bot.say('teacher', `/点到 ${classId} 缺课：钱二`);
    await bot.press('teacher', '确认点到');
    bot.clock.moveTo(beijingTime('2026-03-16', '20:43'));
    await bot.runJob('score-attendance');
    const events = await bot.store.scoreEvents.ofTrainee(classId, 'qian');
    expect(events.map(({ step, deltaHundredths }) => [step, deltaHundredths])).toEqual([['absent', -500]]);
  });

  it('gives back leave by a card that an earlier version sent, whose press had another name', async () => {
    await onLeave(bot, '/请假 病假 3月16日 下午 到医院就诊');
    await bot.say('qian', '销假');
    const [leave] = await leaves();
    await bot.press('qian', '撤销第 1 项', [], { action: 'leave.giveBack', data: { leave: leave?._id ?? '' } });
    expect(await bot.last('qian')).toMatch(/已销假。您3月16日 周一 下午的病假已撤销/);
  });

  it('gives back leave that has not begun, as if it had never been asked for', async () => {
    await onLeave(bot, '/请假 病假 3月16日 下午 到医院就诊');
    await bot.say('qian', '销假');
    expect(await bot.last('qian')).toContain('1. 3月16日 周一 下午 病假');
    await bot.press('qian', '撤销第 1 项');
    expect(await bot.last('qian')).toMatch(
      /已销假。您3月16日 周一 下午的病假已撤销。请假上限为8小时34分（总学时60小时的1\/7），目前未请假/,
    );
    expect(await bot.last('teacher')).toContain('钱二（县财政局）3月16日 周一 下午的病假已撤销');
    await bot.say('qian', '/请假 事假 3月16日 参加会议');
    expect(await bot.last('qian')).toContain('请假单预览');
  });

  it('has nothing to end where nobody is on leave', async () => {
    await onLeave(bot);
    await bot.say('zhao', '销假');
    expect(await bot.last('zhao')).toContain('没有请假，无需销假');
    bot.clock.moveTo(beijingTime('2026-03-17', '08:00'));
    await bot.say('qian', '/销假');
    expect(await bot.last('qian')).toContain('没有请假，无需销假');
  });

  it('may be entered by the class teacher, now or for a time before, and is told to the trainee', async () => {
    await onLeave(bot);
    bot.clock.moveTo(beijingTime('2026-03-16', '16:00'));
    await bot.say('teacher', `/销假 ${classId} 钱二 今天 18:00`);
    expect(await bot.last('teacher')).toContain('返课时间还没有到');
    await bot.say('teacher', `/销假 ${classId} 赵一`);
    expect(await bot.last('teacher')).toContain('赵一3月16日 周一 16:00没有请假');
    await bot.say('teacher', `/销假 ${classId} 钱二 今天 14:35`);
    expect(await bot.last('teacher')).toContain('已登记钱二销假');
    expect(await bot.last('qian')).toMatch(/郑老师已为您登记销假：.*14:35为止。“[^”]*”已签到。/);
    expect((await leaves())[0]?.returns).toMatchObject([
      { by: 'teacher', insteadOf: beijingTime('2026-03-17', '00:00') },
    ]);
    await bot.say('qian', '销假');
    expect(await bot.last('qian')).toContain('没有请假，无需销假');
  });

  it('is entered for others by the staff of the class alone', async () => {
    await onLeave(bot);
    bot.clock.moveTo(beijingTime('2026-03-16', '10:00'));
    await bot.say('zhao', `/销假 ${classId} 钱二`);
    expect(await bot.last('zhao')).toContain('没有办理这一事项的权限');
    expect((await leaves())[0]?.returns).toBeUndefined();
  });
});

it('a return broken off at any point leaves the same leaves, marks and messages', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    onTestFinished(() => bot.stop());
    await onLeave(bot);
    await bot.say('qian', '/请假 事假 3月17日 上午 参加会议');
    await bot.press('qian', '提交');
    await bot.press('teacher', '同意');
    bot.crashing = crashing;
    bot.clock.moveTo(beijingTime('2026-03-16', '10:00'));
    await bot.say('qian', '销假');
    await bot.say('qian', '销假');
    await bot.press('qian', '撤销第 1 项');
  });
  expect(broken?.crashes).toBeGreaterThan(3);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  const rows = await whole?.store.leaves.ofTrainee(classId, 'qian');
  expect(rows?.map((row) => row.returns?.length)).toEqual([1, 1]);
});

it.each(variants)('on %s the word, a press and a typed number all end leave', async (variant) => {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  const { store } = world.running;
  await teachClass(store, ['zhao', 'qian']);
  await world.at('2026-03-15', '19:00');
  for (const [userId, half] of [
    ['zhao', '上午'],
    ['qian', '下午'],
  ] as const) {
    await world.say(userId, `/请假 病假 3月16日 ${half} 到医院就诊`);
    await world.press(userId, '提交');
    await world.press('teacher', '同意');
  }
  await world.say('qian', '销假');
  await world.say('qian', '1');
  expect(world.last('qian')).toContain('下午的病假已撤销');
  await world.at('2026-03-16', '09:10');
  await world.say('zhao', '销假');
  expect(world.last('zhao')).toContain('“开班式暨入学教育”已签到');
  expect(world.logged).toEqual([]);
});
