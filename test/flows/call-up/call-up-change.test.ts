import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const reason = '因病住院，近期不能参加';

describe.each(variants)('a list that went out, on %s', (variant) => {
  let world: World;
  let classId: string;
  beforeEach(async () => {
    world = await startWorld(variant);
    classId = await openClass(world, { named: 2 });
  });
  afterEach(() => world.stop());

  const row = (cadreId: string) => world.running.store.callUps.byId(classId, cadreId);
  const enrolled = async () =>
    (await world.running.store.enrollments.traineesOf(classId)).map((trainee) => trainee.cadreId).sort();

  /** 赵一 asks to stay away and is let off. */
  async function letOff(): Promise<void> {
    await world.say('zhao', '申请免调');
    await world.press('zhao', '下一步', ['因病']).catch(() => world.say('zhao', '1'));
    await world.say('zhao', reason);
    await world.press('org', '同意并递补');
  }

  it('takes back in, with a reason, who was let off: a new notice, a new answer, a trainee again', async () => {
    await world.press('zhao', '确认参加');
    await letOff();
    expect([(await row('zhao'))?.state, await enrolled()]).toEqual(['excused', []]);
    await world.say('org', `/增补 ${classId} 赵一 病已康复，可以参训`);
    expect(world.last('org')).toContain('目前状态：已同意免调');
    await world.press('org', '确认增补');
    expect(world.last('zhao')).toContain('答复截止');
    expect(world.count('liaison-fin', '赵一')).toBeGreaterThan(1);
    await world.press('zhao', '确认参加');
    expect([(await row('zhao'))?.state, await enrolled()]).toEqual(['confirmed', ['zhao']]);
    await world.say('org', `/为什么 ${classId} 赵一`);
    expect(world.last('org')).toContain('周组织增补，理由：病已康复，可以参训。');
  });

  it('makes a trainee again of who was let off, called up once more, and then said nothing', async () => {
    await world.press('zhao', '确认参加');
    await letOff();
    await world.say('org', `/增补 ${classId} 赵一 病已康复，可以参训`);
    await world.press('org', '确认增补');
    await world.at('2026-03-13', '18:07');
    expect((await row('zhao'))?.state).toBe('issued');
    expect(await enrolled()).toContain('zhao');
  });

  it('is not changed by a button that was pressed after the class was over', async () => {
    await world.press('zhao', '确认参加');
    await world.at('2026-03-27', '17:30');
    await world.say('org', `/撤销调训 ${classId} 赵一 另有重要任务`);
    await world.at('2026-03-28', '09:00');
    await world.press('org', '确认撤销');
    expect(world.last('org')).toContain('已结束，调训名单不再变更');
    expect(await enrolled()).toContain('zhao');
  });

  it('takes in somebody who was not on it, once however often the button is pressed', async () => {
    await world.say('org', `/增补 ${classId} 郑老师 工作需要`);
    await world.press('org', '确认增补');
    expect(world.count('teacher', '调训通知')).toBe(1);
    await world.say('org', `/增补 ${classId} 郑老师 工作需要`);
    expect(world.last('org')).toContain('已在本班调训名单中（已发通知，待答复）');
    expect(world.count('teacher', '调训通知')).toBe(1);
  });

  it('takes a call-up back with a reason, tells the person and the unit, and can be undone again', async () => {
    await world.press('zhao', '确认参加');
    await world.say('org', `/撤销调训 ${classId} 赵一 另有重要任务`);
    await world.press('org', '确认撤销');
    expect([(await row('zhao'))?.state, await enrolled()]).toEqual(['cancelled', []]);
    expect(world.screen('zhao')).toContain('【调训撤销】');
    expect(world.screen('zhao')).toContain('另有重要任务');
    expect(world.screen('liaison-fin')).toContain('赵一同志不再参加');
    await world.say('org', `/撤销调训 ${classId} 赵一 另有重要任务`);
    expect(world.last('org')).toBe('赵一目前已撤销调训，无需撤销。');
    await world.say('org', `/撤销调训 ${classId} 周五 另有重要任务`);
    expect(world.last('org')).toContain('周五不在班次 2026-01 的调训名单中');
    await world.say('org', `/增补 ${classId} 赵一 任务已完成`);
    await world.press('org', '确认增补');
    await world.press('zhao', '确认参加');
    expect(await enrolled()).toEqual(['zhao']);
  });

  it('is changed by the organisation department alone, with a reason, and by nobody for themselves', async () => {
    for (const who of ['school', 'zhao']) {
      await world.say(who, `/增补 ${classId} 郑老师 工作需要`);
      expect(world.last(who)).toContain('没有办理这一事项的权限');
    }
    await world.say('org', `/增补 ${classId} 周组织 工作需要`);
    expect(world.last('org')).toContain('与您本人有关');
    await world.say('org', `/撤销调训 ${classId} 赵一`);
    expect(world.last('org')).toContain('请写明姓名和理由。');
  });

  it('lets who has confirmed still ask to stay away, and costs nobody a seat because nobody decided', async () => {
    await world.press('zhao', '确认参加');
    await world.say('zhao', '申请免调');
    await world.press('zhao', '下一步', ['因病']).catch(() => world.say('zhao', '1'));
    await world.say('zhao', reason);
    expect((await row('zhao'))?.state).toBe('exemptionAsked');
    const asked = world.count('org', '免调申请');
    await world.at('2026-03-03', '09:22');
    expect(world.count('org', '免调申请')).toBe(asked + 1);
    await world.at('2026-03-07', '10:07');
    expect(world.count('org', '免调申请')).toBe(asked + 1);
    await world.at('2026-03-15', '10:07');
    expect(await enrolled()).toContain('zhao');
  });
});

describe('a call-up that is changed between two runs of an answer to it', () => {
  const classId = '2026-01';
  let bot: BareBot;
  const trainees = async () => (await bot.store.enrollments.traineesOf(classId)).map((trainee) => trainee.cadreId);
  beforeEach(async () => {
    bot = await startBareBot();
    await teachClass(bot.store, []);
    await bot.say('org', `/点名 ${classId} 2 科级副职`);
  });
  afterEach(() => bot.stop());

  /** Has the department take the call-up back in the middle of the next update, right after its first step. */
  function takeBackAfterMove(): void {
    const { callUps } = bot.store;
    const move = callUps.move.bind(callUps);
    callUps.move = async (...given) => {
      callUps.move = move;
      const moved = await move(...given);
      await bot.say('org', `/撤销调训 ${classId} 赵一 另有重要任务`);
      await bot.press('org', '确认撤销');
      return moved;
    };
  }

  it('leaves nobody a trainee whose call-up was taken back while they confirmed', async () => {
    await bot.press('org', '确认发出');
    takeBackAfterMove();
    await bot.press('zhao', '确认参加');
    expect((await bot.store.callUps.byId(classId, 'zhao'))?.state).toBe('cancelled');
    expect(await trainees()).toEqual([]);
  });

  it('is no addition before the list went out: it would keep the list from being drawn', async () => {
    for (const name of ['赵一', '郑老师']) {
      await bot.say('org', `/增补 ${classId} ${name} 工作需要`);
      expect(await bot.last('org')).toContain('调训名单尚未发出');
    }
    await bot.say('org', `/点名 ${classId} 2 科级副职`);
    expect(await bot.last('org')).toContain('确认发出');
  });
});
