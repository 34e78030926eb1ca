import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { grant } from '../../helpers/grant.ts';
import { keptList } from '../../helpers/kept-list.ts';
import { eightMarks, lastDayOn, publishedClass, publishedOn, scoredClass } from '../../helpers/scored-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';
const reason = '调研报告漏评一处';
const cards = (screen: string, title: string) => screen.split(title).length - 1;

/** The class is graded anew by two people, released, and published on the next working day. */
async function gradedAgain(bot: BareBot): Promise<void> {
  await bot.say('team1', `/评定等次 ${classId}`);
  await bot.press('team1', '提请确认');
  await bot.press('team2', '确认等次');
  await bot.press('org', '公布成绩');
  for (let run = 0; run < 3; run += 1) await bot.runJob('post-candidates');
  bot.clock.moveTo(beijingTime('2026-04-07', '08:05'));
  for (let run = 0; run < 3; run += 1) await bot.runJob('publish-grades');
}

describe('published results that are graded anew', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    await publishedClass(bot);
    await bot.press('qian', '知悉');
    await bot.press('head-fin', '已阅知');
  });
  afterEach(() => bot.stop());

  const grading = () => bot.store.gradings.byClass(classId);
  const reopen = () => bot.say('org', `/重新评定 ${classId} ${reason}`);
  /** 赵一 loses a point in research, 孙三 is lifted by one question in class. */
  const corrected = () => bot.say('teacher', `/记分 ${classId} 李四 课堂互动 提问 课上主动提问`);

  it('are kept, shown to nobody meanwhile, and told to team and class teacher with the reason', async () => {
    await reopen();
    for (const who of ['team1', 'team2', 'teacher'])
      expect(await bot.last(who)).toMatch(new RegExp(`【成绩复核】.*理由：${reason}`));
    expect(await grading()).toMatchObject({ state: 'returned', reopened: [{ number: 1, by: 'org', reason }] });
    expect((await grading())?.publishedAt).toBeUndefined();
    expect((await bot.store.classes.byId(classId))?.state).toBe('planned');
    expect(await bot.store.formerResults.of(classId, 1)).toHaveLength(Object.keys(eightMarks).length);
    await bot.say('zhao', '我的成绩');
    expect(await bot.last('zhao')).toContain('本班考核结果正在复核');
    await bot.press('zhao', '查看依据');
    expect(await bot.last('zhao')).toContain('正在复核');
    expect(await bot.screen('zhao')).not.toContain('【成绩复核】');
  });

  it('are told again to whom they are others, with before and after, and to nobody else', async () => {
    await reopen();
    await corrected();
    const before = await Promise.all(['zhao', 'qian', 'head-fin'].map((who) => bot.screen(who)));
    await gradedAgain(bot);
    expect((await grading())?.history).toMatchObject([{ proposedBy: 'team1', decidedBy: 'team2', changes: [] }]);
    expect(await bot.last('li')).toMatch(
      /考核结果更正[\s\S]*由“良好，82分”更正为“良好，83分”。更正理由：调研报告漏评一处。/,
    );
    expect(cards(await bot.screen('li'), '考核结果更正')).toBe(1);
    expect(await Promise.all(['zhao', 'qian', 'head-fin'].map((who) => bot.screen(who)))).toEqual(before);
    // No head is told of points.
    expect(await bot.screen('head-agri')).not.toContain('更正');
    expect(await bot.last('org')).toContain('1 名学员的结果有变化');
    expect((await grading())?.state).toBe('published');
    expect((await bot.store.classes.byId(classId))?.state).toBe('published');
    expect((await bot.store.assessments.byId(classId, 'qian'))?.readAt).toBeDefined();
    expect((await bot.store.assessments.byId(classId, 'li'))?.totalHundredths).toBe(8300);
    expect(
      (await bot.store.formerResults.of(classId, 1)).find(({ cadreId }) => cadreId === 'li')?.result.totalHundredths,
    ).toBe(8200);
    await bot.say('team1', `/名次 ${classId}`);
    expect(await bot.last('team1')).toContain('重新评定 1 次');
    expect(await keptList(bot, 'team1')).toMatch(
      /启动重新评定，理由：调研报告漏评一处；更正 1 人：李四由“良好，82分”更正为“良好，83分”。/,
    );
    await bot.say('li', '异议');
    expect(await bot.last('li')).toContain('考核结果');
  });

  it('of another grade go to the head once more, who acknowledges them anew', async () => {
    await reopen();
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.say('team1', `/调整等次 ${classId} 孙三 优秀 牵头完成小组调研`);
    await bot.press('team1', '提请确认');
    await bot.press('team2', '确认等次');
    await bot.press('org', '公布成绩');
    bot.clock.moveTo(beijingTime('2026-04-07', '08:05'));
    for (let run = 0; run < 3; run += 1) await bot.runJob('publish-grades');
    expect(await bot.last('head-fin')).toMatch(/考核结果更正反馈[\s\S]*孙三的考核结果由“良好”更正为“优秀”/);
    expect(await bot.last('head-fin')).not.toContain('赵一');
    expect((await bot.store.feedbacks.byId(classId, 'sun'))?.state).toBe('sent');
    expect((await bot.store.feedbacks.byId(classId, 'zhao'))?.state).toBe('acknowledged');
    await bot.press('head-fin', '已阅知');
    expect(await bot.store.feedbacks.byId(classId, 'sun')).toMatchObject({ state: 'acknowledged', corrected: 1 });
  });

  it('post no list that was posted before, and post another one', async () => {
    const postings = async () => cards(await bot.screen('sun'), '公示');
    const before = await postings();
    expect(before).toBeGreaterThan(0);
    await reopen();
    await gradedAgain(bot);
    expect((await grading())?.state).toBe('published');
    expect(await postings()).toBe(before);
    expect(await bot.last('org')).toContain('没有学员的结果发生变化');
    await reopen();
    for (const asked of ['课上主动提问', '课上再次提问', '课上补充发言'])
      await bot.say('teacher', `/记分 ${classId} 钱二 课堂互动 提问 ${asked}`);
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.press('team1', '提请确认');
    await bot.press('team2', '确认等次');
    await bot.press('org', '公布成绩');
    await bot.runJob('publish-grades');
    expect((await grading())?.publishedAt).toBeUndefined();
    await bot.runJob('post-candidates');
    expect(await postings()).toBeGreaterThan(before);
  });

  it('lose a title: leaders of the pool are asked about whoever is in it by that title', async () => {
    await grant(bot, 'head-org', 'orgDeptLeader');
    expect((await bot.store.reservePool.byId('zhao'))?.state).toBe('in');
    await reopen();
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.say('team1', `/调整等次 ${classId} 赵一 良好 调研报告引用不实，经集体研究下调一档`);
    await bot.press('team1', '提请确认');
    await bot.press('team2', '确认等次');
    await bot.press('org', '公布成绩');
    bot.clock.moveTo(beijingTime('2026-04-07', '08:05'));
    for (let run = 0; run < 3; run += 1) await bot.runJob('post-candidates');
    bot.clock.moveTo(beijingTime('2026-04-14', '08:05'));
    for (let run = 0; run < 3; run += 1) await bot.runJob('publish-grades');
    expect(await bot.screen('head-org')).toMatch(/【储备库】有 1 人凭.*该称号经复核更正后不再保留/);
    expect(await bot.last('zhao')).toContain('优秀（优秀学员）');
    expect((await bot.store.reservePool.byId('zhao'))?.state).toBe('in');
  });

  it('come back as they were where nothing was changed, and not once something was', async () => {
    await reopen();
    await bot.say('org', `/取消重新评定 ${classId}`);
    expect(await bot.last('org')).toContain('原公布的考核结果继续有效');
    expect(await grading()).toMatchObject({ state: 'published', reopeningsTakenBack: [{ number: 1, by: 'org' }] });
    expect((await bot.store.classes.byId(classId))?.state).toBe('published');
    await bot.say('zhao', '我的成绩');
    expect(await bot.last('zhao')).toContain('优秀');
    await bot.say('org', `/取消重新评定 ${classId}`);
    expect(await bot.last('org')).toContain('没有可以取消的重新评定');
    bot.clock.moveTo(beijingTime(publishedOn, '08:10'));
    await reopen();
    bot.clock.moveTo(beijingTime(publishedOn, '08:15'));
    await corrected();
    await bot.say('org', `/取消重新评定 ${classId}`);
    expect(await bot.last('org')).toContain('记分已有变动，不能取消');
  });

  it('are opened by the organisation department alone, with a reason, once at a time, and by nobody of the class', async () => {
    await bot.say('org', `/重新评定 ${classId}`);
    expect(await bot.last('org')).toContain('请写明理由');
    await bot.say('team1', `/重新评定 ${classId} ${reason}`);
    expect(await bot.last('team1')).toContain('没有办理这一事项的权限');
    await grant(bot, 'zhao', 'orgDept');
    await bot.say('zhao', `/重新评定 ${classId} ${reason}`);
    expect(await bot.last('zhao')).toContain('与您本人有关');
    await reopen();
    await reopen();
    expect(await bot.last('org')).toContain('成绩没有公布，或正在重新评定');
    expect((await grading())?.reopened).toHaveLength(1);
  });
});

it('a reopening broken off at any point leaves the same results and messages, up to the corrected ones', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    onTestFinished(() => bot.stop());
    await publishedClass(bot);
    bot.crashing = crashing;
    await bot.say('org', `/重新评定 ${classId} ${reason}`);
    await bot.say('org', `/取消重新评定 ${classId}`);
    await bot.say('org', `/重新评定 ${classId} ${reason}`);
    await bot.say('teacher', `/记分 ${classId} 李四 课堂互动 提问 课上主动提问`);
    await gradedAgain(bot);
  });
  expect(broken?.crashes).toBeGreaterThan(5);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  expect((await whole?.store.gradings.byClass(classId))?.state).toBe('published');
});

it.each(variants)('on %s an upheld objection leads to a corrected result', async (variant) => {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  const { store } = world.running;
  await scoredClass(store);
  const graded = async () => {
    await world.say('team1', `/评定等次 ${classId}`);
    await world.press('team1', '提请确认');
    await world.press('team2', '确认等次');
    await world.press('org', '公布成绩');
  };
  await world.at(lastDayOn, '18:05');
  await graded();
  for (const day of ['2026-03-30', '2026-03-31', '2026-04-01', '2026-04-02', publishedOn]) await world.at(day, '09:06');
  await world.press('li', '提出异议');
  await world.say('li', '课堂提问少记一次');
  await world.press('team2', '异议成立');
  await world.say('team2', '经核对课堂记录属实');
  expect(world.screen('org')).toContain(`/重新评定 ${classId}`);
  await world.say('org', `/重新评定 ${classId} 课堂提问少记一次`);
  await world.say('teacher', `/记分 ${classId} 李四 课堂互动 提问 课上主动提问`);
  await graded();
  await world.at('2026-04-07', '09:06');
  await world.at('2026-04-07', '09:16');
  expect(world.screen('li')).toContain('由“良好，82分”更正为“良好，83分”');
  expect(world.screen('qian')).not.toContain('更正');
  expect(world.logged).toEqual([]);
});
