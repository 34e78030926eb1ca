import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { planItem } from '../../helpers/plan.ts';
import { handIn, sendSurvey } from '../../helpers/survey.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('the training menu, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
  });
  afterEach(() => world.stop());

  it('merges notes, unit reports and the survey; a topic is traced to where it came from and to what serves it', async () => {
    const { store } = world.running;
    await world.say('org', '/组织需求 基层治理 科级副职20 社会工作新任务');
    await world.say('org', '/征集需求 年度培训需求申报 政府部门 5天');
    await world.press('org', '确认征集');
    await world.say('liaison-fin', '/申报需求 公文写作 科员8');
    await world.say('liaison-agri', '/申报需求 社会治理 副科5\n公文写作 科员2');
    const survey = await sendSurvey(world, '县财政局', '5天');
    await handIn(store, survey, ['head-fin', 'liaison-fin', 'zhao', 'qian', 'sun']);
    await world.say('org', `/结束调查 ${survey}`);
    await world.press('org', '确认结束');
    await world.say('org', '/培训菜单');
    expect(world.last('org')).toContain(`需求调查 ${survey} 已结束，尚未查看结果，暂不计入`);
    await world.say('org', `/调查结果 ${survey}`);
    await planItem(store, { topicTags: ['基层治理'], state: 'approved' });

    await world.say('org', '/培训菜单');
    expect(world.last('org')).toContain('已有计划或班次 1 个，尚无计划 4 个。');
    expect(world.last('org')).toContain('组织需求 1 条，岗位需求 2 个单位，个人需求 5 份，按 4:3:3 计分。');
    expect(world.last('org')).toContain('1. 基层治理　55 分　25 人　已有 J2026-1');
    await world.press('org', '发送表格');
    expect(world.last('org')).toContain('2026年度培训菜单.xlsx');

    await world.say('org', '/菜单 社会治理');
    expect(world.last('org')).toContain('组织需求：1 条（R2026-1）。');
    expect(world.last('org')).toContain('岗位需求：1 个单位：县农业农村局。');
    expect(world.last('org')).toContain('个人需求：不足 5 人，不列出。');
    expect(world.last('org')).toContain('计划 J2026-1　基层治理专题培训班　已批准');
    await world.say('liaison-fin', '/培训菜单 基层治理');
    expect(world.last('liaison-fin')).toContain('岗位需求：1 个单位。');
    await world.say('liaison-fin', '/培训菜单 百千万工程');
    expect(world.last('liaison-fin')).toContain(`个人需求：5 人次（需求调查 ${survey}）。`);
    await world.say('org', '/征集需求 2027年度培训需求 县财政局 5天');
    expect(world.last('org')).toContain('申报2027年度培训需求');
    await world.press('org', '确认征集');
    await world.say('liaison-fin', '/申报需求 Z2026-2 数字政府 科员8');
    await world.say('org', '/培训菜单 数字政府');
    expect(world.last('org')).toContain('岗位需求：1 个单位：县财政局。');
    await world.say('liaison-agri', '/申报计划 公文写作培训班 10月 2天 30人 科员 300元 提升公文写作能力');
    expect(world.last('liaison-agri')).toContain('对应培训菜单：公文写作。');
    await world.say('org', '/计划 J2026-1');
    expect(world.last('org')).toContain('对应培训菜单：基层治理。');
    await world.say('zhao', '/培训菜单');
    expect(world.last('zhao')).toContain('没有办理这一事项的权限');
  });
});
