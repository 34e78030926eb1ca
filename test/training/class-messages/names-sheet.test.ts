import { describe, expect, it } from 'vitest';
import { pastedSheet } from '../../../src/bot/received-file.ts';
import { hasNames, namesInSheet } from '../../../src/training/class-messages/names-sheet.ts';

const sheetOf = (...lines: string[]) => pastedSheet(lines.join('\n'), '名单.csv');

describe('a sheet of names', () => {
  it('is read by its headers, a name a row, with unit and number where they are written', () => {
    const sheet = sheetOf('序号,姓名,职务,工作单位,人员编号', '1,赵一,科长,县财政局,zhao', '2,李四,,,');
    expect(namesInSheet(sheet)).toEqual([{ name: '赵一', unit: '县财政局', id: 'zhao' }, { name: '李四' }]);
  });

  it('is told from others by the column of names', () => {
    expect([hasNames(sheetOf('姓名,单位', '赵一,县财政局')), hasNames(sheetOf('时间,事项', '九点,开会'))]).toEqual([
      true,
      false,
    ]);
    expect(() => namesInSheet(sheetOf('时间,事项', '九点,开会'))).toThrow('import.no-table');
  });

  it('is not taken with rows that its screen does not show, or without a name in one', () => {
    const sheet = sheetOf('姓名,单位', '赵一,县财政局', '李四,县农业农村局');
    const rows = [...sheet.rows].map((row) => (row.rowNumber === 3 ? { ...row, hidden: true } : row));
    expect(() => namesInSheet({ ...sheet, rows })).toThrow('notice.names-unclear');
    expect(() => namesInSheet(sheetOf('姓名,单位', '赵一,县财政局', ',县农业农村局'))).toThrow('notice.names-unclear');
  });
});
