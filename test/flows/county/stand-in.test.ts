import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { photo } from '../../helpers/proof-files.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('a stand-in, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
  });
  afterEach(() => world.stop());

  it('is named by a preview, sees what the office sees, and no more once it is ended', async () => {
    await teachClass(world.running.store, ['zhao']);
    await world.say('sun', '/调训进度 2026-01');
    expect(world.last('sun')).toContain('没有办理这一事项的权限');
    await world.say('head-fin', '/代办 孙三 至周五 出差');
    expect(world.last('head-fin')).toContain('拟请孙三（监督股股长）代办');
    await world.press('head-fin', '确认委托');
    expect(world.last('sun')).toContain('蒋局长（单位主要负责人）请您代办');
    await world.say('sun', '/调训进度 2026-01');
    expect(world.last('sun')).not.toContain('没有办理这一事项的权限');
    await world.press('head-fin', '结束代办');
    expect(world.count('sun', '【代办结束】')).toBe(1);
    await world.say('sun', '/调训进度 2026-01');
    expect(world.last('sun')).toContain('没有办理这一事项的权限');
  });

  it('ends by itself after the last day, and stays in the log: one’s own, and all of them to the department', async () => {
    await world.say('head-fin', '/代办 孙三 至周五 出差');
    await world.press('head-fin', '确认委托');
    await world.at('2026-03-09', '08:01');
    await world.say('sun', '/查 李四');
    expect(world.last('sun')).toContain('没有办理这一事项的权限');
    await world.say('head-agri', '/代办 李四 至周五');
    await world.press('head-agri', '确认委托');
    await world.press('head-agri', '结束代办');
    for (const who of ['head-fin', 'sun']) {
      await world.say(who, '/代办');
      expect(world.last(who)).toMatch(
        /目前没有代办。[\s\S]*近一年已结束 1 项：\n孙三代办蒋局长事务，3月2日至3月6日（出差）$/,
      );
    }
    await world.say('org', '/代办');
    expect(world.last('org')).toMatch(
      /近一年已结束 2 项：\n李四代办沈局长事务，.*，3月9日 周一提前结束\n孙三代办蒋局长/,
    );
    await world.say('zhao', '/代办');
    expect(world.last('zhao')).not.toContain('孙三');
  });

  it('gets the open cards of the office when it begins, and gives them back when it ends', async () => {
    const classId = await openClass(world);
    await world.say('org', `/点名 ${classId} 3 科级副职`);
    await world.press('org', '征求单位意见');
    expect(world.last('liaison-fin')).toContain('调训征求意见');
    await world.say('liaison-fin', '/代办 蒋局长 至周五 出差');
    await world.press('liaison-fin', '确认委托');
    expect(world.screen('head-fin')).toContain('调训征求意见');
    await world.press('liaison-fin', '结束代办');
    const open = async (id: string) =>
      (await world.running.store.sentCards.openCards(id, world.clock.now(), 9)).filter(({ _id }) =>
        _id.startsWith('call-up-consult:'),
      );
    expect(await open('head-fin')).toHaveLength(0);
    expect(await open('liaison-fin')).toHaveLength(1);
    await world.press('liaison-fin', '均可参加');
    expect(world.last('liaison-fin')).toContain('已答复县委组织部：均可参加');
  });

  it('is asked for in one’s own words, and shown before anything is done', async () => {
    await world.say('head-fin', '我出差，请孙三代办到周五');
    expect(world.last('head-fin')).toMatch(/拟请孙三（监督股股长）代办[\s\S]*3月2日至3月6日/);
    expect(world.screen('sun')).toBe('');
    await world.say('zhou', '我出差，请孙三代办到周五');
    expect(world.last('zhou')).not.toContain('拟请');
  });

  it('is nobody of another unit, not oneself, and named by nobody without an office', async () => {
    await world.say('head-fin', '/代办 李四 至周五');
    expect(world.last('head-fin')).toContain('代办人应是本单位或下属单位的同志');
    await world.say('head-fin', '/代办 蒋局长 至周五');
    expect(world.last('head-fin')).toContain('代办人不能是您本人');
    await world.say('zhao', '/代办 孙三 至周五');
    expect(world.last('zhao')).toContain('没有办理这一事项的权限');
    await world.say('org', '/代办');
    expect(world.last('org')).toContain('目前没有代办');
  });
});

describe('a stand-in', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
  });
  afterEach(() => bot.stop());

  it('of the class teacher gets requests for leave and decides on them, but not on their own', async () => {
    await teachClass(bot.store, ['zhao', 'team2']);
    await bot.say('teacher', '/代办 陈考评 至周五');
    await bot.press('teacher', '确认委托');
    await bot.say('zhao', '/请假 事假 3月17日 上午 家中有事');
    await bot.press('zhao', '提交');
    expect(await bot.last('team2')).toContain('赵一');
    await bot.press('team2', '同意');
    expect((await bot.store.leaves.ofTrainee('2026-01', 'zhao'))[0]).toMatchObject({
      state: 'granted',
      decidedBy: 'team2',
    });
    await bot.say('team2', '/请假 事假 3月17日 上午 家中有事');
    await bot.press('team2', '提交');
    expect(await bot.last('teacher')).toContain('陈考评');
  });

  it('is named once and ended once, also when every step is broken off', async () => {
    bot.crashing = true;
    await bot.say('head-fin', '/代办 孙三 至周五');
    await bot.press('head-fin', '确认委托');
    await bot.press('sun', '结束代办');
    expect(bot.crashes).toBeGreaterThan(0);
    expect(await bot.store.standIns.of('head-fin', '2026-01-01')).toEqual([]);
    expect((await bot.screen('head-fin')).split('【代办结束】')).toHaveLength(2);
  });

  it('in whose place another is named hears once that it is over, also when every step is broken off', async () => {
    await bot.say('head-fin', '/代办 孙三 至周五');
    await bot.press('head-fin', '确认委托');
    await bot.say('head-fin', '/代办 赵一 至周五');
    bot.crashing = true;
    await bot.press('head-fin', '确认委托');
    expect(await bot.store.standIns.of('head-fin', '2026-01-01')).toMatchObject([{ standInId: 'zhao' }]);
    expect((await bot.screen('sun')).split('【代办结束】')).toHaveLength(2);
  });

  it('gets nothing to decide about another whose office they do: it stays with the office', async () => {
    await teachClass(bot.store, ['head-fin', 'zhao']);
    const days = { fromOn: '2026-01-01', untilOn: '2026-12-31', madeAt: bot.clock.now() };
    for (const principalId of ['teacher', 'head-fin'])
      await bot.store.standIns.name({ _id: `test:${principalId}`, principalId, standInId: 'team2', ...days });
    await bot.say('head-fin', '/请假 事假 3月17日 上午 家中有事');
    await bot.press('head-fin', '提交');
    expect(await bot.last('teacher')).toContain('蒋局长');
    await bot.say('zhao', '/请假 事假 3月17日 上午 家中有事');
    await bot.press('zhao', '提交');
    expect(await bot.last('team2')).toContain('赵一');
  });

  it('of the class teacher is asked for the roll, unless they are missed themselves', async () => {
    await teachClass(bot.store, ['zhao', 'team2']);
    const row = { principalId: 'teacher', fromOn: '2026-01-01', untilOn: '2026-12-31', madeAt: bot.clock.now() };
    await bot.store.standIns.name({ ...row, _id: 'test:1', standInId: 'sun' });
    bot.clock.moveTo(beijingTime('2026-03-16', '09:30'));
    await bot.runJob('report-absence');
    expect(await bot.last('sun')).toContain('3月16日 周一 上午');
    await bot.press('sun', '全部到课');
    expect(await bot.store.signIns.ofTrainee('2026-01', 'zhao')).not.toEqual([]);
    await bot.store.standIns.end('test:1', { by: 'teacher', byUpdate: 'test:end', at: bot.clock.now() });
    await bot.store.standIns.name({ ...row, _id: 'test:2', standInId: 'team2' });
    bot.clock.moveTo(beijingTime('2026-03-16', '15:30'));
    await bot.runJob('report-absence');
    expect(await bot.last('teacher')).toContain('3月16日 周一 下午');
  });

  it('of a head hears that a class of somebody of the unit is withdrawn', async () => {
    await teachClass(bot.store, ['zhao']);
    await bot.say('head-fin', '/代办 孙三 至周五');
    await bot.press('head-fin', '确认委托');
    await bot.say('org', '/撤班 2026-01 与上级班次冲突');
    await bot.press('org', '确认撤班');
    expect(await bot.last('sun')).toContain('赵一');
  });

  it('sees the proofs that come after the request, on their card and by a message', async () => {
    await teachClass(bot.store, ['zhao']);
    await bot.say('teacher', '/代办 陈考评 至周五');
    await bot.press('teacher', '确认委托');
    await bot.say('zhao', '/请假 病假 3月17日 上午 到医院就诊');
    await bot.press('zhao', '提交');
    await bot.send('zhao', 'a.jpg', photo());
    await bot.press('zhao', '作为证明材料');
    expect(await bot.last('team2')).toContain('赵一');
    await bot.press('team2', '查看证明材料');
    expect(await bot.proofsTo('team2')).toHaveLength(1);
  });
});
