import { afterEach, describe, expect, it } from 'vitest';
import { variants } from '../helpers/county.ts';
import { fillIn, handIn, sendSurvey } from '../helpers/survey.ts';
import { startWorld, type World } from '../helpers/world.ts';

let world: World;
afterEach(() => world.stop());

describe.each(variants)('needs survey on %s', (variant) => {
  it('shows whom it goes to before anything is sent, and goes to those alone', async () => {
    world = await startWorld(variant);
    await world.say('org', '/需求调查 2026年培训需求 县财政局 3月6日');
    expect(world.last('org')).toContain('县财政局 5 人，共 12 题');
    expect(world.last('org')).toContain(variant === 'wecom' ? '企业微信：5 人' : '钉钉：5 人');
    expect(world.last('org')).toContain('3月6日 周五');
    expect(world.screen('zhao')).toBe('');
    await world.press('org', '确认发出');
    expect(world.last('zhao')).toContain('2026年培训需求');
    expect(world.screen('li')).toBe('');
    await world.say('org', '1');
    expect(world.count('zhao', '开始填写')).toBeLessThanOrEqual(1);
  });

  it('asks question by question, goes back, and goes on where one stopped', async () => {
    world = await startWorld(variant);
    await sendSurvey(world, '县财政局');
    await world.press('zhao', '开始填写');
    expect(world.last('zhao')).toContain('需求调查 1/12');
    if (variant === 'dingtalk-markdown') await world.press('zhao', '比较强烈');
    else await world.press('zhao', '提交', ['比较强烈']);
    expect(world.last('zhao')).toContain('需求调查 2/12');
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

  it('takes words for open questions, asks unit heads one more, thanks, and takes no second sheet', async () => {
    world = await startWorld(variant);
    await sendSurvey(world, '县财政局');
    await fillIn(world, 'head-fin');
    expect(world.last('head-fin')).toContain('需求调查 13/13');
    await world.say('head-fin', '12');
    expect(world.last('head-fin')).toContain('请用文字回答');
    await world.say('head-fin', '上一题');
    expect(world.last('head-fin')).toContain('需求调查 12/13');
    await world.say('head-fin', '预算绩效管理');
    await world.say('head-fin', '公文写作 5 人');
    expect(world.last('head-fin')).toContain('感谢您的填写');
    const sheet = await world.running.store.surveyAnswers.byId('D2026-1', 'head-fin');
    expect(sheet?.state).toBe('done');
    expect(sheet?.answers.filter((each) => each.text !== '').map((each) => each.text)).toEqual([
      '预算绩效管理',
      '公文写作 5 人',
    ]);
    await world.say('head-fin', '待办');
    expect(world.last('head-fin')).toContain('没有待办');
  });

  it('reminds only those who have not handed in, and tells who that is', async () => {
    world = await startWorld(variant);
    const number = await sendSurvey(world, '县财政局', '3天');
    await handIn(world, number, ['zhao']);
    await world.press('qian', '开始填写');
    await world.say('qian', '1');
    await world.at('2026-03-05', '09:18');
    expect(world.count('zhao', '请填写需求调查')).toBe(0);
    expect(world.count('qian', '请填写需求调查')).toBe(1);
    await world.press('qian', '开始填写');
    expect(world.last('qian')).toContain('需求调查 2/12');
    await world.say('org', `/调查进度 ${number}`);
    expect(world.last('org')).toContain('应答 5 人，已完成 1 人（20%）');
    expect(world.last('org')).toMatch(/未完成人员：.*钱二（县财政局）/);
    await world.say('school', `/调查进度 ${number}`);
    expect(world.last('school')).toContain('县财政局 1/5');
    expect(world.last('school')).not.toContain('钱二');
    await world.say('zhao', `/调查进度 ${number}`);
    expect(world.last('zhao')).toContain('没有办理这一事项的权限');
  });

  it('ends by its last day: late presses get a polite answer, and only then results are shown', async () => {
    world = await startWorld(variant);
    const number = await sendSurvey(world, '县财政局', '1天');
    await handIn(world, number, ['zhao', 'qian', 'sun', 'liaison-fin']);
    await handIn(world, number, ['head-fin'], 1);
    await world.say('org', `/调查结果 ${number}`);
    expect(world.last('org')).toContain('结束后才能查看结果');
    await world.at('2026-03-04', '08:08');
    expect(world.last('org')).toContain('已结束，应答 5 人，完成 5 人');
    await world.say('org', `/调查结果 ${number}`);
    expect(world.screen('org')).toContain('非常强烈 4 人（80%）；比较强烈 1 人（20%）');
    await world.press('org', '按单位查看');
    expect(world.screen('org')).toContain('县财政局（5 人）');
    await world.press('org', '文字意见');
    expect(world.last('org')).toContain('您的岗位最需要的一项培训（5 人填写）');
    expect(world.last('org')).toContain('填写不足 5 人，不显示');
  });

  it('can be ended early, after a preview, and shows nothing of fewer than five', async () => {
    world = await startWorld(variant);
    const number = await sendSurvey(world, '县财政局');
    await handIn(world, number, ['zhao']);
    await world.press('qian', '开始填写');
    await world.say('org', `/结束调查 ${number}`);
    expect(world.last('org')).toContain('未完成 4 人');
    await world.press('org', '确认结束');
    await world.say('qian', '1');
    expect(world.last('qian')).toContain('已经结束');
    await world.press('sun', '开始填写');
    expect(world.last('sun')).toContain('已经结束');
    await world.say('sun', '待办');
    expect(world.last('sun')).toContain('没有待办');
    await world.say('org', `/调查结果 ${number}`);
    expect(world.last('org')).toContain('不足 5 人，按规定不显示结果');
  });
});
