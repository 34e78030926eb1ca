import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { photo } from '../../helpers/proof-files.ts';
import { finishedClass } from '../../helpers/scored-class.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';
let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
});
afterEach(() => bot.stop());

describe('a veto', () => {
  beforeEach(async () => {
    await teachClass(bot.store, ['zhao', 'qian']);
    bot.clock.moveTo(beijingTime('2026-03-16', '10:00'));
  });

  it.each(['擅自离校', '违规宴请或收送礼品', '签到弄虚作假', '成果抄袭', '累计请假超过总学时七分之一'])(
    'is shown first, and counts once a second person has confirmed it: %s',
    async (name) => {
      await bot.say('teacher', `/一票否决 ${classId} 赵一 ${name} 经核查属实`);
      expect(await bot.last('teacher')).toContain(`将提出赵一有一票否决情形：${name}。`);
      await bot.press('teacher', '确认提出');
      await bot.say('zhao', '我的成绩');
      expect(await bot.last('zhao')).not.toContain(name);
      await bot.press('team1', '确认认定');
      expect(await bot.last('zhao')).toContain(`认定您有一票否决情形：${name}。事实：经核查属实。`);
      expect(await bot.last('teacher')).toContain(`您提出的赵一“${name}”，冯考评已确认认定。`);
      await bot.say('zhao', '我的成绩');
      expect(await bot.last('zhao')).toContain(`${name}（一票否决）：经核查属实`);
    },
  );

  it('is not confirmed by whoever proposed it, not entered among other marks, and not twice', async () => {
    await bot.say('team1', `/一票否决 ${classId} 赵一 离校 晚查寝不在`);
    await bot.press('team1', '确认提出');
    await expect(bot.press('team1', '确认认定')).rejects.toThrow();
    await bot.say('teacher', `/记分 ${classId} 赵一 纪律建设 擅自离校 晚查寝不在`);
    expect(await bot.last('teacher')).toContain('“擅自离校”属于一票否决，须由另一人确认。请用“/一票否决”提出。');
    await bot.say('teacher', `/一票否决 ${classId} 赵一 擅自离校 晚查寝不在`);
    expect(await bot.last('teacher')).toContain('赵一的“擅自离校”已提出或已认定');
  });

  it('takes evidence, and is refused, withdrawn or taken back later', async () => {
    await bot.say('teacher', `/一票否决 ${classId} 赵一 擅自离校 晚查寝不在`);
    await bot.press('teacher', '附上依据');
    await bot.send('teacher', 'a.jpg', photo());
    await bot.press('teacher', '作为依据');
    await bot.press('teacher', '确认提出');
    await bot.press('team1', '查看依据');
    expect(await bot.proofsTo('team1')).toEqual([photo()]);
    await bot.press('team1', '不予认定');
    expect(await bot.last('teacher')).toContain('冯考评已决定不予认定');
    await bot.say('teacher', `/一票否决 ${classId} 赵一 擅自离校 晚查寝不在`);
    await bot.press('teacher', '确认提出');
    await bot.press('team1', '确认认定');
    await bot.say('team2', `/撤销记分 ${classId} 赵一 2 查寝记录有误`);
    await bot.press('team2', '确认撤销');
    await bot.say('zhao', '我的成绩');
    expect(await bot.last('zhao')).not.toContain('擅自离校（一票否决）');
  });
});

it('while a veto waits for its second person nobody is graded; confirmed, it is the reason for the grade', async () => {
  await finishedClass(bot);
  await bot.say('teacher', `/一票否决 ${classId} 赵一 擅自离校 晚查寝不在`);
  await bot.press('teacher', '确认提出');
  await bot.say('team1', `/评定等次 ${classId}`);
  expect(await bot.last('team1')).toContain('有 1 件一票否决待考评工作小组确认');
  await bot.press('team2', '确认认定');
  await bot.say('team1', `/评定等次 ${classId}`);
  expect(await bot.last('team1')).toContain('不合格');
});

it.each(variants)('on %s a veto is proposed, confirmed and told', async (variant) => {
  const world = await startWorld(variant);
  try {
    await teachClass(world.running.store, ['zhao', 'qian']);
    world.clock.moveTo(beijingTime('2026-03-16', '10:00'));
    await world.say('teacher', `/一票否决 ${classId} 赵一 擅自离校 晚查寝不在`);
    await world.press('teacher', '确认提出');
    await world.press('team1', '确认认定');
    expect(world.last('zhao')).toContain('认定您有一票否决情形：擅自离校');
  } finally {
    await world.stop();
  }
});
