import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { allButtons } from '../../../src/chat/message.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('the list of what waits for a person, on %s', (variant) => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld(variant);
    await openClass(world, { named: 2 });
  });
  afterAll(() => world.stop());

  it('brings up again what one chooses from it', async () => {
    await world.say('qian', '待办');
    expect(world.last('qian')).toContain('您有 1 项待办');
    await world.say('qian', '1');
    expect(world.last('qian')).toContain('选调您参加');
  });

  it('is empty once that is answered: its card and the one brought up again are settled together', async () => {
    await world.press('qian', '确认参加');
    if (variant !== 'dingtalk-markdown') expect(world.count('qian', '[确认参加]')).toBe(0);
    await world.press('qian', '住宿并用餐');
    await world.say('qian', '1');
    expect(world.last('qian')).toContain('无需重复办理');
    await world.say('qian', '待办');
    expect(world.last('qian')).toContain('目前没有待办');
  });
});

describe('the list of what waits for a person', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    const classId = await teachClass(bot.store, []);
    await bot.say('org', `/点名 ${classId} 2 科级副职`);
    await bot.press('org', '确认发出');
  });
  afterEach(() => bot.stop());

  it('leaves out what grades rest on once the grades of the class are confirmed', async () => {
    await teachClass(bot.store, ['qian']);
    bot.clock.moveTo(beijingTime('2026-03-16', '08:20'));
    await bot.say('teacher', '点到');
    expect(await bot.ask('teacher', '待办')).toContain('点到：3月16日 周一 上午');
    await bot.store.classes.move('2026-01', ['planned'], 'graded');
    expect(await bot.ask('teacher', '待办')).toContain('没有待办');
  });

  it('names a card once, however often it was sent or listed', async () => {
    for (let time = 0; time < 2; time += 1) {
      await bot.say('qian', '我的待办');
      expect(await bot.last('qian')).toMatch(/您有 1 项待办：\n第 1 项：答复“中青年干部培训班”调训通知/);
      await bot.press('qian', '办理第 1 项');
    }
  });

  it('shows nobody the card of another, and no card that was settled meanwhile', async () => {
    await bot.say('qian', '待办');
    const [list] = await bot.store.sentCards.openCards('qian', bot.clock.now(), 1);
    const [choice] = list?.message.kind === 'card' ? allButtons(list.message) : [];
    if (choice === undefined) throw new Error('no list');
    const gone = '该事项已办理或已过期';
    expect(await bot.forge('zhao', choice.press)).toContain(gone);
    await bot.press('qian', '确认参加');
    expect(await bot.forge('qian', choice.press)).toContain(gone);
  });
});
