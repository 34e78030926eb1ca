import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { docx, longText } from '../../helpers/work-files.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const own = longText(1, 40);

describe.each(variants)('a work, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
    await teachClass(world.running.store, ['zhao', 'qian', 'sun']);
    await world.at('2026-03-14', '10:00');
    await world.say('teacher', '/布置作业 2026-01 调研报告 3月18日 基层治理调研');
    await world.press('teacher', '确认布置');
  });
  afterEach(() => world.stop());

  /** What was sent is handed in with the statement; where no card has a button for it, the option itself says so. */
  async function state(who: string, use: string): Promise<void> {
    if (variant === 'dingtalk-markdown') await world.press(who, use);
    else await world.press(who, '声明并提交', [use]);
  }

  it('is handed in as a file with a statement, read by number by two markers, and its result told', async () => {
    await world.send('zhao', '报告.exe', Buffer.from('MZ'));
    expect(world.last('zhao')).toContain('作业只收Word（不含宏）、PDF和文本文件');
    await world.send('zhao', '调研.docx', docx(own));
    await state('zhao', '用于润色文字');
    expect(world.last('zhao')).toContain('2026-01-W1-1');
    await world.send('qian', '调研.docx', docx([...own.slice(0, 30), ...longText(2, 10)]));
    await state('qian', '未使用');
    await world.say('teacher', '/作业情况 2026-01-W1');
    expect(world.last('teacher')).toMatch(/应交 3 人：已交 2 人，未交 1 人[\s\S]*未交：孙三/);
    await world.press('teacher', '催交');
    expect(world.last('sun')).toContain('请提交作业');
    await world.say('teacher', '/评阅人 2026-01-W1 吴党校、冯考评');
    await world.at('2026-03-19', '08:11');
    await world.press('school', '领取作品');
    expect(world.screen('school')).not.toContain('赵一');
    await world.press('school', '评分');
    await world.say('school', '13.5 选题准');
    await world.press('school', '领取下一份');
    expect(world.last('school')).toContain('与 2026-01-W1-1 约 75% 的文字相近，仅供参考');
    await world.say('team1', '/评阅 2026-01-W1-1 12');
    // With the digest of the Monday after.
    await world.at('2026-03-23', '08:05');
    expect(world.screen('zhao')).toMatch(/评阅结果：12\.75分，满分15分[\s\S]*评语：选题准/);
    expect(world.count('zhao', '冯考评')).toBe(0);
    await world.say('team1', '/撤回评阅 2026-01-W1-1 评错作品');
    expect(world.last('team1')).toContain('评分已撤回');
    await world.press('team1', '重新评分');
    await world.say('team1', '11');
    // The next digest.
    await world.at('2026-03-30', '07:40');
    expect(world.screen('zhao')).toMatch(/评阅结果已撤回[\s\S]*【评阅更正】[^\n]*评阅结果：12\.25分/);
  });
});
