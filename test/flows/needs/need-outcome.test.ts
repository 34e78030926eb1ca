import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { planItem } from '../../helpers/plan.ts';
import { handIn, sendSurvey } from '../../helpers/survey.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('what became of a need, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
  });
  afterEach(() => world.stop());

  it('reaches whoever answered the survey, reported for a unit or noted it, in one message each', async () => {
    const { store } = world.running;
    const survey = await sendSurvey(world, '县财政局', '5天');
    await handIn(store, survey, ['zhao', 'liaison-fin']);
    await world.say('org', `/结束调查 ${survey}`);
    await world.press('org', '确认结束');
    await world.say('org', '/征集需求 年度培训需求申报 政府部门 5天');
    await world.press('org', '确认征集');
    await world.say('liaison-fin', '/申报需求 公文写作 科员8');
    await world.say('school', '/调研记录 学员反映公文能力不足');
    await world.press('school', '确认主题');
    await planItem(store, { theme: '公文写作培训班', topicTags: ['公文写作'], state: 'approved' });
    await world.say('org', '/确认计划 2026');
    await world.press('org', '确认计划');
    await world.at('2026-03-03', '09:27');
    for (const userId of ['zhao', 'liaison-fin', 'school'])
      expect(world.count(userId, '感谢您的参与。'), userId).toBe(1);
    expect(world.last('liaison-fin')).toContain('已列入：公文写作（10月，公文写作培训班）。');
    expect(world.count('qian', '感谢您的参与。')).toBe(0);
  });
});
