import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('a round of unit reports, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
  });
  afterEach(() => world.stop());

  it('goes from the department to the liaisons, who answer in short words or not at all, and back with its totals', async () => {
    await world.say('org', '/征集需求 年度培训需求申报 政府部门 5天');
    expect(world.last('org')).toContain('政府部门 2 个单位申报2026年度培训需求，发给 2 名联络员或主要负责人');
    await world.press('org', '确认征集');
    expect(world.last('org')).toContain('需求征集 Z2026-1“年度培训需求申报”已发给 2 个单位');
    expect(world.last('liaison-fin')).toContain('请申报县财政局2026年度培训需求');

    await world.press('liaison-fin', '填写申报');
    await world.say('liaison-fin', '社会治理 副科5人 科员3人 矛盾纠纷增多\n公文写作 科员8人');
    expect(world.last('liaison-fin')).toContain('县财政局已申报 2 项，16 人次');
    expect(world.last('liaison-fin')).toContain('基层治理　乡科级副职 5 人、科员及以下 3 人　矛盾纠纷增多');

    await world.say('org', '/征集进度');
    expect(world.last('org')).toContain('应报 2 个单位，已报 1 个，未报 1 个。');
    expect(world.last('org')).toContain('未报：县农业农村局。');
    await world.press('org', '催报未报单位');
    await world.at('2026-03-02', '10:00');
    expect(world.count('liaison-agri', '请申报培训需求')).toBe(1);
    await world.press('liaison-agri', '无培训需求');
    expect(world.last('liaison-agri')).toContain('已记录：县农业农村局无培训需求');

    await world.at('2026-03-08', '08:30');
    await world.at('2026-03-09', '08:30');
    expect(world.count('org', '需求征集 Z2026-1“年度培训需求申报”已截止。')).toBe(1);
    expect(world.count('org', '应报 2 个单位，已报 2 个（其中 1 个无需求），未报 0 个。')).toBe(1);
    await world.say('liaison-fin', '/申报需求 公文写作 科员9人');
    expect(world.last('liaison-fin')).toContain('没有需要您单位申报的需求征集');
  });
});
