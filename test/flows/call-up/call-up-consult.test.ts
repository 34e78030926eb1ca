import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('units are asked about their people before a list goes out, on %s', (variant) => {
  let world: World;
  let classId: string;
  beforeEach(async () => {
    world = await startWorld(variant);
    classId = await openClass(world);
    await world.say('org', `/点名 ${classId} 3 科级副职`);
    await world.press('org', '征求单位意见');
  });
  afterEach(() => world.stop());

  async function objectTo(name: string): Promise<void> {
    await world.press('liaison-fin', '有人不宜参加');
    await world.press('liaison-fin', '下一步', [name]).catch(() => world.say('liaison-fin', '2'));
    await world.say('liaison-fin', '借调省厅，年底返回');
  }

  it('takes off whom a unit speaks against, moves the reserve up, and can tell why later', async () => {
    expect(world.last('org')).toContain('已向 2 个单位征求意见');
    expect(world.last('liaison-fin')).toContain('拟从县财政局选调 3 人');
    expect(world.last('liaison-fin')).toContain('请勿告知本人');
    expect(world.screen('head-fin')).not.toContain('征求意见');
    expect(world.screen('zhao')).not.toContain('征求意见');
    await objectTo('钱二');
    expect(world.last('liaison-fin')).toContain('已答复县委组织部：钱二不宜参加');
    expect(world.screen('org')).toContain('【征求意见】县财政局答复：钱二不宜参加');
    await world.press('liaison-agri', '均可参加');
    expect(world.last('org')).toContain('征求意见：2 个单位，已答复 2 个');
    expect(world.last('org')).toContain('钱二（县财政局）借调省厅，年底返回。');
    await world.press('org', '撤下并递补');
    expect(world.last('org')).toBe('已撤下 1 人，由李四递补。');
    await world.press('org', '确认发出');
    expect(world.screen('li')).toContain('选调您参加');
    expect(world.screen('qian')).not.toContain('选调您参加');
    await world.say('org', `/为什么 ${classId} 钱二`);
    expect(world.last('org')).toContain('周组织根据单位意见撤下，理由：借调省厅，年底返回。');
  });

  it('lets a unit answer again until the list is out, and not after', async () => {
    await objectTo('钱二');
    await world.say('liaison-fin', '征求意见');
    await world.press('liaison-fin', '均可参加');
    await world.press('liaison-agri', '均可参加');
    expect(world.last('org')).not.toContain('不宜参加');
    await world.press('org', '确认发出');
    await world.say('liaison-fin', '征求意见');
    expect(world.last('liaison-fin')).toBe('目前没有需要您单位答复的调训征求意见。');
  });

  it('shows the list once more when the time is over and a unit has not answered', async () => {
    await world.press('liaison-agri', '均可参加');
    const before = world.count('org', '点名调训预览');
    await world.at('2026-03-04', '17:37');
    const after = world.count('org', '点名调训预览');
    expect(after).toBeGreaterThan(before);
    expect(world.last('org')).toContain('未答复：县财政局。');
    await world.at('2026-03-04', '17:52');
    expect(world.count('org', '点名调训预览')).toBe(after);
  });

  it('closes the units’ cards when the list is dropped or drawn anew', async () => {
    await world.press('org', '取消');
    if (variant === 'dingtalk-markdown') await world.press('liaison-fin', '均可参加');
    expect(world.last('liaison-fin')).toContain('名单已发出或变更，无需答复');
  });
});
