import { afterEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';
const first = '2026-01-01';
const trainees = ['zhao', 'qian', 'sun'];
const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

it.each(variants)('the morning after on %s, one tap asks the class teacher, who confirms', async (variant) => {
  const world = await startWorld(variant);
  running.push(world);
  await teachClass(world.running.store, trainees);
  await world.at('2026-03-17', '08:06');
  expect(world.last('sun')).toMatch(/3月16日 周一上午“开班式暨入学教育”、下午“[^”]+”没有签到，点到也没有登记/);
  await world.press('sun', '我在场');
  expect(world.screen('sun')).toContain('已请班主任核实您3月16日 周一上午、下午的到课情况');
  await world.say('sun', '我在场');
  expect(world.count('teacher', '孙三反映本人在场')).toBe(2);
  await world.press('teacher', '属实，登记到课');
  expect(world.screen('teacher')).toMatch(/已登记孙三3月16日 周一 [上下]午按时到课，并告知本人/);
  expect(world.last('sun')).toMatch(/已将您3月16日 周一 [上下]午的签到更正为按时出勤。说明：本人反映在场，经核实属实/);
});

describe('whoever says that they were there', () => {
  const start = async (): Promise<BareBot> => {
    const bot = await startBareBot();
    running.push(bot);
    await teachClass(bot.store, trainees);
    bot.clock.moveTo(beijingTime('2026-03-16', '09:10'));
    await bot.say('teacher', `/点到 ${classId} 缺课：孙三；迟到：钱二5分钟`);
    await bot.press('teacher', '确认点到');
    return bot;
  };
  const markOf = (bot: BareBot) => bot.store.signIns.byId(first, 'sun');

  it('hears why not, and is not asked for again; when it was taken back, they can ask anew', async () => {
    const bot = await start();
    await bot.say('sun', '我在场');
    expect(await bot.last('teacher')).toContain('现有记录：点到登记缺课');
    await bot.press('teacher', '不属实');
    await bot.say('teacher', '点到时不在教室');
    expect(await bot.last('sun')).toContain('理由：点到时不在教室。如有异议，请在');
    expect((await markOf(bot))?.byRoll).toBe('absent');
    await bot.say('sun', '我在场');
    expect(await bot.last('sun')).toContain('班主任已核实您3月16日 周一 上午未到课。理由：点到时不在教室');
    for (const _ of ['the decision', 'the roll']) await bot.say('teacher', `/撤签 ${classId} 孙三 今天 上午 有误`);
    bot.clock.moveTo(beijingTime('2026-03-16', '12:00'));
    await bot.say('sun', '我在场');
    expect(await bot.last('sun')).toContain('已请班主任核实');
    await bot.press('teacher', '属实，登记到课');
    expect((await markOf(bot))?.byRoll).toBeUndefined();
    await bot.press('teacher', '撤销');
    expect(await markOf(bot)).toBeNull();
  });

  it('is told so where nothing was missed; a decision made otherwise meanwhile stands', async () => {
    const bot = await start();
    await bot.say('qian', '我在场');
    expect(await bot.last('qian')).toContain('没有未签到或缺课的课程');
    await bot.say('sun', '我在场');
    await bot.say('teacher', `/补签 ${classId} 孙三 今天 上午 本人到课`);
    await bot.press('teacher', '属实，登记到课');
    expect(await bot.last('teacher')).toContain('孙三3月16日 周一 上午的出勤已经登记，不再需要核实');
  });

  it('finds the same decision and the same messages when it is broken off before any write', async () => {
    const [whole, broken] = await bothRuns(async (bot, crashing) => {
      running.push(bot);
      await teachClass(bot.store, trainees);
      bot.clock.moveTo(beijingTime('2026-03-16', '12:00'));
      bot.crashing = crashing;
      for (const who of ['sun', 'qian']) await bot.say(who, '我在场');
      await bot.press('teacher', '属实，登记到课');
      await bot.press('teacher', '不属实');
      await bot.say('teacher', '点到时不在教室');
    });
    expect(broken?.crashes).toBeGreaterThan(8);
    expect(await broken?.dump()).toEqual(await whole?.dump());
    const marks = (await whole?.store.signIns.ofSession(first)) ?? [];
    expect(marks.map(({ byRoll }) => byRoll ?? 'corrected').sort()).toEqual(['absent', 'corrected']);
  });
});
