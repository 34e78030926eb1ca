import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('how one’s own call-up stands, on %s', (variant) => {
  let world: World;
  let classId: string;
  beforeEach(async () => {
    world = await startWorld(variant);
    classId = await openClass(world, { named: 2 });
  });
  afterEach(() => world.stop());

  const state = async () => (await world.running.store.callUps.byId(classId, 'zhao'))?.state;
  async function ask(): Promise<void> {
    await world.press('zhao', '下一步', ['因病']).catch(() => world.say('zhao', '1'));
    await world.say('zhao', '住院手术，附诊断证明');
  }

  it('is told with the request, which may be withdrawn; then nobody has to decide it', async () => {
    await world.press('zhao', '申请免调');
    await ask();
    await world.say('zhao', '我的申请');
    expect(world.last('zhao')).toContain('已申请免调，待审批');
    expect(world.last('zhao')).toContain('申请原因：本人患病或住院。住院手术，附诊断证明。');
    await world.press('zhao', '撤回申请并参加');
    expect(await state()).toBe('confirmed');
    if (variant === 'dingtalk-markdown') {
      // A text stays as it was sent; the late press finds that nobody has to decide any more.
      await world.press('org', '同意并递补');
      expect(await state()).toBe('confirmed');
      return;
    }
    expect(world.screen('org')).toContain('本人已撤回申请，将按时参加');
    await expect(world.press('org', '同意并递补')).rejects.toThrow('no button');
  });

  it('lets who has confirmed ask to stay away, and says the decision', async () => {
    await world.press('zhao', '确认参加');
    await world.say('zhao', '我的申请');
    await world.press('zhao', '申请免调');
    await ask();
    await world.press('org', '不同意');
    await world.say('org', '工作可由他人代管');
    await world.say('zhao', '我的申请');
    expect(world.last('zhao')).toContain('县委组织部意见：工作可由他人代管。');
  });

  it('is nothing for somebody who is not called up', async () => {
    await world.say('wu', '我的申请');
    expect(world.last('wu')).toBe('您目前没有调训通知，也没有免调申请。');
  });
});
