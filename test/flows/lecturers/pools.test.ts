import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const lecturers = [
  '姓名,师资类别,单位,职务,可授课程,课程类型,审核日期',
  '张教授,专家教授,县委党校,副校长,红色家风,党性教育,2026-01-12',
  '张教授,专家教授,县委党校,副校长,党章导读,党的理论教育,2024-01-12',
].join('\n');
const sites = [
  '教学点,乡镇,类型,线路颜色,接待人数,开放时间,停止接待,休息日,参观分钟,有效期至',
  '叶公故居,洞口镇,红色教育,红色,40,8:30,11:00,周一,60,2027-12-31',
  '良洞村,良洞镇,基层治理,橙色,60,8:30,17:00,,90,2027-12-31',
].join('\n');

describe.each(variants)('lecturers, field sites and routes, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
    await teachClass(world.running.store, []);
  });
  afterEach(() => world.stop());

  it('a lecturer comes by a sheet, is found with the courses, and gives no course whose review is over', async () => {
    await world.send('school', '师资.csv', Buffer.from(lecturers));
    expect(world.last('school')).toContain('共 1 人、2 门课程，其中新入库 1 人');
    await world.press('school', '确认导入');
    await world.say('teacher', '/师资库 zjs');
    expect(world.last('teacher')).toContain('红色家风');
    await world.say('teacher', '/改课 2026-01 4 名称 党章导读');
    await world.press('teacher', '确认变更');
    await world.say('teacher', '/改课 2026-01 4 授课人 张教授');
    expect(world.last('teacher')).toMatch(/未保存[\s\S]*已超过 12 个月，重新审核后才能排课/);
    await world.say('school', '/改师资 张教授 审核日期 今天');
    await world.say('teacher', '/改课 2026-01 4 授课人 张教授');
    await world.press('teacher', '确认变更');
    await world.say('school', '/师资库 张教授');
    expect(world.last('school')).toMatch(/已排课：.*党章导读（班次 2026-01）/);
  });

  it('a route respects hours and capacity, says why its order was chosen, and is kept by the button', async () => {
    await world.send('school', '教学点.csv', Buffer.from(sites));
    await world.press('school', '确认导入');
    await world.say('school', '/研学线路 初心善治 良洞村、叶公故居 3月18日 40');
    expect(world.last('school')).toMatch(/叶公故居[\s\S]*良洞村[\s\S]*共比较 2 种顺序/);
    await world.press('school', '保存线路');
    expect(await world.running.store.fieldSites.routes()).toHaveLength(1);
    await world.say('school', '/研学线路 初心善治二 良洞村、叶公故居 3月18日 50');
    expect(world.last('school')).toMatch(/叶公故居.*40/);
    await world.say('school', '/研学线路 初心善治三 叶公故居 3月16日 30');
    expect(world.last('school')).toContain('周一');
    expect(await world.running.store.fieldSites.routes()).toHaveLength(1);
  });
});
