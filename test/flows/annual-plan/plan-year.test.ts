import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { planItem } from '../../helpers/plan.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('the plan over its year, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
    await planItem(world.running.store, { month: 4, state: 'approved' });
    await planItem(world.running.store, { month: 4, state: 'approved', unitId: 'u-agri', filedBy: 'liaison-agri' });
  });
  afterEach(() => world.stop());

  it('goes out as a sheet and as a document, to those who see all of it', async () => {
    await world.say('head-agri', '/计划');
    expect(world.last('head-agri')).not.toContain('发送文档');
    await world.say('school', '/计划');
    expect(world.last('school')).toContain('已批准 2 项，80 人');
    await world.press('school', '发送文档');
    expect(world.last('school')).toContain('2026年度培训计划（未确认）.docx');
    await world.press('school', '发送表格');
    await world.settle();
    expect(world.last('school')).toContain('.xlsx');
  });

  it('is told month by month, and at the end what was done and what was not', async () => {
    await world.say('org', '/开班 J2026-1 2026-04-13 2026-04-15 郑老师');
    await world.press('org', '确认开班');
    await world.at('2026-05-06', '09:14');
    await world.at('2026-05-06', '09:29');
    for (const who of ['org', 'school']) expect(world.count(who, '培训计划月度进展')).toBe(1);
    await world.say('school', '/计划 执行');
    expect(world.last('school')).toContain('进展：已办结 1 项，逾期未办 1 项。');
    await world.say('head-agri', '/计划 执行');
    expect(world.last('head-agri')).toContain('计划 1 项，40 人');
  });
});
