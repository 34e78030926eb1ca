import { expect, it, onTestFinished } from 'vitest';
import { bothRuns } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { pdf, photo } from '../../helpers/proof-files.ts';
import { surveySheet } from '../../helpers/survey-form.ts';
import { startWorld } from '../../helpers/world.ts';

const rows = [
  { title: '现场教学点照片', kind: '图片' },
  { title: '学习条件', kind: '矩阵', items: '教室；宿舍' },
  { title: '单位培训计划', kind: '文件', required: '否' },
] as const;

it.each(variants)(
  'on %s a question is answered by a picture or a file, kept encrypted, counted without names and sent to the organisation department alone',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const { proofs, surveyAnswers } = world.running.store;
    const isText = variant === 'dingtalk-markdown';
    await world.send('org', '问卷.xlsx', surveySheet(rows));
    await world.press('org', '确认发出');

    await world.press('zhao', '开始填写');
    expect(world.last('zhao')).toContain('请直接在对话中发送一份图片（JPG、PNG、WebP）或PDF文件，加密保存');
    await world.say('zhao', '见附件');
    expect(world.last('zhao')).toContain('请直接发送图片或PDF文件，不用文字回答');
    await world.send('zhao', '说明.txt', Buffer.from('说明'));
    expect(world.last('zhao')).toContain('PDF');
    await world.send('zhao', '现场.jpg', photo());
    expect(world.last('zhao')).toContain('学习条件');
    await world.say('zhao', '上一题');
    expect(world.last('zhao')).toContain('现场教学点照片');
    expect(await proofs.of('survey:D2026-1:zhao:q1')).toHaveLength(0);
    for (const [at, person] of ['zhao', 'qian', 'sun', 'head-fin', 'liaison-fin'].entries()) {
      if (person !== 'zhao') await world.press(person, '开始填写');
      await world.send(person, '现场.jpg', Buffer.concat([photo(), Buffer.from(String(at))]));
      expect(world.screen(person)).toContain('已收到图片，作为“现场教学点照片”的回答');
      if (isText) await world.say(person, 'A B');
      else for (const each of ['非常符合', '比较符合']) await world.press(person, '提交', [each]);
      if (person === 'zhao') await world.send(person, '计划.pdf', pdf());
      else await world.say(person, '跳过');
      expect(world.last(person)).toContain('感谢您的填写');
    }
    const [kept] = await proofs.of('survey:D2026-1:zhao:q1');
    expect(kept).toMatchObject({ cadreId: 'zhao', type: 'jpg', state: 'kept' });
    const stored = JSON.stringify((await world.running.store.proofs.keptBy('zhao')).length);
    expect(stored).toBe('2');
    expect((await surveyAnswers.byId('D2026-1', 'zhao'))?.answers[0]).toMatchObject({ choices: [], text: '图片' });

    for (const each of ['org', 'school']) {
      await world.say(each, '/结束调查 D2026-1');
      if (each === 'org') await world.press('org', '确认结束');
      await world.say(each, '/调查结果 D2026-1');
      expect(world.screen(each)).toContain('图片 5 人');
      expect(world.screen(each)).toMatch(/学习条件（矩阵[\s\S]*教室：5 \/ 0 \/ 0 \/ 0 \/ 0（5 人填写，平均 5 分）/);
      expect(world.screen(each)).not.toContain('赵一');
    }
    await expect(world.press('school', '图片和文件')).rejects.toThrow();
    await world.press('org', '图片和文件');
    expect(world.last('org')).toContain('图片和文件共 5 份，不显示姓名和单位，每次查看都有记录');
    expect(world.screen('org')).toMatch(/［(?:图片|文件)］D2026-1附件1\./);
    // Only one handed in a plan.
    expect(world.screen('org')).not.toMatch(/D2026-1附件\d+\.pdf/);
    await world.say('zhao', '我的证明材料');
    expect(world.last('zhao')).toContain('已查看 1 次');
  },
);

it('leaves the same answers and files when it is broken off before any write', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    onTestFinished(() => bot.stop());
    bot.crashing = crashing;
    await bot.send('org', '问卷.xlsx', surveySheet([...rows.slice(0, 1), ...rows.slice(2)]));
    await bot.press('org', '确认发出');
    await bot.press('zhao', '开始填写');
    await bot.send('zhao', '现场.jpg', photo());
    await bot.say('zhao', '上一题');
    await bot.send('zhao', '现场.jpg', Buffer.concat([photo(), Buffer.from('2')]));
    await bot.send('zhao', '计划.pdf', pdf());
  });
  expect(broken?.crashes).toBeGreaterThan(8);
  const seen = async (bot: typeof whole) => [
    await bot?.screen('zhao'),
    (await bot?.store.surveyAnswers.byId('D2026-1', 'zhao'))?.answers.map(({ questionId, text }) => [questionId, text]),
    (await bot?.store.proofs.keptBy('zhao'))?.map(({ about, digest }) => [about, digest]),
  ];
  expect(await seen(broken)).toEqual(await seen(whole));
  expect((await seen(whole))[2]).toHaveLength(2);
});
