import { afterEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World | undefined;
afterEach(() => world?.stop());

describe.each(variants)('whom a notice on %s is for', (variant) => {
  it('may be a unit, levels or people, whom the organisation department names; the preview counts them by unit first', async () => {
    world = await startWorld(variant);
    await world.say('org', '/通知 县财政局、李四 请于周五前报送学习计划');
    const preview = world.last('org');
    expect(preview).toContain('将发给县财政局、李四 6 人');
    expect(preview).toContain('县财政局 5 人、县农业农村局 1 人，共 2 个单位');
    await world.press('org', '确认发出');
    expect(world.last('li')).toContain('通知（县委组织部）');
    expect(world.last('zhou')).not.toContain('学习计划');
    await world.press('li', '收到，照办');
    await world.say('org', '/通知进度 2026-T1');
    expect(world.last('org')).toContain('共 6 人，已读 1 人，已回执 1 人');
  });

  it('are the heads of units however they are called, never a class by mistake', async () => {
    world = await startWorld(variant);
    await teachClass(world.running.store, ['zhao', 'qian']);
    for (const heads of ['各单位主要负责人', '全县各单位负责人', '单位主要负责人']) {
      await world.say('org', `/通知 ${heads} 请于周五前报送学习计划`);
      expect(world.last('org')).toContain('沈局长、蒋局长、褚部长、卫校长');
    }
    await world.say('org', '/通知 各乡镇办公室主任 请于周五前报送学习计划');
    expect(world.last('org')).toContain('您可以发送的范围内没有“各乡镇办公室主任”');
    await world.say('teacher', '/通知 各位学员 请于周五前报送学习计划');
    expect(world.last('teacher')).toContain('全体学员 2 人');
  });

  it('may be part of a class, and the others get nothing', async () => {
    world = await startWorld(variant);
    await teachClass(world.running.store, ['zhao', 'qian', 'li']);
    await world.say('teacher', '/通知 赵一、李四 请课后留下讨论发言提纲');
    expect(world.last('teacher')).toContain('将发给“中青年干部培训班”赵一、李四 2 人');
    await world.press('teacher', '确认发出');
    expect([world.count('zhao', '发言提纲'), world.count('li', '发言提纲'), world.count('qian', '发言提纲')]).toEqual([
      1, 1, 0,
    ]);
  });

  it('are a head’s and a liaison’s own people alone, and others are not told apart from what does not exist', async () => {
    world = await startWorld(variant);
    await world.say('head-fin', '/通知 本单位 请各股室准备年中总结');
    expect(world.last('head-fin')).toContain('将发给本单位 4 人');
    await world.press('head-fin', '确认发出');
    expect(world.last('zhao')).toContain('通知（县财政局）');
    await world.say('liaison-fin', '/通知进度 2026-T1');
    expect(world.last('liaison-fin')).toContain('共 4 人');
    for (const name of ['李四', '查无此人', '县农业农村局', '没有的局']) {
      await world.say('liaison-fin', `/通知 ${name} 请来开会`);
      expect(world.last('liaison-fin')).toContain(`您可以发送的范围内没有“${name}”`);
    }
    await world.say('head-agri', '/通知进度 2026-T1');
    expect(world.last('head-agri')).not.toContain('共 4 人');
  });

  it('may be a pasted list, and who is not found is named before it goes out', async () => {
    world = await startWorld(variant);
    await world.say('org', '/通知 名单 请到会议室参加座谈\n赵一\n李四 县农业农村局\n查无人');
    expect(world.last('org')).toContain('将发给名单所列人员 2 人');
    expect(world.last('org')).toContain('名单中另有 1 人未列入：查无人（查无此人）');
    await world.press('org', '确认发出');
    expect(world.last('zhao')).toContain('请到会议室参加座谈');
    expect(world.last('zhao')).not.toContain('李四');
  });
});
