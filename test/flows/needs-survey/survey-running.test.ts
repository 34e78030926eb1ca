import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { handIn } from '../../helpers/survey.ts';
import { everyKind, surveySheet } from '../../helpers/survey-form.ts';
import { startWorld } from '../../helpers/world.ts';

const two = [
  { title: '是否赞成', kind: '单选', options: '赞成；不赞成' },
  { title: '建议', kind: '文字' },
];

describe.each(variants)('before a survey goes out, on %s', (variant) => {
  it('some people try it, their answers count nowhere, and whoever drafted it hears when all are done', async () => {
    const world = await startWorld(variant);
    await world.send('org', '问卷.xlsx', surveySheet(two));
    await world.press('org', '先请人试填');
    expect(world.last('org')).toContain('最多 3 人');
    await world.say('org', '赵一、钱二、孙三、李四');
    expect(world.last('org')).toContain('试填最多 3 人');
    await world.say('org', '赵一、钱二');
    expect(world.last('org')).toContain('已请 2 人试填：赵一、钱二');
    expect(world.last('zhao')).toContain('答案不计入结果');
    for (const person of ['zhao', 'qian']) {
      await world.press(person, '开始填写');
      if (variant === 'dingtalk-markdown') await world.say(person, 'A');
      else await world.press(person, '提交', ['赞成']);
      expect(world.count('org', '【试填完成】')).toBe(0);
      await world.say(person, '跳过');
      expect(world.screen(person)).toContain('感谢您的填写');
    }
    expect(world.count('org', '的 2 人均已试填')).toBe(1);
    await world.press('org', '确认发出');
    expect(world.last('zhao')).toContain('培训需求调查');
    const { surveyAnswers } = world.running.store;
    expect(await surveyAnswers.count('D2026-1')).toEqual({ done: 0, all: 5 });
    await world.say('org', '/调查结果 D2026-2');
    expect(world.last('org')).toContain('是试填，答案不计入结果');
    await world.stop();
  });
});

describe('while a survey runs', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    await bot.send('org', '问卷.xlsx', surveySheet(everyKind));
    await bot.press('org', '确认发出');
  });
  afterEach(() => bot.stop());

  it('whoever has not answered is reminded by a button, of one unit too, once a day however often it is pressed', async () => {
    await handIn(bot.store, 'D2026-1', ['zhao']);
    const reminders = async (to: string) =>
      (await bot.store.deliveries.byKey(`survey-chase:D2026-1:2026-03-02:${to}`)) !== null;
    await bot.say('org', '/调查进度 D2026-1 县财政局');
    expect(await bot.last('org')).toContain('县财政局未填 4 人，可立即提醒');
    await bot.press('org', '提醒未填人员');
    expect(await bot.last('org')).toContain('未填的 4 人');
    expect([await reminders('qian'), await reminders('zhao')]).toEqual([true, false]);
    await bot.say('org', '/调查进度 D2026-1');
    await bot.press('org', '提醒未填人员');
    const sent = (await bot.store.sentCards.latestCards('qian', 10)).filter(({ _id }) =>
      _id.startsWith('survey-chase'),
    );
    expect(sent).toHaveLength(1);
    await bot.say('org', '/结束调查 D2026-1');
    await bot.press('org', '确认结束');
    await bot.say('org', '/调查进度 D2026-1');
    expect(await bot.last('org')).not.toContain('可立即提醒');
  });

  it('its last day is put off once for an act, takes answers longer, and is never earlier', async () => {
    const before = (await bot.store.surveys.byId('D2026-1'))?.closesOn;
    await bot.say('org', '/延期调查 D2026-1 7天');
    expect(await bot.last('org')).toContain('新的截止日期应晚于');
    bot.crashing = true;
    await bot.say('org', '/延期调查 D2026-1 20天');
    bot.crashing = false;
    const row = await bot.store.surveys.byId('D2026-1');
    expect(row?.postponements).toMatchObject([{ insteadOf: before, by: 'org' }]);
    expect(await bot.last('org')).toContain('已延期');
    bot.clock.moveTo(new Date('2026-03-15T02:00:00Z'));
    await bot.say('zhao', '继续');
    expect(await bot.last('zhao')).toContain('是否使用过政务系统');
  });

  it('an answer after its end, to a question the way does not show, or the same twice changes nothing', async () => {
    await bot.press('zhao', '开始填写');
    const press = { action: 'survey.answer', data: { survey: 'D2026-1', question: 'q2' } };
    await bot.forge('zhao', press, ['o1']);
    await bot.press('zhao', '提交', ['o2']);
    await bot.forge('zhao', { ...press, data: { ...press.data, question: 'q1' } }, ['o1']);
    await bot.forge('zhao', press, ['o1']);
    const answers = async () => (await bot.store.surveyAnswers.byId('D2026-1', 'zhao'))?.answers ?? [];
    expect((await answers()).map(({ questionId, choices }) => [questionId, ...choices])).toEqual([['q1', 'o2']]);
    await bot.forge('zhao', { ...press, data: { ...press.data, question: 'q3r1' } }, ['o1', 'o2']);
    expect(await bot.last('zhao')).toContain('最多选 1 项');
    bot.clock.moveTo(new Date('2026-04-15T02:00:00Z'));
    expect(await bot.forge('zhao', { ...press, data: { ...press.data, question: 'q3r1' } }, ['o1'])).toContain(
      '已经结束',
    );
    expect(await answers()).toHaveLength(1);
  });
});
