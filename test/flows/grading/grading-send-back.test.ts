import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { lastDayOn, publishedOn, scoredClass } from '../../helpers/scored-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';
const reason = '调研报告得分登记有误';

/** The class is graded by two members of the evaluation team, and the organisation department was asked to publish. */
async function confirmed(bot: BareBot): Promise<void> {
  await bot.say('team1', `/评定等次 ${classId}`);
  await bot.press('team1', '提请确认');
  await bot.press('team2', '确认等次');
}

async function begun(bot: BareBot): Promise<void> {
  await scoredClass(bot.store);
  bot.clock.moveTo(beijingTime(lastDayOn, '18:05'));
  await confirmed(bot);
}

/** The people proposed for 优秀学员 are shown to the class. */
async function posted(bot: BareBot): Promise<void> {
  bot.clock.moveTo(beijingTime('2026-03-30', '08:05'));
  await bot.runJob('post-candidates');
}

describe('grades that go back before they are published', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    await begun(bot);
  });
  afterEach(() => bot.stop());

  const grading = () => bot.store.gradings.byClass(classId);
  const sendBack = () => bot.say('org', `/退回等次评定 ${classId} ${reason}`);
  const publishing = async (): Promise<void> => {
    await posted(bot);
    bot.clock.moveTo(beijingTime(publishedOn, '08:05'));
    await bot.runJob('publish-grades');
  };

  it('opens the class for corrections, tells team and class teacher why, and keeps what had been decided', async () => {
    await sendBack();
    for (const who of ['team1', 'team2', 'teacher'])
      expect(await bot.last(who)).toMatch(new RegExp(`【等次评定退回】.*理由：${reason}`));
    expect((await bot.store.classes.byId(classId))?.state).toBe('planned');
    expect(await grading()).toMatchObject({
      state: 'returned',
      sentBack: [{ by: 'org', reason, proposedBy: 'team1', decidedBy: 'team2', enteredAt: bot.clock.now() }],
    });
    expect(await bot.store.sentCards.openCards('org', bot.clock.now(), 50)).toEqual([]);
    await bot.say('school', `/记分 ${classId} 赵一 课堂互动 提问 课上主动提问`);
    expect(await bot.last('school')).not.toContain('不能');
  });

  it('is graded once more by two people, asked to be published once more, and published', async () => {
    await sendBack();
    await confirmed(bot);
    await bot.press('org', '公布成绩');
    expect((await grading())?.state).toBe('released');
    await publishing();
    await bot.runJob('publish-grades');
    expect((await bot.screen('zhao')).split('培训考核结果').length - 1).toBe(1);
    expect((await grading())?.state).toBe('published');
  });

  it('also once released, as long as nothing went out', async () => {
    await bot.press('org', '公布成绩');
    await sendBack();
    await publishing();
    expect(await bot.screen('zhao')).not.toContain('培训考核结果');
    expect(await grading()).toMatchObject({ state: 'returned', sentBack: [{ releasedBy: 'org' }] });
    expect((await grading())?.releasedBy).toBeUndefined();
  });

  it('stays published once trainees were told', async () => {
    await bot.press('org', '公布成绩');
    await publishing();
    await sendBack();
    expect(await bot.last('org')).toContain('成绩已经发给学员，不能退回');
    expect((await bot.store.classes.byId(classId))?.state).toBe('published');
  });

  it('has nothing to go back before it is confirmed, and is sent back by the organisation department alone, with a reason', async () => {
    await bot.say('org', `/退回等次评定 ${classId}`);
    expect(await bot.last('org')).toContain('请写明理由');
    await bot.say('team1', `/退回等次评定 ${classId} ${reason}`);
    expect(await bot.last('team1')).toContain('没有办理这一事项的权限');
    const zhao = await bot.store.cadres.byId('zhao');
    if (zhao === null) throw new Error('no 赵一');
    await bot.store.cadres.put([{ ...zhao, roles: [...zhao.roles, 'orgDept'] }]);
    await bot.say('zhao', `/退回等次评定 ${classId} ${reason}`);
    expect(await bot.last('zhao')).toContain('与您本人有关');
    expect((await grading())?.state).toBe('confirmed');
    await sendBack();
    await sendBack();
    expect(await bot.last('org')).toContain('没有已确认而未公布的等次评定结果');
  });
});

it('sending back broken off at any point leaves the same grading and messages', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    onTestFinished(() => bot.stop());
    await begun(bot);
    bot.crashing = crashing;
    await bot.say('org', `/退回等次评定 ${classId} ${reason}`);
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.press('team1', '提请确认');
    await bot.press('team2', '确认等次');
  });
  expect(broken?.crashes).toBeGreaterThan(3);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  expect((await whole?.store.gradings.byClass(classId))?.state).toBe('confirmed');
});

it('results that are about to go out while the grades are sent back do not go out', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await begun(bot);
  await bot.press('org', '公布成绩');
  await posted(bot);
  bot.clock.moveTo(beijingTime(publishedOn, '08:05'));
  const show = bot.store.gradings.show.bind(bot.store.gradings);
  bot.store.gradings.show = async (...given) => {
    bot.store.gradings.show = show;
    await bot.say('org', `/退回等次评定 ${classId} ${reason}`);
    return show(...given);
  };
  await expect(bot.runJob('publish-grades')).rejects.toThrow('sent back');
  expect(await bot.screen('zhao')).not.toContain('培训考核结果');
  expect((await bot.store.classes.byId(classId))?.state).toBe('planned');
});

it.each(variants)('on %s confirmed grades are sent back and told', async (variant) => {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  await scoredClass(world.running.store);
  await world.at(lastDayOn, '18:05');
  await world.say('team1', `/评定等次 ${classId}`);
  await world.press('team1', '提请确认');
  await world.press('team2', '确认等次');
  await world.say('org', `/退回等次评定 ${classId} ${reason}`);
  expect(world.last('org')).toContain('退回考评工作小组');
  expect(world.last('team1')).toContain('【等次评定退回】');
  expect(world.logged).toEqual([]);
});
