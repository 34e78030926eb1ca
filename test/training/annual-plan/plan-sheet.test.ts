import { describe, expect, it } from 'vitest';
import type { UnitRow } from '../../../src/county/units.ts';
import { readSheets } from '../../../src/sheets/read-sheets.ts';
import { writeWorkbook } from '../../../src/sheets/write-workbook.ts';
import {
  blankPlanSheet,
  isPlanSheet,
  readAmount,
  readPlanSheet,
} from '../../../src/training/annual-plan/plan-sheet.ts';
import { pack } from '../builders.ts';

const units: UnitRow[] = [
  { _id: 'u1', name: '县财政局', kind: 'government', size: 60 },
  { _id: 'u2', name: '县农业农村局', kind: 'government', size: 60 },
];

/** A filled-in sheet as it comes back. */
async function filled(...rows: readonly (readonly (string | number)[])[]) {
  const blank = blankPlanSheet('2026', '县财政局', pack);
  const bytes = writeWorkbook({ ...blank, rows: [...blank.rows, ...rows] });
  const [sheet] = await readSheets(bytes, '申报表.xlsx');
  if (sheet === undefined) throw new Error('no sheet');
  return { sheet, read: readPlanSheet(sheet, { todayOn: '2026-03-02', units, rules: pack }) };
}

const row = [
  '基层治理专题培训班',
  '基层治理、矛盾化解',
  '科级副职',
  40,
  '10月',
  '3天',
  '',
  '',
  '',
  400,
  '',
  '',
  '县委部署',
];

describe('the sheet in which a unit files its classes', () => {
  it('is known by its columns, and empty it holds no class', async () => {
    const { sheet, read } = await filled();
    expect(isPlanSheet(sheet)).toBe(true);
    expect(read).toEqual({ items: [], problems: [] });
  });

  it('takes the topics of the menu that a class serves, where they are written', async () => {
    const { read } = await filled([...row, '基层治理、安全生产'], row);
    expect(read.items.map(({ needTopics }) => needTopics)).toEqual([['基层治理', '安全生产'], undefined]);
  });

  it('gives a class a row, with what is left out filled in from the rules', async () => {
    const { read } = await filled(row);
    expect(read.problems).toEqual([]);
    expect(read.items).toEqual([
      {
        ...{
          year: '2026',
          theme: '基层治理专题培训班',
          topicTags: ['基层治理', '矛盾化解'],
          rankLevels: ['townshipDeputy'],
        },
        ...{ people: 40, month: 10, days: 3, unitId: 'u1', classKind: 'topicClass', feeClass: 'classThree' },
        ...{ yuanPerPersonDay: 400, need: '县委部署' },
      },
    ]);
  });

  it('says what is wrong row by row, and takes none then', async () => {
    const wrong = [...row];
    wrong[2] = '企业家';
    wrong[3] = '若干';
    const dear = [...row];
    dear[9] = 600;
    const past = [...row];
    past[4] = 2;
    const other = [...row];
    other[6] = '县公安局';
    const { read } = await filled(row, wrong, dear, past, other);
    expect(read.items).toEqual([]);
    expect(read.problems.map(({ row: at, header }) => [at, header.replace(/\(.*/, '')])).toEqual([
      [5, '培训对象'],
      [5, '人数'],
      [6, '综合定额'],
      [7, '月份'],
      [8, '主办单位'],
    ]);
  });

  it('takes for another unit only what may be filed for it', async () => {
    const theirs = [...row];
    theirs[6] = '县农业农村局';
    expect((await filled(theirs)).read.items.map(({ unitId }) => unitId)).toEqual(['u2']);
  });

  it.each([
    ['40人', 40],
    ['４０', 40],
    ['0', undefined],
    ['3.5', undefined],
    ['四十', undefined],
  ])('reads %s as an amount of people', (typed, amount) => {
    expect(readAmount(typed, '人')).toBe(amount);
  });
});
