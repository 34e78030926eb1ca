import PizZip from 'pizzip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { keptFileOf } from '../../helpers/kept-list.ts';
import { scoredClass } from '../../helpers/scored-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('the registers of others on %s', (variant) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(variant);
    await scoredClass(world.running.store);
  });
  afterAll(() => world.stop());

  it('come one by one under a link, as register and as sheet for the personnel file', async () => {
    await world.say('org', '/学册 赵一');
    expect(world.last('org')).toContain('不在聊天中发送');
    await world.press('org', '领取学册');
    expect((await keptFileOf(world, 'org')).subarray(0, 5).toString()).toBe('%PDF-');
    await world.say('org', '/学册 赵一');
    await world.press('org', '归档表');
    expect(new PizZip(await keptFileOf(world, 'org')).file('word/document.xml')?.asText()).toContain('赵一');
    expect(world.screen('org')).not.toContain('［文件］');
  });

  it('of a whole class come packed under a link', async () => {
    await world.say('org', '/全班学册 2026-01');
    expect(new PizZip(await keptFileOf(world, 'org')).file(/学册\.pdf$/)).toHaveLength(8);
    expect(world.screen('org')).not.toContain('［文件］');
  });

  it("are no matter of chat where one asks for one's own", async () => {
    await world.say('zhao', '我的学册');
    await world.press('zhao', '领取学册');
    expect(world.last('zhao')).toContain('［文件］赵一学册');
  });
});
