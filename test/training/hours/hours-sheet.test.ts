import { describe, expect, it } from 'vitest';
import type { HourEntryRow } from '../../../src/training/hours/hour-entries.ts';
import { readHoursSheet } from '../../../src/training/hours/hours-sheet.ts';
import { sheetOf } from '../../sheets/workbooks.ts';

const HEADER = ['姓名', '单位', '培训班名称', '主办单位', '开始日期', '结束日期', '天数', '学时', '培训方式'];
const people = [
  { cadreId: 'a', name: '阿依古丽·买买提', unitName: '县财政局' },
  { cadreId: 'b', name: '张三', unitName: '县财政局' },
  { cadreId: 'c', name: '张三', unitName: '县农业农村局' },
];
const read = (rows: string[][], known: HourEntryRow[] = []) =>
  readHoursSheet(sheetOf(HEADER, ...rows), people, known, '2026-03-02');
const row = (name: string, unit: string, from: string, to: string, days = '3', hours = '24', kind = '脱产') => [
  ...[name, unit, '乡村振兴专题班', '市委党校', from, to, days, hours, kind],
];

describe('a sheet of past years’ hours', () => {
  it('finds people by name and unit, however the dot in a name is typed', () => {
    const { entries, problems } = read([
      row('阿依古丽•买买提', '', '2025-05-06', '2025-05-08'),
      row('张三', '县农业农村局', '2025-05-06', '2025-05-08', '2.5', '20'),
    ]);
    expect(problems).toEqual([]);
    expect(entries).toMatchObject([
      { cadreId: 'a', minutes: 1440, halfDays: 6, spanDays: 3 },
      { cadreId: 'c', minutes: 1200, halfDays: 5 },
    ]);
  });

  it('leaves out days that are entered already, in the ledger or in the sheet, and takes them once they were taken back', () => {
    const [first] = read([row('张三', '县财政局', '2025-05-06', '2025-05-08')]).entries;
    if (first === undefined) throw new Error('nothing was read');
    const entered: HourEntryRow = { ...first, sourceId: 's', by: 'org', at: new Date(0) };
    const again = [row('张三', '县财政局', '2025-05-06', '2025-05-08')];
    expect(read(again, [entered])).toMatchObject({ entries: [], repeated: [{ row: 2, who: '张三' }] });
    expect(read([...again, row('张三', '县财政局', '2025-05-08', '2025-05-09', '2')]).repeated).toHaveLength(1);
    const back: HourEntryRow = { ...entered, _id: 'r', reverses: entered._id };
    expect(read(again, [entered, back]).entries[0]?._id).not.toBe(first._id);
  });

  it('online study may be at the same time as a course', () => {
    const rows = [
      row('张三', '县财政局', '2025-05-06', '2025-05-08'),
      row('张三', '县财政局', '2025-05-06', '2025-05-08', '0', '20', '网络'),
    ];
    expect(read(rows).entries).toHaveLength(2);
  });

  it('with one problem enters nothing', () => {
    const { entries, problems } = read([
      row('张三', '县财政局', '2025-05-06', '2025-05-08'),
      row('张三', '', '2025-06-06', '2025-06-08'),
      row('查无此人', '', '2025-06-06', '2025-06-08'),
      row('张三', '县财政局', '2025-07-06', '2025-07-08', '5'),
    ]);
    expect(entries).toEqual([]);
    expect(problems.map(({ message }) => message)).toEqual([
      '信息库中有多名同名人员，请填写“人员编号”',
      '信息库中没有这个人',
      '天数多于起止日期之间的天数',
    ]);
  });
});
