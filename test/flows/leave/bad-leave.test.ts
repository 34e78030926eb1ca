import { describe, expect, it, onTestFinished } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { ask, toldBy } from '../../helpers/told.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const classId = '2026-01';
const overlapping = '这段时间您已经请过假';

describe.each(variants)('leave, as it should not be asked for, on %s', (variant) => {
  const start = async (): Promise<World> => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await teachClass(world.running.store, ['zhao', 'qian']);
    await world.at('2026-03-15', '19:00');
    return world;
  };
  /** The class teacher's card says so; where a card cannot be changed in place, whoever answers it reads so. */
  const expectClosed = async (world: World, settled: string): Promise<void> => {
    if (variant === 'dingtalk-markdown')
      expect(await toldBy(world, 'teacher', () => world.press('teacher', '同意'))).toContain(settled);
    else expect(world.screen('teacher')).toContain(settled);
  };
  const asked = async (world: World) =>
    (await world.running.store.leaves.ofTrainee(classId, 'qian'))
      .filter(({ state }) => state === 'asked' || state === 'granted')
      .map(({ kind, state }) => `${kind} ${state}`);

  it('over leave that is asked for or granted is refused, whole, in part, and of another kind', async () => {
    const world = await start();
    await world.say('qian', '/请假 公假 3月17日 参加县里会议');
    await world.press('qian', '提交');
    expect(await ask(world, 'qian', '/请假 公假 3月17日 参加县里会议')).toContain(overlapping);
    await world.press('teacher', '同意');
    for (const words of [
      '/请假 事假 3月17日 上午 家中有事',
      '/请假 病假 3月16日至3月18日 就诊',
      '/请假 病假 3月17日 就诊',
      '我3月17日下午要请病假，去医院检查',
    ])
      expect(await ask(world, 'qian', words), words).toContain(overlapping);
    expect(await asked(world)).toEqual(['officialLeave granted']);
    expect(await ask(world, 'qian', '/请假 事假 3月18日 上午 家中有事')).not.toContain(overlapping);
  });

  it('shown twice before either was sent is sent once', async () => {
    const world = await start();
    await world.say('qian', '/请假 事假 3月17日 家中有事');
    await world.say('qian', '/请假 病假 3月17日 上午 就诊');
    await world.press('qian', '提交');
    await world.say('qian', '提交');
    expect(await asked(world)).toHaveLength(1);
    expect(world.count('teacher', '申请请假')).toBe(1);
  });

  it('without class, for days without lessons, backwards, of no kind, and after having left the class is refused with the reason', async () => {
    const world = await start();
    for (const [words, reason] of [
      ['/请假 事假 3月22日 家中有事', '3月22日 周日没有课程'],
      ['/请假 事假 3月18日 3月16日 家中有事', '“2026-03-18至2026-03-16”的结束日期早于开始日期'],
      ['/请假 事假 3月18日至3月16日 家中有事', '“3月18日至3月16日”的结束日期早于开始日期'],
      ['我18号到16号要请事假，家中有事', '结束日期早于开始日期'],
      ['/请假 年假 3月17日 家中有事', '请写成病假、事假或公假'],
      ['/请假 事假 2月30日 家中有事', '日期'],
      ['/请假 事假 4月20日 家中有事', '没有课程'],
    ] as const)
      expect(await ask(world, 'qian', words), words).toContain(reason);
    expect(await ask(world, 'wu', '/请假 事假 3月17日 家中有事')).toContain('没有参加培训班，无需请假');
    await world.say('qian', '/请假 病假 3月18日 上午 就诊');
    await world.press('qian', '提交');
    await world.say('qian', '/请假 事假 3月17日 家中有事');
    await world.say('org', `/退学 ${classId} 钱二 擅自离校`);
    await world.press('org', '确认退学');
    expect(await toldBy(world, 'qian', () => world.say('qian', '提交'))).not.toContain('请假单已提交');
    expect(await ask(world, 'qian', '/请假 事假 3月17日 家中有事')).toContain('没有参加培训班，无需请假');
    expect(world.screen('qian')).toMatch(/【退学告知】.*您提出的请假（3月18日 周三 上午病假）不再办理。/);
    expect(world.count('qian', '【退学告知】')).toBe(1);
    await expectClosed(world, '钱二已不再参加本班，无需审批');
    expect(await asked(world)).toEqual([]);
    await world.say('org', `/保留学籍 ${classId} 钱二 情况核实有误`);
    expect(await ask(world, 'qian', '/请假 病假 3月18日 上午 就诊')).not.toContain(overlapping);
  });

  it('is closed with the class that does not take place', async () => {
    const world = await start();
    await world.say('qian', '/请假 病假 3月18日 上午 就诊');
    await world.press('qian', '提交');
    await world.say('org', `/撤班 ${classId} 与全县重点工作冲突`);
    await world.press('org', '确认撤班');
    expect(await asked(world)).toEqual([]);
    expect(world.screen('qian')).toMatch(/【班次撤销】.*您提出的请假（3月18日 周三 上午病假）不再办理。/);
    await expectClosed(world, '班次已撤销，无需办理');
  });

  it('for a half-day that was marked absent is not taken any more', async () => {
    const world = await start();
    await world.at('2026-03-16', '09:05');
    await world.say('teacher', `/点到 ${classId} 缺课：钱二`);
    await world.press('teacher', '确认点到');
    expect(await ask(world, 'qian', '/请假 病假 今天上午 发热就诊')).toContain('已登记缺课，不能再改作请假');
    expect(await asked(world)).toEqual([]);
  });
});
