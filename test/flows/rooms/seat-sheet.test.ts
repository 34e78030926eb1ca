import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeWorkbook } from '../../../src/sheets/write-workbook.ts';
import { placeOf } from '../../../src/training/class/enrollments.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const classId = '2026-01';

function seatSheet(rows: readonly (readonly string[])[]): Buffer {
  return writeWorkbook({
    name: '名单',
    rows: [[`座位表　${classId}　中青年干部培训班`], ['姓名', '课堂', '座号'], ...rows],
    headerRow: 2,
  });
}

describe.each(variants)('seats on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
    await teachClass(world.running.store, ['zhao', 'qian', 'sun', 'li']);
  });
  afterEach(() => world.stop());

  const seatOf = async (cadreId: string) => {
    const row = await world.running.store.enrollments.byId(classId, cadreId);
    return row === null ? undefined : placeOf(row)?.seat;
  };

  it('come by a sheet, shown first; the card of the morning tells them, and nobody gets a message for it', async () => {
    await world.at('2026-03-15', '15:00');
    await world.send('teacher', '座位表.xlsx', seatSheet([['赵一', '三楼', '1']]));
    expect(world.last('teacher')).toContain('座位表有 1 处需要更正，全部未登记');
    await world.send(
      'teacher',
      '座位表.xlsx',
      seatSheet([
        ['赵一', '主课堂', '1'],
        ['钱二', '', '2'],
        ['孙三', '', '2'],
      ]),
    );
    expect(world.screen('teacher')).toContain('更改座位 3 人');
    expect(world.screen('teacher')).toContain('主课堂2号：钱二、孙三');
    expect(await seatOf('zhao')).toBeUndefined();
    await world.press('teacher', '确认登记');
    expect(world.last('teacher')).toContain('已登记座位 3 人，随上课日早上的“今日课程与签到”告知本人');
    expect(await seatOf('zhao')).toBe('1');
    expect(world.screen('zhao')).not.toContain('座位');
    await world.at('2026-03-16', '08:14');
    expect(world.screen('zhao')).toContain('您的座位：主课堂1号');
    expect(world.count('zhao', '请到这里上课、签到')).toBe(0);
  });

  it('given by somebody else while a sheet is looked at are not overwritten unseen; those of others do not matter', async () => {
    await world.send('teacher', '座位表.xlsx', seatSheet([['赵一', '', '1']]));
    await world.say('school', `/座位 ${classId} 李四 主课堂 8`);
    await world.say('school', `/座位 ${classId} 赵一 主课堂 9`);
    await world.press('teacher', '确认登记');
    expect(world.last('teacher')).toContain('核对期间，表中学员的座位有变动，本表没有登记');
    expect(await seatOf('zhao')).toBe('9');
    await world.send('teacher', '座位表.xlsx', seatSheet([['赵一', '', '1']]));
    await world.say('school', `/座位 ${classId} 李四 主课堂 6`);
    await world.press('teacher', '确认登记');
    expect(await seatOf('zhao')).toBe('1');
    await world.press('teacher', '确认登记').catch(() => undefined);
    expect([await seatOf('zhao'), await seatOf('li')]).toEqual(['1', '6']);
  });

  it('given while the card of the day is out already are told at once', async () => {
    await world.at('2026-03-16', '12:00');
    await world.say('teacher', `/座位 ${classId} 赵一 主课堂 7`);
    expect(world.last('teacher')).toContain('赵一的座位：主课堂7号，已告知本人');
    expect(world.last('zhao')).toBe('您在“中青年干部培训班”的座位：主课堂7号。请到这里上课、签到。');
  });

  it('entered on arrival are the same seats: the card of the morning and the list have them', async () => {
    await world.at('2026-03-15', '15:00');
    await world.say('teacher', `/报到登记 ${classId} 赵一 座位A5`);
    await world.say('teacher', `/课堂情况 ${classId}`);
    expect(world.last('teacher')).toContain('赵一　主课堂A5');
    await world.press('teacher', '发送表格');
    expect(world.last('teacher')).toContain('座位表.xlsx');
    await world.at('2026-03-16', '08:14');
    expect(world.screen('zhao')).toContain('您的座位：主课堂A5');
  });

  it('are entered by nobody without the right, and a sheet that was put aside is not entered any more', async () => {
    await world.at('2026-03-15', '15:00');
    await world.send('zhao', '座位表.xlsx', seatSheet([['赵一', '', '1']]));
    expect(world.screen('zhao')).not.toContain('更改座位');
    await world.send('teacher', '座位表.xlsx', seatSheet([['赵一', '', '1']]));
    await world.press('teacher', '取消');
    await world.say('teacher', '确认登记');
    expect(await seatOf('zhao')).toBeUndefined();
  });
});
