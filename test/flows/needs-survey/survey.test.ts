import { afterEach, describe, expect, it } from 'vitest';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { handIn, sendSurvey } from '../../helpers/survey.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

// Where there are no cards, three questions come in one message (survey-answer.test.ts).
const withCards = variants.filter((variant) => variant !== 'dingtalk-markdown');

describe.each(withCards)('needs survey by cards on %s', (variant) => {
  it('shows whom it goes to before anything is sent, asks question by question, goes back, and goes on where one stopped', async () => {
    const world = await startWorld(variant);
    running.push(world);
    await world.say('org', '/需求调查 2026年培训需求 县财政局 3月6日');
    expect(world.last('org')).toContain('县财政局 5 人，共 12 题');
    expect(world.last('org')).toContain(variant === 'wecom' ? '企业微信：5 人' : '钉钉：5 人');
    expect(world.last('org')).toContain('3月6日 周五');
    expect(world.screen('zhao')).toBe('');
    await world.press('org', '确认发出');
    expect(world.screen('li')).toBe('');
    await world.press('zhao', '开始填写');
    expect(world.last('zhao')).toContain('需求调查 1/12');
    await world.press('zhao', '提交', ['比较强烈']);
    await world.say('zhao', '１、3');
    await world.say('zhao', '上一题');
    expect(world.last('zhao')).toContain('需求调查 2/12');
    await world.say('zhao', '1 2 3 4');
    expect(world.last('zhao')).toContain('最多选 3 项');
    await world.say('zhao', '待办');
    expect(world.last('zhao')).toContain('您有 1 项待办');
    await world.press('zhao', '办理第 1 项');
    await world.say('zhao', '2');
    expect(world.last('zhao')).toContain('需求调查 3/12');
    const sheet = await world.running.store.surveyAnswers.byId('D2026-1', 'zhao');
    expect(sheet?.answers.map(({ questionId, choices }) => [questionId, choices])).toEqual([
      ['wish', ['strong']],
      ['purpose', ['knowledgeStructure']],
    ]);
  });
});

describe.each(variants)('needs survey on %s', (variant) => {
  const start = async (): Promise<World> => {
    const world = await startWorld(variant);
    running.push(world);
    return world;
  };

  it('reminds only those who have not handed in; after its last day late presses get a polite answer and results are shown', async () => {
    const world = await start();
    const number = await sendSurvey(world, '县财政局', '3天');
    await handIn(world.running.store, number, ['zhao', 'sun', 'liaison-fin', 'head-fin']);
    await handIn(world.running.store, number, ['qian'], 1);
    const late = await sendSurvey(world, '县农业农村局', '3天');
    await world.at('2026-03-05', '09:18');
    expect(world.count('zhao', '请填写需求调查')).toBe(0);
    expect(world.count('li', '请填写需求调查')).toBe(1);
    await world.at('2026-03-06', '08:08');
    expect(world.screen('org')).toContain(`需求调查 ${number}“2026年培训需求”已结束，应填 5 人，已填 5 人`);
    await world.press('li', '开始填写');
    expect(world.last('li')).toContain('调查已结束');
    if (variant !== 'dingtalk-markdown') expect(world.screen('li')).toContain('调查已结束');
    expect((await world.running.store.surveyAnswers.byId(late, 'li'))?.answers).toEqual([]);
    await world.say('org', `/调查结果 ${number}`);
    expect(world.screen('org')).toContain('非常强烈 4 人（80%）；比较强烈 1 人（20%）');
    await world.press('org', '按单位查看');
    expect(world.screen('org')).toContain('县财政局（5 人）');
  });
});

describe('needs survey, wherever people are', () => {
  const start = async (): Promise<BareBot> => {
    const bot = await startBareBot();
    running.push(bot);
    return bot;
  };
  const issue = async (bot: BareBot): Promise<void> => {
    await bot.say('org', '/需求调查 培训需求 县财政局 7天');
    await bot.press('org', '确认发出');
  };

  it('explains a scope that makes no sense, and sends nothing when it is cancelled', async () => {
    const bot = await start();
    await bot.say('org', '/需求调查 培训需求 火星 7天');
    expect(await bot.last('org')).toContain('没有“火星”这个范围');
    await bot.say('org', '/需求调查 培训需求 单位主要负责人 7天');
    expect(await bot.last('org')).toContain('单位主要负责人 4 人');
    await bot.press('org', '取消');
    expect(await bot.last('head-fin')).toBe('');
    await bot.say('org', '/调查进度');
    expect(await bot.last('org')).toContain('目前还没有发出的调查');
  });

  it('knows a level by every word that sheets use for it, and both township levels by one', async () => {
    const bot = await start();
    for (const [scope, people] of [
      ['科级副职', 6],
      ['副科级', 6],
      ['科级', 6],
      ['科员', 12],
    ] as const) {
      await bot.say('org', `/需求调查 培训需求 ${scope} 7天`);
      expect(await bot.last('org')).toContain(`${scope} ${people} 人`);
    }
  });

  it('leaves the same sheets and the same messages when it is broken off before any write', async () => {
    const [whole, broken] = await bothRuns(async (bot, crashing) => {
      running.push(bot);
      bot.crashing = crashing;
      await issue(bot);
      await bot.press('zhao', '开始填写');
      await bot.press('zhao', '提交', ['strong']);
      await bot.press('zhao', '上一题');
      await bot.say('zhao', '1');
      bot.crashing = false;
      for (let question = 2; question <= 10; question += 1) await bot.say('zhao', '1');
      bot.crashing = crashing;
      await bot.press('zhao', '跳过');
      await bot.say('zhao', '预算绩效');
      await bot.say('org', '/结束调查 D2026-1');
      await bot.press('org', '确认结束');
      await bot.press('qian', '开始填写');
    });
    expect(broken?.crashes).toBeGreaterThan(13);
    expect(await broken?.dump()).toEqual(await whole?.dump());
    expect((await whole?.store.surveyAnswers.byId('D2026-1', 'zhao'))?.state).toBe('done');
  });
});
