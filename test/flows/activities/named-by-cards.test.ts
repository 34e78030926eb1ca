import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const classId = '2026-01';

describe.each(variants)('duty and activities on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
    await teachClass(world.running.store, ['zhao', 'qian', 'sun', 'li']);
  });
  afterEach(() => world.stop());

  it('are told by the card of a morning, and nobody gets a message for them', async () => {
    await world.at('2026-03-15', '15:00');
    await world.say('teacher', `/排值日 ${classId} 3月16日 3月17日`);
    await world.press('teacher', '确认安排');
    expect(world.last('teacher')).toContain('由值日前一个上课日和当天早上的“今日课程与签到”告知本人。');
    await world.say('teacher', `/办活动 ${classId} 学员论坛 3月18日 我为基层治理献一策`);
    await world.say('teacher', '/改活动 H2026-1 主讲 赵一');
    await world.say('teacher', '/改活动 H2026-1 记录人 孙三');
    for (const who of ['zhao', 'qian', 'sun', 'li']) expect(world.items(who)).toEqual([]);
    await world.at('2026-03-16', '08:14');
    const onDuty = world.screen('zhao').includes('今天由您值日') ? 'zhao' : 'li';
    expect(world.screen(onDuty)).toContain('今天由您值日，点到请回复“点到”。');
    expect(world.screen('zhao')).toContain('3月18日 周三学员论坛由您主讲：我为基层治理献一策。');
    expect(world.screen('sun')).toContain('3月18日 周三学员论坛由您记录：我为基层治理献一策。');
    await world.press('zhao', '签到');
    // Without cards a press is answered in words; a card says it also after signing in.
    if (variant !== 'dingtalk-markdown') expect(world.last('zhao')).toContain('由您主讲');
    await world.at('2026-03-18', '08:14');
    expect(world.last('sun')).toContain('今天学员论坛由您记录：我为基层治理献一策。结束后请回复“活动纪要”。');
  });

  it('are told by a message where no card comes in time', async () => {
    await world.at('2026-03-16', '12:00');
    await world.say('teacher', `/值日 ${classId} 钱二`);
    expect(world.last('teacher')).toContain('已告知本人');
    expect(world.last('qian')).toContain('班主任指定您为');
    await world.say('teacher', `/值日 ${classId} 李四 明天`);
    expect(world.last('teacher')).toContain('由当天早上的“今日课程与签到”告知本人');
    expect(world.screen('li')).not.toContain('班主任指定您为');
    await world.say('teacher', `/办活动 ${classId} 学员论坛 3月17日 我为基层治理献一策`);
    await world.say('teacher', '/改活动 H2026-1 主讲 赵一');
    expect(world.last('zhao')).toContain('请您担任H2026-1 学员论坛');
  });
});
