import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAcademySheet } from '../../../src/training/hours/academy-sheet.ts';
import type { HourEntryRow } from '../../../src/training/hours/hour-entries.ts';
import { sheetOf } from '../../sheets/workbooks.ts';

const HEADER = ['姓名', '账号', '课程名称', '学时', '完成时间', '学习平台'];
const people = [
  { cadreId: 'a', name: '阿依古丽·买买提', unitName: '县财政局', accounts: ['ayi'] },
  { cadreId: 'b', name: '张三', unitName: '县财政局', accounts: ['zhang3'] },
  { cadreId: 'c', name: '张三', unitName: '县农业农村局', accounts: ['zs-agri'] },
];
const read = (rows: string[][], known: readonly HourEntryRow[] = []) =>
  readAcademySheet(sheetOf(HEADER, ...rows), people, known, '2026-03-02');
const row = (name: string, account: string, title: string, hours = '0.5', day = '2026-02-03') => [
  ...[name, account, title, hours, day, '干部网络学院'],
];
const kept = (rows: string[][]): HourEntryRow[] =>
  read(rows).entries.map((each) => ({ ...each, sourceId: 's', by: 'org', at: new Date(0) }));

describe('a sheet of an online academy', () => {
  it('is online study of its day, in quarters of an hour too, whatever time is printed beside the day', () => {
    const { entries, problems } = read([
      row('阿依古丽•买买提', '13900000000', '乡村治理', '0.25', '2026-02-03 21:14:09'),
    ]);
    expect(problems).toEqual([]);
    expect(entries).toMatchObject([
      { cadreId: 'a', kind: 'online', source: 'academy', minutes: 15, halfDays: 0, spanDays: 0, toOn: '2026-02-03' },
    ]);
  });

  it('tells namesakes by their account, and asks for the number where it is not known', () => {
    expect(read([row('张三', 'ZS-agri', '乡村治理')]).entries).toMatchObject([{ cadreId: 'c' }]);
    expect(read([row('张三', '13900000000', '乡村治理')]).problems).toMatchObject([{ header: '姓名' }]);
  });

  it('leaves out what is not finished, and counts a course once a year', () => {
    const { entries, repeated, online } = read([
      row('张三', 'zhang3', '乡村治理'),
      row('张三', 'zhang3', ' 乡村治理 ', '0.5', '2026-02-20'),
      row('张三', 'zhang3', '乡村治理', '0.5', '2025-02-03'),
      row('张三', 'zhang3', '数字政府', '1', ''),
      row('查无此人', '', '数字政府', '0', '未完成'),
    ]);
    expect(entries.map(({ toOn }) => toOn)).toEqual(['2026-02-03', '2025-02-03']);
    expect(repeated).toMatchObject([{ row: 3, who: '张三' }]);
    expect(online?.unfinished).toBe(2);
  });

  it('shows which courses may be part of a sum entered before', () => {
    const [course] = kept([row('张三', 'zhang3', '数字政府')]);
    if (course === undefined) throw new Error('nothing was read');
    const sum: HourEntryRow = { ...course, _id: 'sum', source: 'sheet', title: '网络学院', fromOn: '2026-01-20' };
    const two = [row('张三', 'zhang3', '乡村治理'), row('张三', 'zhang3', '党史', '1', '2026-02-25')];
    expect(read(two, [sum]).entries).toHaveLength(2);
    expect(read(two, [sum]).online?.toCheck).toMatchObject([{ title: '乡村治理' }]);
  });

  it('with one problem enters nothing', () => {
    const { entries, problems } = read([
      row('张三', 'zhang3', '乡村治理'),
      row('张三', 'zhang3', '乡村治理', '2'),
      row('查无此人', '', '乡村治理'),
      row('张三', 'zhang3', '数字政府', '0'),
      row('张三', 'zhang3', '党史', '1', '2026-03-03'),
      row('张三', 'zhang3', '党建', ''),
    ]);
    expect(entries).toEqual([]);
    expect(problems.map(({ message }) => message)).toEqual([
      '同一人同一课程的学时前后不一致，请核对后只留一行',
      '信息库中没有这个人',
      '学时应大于 0',
      '晚于今天',
      '“学时”不能为空',
    ]);
  });

  it('gives the same sum in any order and in any number of parts, and nothing the second time', () => {
    const line = fc.record({
      who: fc.constantFrom('zhang3', 'zs-agri'),
      title: fc.constantFrom('乡村治理', '数字政府', '党史'),
      day: fc.constantFrom('2025-12-31', '2026-01-01', '2026-02-03'),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.nat(), (lines, cut) => {
        const rows = lines.map(({ who, title, day }) => row('张三', who, title, String(title.length / 4), day));
        const whole = kept(rows);
        const at = lines.length === 0 ? 0 : cut % lines.length;
        const first = kept(rows.slice(0, at));
        const rest = read(rows.slice(at), first).entries;
        const minutes = (all: readonly Pick<HourEntryRow, 'minutes'>[]) =>
          all.reduce((sum, each) => sum + each.minutes, 0);
        expect(minutes([...first, ...rest])).toBe(minutes(whole));
        expect(minutes(kept([...rows].reverse()))).toBe(minutes(whole));
        expect(read(rows, whole).entries).toEqual([]);
      }),
    );
  });
});
