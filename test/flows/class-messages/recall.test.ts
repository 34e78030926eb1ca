import { afterEach, describe, expect, it } from 'vitest';
import { type Variant, variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const words = '明天上午的课改在第二教室';
let world: World;

afterEach(() => world.stop());

/** A class whose notice 2026-01-T1 is out. */
async function noticeSent(variant: Variant): Promise<void> {
  world = await startWorld(variant);
  await teachClass(world.running.store, ['zhao', 'qian', 'sun']);
  await world.say('teacher', `/通知 2026-01 ${words}`);
  await world.press('teacher', '确认发出');
}

async function recall(): Promise<void> {
  await world.say('teacher', '/撤回 2026-01-T1');
  await world.press('teacher', '确认撤回');
  await world.advanceMinutes(3);
}

/** What somebody still sees of the notice, void or not. */
function stillSeen(userId: string, what = words): string[] {
  return world
    .items(userId)
    .filter((item) => item.from === 'bot')
    .map((item) => JSON.stringify(item.body))
    .filter((body) => body.includes(what) && !body.includes('本通知已撤回'));
}

describe.each(variants)('a class notice sent by mistake on %s', (variant) => {
  it('is taken off every screen or marked as void, answered or not, and the teacher is told how many', async () => {
    await noticeSent(variant);
    await world.press('zhao', '收到，照办');
    await recall();
    expect(['zhao', 'qian', 'sun'].flatMap((userId) => stillSeen(userId))).toEqual([]);
    expect(world.last('teacher')).toContain('通知（2026-01-T1）撤回结果');
    expect(world.last('teacher')).toContain('已从手机上撤回 3 人');
    expect(world.count('teacher', '撤回结果')).toBe(1);
    await world.say('qian', '待办');
    expect(world.last('qian')).toContain('没有待办');
  });

  it('is no longer chased, and a second recall is refused', async () => {
    await noticeSent(variant);
    await recall();
    await world.at('2026-03-03', '16:20');
    await world.at('2026-03-04', '16:20');
    expect(world.count('qian', '请回执')).toBe(0);
    await world.say('teacher', '/recall 2026-01-t1');
    expect(world.last('teacher')).toContain('已撤回，无需再办理');
  });
});

describe.each(variants)('study material sent by mistake on %s', (variant) => {
  it('is taken off every screen by whoever runs the class, who is told how many', async () => {
    world = await startWorld(variant);
    await teachClass(world.running.store, ['zhao', 'qian']);
    const page = 'https://www.example.cn/anli.html';
    await world.say('teacher', `/资料 2026-01 案例 ${page}`);
    await world.press('teacher', '确认发出');
    expect(world.last('teacher')).toContain('回复“/撤回 2026-01-Z1”撤回');
    expect(stillSeen('zhao', page)).toHaveLength(1);
    await world.say('zhao', '/撤回 2026-01-Z1');
    expect(world.last('zhao')).toContain('没有办理这一事项的权限');
    await world.say('teacher', '/撤回 2026-01-z1');
    expect(world.last('teacher')).toContain('将撤回发给“中青年干部培训班”全体学员的学习资料《案例》');
    await world.press('teacher', '确认撤回');
    await world.advanceMinutes(3);
    expect(['zhao', 'qian'].flatMap((userId) => stillSeen(userId, page))).toEqual([]);
    expect(world.last('teacher')).toContain('学习资料《案例》撤回结果');
    expect(world.last('teacher')).toContain('已从手机上撤回 2 人');
    await world.say('teacher', '/撤回 2026-01-Z1');
    expect(world.last('teacher')).toContain('2026-01-Z1 已撤回，无需再办理');
    expect(world.logged).toEqual([]);
  });
});

describe('a class notice that waits for the morning', () => {
  it('is cancelled before anybody sees it', async () => {
    world = await startWorld('wecom');
    await teachClass(world.running.store, ['zhao', 'qian']);
    await world.at('2026-03-02', '22:03');
    await world.say('teacher', `/通知 2026-01 ${words}`);
    await world.press('teacher', '确认发出');
    expect(world.last('teacher')).toContain('通知将于早晨送达 2 名学员');
    expect(world.screen('teacher')).not.toContain('已发给');
    await recall();
    expect(world.last('teacher')).toContain('未发出即取消 2 人');
    await world.at('2026-03-03', '07:41');
    expect(['zhao', 'qian'].flatMap((userId) => stillSeen(userId))).toEqual([]);
  });

  it('is the business of the staff of the class alone', async () => {
    await noticeSent('wecom');
    await world.say('zhao', '/撤回 2026-01-T1');
    expect(world.last('zhao')).toContain('没有办理这一事项的权限');
  });
});
