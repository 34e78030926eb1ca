import { afterEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World | undefined;
afterEach(() => world?.stop());

describe.each(variants)('a notice that is corrected on %s', (variant) => {
  it('changes on the card of who has not read it, and is told once to who has', async () => {
    world = await startWorld(variant);
    await world.say('org', '/通知 赵一、钱二、李四 明天上午九点在第二会议室开会，请准时参加');
    await world.press('org', '确认发出');
    await world.press('zhao', '收到，照办');
    await world.press('qian', '已阅');
    await world.say('org', '/更正通知 2026-T1 明天上午九点在第三会议室开会，请准时参加');
    expect(world.last('org')).toContain('1 人尚未阅读，只更换卡片；2 人已阅读或已回执，另发一条更正');
    await world.press('org', '确认更正');
    expect(world.last('org')).toContain('更换卡片 1 人，另发更正 2 人');
    for (const id of ['zhao', 'qian', 'li']) expect(world.screen(id)).toContain('第三会议室');
    expect([world.count('zhao', '【通知更正】'), world.count('li', '【通知更正】')]).toEqual([1, 0]);
    expect(world.last('zhao')).toContain('“明天上午九点在第二会议室开会”改为“明天上午九点在第三会议室开会”');
    await world.press('li', '收到，照办');
    await world.press('qian', '收到，照办');
    await world.say('org', '/通知列表');
    expect(world.last('org')).toContain('2026-T1　3月2日 周一　赵一、钱二、李四　回执 3/3　已更正');
  });

  it('stays within its label, and not for who may not send it', async () => {
    world = await startWorld(variant);
    await world.say('org', '/通知 赵一 请参加座谈');
    await world.press('org', '确认发出');
    await world.say('org', '/更正通知 2026-T1 请报送后备干部情况');
    expect(world.last('org')).toContain('须按工作敏感发送');
    await world.say('zhao', '/更正通知 2026-T1 不用参加');
    expect(world.last('zhao')).toContain('权限');
    await world.say('zhao', '/通知列表');
    expect(world.last('zhao')).toContain('权限');
    await world.say('head-fin', '/通知列表');
    expect(world.last('head-fin')).toContain('没有您可以查看的通知');
  });
});
