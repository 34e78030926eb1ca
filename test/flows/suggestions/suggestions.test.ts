import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('a suggestion, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
  });
  afterEach(() => world.stop());

  it('gets a number, waits among the organisation department’s cards, and is answered in chat', async () => {
    await world.say('zhao', '意见建议');
    await world.say('zhao', '希望课程表提前一周发布');
    expect(world.last('zhao')).toContain('已收到，编号 Y2026-1');
    expect(world.last('org')).toContain('赵一（县财政局）');
    await world.press('org', '答复');
    await world.say('org', '已商党校提前发布');
    expect(world.last('zhao')).toContain('答复：已商党校提前发布');
    await world.say('org', '/意见列表');
    expect(world.last('org')).toContain('2026年意见建议 1 条：待答复 0 条，已答复 1 条。');
  });

  it('is answered once and corrected by whoever answered, by the organisation department alone, and its number is found however it is typed', async () => {
    await world.say('zhao', '/意见建议 食堂排队时间长');
    await world.say('qian', '/答复意见 Y2026-1 知道了');
    expect(world.last('qian')).toContain('没有办理这一事项的权限');
    await world.say('org', '/答复意见 y2026-1 已增设窗口');
    expect(world.count('zhao', '答复：已增设窗口')).toBe(1);
    await world.say('org', '/答复意见 Y2026-1 已增设窗口');
    expect(world.last('org')).toContain('Y2026-1 已经答复，无需重复办理。');
    await world.say('org', '/答复意见 Y2026-9 知道了');
    expect(world.last('org')).toContain('没有编号为“Y2026-9”的意见建议');
    expect(world.count('zhao', '答复：')).toBe(1);
    await world.say('org', '/答复意见 Y2026-1 已增设两个窗口');
    expect(world.last('zhao')).toMatch(/【答复更正】[\s\S]*答复：已增设两个窗口/);
    expect((await world.running.store.suggestions.byId('Y2026-1'))?.formerAnswers).toHaveLength(1);
  });
});

describe('a suggestion', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
  });
  afterEach(() => bot.stop());

  it('of the organisation department’s own is answered by somebody else of it', async () => {
    await bot.say('org', '/意见建议 名册请提前核对');
    await bot.say('org', '/答复意见 Y2026-1 好的');
    expect(await bot.last('org')).toContain('与您本人有关，按照回避要求，请由县委组织部的其他同志办理');
  });

  it('is kept once and answered once, also when every step is broken off', async () => {
    bot.crashing = true;
    await bot.say('zhao', '/意见建议 希望增加现场教学');
    await bot.press('org', '答复');
    await bot.say('org', '已列入下期安排');
    expect(bot.crashes).toBeGreaterThan(0);
    expect((await bot.store.suggestions.ofYear('2026')).map((row) => [row._id, row.answer])).toEqual([
      ['Y2026-1', '已列入下期安排'],
    ]);
    expect((await bot.screen('zhao')).split('答复：已列入下期安排')).toHaveLength(2);
  });
});
