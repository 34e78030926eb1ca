import { afterEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World | undefined;
afterEach(() => world?.stop());

const sheet = (...lines: string[]) => Buffer.from(`\uFEFF${lines.join('\n')}\n`);

describe.each(variants)('a sheet of names for a notice on %s', (variant) => {
  it('says whom it goes to; who is not found is named, and the sheet itself goes to nobody', async () => {
    world = await startWorld(variant);
    await world.say('org', '/通知 名单 请到会议室参加座谈');
    expect(world.last('org')).toContain('请在10分钟内发来人员名单表格');
    expect(world.last('org')).not.toContain('确认发出');
    await world.send(
      'org',
      '名单.csv',
      sheet('序号,姓名,单位', '1,赵一,县财政局', '2,李四,县农业农村局', '3,查无人,县财政局'),
    );
    expect(world.last('org')).toContain('将发给名单所列人员 2 人');
    expect(world.last('org')).toContain('名单中另有 1 人未列入：查无人（查无此人）');
    expect(world.last('org')).toContain('附件：无');
    await world.press('org', '确认发出');
    expect([world.count('zhao', '参加座谈'), world.count('li', '参加座谈'), world.count('qian', '参加座谈')]).toEqual([
      1, 1, 0,
    ]);
    expect(world.screen('zhao')).not.toContain('名单.csv');
  });

  it('means trainees of the class alone, and one without names or with nobody of them changes nothing', async () => {
    world = await startWorld(variant);
    await teachClass(world.running.store, ['zhao', 'qian']);
    await world.say('teacher', '/通知 2026-01 名单 请课后留下');
    await world.send('teacher', '名单.csv', sheet('人员,单位', '赵一,县财政局'));
    expect(world.last('teacher')).toContain('姓名');
    await world.send('teacher', '名单.csv', sheet('姓名,单位', '李四,县农业农村局'));
    expect(world.last('teacher')).toContain('没有“李四”');
    await world.send('teacher', '名单.csv', sheet('姓名,单位', '赵一,县财政局', '李四,县农业农村局'));
    expect(world.last('teacher')).toContain('将发给“中青年干部培训班”名单所列人员 1 人');
    await world.send('teacher', '安排.csv', sheet('时间,事项', '九点,开会'));
    expect(world.last('teacher')).toContain('附件：安排.csv');
  });
});
