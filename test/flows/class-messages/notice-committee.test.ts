import { afterEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World | undefined;
afterEach(() => world?.stop());

describe.each(variants)('a notice of the class committee on %s', (variant) => {
  it('goes to the others of the class under name and post, and the class teacher sees who sent it', async () => {
    world = await startWorld(variant);
    await teachClass(world.running.store, ['zhao', 'qian', 'li']);
    await world.say('zhao', '/通知 今晚七点小组讨论');
    expect(world.screen('zhao')).not.toContain('通知预览');
    await world.say('teacher', '/班长 赵一');
    await world.say('zhao', '/通知 今晚七点小组讨论');
    expect(world.last('zhao')).toContain('将发给“中青年干部培训班”其他全体学员 2 人');
    expect(world.last('zhao')).not.toMatch(/改为工作敏感|逐级催办/);
    await world.press('zhao', '确认发出');
    expect([world.count('zhao', '班级通知（'), world.count('qian', '班级通知（')]).toEqual([0, 1]);
    expect(world.last('qian')).toContain('发送人：赵一（班长）');
    await world.say('teacher', '/通知列表');
    expect(world.last('teacher')).toContain('赵一（班长）发');
    await world.press('qian', '有困难');
    await world.say('qian', '要去医院');
    expect(world.last('teacher')).toContain('要去医院');
    await world.say('zhao', '/通知进度 2026-01-T1');
    expect(world.last('zhao')).toContain('有困难 1 人');
    expect(world.screen('zhao')).not.toContain('要去医院');
    expect(world.last('zhao')).not.toMatch(/\d{7}/);
  });

  it('is public or internal, is followed up by nobody, and what others sent is closed to the committee', async () => {
    world = await startWorld(variant);
    await teachClass(world.running.store, ['zhao', 'qian', 'li']);
    await world.say('teacher', '/定班委 学习委员 赵一 班会推选');
    for (const typed of ['敏感 请到办公室', '催办 请到办公室']) {
      await world.say('zhao', `/通知 2026-01 ${typed}`);
      expect(world.last('zhao')).toContain('密级只能是公开或内部');
    }
    await world.say('teacher', '/通知 明天上午九点开会');
    await world.press('teacher', '确认发出');
    const [sent] = await world.running.store.notices.listedSince(new Date(0));
    const answers: string[] = [];
    for (const number of [sent?._id, '2026-01-T77']) {
      await world.say('zhao', `/通知进度 ${number}`);
      answers.push(world.last('zhao'));
    }
    expect(answers[0]).toBe(answers[1]);
    expect(answers[0]).not.toContain('共 3 人');
    await world.say('zhao', '/通知列表');
    expect(world.last('zhao')).not.toContain('九点开会');
  });

  it('may go to study groups, and no group that is not there becomes the text of a notice', async () => {
    world = await startWorld(variant);
    const classId = await teachClass(world.running.store, ['zhao', 'qian', 'li', 'zhou']);
    const at = { by: 'teacher', byUpdate: 'test:groups', at: new Date(0) };
    const groups = [['zhao', 'li'], ['qian'], ['zhou']].map((cadreIds) => ({ cadreIds }));
    await world.running.store.studyGroups.write(classId, groups, at);
    await world.say('teacher', '/通知 第1组、第二组 请课后留下');
    expect(world.last('teacher')).toContain('第1组、第2组 3 人');
    await world.press('teacher', '确认发出');
    expect([world.count('zhao', '课后留下'), world.count('zhou', '课后留下')]).toEqual([1, 0]);
    await world.say('teacher', '/通知 第4组 请课后留下');
    expect(world.last('teacher')).toContain('没有“第4组”');
    await world.say('teacher', '/定班委 学习委员 赵一 班会推选');
    await world.say('zhao', '/通知 第1组 请带笔记');
    expect(world.last('zhao')).toContain('第1组 1 人');
  });
});
