import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('the card of a survey that is over, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
    await world.say('org', '/需求调查 摸底 县财政局 2天');
    await world.press('org', '确认发出');
  });
  afterEach(() => world.stop());

  const waits = async () => {
    await world.say('zhao', '待办');
    return world.last('zhao').includes('填写“摸底”');
  };

  it('asks for nothing any more after its last day, nor after an early end', async () => {
    expect(await waits()).toBe(true);
    await world.say('org', '/结束调查 D2026-1');
    await world.press('org', '确认结束');
    await world.advanceMinutes(15);
    expect(await waits()).toBe(false);
    if (variant === 'wecom') expect(world.screen('zhao')).not.toContain('[开始填写]');
  });

  it('is asked anew when the survey is reopened, and closed again at its new end', async () => {
    await world.say('org', '/结束调查 D2026-1');
    await world.press('org', '确认结束');
    await world.advanceMinutes(15);
    await world.say('org', '/重开调查 D2026-1 2天 应填人数不足');
    await world.press('org', '确认重开');
    await world.advanceMinutes(15);
    expect(await waits()).toBe(true);
    // WeCom changes a card for three days.
    await world.at('2026-03-05', '00:15');
    expect(await waits()).toBe(false);
    if (variant === 'wecom') expect(world.screen('zhao')).not.toContain('[开始填写]');
  });
});
