import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');

describe.each(variants)('a notice with a file to people of units, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
    await world.running.store.cadres.change([{ id: 'qian', field: 'phone', to: '0000-1234567' }]);
    await world.say('org', '/通知 赵一、钱二、李四 请按附件报送学习计划');
    await world.send('org', '报送要求.pdf', pdf);
    expect(world.last('org')).toContain('附件：报送要求.pdf');
    await world.press('org', '确认发出');
  });
  afterEach(() => world.stop());

  it('reaches each with the file, and whoever sent it sees who has read, who has answered, and who is missing', async () => {
    for (const who of ['zhao', 'qian', 'li']) expect(world.screen(who)).toContain('报送要求.pdf');
    expect(world.screen('sun')).not.toContain('报送要求');
    await world.press('zhao', '收到，照办');
    await world.say('org', '/通知进度 2026-T1');
    expect(world.last('org')).toMatch(/共 3 人，已读 \d 人，已回执 1 人/);
    expect(world.screen('org')).toContain('0000-1234567');
  });

  it('goes from the person to the liaison at the deadline and to the head a working day later, once each, and ends with the answers', async () => {
    await world.press('zhao', '收到，照办');
    await world.at('2026-03-04', '17:29');
    expect(world.count('liaison-fin', '通知未回执')).toBe(0);
    await world.at('2026-03-04', '17:44');
    await world.at('2026-03-05', '09:14');
    expect(world.count('liaison-fin', '通知未回执')).toBe(1);
    expect(world.screen('liaison-fin')).toContain('钱二（县财政局，0000-1234567）');
    expect(world.count('head-fin', '通知未回执')).toBe(0);
    await world.press('li', '收到，照办');
    await world.at('2026-03-05', '17:44');
    await world.at('2026-03-06', '09:14');
    expect([world.count('head-fin', '通知未回执'), world.count('head-agri', '通知未回执')]).toEqual([1, 0]);
  });
});
