import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { CadreRecord, UnitRecord } from '../../src/county/cadre.ts';
import { parseSheets } from '../../src/sheets/parse-sheets.ts';
import { SHEET_LIMITS } from '../../src/sheets/sheet.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';
import { planRosterFile, type WholePlan } from '../helpers/whole-plan.ts';
import { rawWorkbook } from '../sheets/workbooks.ts';

const UNITS: UnitRecord[] = [
  { id: 'U001', name: '县财政局', kind: 'government', size: 40 },
  { id: 'U002', name: '县农业农村局', kind: 'government', size: 40 },
];

async function planOf(bytes: Uint8Array, name: string, cadres: readonly CadreRecord[] = []): Promise<WholePlan> {
  const present = { units: UNITS, cadres, todayOn: '2026-11-30', hours: defaultRulePack().hours };
  return planRosterFile(await parseSheets(bytes, name, SHEET_LIMITS), present);
}

async function planFile(name: string, cadres: readonly CadreRecord[] = []): Promise<WholePlan> {
  return planOf(await readFile(new URL(`./sheets/${name}`, import.meta.url)), name, cadres);
}

/** What a file without a problem would add. */
async function added(name: string): Promise<readonly CadreRecord[]> {
  const plan = await planFile(name);
  expect(plan.problems).toEqual([]);
  return plan.changes.addCadres;
}

function problemsOf(plan: WholePlan): string[] {
  return plan.problems.map(({ row, column, message, value }) => `${row} ${column} ${message} ${value}`.trim());
}

const ZHAO = {
  id: 'G001',
  name: '赵一平',
  unitId: 'U001',
  birthMonth: '1985-03',
  joinedWorkOn: '2008-07',
  inPostSince: '2019-05',
};
const QIAN = { ...ZHAO, id: 'G002', name: '钱二平' };

describe('sheets that other people met', () => {
  it('14: a row hidden by a filter is named', async () => {
    expect(problemsOf(await planFile('c01-hidden-rows.xlsx'))).toEqual([
      '3  这一行是隐藏的（如已筛选），请取消隐藏并核对，不需要的请删除',
    ]);
  });

  it('15: date cells of the standard’s own type are the dates they are', async () => {
    expect(await added('c05b-iso-dates.xlsx')).toMatchObject([
      { ...ZHAO, joinedWorkOn: '2008-07-01', inPostSince: '2019-05-06' },
    ]);
    expect(await added('c05c-iso-date-secondment.xlsx')).toMatchObject([
      { ...ZHAO, secondment: { place: '县农业农村局', fromOn: '2026-03-02', untilOn: '2027-03-01' } },
    ]);
  });

  it('17: a number of 18 digits is no id, and one does not become another', async () => {
    const message = '数字过长，末几位可能已变成 0，请将单元格设为文本格式后重新填写，并用 .xlsx 文件导入';
    expect(problemsOf(await planFile('c07a-id-18-digits-number.xlsx'))).toEqual([
      `2 A ${message} 371502198503072316`,
      `3 A ${message} 371502198503072324`,
    ]);
    const [zhao] = await added('c03-prefix-all.xlsx');
    if (zhao === undefined) throw new Error('nobody was read');
    expect(problemsOf(await planFile('c07b-dingtalk-userid-number.xlsx', [zhao]))).toEqual([
      `2 A ${message} 248503809175857888`,
    ]);
  });

  it.each([
    ['18: a prefix for every element', 'c03-prefix-all.xlsx'],
    ['18: a prefix in the sheet alone', 'c04-prefix-sheet-only.xlsx'],
    ['19: a tab behind every field', 'c10-tab-behind-fields.csv'],
    ['22: a drawing in the default namespace', 'c15b-picture-default-ns.xlsx'],
    ['22: shapes in a chart', 'c15d-user-shapes.xlsx'],
    ['24: rows and cells without references', 'c35-no-cell-refs.xlsx'],
    ['26: a sheet part called sheet.xml', 'c48a-sheet-dot-xml.xlsx'],
    ['26: a sheet part called Sheet1.xml', 'c48b-Sheet1-capital.xlsx'],
    ['28: a prefix in the program’s properties', 'c50a-app-xml-prefixed.xlsx'],
    ['30: an age beside the month of birth', 'c18-birth-with-age.csv'],
  ])('%s: both people are read', async (_case, file) => {
    expect(await added(file)).toMatchObject([ZHAO, QIAN]);
  });

  it('19: DingTalk’s export with a tab behind every field keeps its digits', async () => {
    const [zhao] = await added('c03-prefix-all.xlsx');
    if (zhao === undefined) throw new Error('nobody was read');
    const plan = await planFile('c10c-dingtalk-tab-fields.csv', [zhao]);
    expect(plan.problems).toEqual([]);
    expect(plan.changes.change).toMatchObject([
      { id: 'G001', field: 'identities.dingtalk', to: '0248503809175857888' },
    ]);
  });

  it('20: an escaped carriage return in an inline string is one', async () => {
    expect(await added('c13b-x000d-inline.xlsx')).toMatchObject([{ ...ZHAO, post: '预算股 股长' }]);
  });

  it('23: the date formats built into Chinese editions are dates', async () => {
    expect(await added('c17-chinese-long-date.xlsx')).toMatchObject([
      { ...ZHAO, joinedWorkOn: '2008-07-01', inPostSince: '2019-05-06' },
    ]);
  });

  it.each([
    ['200,000 rows of bordered cells', 200_000, '<c r="A#" s="1"/><c r="B#" s="1"/><c r="C#" s="1"/><c r="D#" s="1"/>'],
    ['a million formatted rows', 1_048_576, ''],
  ])(
    '29: %s below the people cost a glance each',
    async (_what, count, cells) => {
      const texts = [
        ['人员编号', '姓名', '单位', '职务', '性别', '出生年月', '参加工作时间', '任现职时间', '层级'],
        ['G001', '赵一平', '县财政局', '股长', '男', '1985.03', '2008.07', '2019.05', '乡科级副职'],
      ];
      const people = texts.map(
        (row) => `<row>${row.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`,
      );
      const rows: string[] = [];
      for (let row = 3; row <= count; row += 1) {
        rows.push(`<row r="${row}" s="1" customFormat="1">${cells.replaceAll('#', String(row))}</row>`);
      }
      const plan = await planOf(rawWorkbook(`<sheetData>${people.join('')}${rows.join('')}</sheetData>`), 'a.xlsx');
      expect(plan).toMatchObject({ rowsRead: 1, problems: [], changes: { addCadres: [ZHAO] } });
    },
    180_000,
  );

  it.each(['c20-zero-width-header.csv', 'c20b-zero-width-header.xlsx'])(
    '32: zero-width characters in headers are not seen (%s)',
    async (file) => {
      expect(await added(file)).toMatchObject([ZHAO]);
    },
  );

  it('34: every middle dot in a name is the same one', async () => {
    const plan = await planFile('c09b-dots-clean.csv');
    // The same name in one unit thirteen times is allowed with ids, and the ids are there.
    expect(plan.problems).toEqual([]);
    expect(new Set(plan.changes.addCadres.map(({ name }) => name))).toEqual(new Set(['阿卜杜拉·买买提']));
  });

  it('35: soft hyphens and variation selectors in a name are not seen', async () => {
    expect((await added('c25-soft-hyphen-and-selector.csv')).map(({ name }) => name)).toEqual([
      '赵一平',
      '葛二平',
      '孙三平',
    ]);
  });
});
