import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('a call-up list is approved by somebody else, on %s', (variant) => {
  let world: World;
  let classId: string;
  beforeEach(async () => {
    world = await startWorld(variant);
    classId = await openClass(world);
    await world.say('admin', '/授权 冯考评 县委组织部');
    await world.press('admin', '确认授予');
    await world.say('org', `/点名 ${classId} 3 科级副职`);
  });
  afterEach(() => world.stop());

  it('goes to the other, who sends it out under a number that cadre, unit and whoever drew it read', async () => {
    expect(world.last('org')).toContain('送审后由冯考评审定。');
    expect(world.last('org')).not.toContain('确认发出');
    await world.press('org', '送审');
    expect(world.last('team1')).toContain('名单由周组织拟定，审定后即发出。');
    await world.press('team1', '审定并发出');
    expect(world.last('team1')).toContain('名单编号 2026-01-M1');
    expect(world.last('zhao')).toContain('（名单编号 2026-01-M1）');
    expect(world.screen('head-fin')).toContain('名单编号 2026-01-M1');
    expect(world.last('org')).toContain('调训名单已由冯考评审定，编号 2026-01-M1。已向 3 名干部发出通知。');
    expect(await world.running.store.callUpLists.ofClass(classId)).toMatchObject({ approval: { by: 'team1' } });
  });

  it('comes back with a reason, and is approved once it is handed over again', async () => {
    await world.press('org', '送审');
    await world.press('team1', '退回');
    await world.say('team1', '请核对孙三是否借调');
    expect(world.last('team1')).toBe('已退回，并将理由告知周组织。');
    expect(world.last('org')).toContain('冯考评退回，理由：请核对孙三是否借调。');
    await world.press('org', '送审');
    await world.press('team1', '审定并发出');
    expect(world.last('zhao')).toContain('选调您参加');
  });

  it('is not approved as it was shown once it has changed', async () => {
    await world.press('org', '征求单位意见');
    await world.press('org', '送审');
    await world.press('liaison-fin', '有人不宜参加');
    await world.press('liaison-fin', '下一步', ['钱二']).catch(() => world.say('liaison-fin', '2'));
    await world.say('liaison-fin', '借调省厅，年底返回');
    await world.press('team1', '审定并发出');
    expect(world.screen('team1')).toContain('名单有变动，请按最新名单办理。');
    expect(world.screen('zhao')).not.toContain('选调您参加');
    await world.press('team1', '审定并发出');
    expect(world.screen('team1')).toContain('借调省厅，年底返回。');
    expect(world.screen('zhao')).toContain('选调您参加');
  });

  it('is shown to another who wants to draw one, and nothing takes its place unseen', async () => {
    await world.say('team1', `/点名 ${classId} 2`);
    expect(world.screen('team1')).toContain('周组织已于');
    expect(world.last('team1')).toContain('拟选调 3 人');
    await world.press('team1', '作废');
    expect(world.last('org')).toContain('冯考评作废了您拟定的“中青年干部培训班”调训名单');
    await world.say('team1', `/点名 ${classId} 2`);
    expect(world.last('team1')).toContain('拟选调 2 人');
  });

  it('is taken back by whoever approved it, and the next one has another number', async () => {
    await world.press('org', '送审');
    await world.press('team1', '审定并发出');
    await world.press('team1', '撤销');
    expect(world.last('org')).toContain('冯考评撤回了刚发出的');
    await world.say('org', `/点名 ${classId} 3 科级副职`);
    await world.press('org', '送审');
    await world.press('team1', '审定并发出');
    expect(world.last('zhao')).toContain('2026-01-M2');
  });
});
