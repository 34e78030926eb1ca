import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeWorkbook } from '../../../src/sheets/write-workbook.ts';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('rooms, seats and what else the school enters on %s', (variant) => {
  let world: World;
  let classId: string;
  beforeEach(async () => {
    world = await startWorld(variant);
    classId = await openClass(world, { named: 3 });
    for (const trainee of ['zhao', 'qian', 'sun']) await world.press(trainee, '确认参加');
  });
  afterEach(() => world.stop());

  it('is entered by the school in short words, and the person hears of room and seat', async () => {
    await world.say('school', `/报到登记 ${classId} 钱二 房间302 座位A5`);
    expect(world.last('school')).toBe('已登记钱二：房间302，座位A5。更正请再用“/报到登记”。');
    expect(world.last('qian')).toBe('【报到安排】“中青年干部培训班”：房间302，座位A5。');
  });

  it('comes by the sheet too: shown first, whole or not at all', async () => {
    const sheet = (rows: readonly (readonly string[])[]) =>
      writeWorkbook({
        name: '名单',
        rows: [[`报到表　${classId}　中青年干部培训班`], ['姓名', '住宿', '车牌', '房间', '报到'], ...rows],
        headerRow: 2,
      });
    await world.send('school', '报到表.xlsx', sheet([['钱二', '不知道', '', '302', '']]));
    expect(world.last('school')).toContain('报到表有 1 处需要更正，全部未登记');
    await world.send(
      'school',
      '报到表.xlsx',
      sheet([
        ['钱二', '不住宿', '川A12345', '302', ''],
        ['孙三', '', '', '', '已报到'],
      ]),
    );
    expect(world.last('school')).toContain('更改 2 人，其中登记报到 1 人。');
    await world.press('school', '确认登记');
    expect(world.last('qian')).toContain('房间302');
    expect((await world.running.store.callUps.byId(classId, 'sun'))?.state).toBe('checkedIn');
    await world.say('school', `/报到 ${classId}`);
    expect(world.last('school')).toContain('应报到 3 人：已报到 1 人，未报到 2 人。');
  });

  it('is not entered of whoever has left the class since the sheet was shown', async () => {
    const rows = [[`报到表　${classId}　中青年干部培训班`], ['姓名', '房间'], ['钱二', '302'], ['孙三', '303']];
    await world.send('school', '报到表.xlsx', writeWorkbook({ name: '名单', rows, headerRow: 2 }));
    await world.say('org', `/退学 ${classId} 钱二 另有重要任务`);
    await world.press('org', '确认退学');
    await world.press('school', '确认登记');
    expect(world.last('school')).toContain('已登记 1 人');
    expect(world.screen('qian')).not.toContain('房间302');
    expect(world.last('sun')).toContain('房间303');
  });
});
