import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
let bot: BareBot;

async function opened(bot: BareBot, seats: number): Promise<void> {
  bot.clock.moveTo(beijingTime('2026-02-25', '09:00'));
  await teachClass(bot.store, []);
  await bot.say('org', `/开放选学 ${classId} ${seats}`);
  await bot.press('org', '只开放');
}

async function choose(bot: BareBot, userId: string, label = '报名'): Promise<void> {
  await bot.say(userId, '选学');
  await bot.press(userId, label);
}

const trainees = async (bot: BareBot) =>
  (await bot.store.enrollments.traineesOf(classId)).map(({ cadreId }) => cadreId);

beforeEach(async () => {
  bot = await startBareBot();
});
afterEach(() => bot.stop());

describe('opening a class', () => {
  it('shows first for how many it is, and when enrolment ends where nothing is written', async () => {
    bot.clock.moveTo(beijingTime('2026-02-25', '09:00'));
    await teachClass(bot.store, []);
    const preview = await bot.ask('org', `/开放选学 ${classId} 40 科级副职`);
    expect(preview).toContain('符合条件的有 6 人');
    expect(preview).toContain('报名截止：3月9日 周一 17:30');
    await bot.press('org', '取消');
    expect(await bot.store.electives.byId(classId)).toBeNull();
  });

  it('is refused a second time, after the opening, and with a last day that is over', async () => {
    await opened(bot, 2);
    expect(await bot.ask('org', `/开放选学 ${classId} 3`)).toContain('已开放选学');
    expect(await bot.ask('org', `/改选学 ${classId} 截止 2月20日`)).toContain('报名截止须在今天以后');
    bot.clock.moveTo(beijingTime('2026-03-16', '09:00'));
    expect(await bot.ask('org', `/改选学 ${classId} 名额 3`)).toContain('已开班');
  });
});

describe('changes', () => {
  it('close enrolment at once and open it again until another day', async () => {
    await opened(bot, 2);
    await bot.say('org', `/选学情况 ${classId}`);
    await bot.press('org', '截止报名');
    expect(await bot.ask('zhao', '选学')).toContain('报名已截止');
    await bot.say('org', `/改选学 ${classId} 截止 3月6日`);
    await choose(bot, 'zhao');
    expect(await trainees(bot)).toEqual(['zhao']);
  });

  it('of seats offer the new ones to those who wait, shown first; they never go below those taken', async () => {
    await opened(bot, 1);
    await choose(bot, 'zhao');
    await choose(bot, 'li', '报名候补');
    expect(await bot.ask('org', `/改选学 ${classId} 名额 2`)).toContain('通知候补人员 1 人');
    await bot.press('org', '确认增加');
    await bot.press('li', '接受名额');
    expect(await trainees(bot)).toEqual(['li', 'zhao']);
    expect(await bot.ask('org', `/改选学 ${classId} 名额 1`)).toContain('名额不能少于 2 人');
  });

  it('put somebody in and take somebody out, with the reason; nobody does so to themselves', async () => {
    await opened(bot, 1);
    await choose(bot, 'zhao');
    await bot.say('org', `/移出选学 ${classId} 赵一 另有任务`);
    await bot.press('org', '确认移出');
    expect(await bot.last('zhao')).toContain('不再参加“中青年干部培训班”');
    expect(await bot.ask('zhao', '选学')).toContain('已移出选学名单，理由：另有任务');
    await bot.say('org', `/选学补录 ${classId} 赵一 任务已完成`);
    await bot.press('org', '确认补录');
    expect(await trainees(bot)).toEqual(['zhao']);
    expect(await bot.ask('org', `/选学补录 ${classId} 周组织 想参加`)).toContain('与您本人有关');
  });

  it('put in whom a seat was offered: the offer needs no answer any more', async () => {
    await opened(bot, 1);
    await choose(bot, 'zhao');
    await choose(bot, 'li', '报名候补');
    await bot.say('zhao', `/选学 ${classId}`);
    await bot.press('zhao', '退选');
    expect(await bot.ask('li', '待办')).toContain('1 项待办');
    const { name } = (await bot.store.cadres.byId('li')) ?? { name: '' };
    await bot.say('org', `/选学补录 ${classId} ${name} 本人已同意`);
    await bot.press('org', '确认补录');
    expect(await bot.ask('li', '待办')).not.toContain('1 项待办');
    expect(await trainees(bot)).toEqual(['li']);
  });

  it('cancel it: everybody is told, each unit once, and it may be opened again', async () => {
    await opened(bot, 2);
    await choose(bot, 'zhao');
    await choose(bot, 'qian');
    await choose(bot, 'li', '报名候补');
    await bot.say('org', `/取消选学 ${classId} 与重点工作冲突`);
    await bot.press('org', '确认取消选学');
    expect(await bot.last('li')).toContain('选学已取消');
    expect(await bot.last('liaison-fin')).toContain('你单位赵一、钱二无需参加');
    expect(await bot.last('liaison-agri')).toBe('');
    expect(await trainees(bot)).toEqual([]);
    await bot.say('org', `/开放选学 ${classId} 5`);
    await bot.press('org', '只开放');
    await choose(bot, 'zhao');
    expect(await trainees(bot)).toEqual(['zhao']);
  });
});

describe('the list', () => {
  it('is a sheet with places for staff, and of its own people for a unit', async () => {
    await opened(bot, 1);
    await choose(bot, 'zhao');
    await choose(bot, 'li', '报名候补');
    expect(await bot.ask('teacher', `/选学情况 ${classId}`)).toContain('已报名 1 人：赵一');
    expect(await bot.ask('liaison-agri', `/选学情况 ${classId}`)).not.toContain('赵一');
    await bot.say('org', `/选学情况 ${classId}`);
    await bot.press('org', '发送表格');
    expect((await bot.fileTo('org')).length).toBeGreaterThan(1000);
    expect(await bot.ask('zhou', `/选学情况 ${classId}`)).toContain('没有办理这一事项的权限');
  });
});

it('changes broken off at any point leave the same rows and messages', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    onTestFinished(() => bot.stop());
    await opened(bot, 1);
    await choose(bot, 'zhao');
    await choose(bot, 'li', '报名候补');
    bot.crashing = crashing;
    await bot.say('org', `/改选学 ${classId} 名额 2`);
    await bot.press('org', '确认增加');
    await bot.say('org', `/移出选学 ${classId} 赵一 另有任务`);
    await bot.press('org', '确认移出');
    await bot.say('org', `/选学补录 ${classId} 赵一 任务已完成`);
    await bot.press('org', '确认补录');
    await bot.say('org', `/取消选学 ${classId} 与重点工作冲突`);
    await bot.press('org', '确认取消选学');
  });
  expect(broken?.crashes).toBeGreaterThan(1);
  expect(await broken?.dump()).toEqual(await whole?.dump());
});
