import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { finishedClass, publishedClass } from '../../helpers/scored-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const classId = '2026-01';
const outline = '把会开到田埂上\n基层治理的难处在人心，三个月走访六十户，办成八件小事，群众的话匣子就打开了。';

describe('sharing at the closing', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
  });
  afterEach(() => bot.stop());

  const row = (cadreId = 'zhao') => bot.store.sharings.byId(classId, cadreId);
  const cards = async (cadreId: string, title: string) => (await bot.screen(cadreId)).split(title).length - 1;

  it('is of excellent trainees, and not before anybody was told who they are', async () => {
    await finishedClass(bot);
    await bot.say('school', `/交流发言 ${classId} 赵一`);
    expect(await bot.last('school')).toContain('还没有公示');
    expect(await row()).toBeNull();
  });

  it('takes an outline once asked for, changed and taken back until its day, which staff see', async () => {
    await publishedClass(bot);
    bot.repeating = true;
    await bot.say('school', `/交流发言 ${classId} 周五`);
    expect(await bot.last('school')).toContain('不能确定为交流发言人');
    await bot.say('school', `/交流发言 ${classId} 赵一 4月10日`);
    expect(await cards('zhao', '请作结业交流发言')).toBe(1);
    await bot.press('zhao', '提交提纲');
    await bot.say('zhao', '太短');
    expect(await bot.last('zhao')).toContain('20 至');
    await bot.press('zhao', '提交提纲');
    await bot.speak('zhao', outline);
    await bot.say('zhao', '按此办理');
    expect((await row())?.topic).toBe('把会开到田埂上');
    await bot.say('teacher', `/交流发言 ${classId}`);
    expect(await bot.last('teacher')).toContain('赵一：把会开到田埂上');
    await bot.press('teacher', '看赵一的');
    expect(await bot.last('teacher')).toContain('走访六十户');
    await bot.say('zhao', `/发言提纲 ${outline.replace('六十户', '九十户')}`);
    expect((await row())?.words).toContain('九十户');
    await bot.press('zhao', '撤回');
    expect((await row())?.words).toBeUndefined();
    expect((await row())?.state).toBe('asked');
    await bot.send('zhao', '提纲.txt', Buffer.from(outline));
    expect((await row())?.state).toBe('given');
    bot.clock.moveTo(beijingTime('2026-04-11', '08:00'));
    await bot.say('zhao', `/发言提纲 ${outline}`);
    expect(await bot.last('zhao')).toContain('已不能修改或撤回');
  });

  it('is found by everybody by its words, topic, class or author, from the day after', async () => {
    await publishedClass(bot);
    await bot.say('teacher', `/交流发言 ${classId} 赵一 4月10日`);
    await bot.say('zhao', `/发言提纲 ${outline}`);
    await bot.say('wu', '/经验 基层治理');
    expect(await bot.last('wu')).toContain('没有找到');
    bot.clock.moveTo(beijingTime('2026-04-13', '09:00'));
    for (const words of ['基层治理 走访', '田埂', '赵一', classId, '']) {
      await bot.say('wu', `/经验 ${words}`.trim());
      expect(await bot.last('wu'), words).toContain('把会开到田埂上');
    }
    await bot.press('wu', '看赵一的');
    expect(await bot.last('wu')).toContain('群众的话匣子就打开了');
    await bot.say('teacher', `/取消发言 ${classId} 赵一`);
    await bot.say('wu', '/经验 基层治理');
    expect(await bot.last('wu')).toContain('没有找到');
  });

  it('is read before its day by nobody but its author and the staff of the class, and chosen by these alone', async () => {
    await publishedClass(bot);
    await bot.say('qian', `/交流发言 ${classId} 赵一`);
    expect(await bot.last('qian')).toContain('没有办理这一事项的权限');
    await bot.say('teacher', `/交流发言 ${classId} 赵一`);
    await bot.say('zhao', `/发言提纲 ${outline}`);
    await bot.say('teacher', `/交流发言 ${classId}`);
    await bot.press('teacher', '看赵一的');
    const data = { classId, cadreId: 'zhao' };
    expect(await bot.last('teacher')).toContain('走访六十户');
    await bot.press('qian', '知悉', [], { action: 'sharing.show', data });
    expect(await bot.screen('qian')).not.toContain('走访六十户');
    expect(await bot.last('qian')).toContain('没有办理这一事项的权限');
    await bot.say('qian', '/发言提纲');
    expect(await bot.last('qian')).toContain('目前没有请您作交流发言');
  });

  it('reminds who has not given an outline once, on the last working day, and asks nothing of who speaks no longer', async () => {
    await publishedClass(bot);
    await bot.say('teacher', `/交流发言 ${classId} 赵一 4月12日`);
    for (const dateOn of ['2026-04-09', '2026-04-10', '2026-04-10', '2026-04-11']) {
      bot.clock.moveTo(beijingTime(dateOn, '08:38'));
      await bot.runJob('remind-outlines');
    }
    expect(await cards('zhao', '交流发言提纲即将截止')).toBe(1);
    await bot.say('teacher', `/取消发言 ${classId} 赵一`);
    expect(await bot.screen('zhao')).toContain('不再安排您作交流发言');
    await bot.say('zhao', `/发言提纲 ${outline}`);
    expect(await bot.last('zhao')).toContain('目前没有请您作交流发言');
  });
});

describe.each(variants)('a speaker on %s', (variant) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(variant);
  });
  afterAll(() => world.stop());

  it('who was never asked is told so, and the experience of others is looked up', async () => {
    await world.say('zhao', '发言提纲');
    expect(world.last('zhao')).toContain('目前没有请您作交流发言');
    await world.say('zhao', '经验');
    expect(world.last('zhao')).toContain('还没有可以查阅的交流材料');
  });
});
