import { afterEach, describe, expect, it } from 'vitest';
import type { Variant } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World;

afterEach(() => world.stop());

async function begin(variant: Variant): Promise<void> {
  world = await startWorld(variant);
  await teachClass(world.running.store, ['zhao', 'qian', 'sun']);
}

/** What somebody reads in the groups they are in. */
function inGroups(userId: string): string {
  const { emulator, vendor } = world;
  const groups = emulator.groups(vendor, userId);
  const items = groups.flatMap((group) => emulator.conversation(vendor, userId, group.id));
  return items.map((item) => JSON.stringify(item.body)).join('\n');
}

describe('the group of a class in WeCom', () => {
  it('is made by the bot after a confirmation, once, and greets', async () => {
    await begin('wecom');
    await world.say('teacher', '/班级群 2026-01');
    expect(world.last('teacher')).toContain('共 4 人入群');
    expect(inGroups('zhao')).toBe('');
    await world.press('teacher', '确认建群');
    expect(inGroups('zhao')).toContain('班级群已建立');
    await world.say('teacher', '/class-group 2026-01');
    expect(world.last('teacher')).toContain('已有企业微信班级群');
  });

  it('gets a class notice where the teacher wants it, and word of its recall', async () => {
    await begin('wecom');
    await world.say('teacher', '/班级群 2026-01');
    await world.press('teacher', '确认建群');
    await world.say('teacher', '/通知 2026-01 明天在第二教室');
    await world.press('teacher', '发出并同步到班级群');
    expect(inGroups('qian')).toContain('【班级通知 2026-01-T1】');
    expect(world.count('qian', '明天在第二教室')).toBe(1);
    await world.say('teacher', '/撤回 2026-01-T1');
    await world.press('teacher', '确认撤回');
    expect(inGroups('qian')).toContain('通知（2026-01-T1）已撤回');
  });

  it('is owned by a trainee, and the preview says so, where the class teacher is not on WeCom', async () => {
    await begin('wecom');
    const { cadres } = world.running.store;
    const teacher = await cadres.byId('teacher');
    if (teacher === null) throw new Error('the county has a teacher');
    await cadres.put([{ ...teacher, identities: { dingtalk: 'teacher' } }]);
    await world.say('school', '/班级群 2026-01');
    expect(world.last('school')).toContain('共 3 人入群，班主任没有企业微信账号，由一名学员为群主');
  });

  it('is tried again, as one and the same, when WeCom refused it the first time', async () => {
    await begin('wecom');
    const path = 'appchat/create';
    world.emulator.fault({ vendor: 'wecom', where: 'api', fault: 'refuse', code: '60011', times: 1, path });
    for (const times of [1, 2]) {
      await world.say('teacher', '/班级群 2026-01');
      await world.press('teacher', '确认建群');
      expect(inGroups('zhao').includes('班级群已建立')).toBe(times === 2);
    }
    expect(world.emulator.groups('wecom', 'zhao')).toHaveLength(1);
  });

  it('is not made for somebody who does not run the class', async () => {
    await begin('wecom');
    await world.say('zhao', '/班级群 2026-01');
    expect(world.last('zhao')).toContain('没有办理这一事项的权限');
  });
});

describe('a group of people in DingTalk', () => {
  async function inGroup(userId: string, text: string): Promise<void> {
    await world.emulator.say({ vendor: 'dingtalk', userId, text, group: 'cid-class' });
    await world.settle();
  }

  async function beginWithGroup(): Promise<void> {
    await begin('dingtalk');
    await world.emulator.makeGroup({
      vendor: 'dingtalk',
      id: 'cid-class',
      name: '中青班',
      members: ['school', 'teacher', 'zhao', 'qian'],
    });
  }

  it('is bound by the class teacher, and then knows the timetable and notices of the class', async () => {
    await beginWithGroup();
    await inGroup('zhao', '课程表');
    expect(inGroups('zhao')).toContain('还没有绑定班次');
    await inGroup('teacher', '绑定本群 2026-01');
    expect(inGroups('zhao')).toContain('本群已绑定');
    await inGroup('zhao', '课程表');
    expect(inGroups('zhao')).toContain('“中青年干部培训班”课程表');
    await world.say('teacher', '/通知 2026-01 明天在第二教室');
    await world.press('teacher', '发出并同步到班级群');
    expect(inGroups('zhao')).toContain('【班级通知 2026-01-T1】');
  });

  it('is bound to another class by nobody who does not run the one it is bound to', async () => {
    await beginWithGroup();
    await inGroup('teacher', '绑定本群 2026-01');
    const { cadres, classes, classGroups } = world.running.store;
    const [qian, first] = [await cadres.byId('qian'), await classes.byId('2026-01')];
    if (qian === null || first === null) throw new Error('the class has 钱二 as a trainee');
    const { name, kind, opensOn, closesOn, topicTag } = first;
    const given = { name, kind, opensOn, closesOn, topicTag };
    await cadres.put([{ ...qian, roles: [...qian.roles, 'classTeacher'] }]);
    await classes.create('2026', { ...given, teacherId: 'qian', createdBy: 'school', byUpdate: 'test:second' });
    await inGroup('qian', '绑定本群 2026-02');
    expect(inGroups('zhao')).toContain('不在您负责的班级或单位范围内');
    expect(await classGroups.ofClass('2026-02')).toEqual([]);
    await inGroup('school', '绑定本群 2026-02');
    expect((await classGroups.ofClass('2026-02')).map((each) => each.groupId)).toEqual(['cid-class']);
  });

  it('is bound by nobody else, and hears nothing personal', async () => {
    await beginWithGroup();
    await inGroup('zhao', '绑定本群 2026-01');
    expect(inGroups('zhao')).toContain('没有办理这一事项的权限');
    await inGroup('zhao', '我的成绩');
    expect(inGroups('zhao')).toContain('请在与助手的单独会话中办理');
    expect(world.items('zhao').filter((item) => item.from === 'bot')).toEqual([]);
    expect(await world.running.store.classGroups.ofClass('2026-01')).toEqual([]);
  });
});
