import { describe, expect, it, onTestFinished } from 'vitest';
import { addDays } from '../../../src/calendar/beijing-time.ts';
import type { Variant } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

/** A class with a group, made on WeCom and bound on DingTalk. @returns its last day */
async function begin(variant: Variant): Promise<{ world: World; closesOn: string }> {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  await teachClass(world.running.store, ['zhao', 'qian', 'sun']);
  if (variant === 'wecom') {
    await world.say('teacher', '/班级群 2026-01');
    await world.press('teacher', '确认建群');
  } else {
    const members = ['school', 'teacher', 'zhao', 'qian'];
    await world.emulator.makeGroup({ vendor: 'dingtalk', id: 'cid-class', name: '中青班', members });
    await world.emulator.say({ vendor: 'dingtalk', userId: 'teacher', text: '绑定本群 2026-01', group: 'cid-class' });
    await world.settle();
  }
  const row = await world.running.store.classes.byId('2026-01');
  if (row === null) throw new Error('the class is there');
  return { world, closesOn: row.closesOn };
}

/** How often a trainee reads these words in the group. */
function countInGroup({ emulator, vendor }: World, words: string): number {
  const groups = emulator.groups(vendor, 'zhao');
  const items = groups.flatMap((group) => emulator.conversation(vendor, 'zhao', group.id));
  return items.filter(({ body }) => JSON.stringify(body).includes(words)).length;
}

describe.each(['wecom', 'dingtalk'] as const)('the group of a class that is over, on %s', (variant) => {
  it('is told three days before and on the day, once each, and hears nothing more', async () => {
    const { world, closesOn } = await begin(variant);
    await world.at(addDays(closesOn, 10), '09:20');
    expect(countInGroup(world, '停止使用')).toBe(0);
    for (const days of [11, 12, 13]) await world.at(addDays(closesOn, days), '09:20');
    expect(countInGroup(world, '需要留存的资料，请在此之前保存')).toBe(1);
    expect(countInGroup(world, '自今日起停止使用')).toBe(0);
    for (const days of [14, 15, 16]) await world.at(addDays(closesOn, days), '09:20');
    expect(countInGroup(world, '自今日起停止使用')).toBe(1);
    expect(world.count('teacher', '请您（或请群主）解散该群')).toBe(1);
    await world.say('teacher', '/通知 2026-01 请补交心得');
    expect(world.last('teacher')).not.toContain('同步到班级群');
  });

  it('ends also where the class was withdrawn, counted from that day', async () => {
    const { world } = await begin(variant);
    await world.at('2026-03-09', '10:00');
    await world.say('org', '/撤班 2026-01 与全县重点工作冲突');
    await world.press('org', '确认撤班');
    await world.at('2026-03-20', '09:20');
    expect(countInGroup(world, '已撤销，本群自3月23日')).toBe(1);
    await world.at('2026-03-23', '09:20');
    expect(countInGroup(world, '自今日起停止使用')).toBe(1);
  });
});

it('a group that was bound to another class since is left alone', async () => {
  const { world, closesOn } = await begin('dingtalk');
  const { classes, classGroups } = world.running.store;
  const first = await classes.byId('2026-01');
  if (first === null) throw new Error('the class is there');
  const { name, kind, opensOn, topicTag } = first;
  const given = { name, kind, opensOn, topicTag, closesOn: '2026-09-01' };
  await classes.create('2026', { ...given, teacherId: 'teacher', createdBy: 'school', byUpdate: 'test:second' });
  const boundAt = new Date(world.clock.now().getTime() + 1);
  await classGroups.bind({
    classId: '2026-02',
    platform: 'dingtalk',
    groupId: 'cid-class',
    boundBy: 'teacher',
    boundAt,
  });
  await world.at(addDays(closesOn, 14), '09:20');
  expect(countInGroup(world, '停止使用')).toBe(0);
});

it('a class that is over gets no new group', async () => {
  const world = await startWorld('wecom');
  onTestFinished(() => world.stop());
  await teachClass(world.running.store, ['zhao', 'qian', 'sun']);
  await world.at('2026-06-01', '10:00');
  await world.say('teacher', '/班级群 2026-01');
  expect(world.last('teacher')).toContain('不再使用班级群，没有办理');
});
