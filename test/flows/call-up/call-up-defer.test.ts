import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('a request that is answered by a later class, on %s', (variant) => {
  let world: World;
  let classId: string;
  beforeEach(async () => {
    world = await startWorld(variant);
    classId = await openClass(world, { named: 2 });
    await world.press('zhao', '申请免调');
    await world.press('zhao', '下一步', ['因病']).catch(() => world.say('zhao', '1'));
    await world.say('zhao', '住院手术，附诊断证明');
  });
  afterEach(() => world.stop());

  it('gives the seat to the reserve, and puts the person first on the list of the later class, with the reason', async () => {
    await world.say('school', '/开班 科级干部任职培训班 2026-05-11 2026-05-22 郑老师 应急处置');
    await world.press('school', '确认开班');
    await world.press('org', '同意延期');
    await world
      .press('org', '确定延期', ['2026-02 科级干部任职培训班'])
      .catch(() => world.say('org', '2026-02 科级干部任职培训班'));
    expect(world.last('org')).toContain('赵一已延期到“科级干部任职培训班”（5月11日至5月22日）。本班由孙三递补。');
    expect(world.last('zhao')).toContain('改为参加“科级干部任职培训班”（5月11日至5月22日）');
    expect((await world.running.store.callUps.byId(classId, 'zhao'))?.state).toBe('deferred');
    await world.say('org', '/点名 2026-02 1 科员 试算');
    expect(world.last('org')).toContain('1. 赵一：延期参加');
    await world.say('org', `/为什么 ${classId} 赵一`);
    expect(world.last('org')).toContain('同意延期，理由：改为参加“科级干部任职培训班”。');
  });

  it('is not offered where there is no later class', async () => {
    await world.press('org', '同意延期');
    expect(world.last('org')).toContain('不能办理延期');
    expect((await world.running.store.callUps.byId(classId, 'zhao'))?.state).toBe('exemptionAsked');
  });
});
