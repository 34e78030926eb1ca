import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('a note of research, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
  });
  afterEach(() => world.stop());

  it('is kept at once, its topics are recognised and confirmed by a tap, and it stands in the list', async () => {
    await world.say('org', '/调研记录 走访乡镇了解到矛盾纠纷增多，年轻干部材料写作能力不足');
    expect(world.last('org')).toContain('已记录 R2026-1，识别出的主题：矛盾调解、公文写作');
    await world.press('org', '确认主题');
    expect(world.last('org')).toContain('R2026-1 已计入2026年度培训菜单，主题：矛盾调解、公文写作');
    await world.say('school', '调研记录');
    await world.say('school', '食堂师傅反映学员对急救感兴趣');
    expect(world.last('school')).toContain('未识别出主题');
    await world.say('school', '急救知识');
    expect(world.last('school')).toContain('R2026-2 已计入2026年度培训菜单，主题：急救知识');
    await world.say('org', '/调研列表');
    expect(world.last('org')).toContain('共 2 条：调研记录 2 条，组织需求 0 条。');
    expect(world.last('org')).toMatch(/R2026-2　急救知识　食堂师傅反映学员对急救感兴趣　吴党校/);
    await world.press('org', '发送表格');
    expect(world.last('org')).toContain('2026年度调研记录.xlsx');
  });
});

describe('a note of research', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
  });
  afterEach(() => bot.stop());

  const note = () => bot.store.researchNotes.byId('R2026-1');

  it('is taken by voice', async () => {
    await bot.speak('org', '调研记录，乡镇反映防汛经验不足。');
    await bot.press('org', '按此办理');
    expect(await note()).toMatchObject({ topics: ['应急处突'], state: 'proposed' });
  });

  it('is made once, however often it is broken off, and so is everything that is done to it', async () => {
    bot.crashing = true;
    await bot.say('org', '/调研记录 防汛经验不足');
    await bot.press('org', '确认主题');
    await bot.say('org', '/改调研 R2026-1 主题 应急处突、安全生产');
    await bot.say('org', '/撤调研 R2026-1 重复记录');
    expect(bot.crashes).toBeGreaterThan(0);
    expect(await note()).toMatchObject({ topics: ['应急处突', '安全生产'], state: 'withdrawn', steps: 4 });
    await bot.press('org', '撤销');
    expect(await note()).toMatchObject({ state: 'confirmed', steps: 5 });
    expect(await bot.store.researchNotes.forYear('2026')).toHaveLength(1);
  });

  it('that was withdrawn is not changed any more', async () => {
    await bot.say('org', '/调研记录 防汛经验不足');
    await bot.press('org', '撤销');
    expect(await note()).toMatchObject({ state: 'withdrawn' });
    expect(await bot.ask('org', '/改调研 R2026-1 主题 公文写作')).toContain('R2026-1 已经撤回');
  });

  it('is for the department and the school; what the department needs itself is for it alone', async () => {
    expect(await bot.ask('liaison-fin', '/调研记录 防汛经验不足')).toContain('没有办理这一事项的权限');
    expect(await bot.ask('liaison-fin', '调研记录，防汛经验不足')).not.toContain('已记录');
    expect(await bot.ask('school', '/组织需求 基层治理 科级副职20 社会工作新任务')).toContain('没有办理这一事项的权限');
    expect(await bot.ask('org', '/组织需求 基层治理 科级副职20 社会工作新任务')).toContain(
      '组织需求 R2026-1 已计入2026年度培训菜单：基层治理　乡科级副职 20 人',
    );
    expect(await bot.ask('school', '/撤调研 R2026-1 试试')).toContain('没有办理这一事项的权限');
    await bot.press('org', '撤销');
    expect(await note()).toMatchObject({ state: 'withdrawn' });
  });
});
