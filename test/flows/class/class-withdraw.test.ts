import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';
const reason = '与全县重点工作冲突';

/** Moments at which reminders of the call-up, the request and the class notice would go out. */
const remindersAt = [
  ['2026-03-02', '17:52'],
  ['2026-03-03', '09:22'],
  ['2026-03-04', '16:07'],
] as const;

/** A class to which three were called: one confirmed, one asked to stay away, one did not answer. */
async function called(bot: BareBot): Promise<void> {
  await bot.say('school', '/开班 中青年干部培训班 2026-03-16 2026-03-27 郑老师 理论武装');
  await bot.press('school', '确认开班');
  await bot.say('school', `/课程 ${classId} 标准`);
  await bot.say('org', `/点名 ${classId} 3 科级副职`);
  await bot.press('org', '确认发出');
  await bot.press('zhao', '确认参加');
  await bot.press('qian', '申请免调');
  await bot.press('qian', '下一步', ['illness']);
  await bot.say('qian', '住院手术，附诊断证明');
}

it.each(variants)(
  'the party school on %s asks for it, and the organisation department decides by a card, which the school hears of either way',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await openClass(world, { named: 2 });
    await world.say('school', `/撤班 ${classId} ${reason}`);
    expect(world.last('school')).toContain('撤班由县委组织部办理');
    expect((await world.running.store.classes.byId(classId))?.state).toBe('planned');
    expect(world.last('org')).toContain('请决定是否撤班');
    expect(world.last('org')).toContain(reason);
    await world.press('org', '取消');
    expect(world.last('school')).toContain('周组织已决定保留，按原安排举办');
    expect((await world.running.store.classes.byId(classId))?.state).toBe('planned');
    await world.say('school', `/撤班 ${classId} ${reason}`);
    await world.press('org', '确认撤班');
    expect((await world.running.store.classes.byId(classId))?.state).toBe('withdrawn');
    expect(world.last('school')).toMatch(new RegExp(`【班次撤销】.*${reason}`));
  },
);

describe('a class that does not take place', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
  });
  afterEach(() => bot.stop());

  const states = async () => (await bot.store.callUps.ofClass(classId)).map(({ cadreId, state }) => [cadreId, state]);
  const withdraw = async () => {
    await bot.say('org', `/撤班 ${classId} ${reason}`);
    await bot.press('org', '确认撤班');
  };

  it('is shown first, then ends every call-up and enrollment; each person, their units and the class teacher are told why', async () => {
    await called(bot);
    await bot.say('org', `/撤班 ${classId} ${reason}`);
    expect(await bot.last('org')).toMatch(/撤销 3 人的调训（其中已列为学员 1 人），告知本人、\d 个单位和班主任/);
    expect((await bot.store.classes.byId(classId))?.state).toBe('planned');
    await bot.press('org', '确认撤班');
    expect(new Set((await states()).map(([, state]) => state))).toEqual(new Set(['cancelled', 'checked']));
    expect(await bot.store.enrollments.traineesOf(classId)).toEqual([]);
    for (const who of ['zhao', 'qian', 'sun', 'liaison-fin', 'teacher', 'school'])
      expect(await bot.last(who)).toMatch(new RegExp(`【班次撤销】.*${reason}`));
    expect(await bot.store.classes.byId(classId)).toMatchObject({
      state: 'withdrawn',
      withdrawal: {
        by: 'org',
        reason,
        enteredAt: expect.any(Date),
        cadreIds: expect.arrayContaining(['zhao', 'qian']),
      },
    });
  });

  it('leaves no card waiting: neither the notice to answer, nor the request to decide, nor a class notice', async () => {
    await called(bot);
    await bot.say('teacher', `/通知 ${classId} 明天上午的课改在第二教室`);
    await bot.press('teacher', '确认发出');
    await withdraw();
    for (const who of ['zhao', 'qian', 'sun', 'org']) {
      const open = await bot.store.sentCards.openCards(who, bot.clock.now(), 50);
      const asking = open.filter(({ message }) => message.kind !== 'card' || !message.id.startsWith('undo:'));
      expect([who, asking.map(({ message }) => message.kind === 'card' && message.title)]).toEqual([who, []]);
    }
    const screens = () => Promise.all(['zhao', 'sun', 'org'].map((who) => bot.screen(who)));
    const before = await screens();
    for (const [dateOn, clock] of remindersAt) {
      bot.clock.moveTo(beijingTime(dateOn, clock));
      for (const job of ['chase-call-up', 'chase-notice']) await bot.runJob(job);
    }
    expect(await screens()).toEqual(before);
  });

  it('leaves nothing waiting of a class that has begun either: no bonus to confirm, no card of the day', async () => {
    await called(bot);
    bot.clock.moveTo(beijingTime('2026-03-16', '08:05'));
    await bot.runJob('remind-session');
    await bot.say('teacher', `/加分 ${classId} 赵一 班长 担任班长，履职良好`);
    const waiting = async (who: string) => (await bot.store.sentCards.openCards(who, bot.clock.now(), 50)).length;
    expect(await Promise.all(['zhao', 'team1', 'team2'].map(waiting))).toEqual([1, 1, 1]);
    await withdraw();
    expect(await Promise.all(['zhao', 'team1', 'team2'].map(waiting))).toEqual([0, 0, 0]);
  });

  it('keeps its number, is listed as withdrawn and can be looked at, but nothing is done with it any more', async () => {
    await called(bot);
    await withdraw();
    await bot.say('org', '/班级');
    expect(await bot.last('org')).toMatch(/2026-01.*已撤销/);
    await bot.say('org', `/调训进度 ${classId}`);
    expect(await bot.last('org')).toContain('已撤销调训 3 人');
    for (const words of [`/增补 ${classId} 赵一 工作需要`, `/点名 ${classId} 3`, `/撤班 ${classId} ${reason}`]) {
      await bot.say('org', words);
      expect(await bot.last('org')).toBe(`班次 ${classId} 已撤销，不能再办理。`);
    }
    const before = await bot.store.sessions.ofClass(classId);
    await bot.say('org', `/课程 ${classId} 标准`);
    expect(await bot.last('org')).toBe(`班次 ${classId} 已撤销，不能再办理。`);
    expect(await bot.store.sessions.ofClass(classId)).toEqual(before);
    await bot.say('school', '/开班 中青年干部培训班 2026-03-16 2026-03-27 郑老师 理论武装');
    await bot.press('school', '确认开班');
    expect(await bot.last('school')).toContain('已建立班次 2026-02');
  });

  it('has no notice sent whose preview was shown before', async () => {
    await called(bot);
    await bot.say('school', `/通知 ${classId} 明天的课改在第二教室`);
    await withdraw();
    await bot.press('school', '确认发出');
    expect(await bot.last('school')).toBe(`班次 ${classId} 已撤销，不能再办理。`);
    expect((await bot.store.notices.byId(`${classId}-T1`))?.state).toBe('draft');
  });

  it('takes no request for leave whose preview was shown before', async () => {
    await teachClass(bot.store, ['zhao']);
    await bot.say('zhao', '/请假 病假 3月16日 上午 到医院就诊');
    await withdraw();
    await bot.press('zhao', '提交');
    expect(await bot.last('zhao')).toBe(`班次 ${classId} 已撤销，不能再办理。`);
    expect(await bot.screen('teacher')).not.toContain('到医院就诊');
  });

  it('does not stand in the way of the same people being called to another class on the same days', async () => {
    await called(bot);
    await withdraw();
    await bot.say('school', '/开班 中青年干部培训班 2026-03-16 2026-03-27 郑老师 理论武装');
    await bot.press('school', '确认开班');
    await bot.say('school', '/课程 2026-02 标准');
    await bot.say('org', '/点名 2026-02 3 科级副职');
    expect(await bot.last('org')).toContain('拟选调 3 人');
  });

  it('is withdrawn by the organisation department alone, by nobody who is called to it, and not once grades were proposed', async () => {
    await called(bot);
    await bot.say('teacher', `/撤班 ${classId} ${reason}`);
    expect(await bot.last('teacher')).toContain('没有办理这一事项的权限');
    const zhao = await bot.store.cadres.byId('zhao');
    if (zhao === null) throw new Error('no 赵一');
    await bot.store.cadres.put([{ ...zhao, roles: [...zhao.roles, 'orgDept'] }]);
    await bot.say('zhao', `/撤班 ${classId} ${reason}`);
    expect(await bot.last('zhao')).toContain('与您本人有关');
    await bot.store.classes.move(classId, ['planned'], 'graded');
    await bot.say('org', `/撤班 ${classId} ${reason}`);
    expect(await bot.last('org')).toContain('已经开始评定等次，不能撤销或变更');
  });

  it('closes the requests for leave that wait for the class teacher', async () => {
    await teachClass(bot.store, ['zhao']);
    await bot.say('zhao', '/请假 病假 3月16日 上午 到医院就诊');
    await bot.press('zhao', '提交');
    await withdraw();
    expect(await bot.store.sentCards.openCards('teacher', bot.clock.now(), 50)).toEqual([]);
    await bot.say('zhao', '请假');
    expect(await bot.last('zhao')).toContain('您目前没有参加培训班');
  });

  it('goes on when the preview is dropped', async () => {
    await called(bot);
    await bot.say('org', `/撤班 ${classId} ${reason}`);
    await bot.press('org', '取消');
    expect((await bot.store.classes.byId(classId))?.state).toBe('planned');
  });
});

it('a withdrawal broken off at any point leaves the same class, people and messages', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    onTestFinished(() => bot.stop());
    await called(bot);
    bot.crashing = crashing;
    await bot.say('org', `/撤班 ${classId} ${reason}`);
    await bot.press('org', '确认撤班');
  });
  expect(broken?.crashes).toBeGreaterThan(3);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  expect((await whole?.store.classes.byId(classId))?.state).toBe('withdrawn');
});

it.each(variants)('on %s a class is withdrawn and its people are told', async (variant) => {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  await openClass(world, { named: 2 });
  await world.press('zhao', '确认参加');
  await world.say('org', `/撤班 ${classId} ${reason}`);
  await world.press('org', '确认撤班');
  expect(world.last('org')).toContain('已撤销班次 2026-01');
  expect(world.last('zhao')).toContain('【班次撤销】');
  await world.say('zhao', '确认参加');
  expect(await world.running.store.enrollments.traineesOf(classId)).toEqual([]);
});
