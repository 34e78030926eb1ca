import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { choiceOf, choose as chooseSeat } from '../../../src/training/electives/elective.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';
let bot: BareBot;

/** The class of 16 to 27 March is opened with so many seats for deputies of townships, on 25 February. */
async function opened(bot: BareBot, seats: number, how = '只开放'): Promise<void> {
  bot.clock.moveTo(beijingTime('2026-02-25', '09:00'));
  await teachClass(bot.store, []);
  await bot.say('org', `/开放选学 ${classId} ${seats} 3月5日 科级副职`);
  await bot.press('org', how);
}

async function choose(bot: BareBot, userId: string, label = '报名'): Promise<void> {
  await bot.say(userId, '选学');
  await bot.press(userId, label);
}

const stateOf = async (bot: BareBot, cadreId: string) => {
  const row = await bot.store.electives.byId(classId);
  return row === null ? undefined : choiceOf(row, cadreId)?.state;
};
const trainees = async (bot: BareBot) =>
  (await bot.store.enrollments.traineesOf(classId)).map(({ cadreId }) => cadreId);

/** Has something else happen right before the next call of a store. */
function meanwhile(collection: object, method: string, other: () => Promise<unknown>): void {
  const original: unknown = Reflect.get(collection, method);
  if (typeof original !== 'function') throw new Error(`no ${method}`);
  Reflect.set(collection, method, async (...args: unknown[]): Promise<unknown> => {
    Reflect.set(collection, method, original);
    await other();
    return Reflect.apply(original, collection, args);
  });
}

beforeEach(async () => {
  bot = await startBareBot();
});
afterEach(() => bot.stop());

describe('choosing a class', () => {
  it('takes one tap, and makes a trainee as a call-up does', async () => {
    await opened(bot, 2);
    expect(await bot.ask('zhao', '选学')).toContain('名额 2 人，剩余 2 人');
    await bot.press('zhao', '报名');
    expect(await bot.last('zhao')).toContain('已报名“中青年干部培训班”');
    expect(await trainees(bot)).toEqual(['zhao']);
  });

  it('is for those the class is meant for; to others it does not exist', async () => {
    await opened(bot, 2);
    expect(await bot.ask('head-fin', '选学')).toContain('目前没有您可以选学的班次');
    const told = await bot.ask('head-fin', `/选学 ${classId}`);
    expect(told.replace(classId, '1999-99')).toBe(await bot.ask('head-fin', '/选学 1999-99'));
  });

  it('says why somebody cannot: another class at the same time, and one unit that would be empty', async () => {
    await opened(bot, 5);
    const { _id: other } = await bot.store.classes.create('2026', {
      ...{ name: '经济专题班', kind: 'topicClass', opensOn: '2026-03-18', closesOn: '2026-03-20' },
      ...{ topicTag: '经济', teacherId: 'teacher', createdBy: 'school', byUpdate: 'test:other' },
    });
    await bot.store.enrollments.enrol([
      {
        ...{ _id: `${other}:li`, classId: other, cadreId: 'li', unitId: 'u-agri', name: '李四' },
        ...{ state: 'enrolled', enrolledAt: bot.clock.now() },
      },
    ]);
    expect(await bot.ask('li', '选学')).toContain('与“经济专题班”（3月18日至3月20日）时间冲突');
    await expect(bot.press('li', '报名')).rejects.toThrow('no button');
    const fin = await bot.store.units.byId('u-fin');
    if (fin === null) throw new Error('no unit');
    const { callUp } = (await import('../../../src/training/rule-pack.ts')).defaultRulePack();
    await bot.store.units.put([{ ...fin, size: 1 }]);
    for (const each of ['zhao', 'qian', 'sun'].slice(0, callUp.unitPeople)) await choose(bot, each);
    expect(await bot.ask('sun', '选学')).toContain('达到同一单位');
  });

  it('gives no seat beyond the limit of a unit when two of it choose at the same moment', async () => {
    await opened(bot, 9);
    const fin = await bot.store.units.byId('u-fin');
    if (fin === null) throw new Error('no unit');
    await bot.store.units.put([{ ...fin, size: 1 }]);
    await choose(bot, 'zhao');
    const at = { at: bot.clock.now(), by: 'sun', byUpdate: 'test:sun' };
    meanwhile(bot.store.electives, 'act', () =>
      bot.store.electives.act(classId, at.byUpdate, (present) => ({
        choices: chooseSeat(present, { cadreId: 'sun', unitId: 'u-fin', name: '孙三' }, at, () => undefined),
      })),
    );
    await choose(bot, 'qian');
    expect(await bot.last('qian')).toContain('达到同一单位');
    expect(await stateOf(bot, 'qian')).toBeUndefined();
  });

  it('tells whoever chooses a class at the very moment in which it is withdrawn, and leaves them no trainee of it', async () => {
    await opened(bot, 9);
    await choose(bot, 'zhao');
    await bot.say('org', `/撤班 ${classId} 与上级班次冲突`);
    const at = { at: bot.clock.now(), by: 'li', byUpdate: 'test:li' };
    meanwhile(bot.store.classes, 'withdraw', () =>
      bot.store.electives.act(classId, at.byUpdate, (present) => ({
        choices: chooseSeat(present, { cadreId: 'li', unitId: 'u-agri', name: '李四' }, at, () => undefined),
      })),
    );
    await bot.press('org', '确认撤班');
    for (const each of ['zhao', 'li']) expect(await bot.last(each)).toContain('与上级班次冲突');
    expect(await bot.last('org')).toContain('2');
    expect(await stateOf(bot, 'li')).toBe('cancelled');
    expect(await trainees(bot)).toEqual([]);
  });

  it('gives the seat of whoever leaves by a decision before the opening to the next who waits, and both a seat when they are back', async () => {
    await opened(bot, 1);
    await choose(bot, 'zhao');
    await choose(bot, 'li', '报名候补');
    await bot.say('org', `/退学 ${classId} 赵一 抽调专项工作`);
    await bot.press('org', '确认退学');
    expect(await stateOf(bot, 'li')).toBe('offered');
    await bot.press('li', '接受名额');
    expect(await trainees(bot)).toEqual(['li']);
    await bot.say('org', `/保留学籍 ${classId} 赵一 专项工作提前结束`);
    expect(await stateOf(bot, 'zhao')).toBe('seated');
    expect((await trainees(bot)).sort()).toEqual(['li', 'zhao']);
  });

  it('puts whoever comes later on a waiting list with their place, and offers them the seat that becomes free', async () => {
    await opened(bot, 1);
    await choose(bot, 'zhao');
    await choose(bot, 'li', '报名候补');
    expect(await bot.last('li')).toContain('您在候补第 1 位，按报名先后排序');
    await choose(bot, 'zhou', '报名候补');
    expect(await bot.last('zhou')).toContain('候补第 2 位，按报名先后排序，前面还有 1 人');
    await bot.say('zhao', `/选学 ${classId}`);
    await bot.press('zhao', '退选');
    expect(await trainees(bot)).toEqual([]);
    await bot.press('li', '接受名额');
    expect(await trainees(bot)).toEqual(['li']);
    expect(await stateOf(bot, 'zhou')).toBe('waiting');
  });

  it('passes over who waits and whose unit is full meanwhile: the next gets the offer, and the other reads why and keeps the place', async () => {
    await opened(bot, 1);
    const fin = await bot.store.units.byId('u-fin');
    if (fin === null) throw new Error('no unit');
    await bot.store.units.put([{ ...fin, size: 1 }]);
    await choose(bot, 'li');
    for (const each of ['zhao', 'qian', 'sun', 'zhou']) await choose(bot, each, '报名候补');
    expect(await bot.ask('org', `/改选学 ${classId} 名额 5`)).toContain('通知候补人员 3 人');
    await bot.press('org', '确认增加');
    expect(await Promise.all(['zhao', 'qian', 'sun', 'zhou'].map((each) => stateOf(bot, each)))).toEqual([
      ...['offered', 'offered', 'waiting', 'offered'],
    ]);
    expect(await bot.ask('sun', '选学')).toMatch(/候补第 1 位.*达到同一单位.*您的位次保留/s);
    await bot.press('zhao', '放弃名额');
    expect(await stateOf(bot, 'sun')).toBe('offered');
  });

  it('does not tell of the class any more who has chosen it before the digest went out', async () => {
    await opened(bot, 2, '开放并告知');
    const sent = async (cadreId: string) =>
      (await bot.dump()).deliveries?.filter(
        (row) => Object(row).cadreId === cadreId && String(Object(row)._id).startsWith('elective-open:'),
      );
    expect(await sent('zhao')).toHaveLength(1);
    await choose(bot, 'qian');
    expect((await sent('qian'))?.map((row) => Object(row).state)).not.toContain('due');
  });
});

describe('giving a seat back', () => {
  it('is asked for once the opening is near; the seat is kept until it is decided', async () => {
    await opened(bot, 1);
    await choose(bot, 'zhao');
    bot.clock.moveTo(beijingTime('2026-03-12', '09:00'));
    await bot.say('zhao', `/选学 ${classId}`);
    await bot.press('zhao', '退选');
    await bot.say('zhao', '单位防汛任务');
    expect(await trainees(bot)).toEqual(['zhao']);
    await bot.press('org', '不同意');
    await bot.say('org', '请克服困难');
    expect(await bot.last('zhao')).toContain('未获同意（理由：请克服困难）');
    await bot.say('zhao', `/选学 ${classId}`);
    await bot.press('zhao', '退选');
    await bot.say('zhao', '身体原因住院');
    await bot.press('org', '同意退选');
    expect(await bot.last('zhao')).toContain('已获同意');
    expect(await trainees(bot)).toEqual([]);
  });

  it('is taken back by who asked, and then is decided by nobody', async () => {
    await opened(bot, 1);
    await choose(bot, 'zhao');
    bot.clock.moveTo(beijingTime('2026-03-12', '09:00'));
    await bot.say('zhao', `/选学 ${classId}`);
    await bot.press('zhao', '退选');
    await bot.say('zhao', '单位防汛任务');
    await bot.say('zhao', `/选学 ${classId}`);
    await bot.press('zhao', '撤回退选申请');
    await expect(bot.press('org', '同意退选')).rejects.toThrow('no button');
    expect(await trainees(bot)).toEqual(['zhao']);
  });
});

describe('a request to give a seat back', () => {
  async function asked(bot: BareBot): Promise<void> {
    await opened(bot, 1);
    await choose(bot, 'zhao');
    bot.clock.moveTo(beijingTime('2026-03-12', '09:00'));
    await bot.say('zhao', `/选学 ${classId}`);
    await bot.press('zhao', '退选');
    await bot.say('zhao', '单位防汛任务');
  }

  it('waits for nobody once the seat is gone by another way', async () => {
    await asked(bot);
    expect(await bot.ask('org', '待办')).toContain('批复赵一的退选申请');
    await bot.say('school', `/移出选学 ${classId} 赵一 另有任务`);
    await bot.press('school', '确认移出');
    expect(await bot.ask('org', '待办')).not.toContain('批复赵一的退选申请');
  });

  it('waits for nobody once nobody chooses the class any more', async () => {
    await asked(bot);
    await bot.say('school', `/取消选学 ${classId} 与重点工作冲突`);
    await bot.press('school', '确认取消选学');
    expect(await bot.ask('org', '待办')).not.toContain('批复赵一的退选申请');
  });

  it('is not granted after the opening', async () => {
    await asked(bot);
    bot.clock.moveTo(beijingTime('2026-03-17', '09:00'));
    await bot.press('org', '同意退选');
    expect(await bot.last('org')).toContain('已开班，选学不再变更');
    expect(await trainees(bot)).toEqual(['zhao']);
  });

  it('goes to the organisation department where whoever opened the class decides nothing any more', async () => {
    await opened(bot, 1);
    await choose(bot, 'zhao');
    await bot.store.electives.act(classId, 'test:opener', () => ({ openedBy: 'qian' }));
    bot.clock.moveTo(beijingTime('2026-03-12', '09:00'));
    await bot.say('zhao', `/选学 ${classId}`);
    await bot.press('zhao', '退选');
    await bot.say('zhao', '单位防汛任务');
    expect(await bot.last('qian')).not.toContain('退选申请');
    await bot.press('org', '同意退选');
    expect(await trainees(bot)).toEqual([]);
  });
});

describe('a class withdrawn', () => {
  it('ends every choice and tells those who wait as well', async () => {
    await opened(bot, 1);
    await choose(bot, 'zhao');
    await choose(bot, 'li', '报名候补');
    await bot.say('org', `/撤班 ${classId} 与重点工作冲突`);
    await bot.press('org', '确认撤班');
    expect(await bot.last('li')).toContain('中青年干部培训班');
    expect([await stateOf(bot, 'zhao'), await stateOf(bot, 'li')]).toEqual(['cancelled', 'cancelled']);
  });
});

it('choosing, leaving and accepting broken off at any point leave the same rows and messages', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    onTestFinished(() => bot.stop());
    await opened(bot, 1);
    bot.crashing = crashing;
    await choose(bot, 'zhao');
    await choose(bot, 'li', '报名候补');
    await bot.say('zhao', `/选学 ${classId}`);
    await bot.press('zhao', '退选');
    await bot.press('li', '接受名额');
  });
  expect(broken?.crashes).toBeGreaterThan(1);
  expect(await broken?.dump()).toEqual(await whole?.dump());
});

it.each(variants)('on %s a class is opened, chosen, left and offered to the next', async (variant) => {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  await world.at('2026-02-25', '09:00');
  await teachClass(world.running.store, []);
  await world.say('org', `/开放选学 ${classId} 1 3月5日`);
  await world.press('org', '只开放');
  await world.say('zhao', '选学');
  await world.press('zhao', '报名');
  await world.say('li', '选学');
  await world.press('li', '报名候补');
  await world.say('zhao', `/选学 ${classId}`);
  await world.press('zhao', '退选');
  await world.press('li', '接受名额');
  expect(world.last('li')).toContain('已报名“中青年干部培训班”');
  await world.say('org', `/选学情况 ${classId}`);
  expect(world.last('org')).toContain('已报名 1 人：李四');
  expect(world.logged).toEqual([]);
});
