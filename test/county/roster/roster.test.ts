import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CadreRecord, UnitRecord } from '../../../src/county/cadre.ts';
import { applyRosterPlan } from '../../../src/county/roster/roster.ts';
import type { RosterPresent } from '../../../src/county/roster/roster-plan.ts';
import { parseSheets } from '../../../src/sheets/parse-sheets.ts';
import { SHEET_LIMITS, type Sheet } from '../../../src/sheets/sheet.ts';
import { planRosterFile, planRosterImport, type WholePlan } from '../../helpers/whole-plan.ts';
import { sheetOf, xlsx } from '../../sheets/workbooks.ts';
import { MemoryRoster } from './memory-roster.ts';

const FINANCE: UnitRecord = { id: 'U001', name: '县财政局', kind: 'government', size: 40 };
const TOWN: UnitRecord = { id: 'U002', name: '青石镇', kind: 'town', size: 90 };
const HOSPITAL: UnitRecord = { id: 'U003', name: '县人民医院（总院）', kind: 'institution', size: 300 };
const UNITS = [FINANCE, TOWN, HOSPITAL];

const HEADER = [
  '人员编号',
  '姓名',
  '单位',
  '职务',
  '职级',
  '性别',
  '出生年月',
  '参加工作时间',
  '入党时间',
  '任现职时间',
  '层级',
];
const ROW = [
  'G001',
  '张三',
  '县财政局',
  '副局长',
  '三级主任科员',
  '男',
  '1980.05',
  '2003.07',
  '2005.06',
  '2019.03',
  '乡科级副职',
];

/** The standard row with some cells changed, by header. */
function rowWith(changes: Readonly<Record<string, string>>): string[] {
  return HEADER.map((header, index) => changes[header] ?? ROW[index] ?? '');
}

async function presentIn(port: MemoryRoster): Promise<RosterPresent> {
  return {
    units: await port.units(),
    cadres: await port.cadres(),
    todayOn: '2026-03-02',
  };
}

async function plan(sheet: Sheet, port = new MemoryRoster(UNITS)): Promise<WholePlan> {
  return planRosterImport(sheet, await presentIn(port));
}

/** Imports the sheet, which must be free of problems, and gives what the information base holds then. */
async function imported(sheet: Sheet, port = new MemoryRoster(UNITS)): Promise<MemoryRoster> {
  const planned = await plan(sheet, port);
  expect(planned.problems).toEqual([]);
  await applyRosterPlan(port, planned, { at: new Date(0) });
  return port;
}

/** `行 列 说明` of every problem. */
function problemsOf(planned: WholePlan): string[] {
  return planned.problems.map(({ row, column, message }) => `${row} ${column} ${message}`);
}

describe('importing the sheet of an organisation department', () => {
  it('adds people with every field of the sheet', async () => {
    const port = await imported(
      sheetOf(
        [
          ...HEADER,
          '类别',
          '是否关键岗位',
          '新提拔',
          '新录用',
          '年轻干部',
          '基层工作经历',
          '班子成员',
          '主要负责人',
          '联络员',
          '挂职（借调）单位',
          '挂职（借调）开始时间',
          '企业微信账号',
          '钉钉账号',
        ],
        [...ROW, '参公', '是', '否', '否', '否', '有', '是', '是', '否', '县乡村振兴局', '2025.09', 'ZhangSan', '0123'],
      ),
    );
    const expected: CadreRecord = {
      id: 'G001',
      name: '张三',
      sex: 'male',
      birthMonth: '1980-05',
      unitId: 'U001',
      post: '副局长',
      rankLevel: 'townshipDeputy',
      gradeRank: '三级主任科员',
      cadreCategory: 'civilServantManaged',
      joinedWorkOn: '2003-07',
      joinedPartyOn: '2005-06',
      inPostSince: '2019-03',
      keyPost: true,
      grassrootsExperience: true,
      leadershipTeam: true,
      secondment: { place: '县乡村振兴局', fromOn: '2025-09' },
      identities: { wecom: 'zhangsan', dingtalk: '0123' },
      roles: [],
      training: { year: 2026, earnedMinutes: 0, topicTags: [], callUpsThisYear: 0 },
    };
    expect(await port.cadres()).toEqual([expected]);
    expect((await port.units())[0]).toEqual({ ...FINANCE, headId: 'G001' });
  });

  it('changes nothing the second time', async () => {
    const sheet = sheetOf(HEADER, ROW, rowWith({ 人员编号: '', 姓名: '李四', 职级: '无', 入党时间: '群众' }));
    const port = await imported(sheet);
    const again = await plan(sheet, port);
    expect(again).toMatchObject({ problems: [], same: 2, changes: { addUnits: [], addCadres: [], change: [] } });
    await applyRosterPlan(port, again, { at: new Date(0) });
    expect(port.applied).toHaveLength(1);
  });

  it('tells each field that changes, from what to what, and touches nothing else', async () => {
    const port = await imported(sheetOf(HEADER, ROW));
    const changed = rowWith({ 单位: '青石镇', 职务: '镇长', 入党时间: '无', 层级: '正科级' });
    const planned = await plan(sheetOf(HEADER, changed), port);
    expect(planned.changes.change.map(({ who, label, fromText, toText }) => [who, label, fromText, toText])).toEqual([
      ['张三（县财政局）', '单位', '县财政局', '青石镇'],
      ['张三（县财政局）', '职务', '副局长', '镇长'],
      ['张三（县财政局）', '入党时间', '2005-06', '无'],
      ['张三（县财政局）', '层级', '乡科级副职', '乡科级正职'],
    ]);
    await applyRosterPlan(port, planned, { at: new Date(0) });
    const [cadre] = await port.cadres();
    expect(cadre).toMatchObject({
      unitId: 'U002',
      post: '镇长',
      rankLevel: 'townshipChief',
      gradeRank: '三级主任科员',
    });
    expect(cadre).not.toHaveProperty('joinedPartyOn');
  });

  it('leaves people and columns that the sheet does not have as they are', async () => {
    const port = await imported(
      sheetOf([...HEADER, '是否关键岗位'], [...ROW, '是'], [...rowWith({ 人员编号: 'G002', 姓名: '李四' }), '否']),
    );
    const before = structuredClone(await port.cadres());
    await imported(sheetOf(HEADER, ROW), port);
    expect(await port.cadres()).toEqual(before);
  });

  it('gives the same id to the same name, unit and birth month', async () => {
    const row = rowWith({ 人员编号: '' });
    const ids = await Promise.all(
      [row, row, rowWith({ 人员编号: '', 出生年月: '1980.06' })].map(async (one) => {
        return (await plan(sheetOf(HEADER, one))).changes.addCadres[0]?.id;
      }),
    );
    expect(ids[0]).toMatch(/^c[0-9a-f]{16}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('finds people by name, unit and birth month when a later sheet has no ids', async () => {
    const port = await imported(sheetOf(HEADER, ROW));
    const planned = await plan(sheetOf(HEADER, rowWith({ 人员编号: '', 职务: '局长' })), port);
    expect(planned.changes.change).toMatchObject([{ id: 'G001', field: 'post', to: '局长' }]);
  });

  it('understands titles above the header, other header names, padded names and full-width forms', async () => {
    const port = await imported(
      sheetOf(
        ['云岭县干部名册'],
        [
          '干部编号',
          '姓  名',
          '工作单位',
          '现任职务',
          '级别',
          '性别',
          '出生\n年月',
          '参加工作时间（年月）',
          '任现职时间*',
        ],
        ['G001', '张　三', '县人民医院(总院)', '院长', '正科级', '男', '１９８０年５月', '200307', '20190315'],
        ['G002', '买买提•艾力', '县财政局', '科员', '科员', '男', '1990/1', '2012-07-01', '2012-07'],
      ),
    );
    expect(await port.cadres()).toMatchObject([
      { name: '张三', unitId: 'U003', birthMonth: '1980-05', joinedWorkOn: '2003-07', inPostSince: '2019-03-15' },
      { name: '买买提·艾力', birthMonth: '1990-01', joinedWorkOn: '2012-07-01', cadreCategory: 'organ' },
    ]);
  });

  it('takes the level from the grade rank where the sheet has no column for it, and says so', async () => {
    const header = HEADER.filter((name) => name !== '层级');
    const planned = await plan(sheetOf(header, ROW.slice(0, -1)));
    expect(planned.changes.addCadres).toMatchObject([{ rankLevel: 'townshipDeputy' }]);
    expect(planned.notes).toContain('表中没有“层级”列，新增人员的层级按职级对应确定。');
    const unknown = await plan(sheetOf(header, rowWith({ 职级: '一级高级主办' }).slice(0, -1)));
    expect(problemsOf(unknown)).toEqual(['2 E 没有“层级”列，这个职级也不能确定层级']);
  });
});

describe('what is wrong with a sheet', () => {
  it.each([
    ['a month that does not exist', { 出生年月: '1975.13' }, 'G 没有13月'],
    ['a day that does not exist', { 参加工作时间: '2003-02-30' }, 'H 2月没有30日'],
    [
      'an Excel serial',
      { 出生年月: '27546' },
      'G 像是 Excel 的日期序号，请把单元格格式设为“日期”，或写成 1975-06 的形式',
    ],
    [
      'a month that may have lost its zero',
      { 出生年月: '1975.1' },
      'G 可能是1月，也可能是10月（末位的 0 会丢失），请写成 1975-01 或 1975-10 的形式',
    ],
    ['a year alone', { 入党时间: '2005年' }, 'I 缺少月份，应写成 1975-06 的形式'],
    ['a year of two digits', { 出生年月: '80.05' }, 'G 年份应写四位'],
    ['words for a date', { 任现职时间: '去年' }, 'J 不是可以识别的日期，应写成 1975-06 或 1975-06-15 的形式'],
    ['a date in the future', { 任现职时间: '2026-04' }, 'J 晚于今天'],
    ['work before the age of 16', { 参加工作时间: '1996.04', 入党时间: '无' }, 'H 参加工作时不满 16 周岁'],
    ['the Party before the age of 18', { 入党时间: '1998.04' }, 'I 入党时不满 18 周岁'],
    ['a post before the first work', { 任现职时间: '2003.06' }, 'J 任现职时间早于参加工作时间'],
    ['a year out of all reason', { 出生年月: '0980.05' }, 'G 年份不合理'],
    ['an unknown unit', { 单位: '县水务局' }, 'C 单位名册中没有这个单位'],
    ['a unit written short', { 单位: '财政局' }, 'C 单位名册中没有这个单位，是否应为“县财政局”'],
    ['an empty required cell', { 职务: '' }, 'D “职务”不能为空'],
    ['a sex that is none', { 性别: 'M' }, 'F 应填“男”或“女”'],
    ['an unknown level', { 层级: '正厅' }, 'K 应填县处级、乡科级正职、乡科级副职或科员及以下'],
    ['a name with a note', { 姓名: '张三（女）' }, 'B 姓名应为两个字以上的汉字'],
    ['an id that is none', { 人员编号: '第1号' }, 'A 编号只能用字母、数字、“-”和“_”，不超过 64 位'],
    ['a control character', { 职务: '局\u0007长' }, 'D 单元格里有控制字符，请重新输入'],
  ])('reports %s by row and column', async (_what, changes, problem) => {
    const planned = await plan(sheetOf(HEADER, rowWith(changes)));
    expect(problemsOf(planned)).toEqual([`2 ${problem}`]);
  });

  it('accepts dates at the very edge of what can be', async () => {
    await imported(sheetOf(HEADER, rowWith({ 参加工作时间: '1996.05', 入党时间: '1998.05', 任现职时间: '1996.05' })));
    await imported(sheetOf(HEADER, rowWith({ 任现职时间: '2026-03-02' })));
  });

  it('reports every cell that is wrong, with what stands in it, and imports nothing at all', async () => {
    const port = new MemoryRoster(UNITS);
    const planned = await plan(
      sheetOf(HEADER, ROW, rowWith({ 人员编号: 'G002', 姓名: '李四', 性别: '女性', 出生年月: '80' })),
      port,
    );
    expect(planned.problems).toMatchObject([
      { row: 3, column: 'F', header: '性别', value: '女性' },
      { row: 3, column: 'G', header: '出生年月', value: '80' },
    ]);
    expect(planned).toMatchObject({ rowsRead: 2, rowsOk: 1, changes: { addCadres: [], change: [] } });
    await expect(applyRosterPlan(port, planned, { at: new Date(0) })).rejects.toMatchObject({
      code: 'import.has-problems',
      facts: { count: 2 },
    });
    expect(await port.cadres()).toEqual([]);
  });

  it('reports columns that are missing or there twice', async () => {
    const planned = await plan(
      sheetOf(['姓名', '单位', '出生年月', '工作单位'], ['张三', '县财政局', '1980.05', '县财政局']),
    );
    expect(problemsOf(planned)).toEqual(
      expect.arrayContaining(['1 D 与 B 列含义重复，请只保留一列', '1  缺少“性别”列', '1  缺少“职务”列']),
    );
  });

  it('reports a row that a stray comma has shifted', async () => {
    const planned = await plan(sheetOf(HEADER, [...rowWith({}), '多余']));
    expect(problemsOf(planned)).toEqual(['2 L 这一行比表头多出单元格，内容里可能有未加引号的逗号']);
  });

  it('reports formulas, errors, links, merged cells, serials and lost zeros of a real workbook', async () => {
    const bytes = await xlsx((sheet) => {
      sheet.addRow(HEADER);
      sheet.addRow([{ formula: '"G"&ROW()', result: 'G2' }, ...ROW.slice(1)]);
      sheet.addRow(['G003', { text: '李四', hyperlink: 'mailto:a@b.c' }, ...ROW.slice(2)]);
      sheet.addRow(['G004', '王五', { error: '#REF!' }, ...ROW.slice(3)]);
      sheet.addRow(['G005', '赵六', ...ROW.slice(2, 6), 1975.1, ...ROW.slice(7)]);
      sheet.addRow(['G006', '钱七', ...ROW.slice(2, 6), 27546, ...ROW.slice(7)]);
      sheet.addRow(['G007', '孙八', ...ROW.slice(2)]);
      sheet.addRow(['G008', '周九', undefined, ...ROW.slice(3)]);
      sheet.mergeCells('C7:C8');
    });
    const [sheet] = await parseSheets(bytes, 'a.xlsx', SHEET_LIMITS);
    if (sheet === undefined) throw new Error('no sheet');
    expect(problemsOf(await plan(sheet))).toEqual([
      '2 A 单元格是公式，请复制后选择性粘贴为数值',
      '3 B 单元格是超链接，请取消超链接，只保留文字',
      '4 C 单元格是错误值，请改正',
      '5 G 可能是1月，也可能是10月（末位的 0 会丢失），请写成 1975-01 或 1975-10 的形式',
      '6 G 像是 Excel 的日期序号，请把单元格格式设为“日期”，或写成 1975-06 的形式',
      '7 C 单元格与 C7 合并，请取消合并并逐行填写',
      '8 C 单元格与 C7 合并，请取消合并并逐行填写',
    ]);
  });

  it('takes real dates, numbers as shown and ids with leading zeros from a workbook', async () => {
    const bytes = await xlsx((sheet) => {
      sheet.addRow(HEADER);
      const row = sheet.addRow([
        7,
        ...ROW.slice(1, 6),
        1975.1,
        new Date('1998-07-01'),
        200006,
        new Date('2019-03-15'),
        ROW[10],
      ]);
      row.getCell(1).numFmt = '000000';
      row.getCell(7).numFmt = '0.00';
      row.getCell(8).numFmt = 'yyyy"年"m"月"';
      row.getCell(10).numFmt = 'yyyy-mm-dd';
    });
    const [sheet] = await parseSheets(bytes, 'a.xlsx', SHEET_LIMITS);
    const port = await imported(sheet as Sheet);
    expect(await port.cadres()).toMatchObject([
      {
        id: '000007',
        birthMonth: '1975-10',
        joinedWorkOn: '1998-07',
        joinedPartyOn: '2000-06',
        inPostSince: '2019-03-15',
      },
    ]);
  });

  it('wants an answer in every cell of a yes-or-no column', async () => {
    const planned = await plan(sheetOf([...HEADER, '是否关键岗位'], [...ROW, '']));
    expect(problemsOf(planned)).toEqual(['2 L 请填“是”或“否”']);
  });
});

describe('telling people apart', () => {
  it('refuses a row without an id about somebody whom another row renames by id', async () => {
    const port = await imported(sheetOf(HEADER, ROW));
    const planned = await plan(sheetOf(HEADER, rowWith({ 人员编号: '' }), rowWith({ 姓名: '李四' })), port);
    expect(problemsOf(planned)).toEqual(['2 B 与第 3 行是信息库中的同一人（编号 G001），请核对后填写“人员编号”']);
  });

  it.each([
    ['an id given twice', [ROW, rowWith({ 姓名: '李四' })], ['3 A 人员编号与第 2 行重复']],
    [
      'namesakes in one unit without ids',
      [rowWith({ 人员编号: '' }), rowWith({ 人员编号: '', 出生年月: '1985.01' })],
      ['2 B 与第 3 行同单位同名，请填写“人员编号”加以区分', '3 B 与第 2 行同单位同名，请填写“人员编号”加以区分'],
    ],
    [
      'a namesake without an id beside one with',
      [ROW, rowWith({ 人员编号: '', 出生年月: '1985.01' })],
      ['3 B 与第 2 行同单位同名，请填写“人员编号”加以区分'],
    ],
  ])('reports %s', async (_what, rows, problems) => {
    expect(problemsOf(await plan(sheetOf(HEADER, ...rows)))).toEqual(problems);
  });

  it('takes namesakes in one unit when both have ids', async () => {
    const port = await imported(sheetOf(HEADER, ROW, rowWith({ 人员编号: 'G002' })));
    expect(await port.cadres()).toHaveLength(2);
  });

  it.each([
    [
      'someone who may have moved here',
      { 人员编号: '', 单位: '青石镇' },
      'B 信息库中已有张三（县财政局），出生年月 1980-05，编号 G001，无法确定是否同一人，请填写“人员编号”',
    ],
    [
      'someone whose birth month differs',
      { 人员编号: '', 出生年月: '1981.05' },
      'B 信息库中已有张三（县财政局），出生年月 1980-05，编号 G001，无法确定是否同一人，请填写“人员编号”',
    ],
    [
      'a new id for someone who has one',
      { 人员编号: 'G009' },
      'A 信息库中已有张三（县财政局），编号是 G001，两者不一致',
    ],
    [
      'an id that belongs to another',
      { 姓名: '李四', 出生年月: '1990.02', 参加工作时间: '2012.07', 入党时间: '无' },
      'A 该编号在信息库中属于张三（县财政局）',
    ],
  ])('asks about %s instead of guessing', async (_what, changes, problem) => {
    const port = await imported(sheetOf(HEADER, ROW));
    expect(problemsOf(await plan(sheetOf(HEADER, rowWith(changes)), port))).toEqual([`2 ${problem}`]);
  });

  it('lets nobody take the account of another', async () => {
    const header = [...HEADER, '企业微信账号'];
    const port = await imported(sheetOf(header, [...ROW, 'zhangsan']));
    const other = rowWith({ 人员编号: 'G002', 姓名: '李四' });
    expect(problemsOf(await plan(sheetOf(header, [...other, 'ZHANGSAN']), port))).toEqual([
      '2 L 该账号在信息库中属于张三（县财政局）',
    ]);
    expect(problemsOf(await plan(sheetOf(header, [...other, 'lisi'], [...ROW, 'LiSi']), port))).toEqual([
      '3 L 企业微信账号与第 2 行重复',
    ]);
  });

  it('takes one head for each unit', async () => {
    const header = [...HEADER, '主要负责人'];
    const planned = await plan(sheetOf(header, [...ROW, '是'], [...rowWith({ 人员编号: 'G002', 姓名: '李四' }), '是']));
    expect(problemsOf(planned)).toEqual(['3 L 该单位的主要负责人已在第 2 行填写']);
  });
});

describe('importing the list of units', () => {
  const header = ['单位编号', '单位名称', '单位性质', '所属乡镇', '人数'];

  it('adds units, towns included, and changes nothing the second time', async () => {
    const sheet = sheetOf(
      header,
      ['U1', '白沙镇卫生院', '事业单位', '白沙镇', '30'],
      ['U2', '白沙镇', '乡镇', '', '88'],
      ['', '县审计局', '政府部门', '', '25'],
    );
    const port = await imported(sheet, new MemoryRoster());
    expect(await port.units()).toMatchObject([
      { id: 'U1', name: '白沙镇卫生院', kind: 'institution', parentId: 'U2', size: 30 },
      { id: 'U2', name: '白沙镇', kind: 'town', size: 88 },
      { id: expect.stringMatching(/^u[0-9a-f]{16}$/), name: '县审计局', kind: 'government', size: 25 },
    ]);
    expect(await plan(sheet, port)).toMatchObject({ same: 3, changes: { addUnits: [], change: [] } });
  });

  it('tells what changes', async () => {
    const planned = await plan(sheetOf(header, ['U001', '县财政局', '事业单位', '', '41']));
    expect(planned.changes.change.map(({ label, fromText, toText }) => [label, fromText, toText])).toEqual([
      ['单位类别', '政府部门', '事业单位'],
      ['人数', '40', '41'],
    ]);
  });

  it.each([
    ['an unknown town', ['', '县审计局', '政府部门', '黄泥镇', '25'], 'D 名册中没有这个单位'],
    ['an unknown kind', ['', '县审计局', '机关', '', '25'], 'C 应填党群机关、政府部门、乡镇、事业单位或国有企业'],
    ['a size that is no number', ['', '县审计局', '政府部门', '', '二十'], 'E 人数应为整数'],
    [
      'a known name under another id',
      ['U9', '县财政局', '政府部门', '', '40'],
      'A 信息库中“县财政局”的编号是 U001，两者不一致',
    ],
    [
      'a known id under another name',
      ['U001', '县财政和审计局', '政府部门', '', '40'],
      'B 该编号在信息库中是“县财政局”，单位改名请由系统管理员办理',
    ],
  ])('reports %s', async (_what, row, problem) => {
    expect(problemsOf(await plan(sheetOf(header, row)))).toEqual([`2 ${problem}`]);
  });

  it('reports a unit that is listed twice', async () => {
    const row = ['', '县审计局', '政府部门', '', '25'];
    expect(problemsOf(await plan(sheetOf(header, row, row)))).toEqual(expect.arrayContaining(['3 B 与第 2 行重复']));
  });
});

describe('importing contact exports', () => {
  const two = sheetOf(HEADER, ROW, rowWith({ 人员编号: 'G002', 姓名: '李四', 单位: '青石镇' }));

  it('adds WeCom accounts to people found by name and unit, and leaves others out', async () => {
    const port = await imported(two);
    const sheet = sheetOf(
      ['填写须知：请勿修改表头'],
      ['姓名', '账号', '别名', '职务', '部门', '性别', '手机', '座机', '邮箱'],
      ['张三', 'ZhangSan', '', '局长', '云岭县/县财政局/预算股', '男', '13800000000'],
      ['李四', 'lisi', '', '', '云岭县/县政府;云岭县/青石镇', '男', ''],
      ['司机小王', 'wang', '', '', '云岭县/县财政局', '男', ''],
      ['赵六', 'zhao', '', '', '云岭县/外包', '男', ''],
    );
    const planned = await plan(sheet, port);
    expect(planned.kind).toBe('wecom');
    expect(planned.leftOut).toEqual([
      { row: 5, who: '司机小王', why: '该单位的信息库中没有此人' },
      { row: 6, who: '赵六', why: '部门不在单位名册中' },
    ]);
    await applyRosterPlan(port, planned, { at: new Date(0) });
    expect(await port.cadres()).toMatchObject([
      { name: '张三', post: '副局长', identities: { wecom: 'zhangsan' } },
      { name: '李四', identities: { wecom: 'lisi' } },
    ]);
    expect(await plan(sheet, port)).toMatchObject({ problems: [], same: 2, changes: { change: [] } });
  });

  it('reads the columns of WeCom’s batch interface', async () => {
    const port = await imported(two);
    const planned = await plan(
      sheetOf(['姓名', '帐号', '手机号', '邮箱', '所在部门', '职位'], ['张三', 'zs', '', '', '县财政局', '']),
      port,
    );
    expect(planned.changes.change).toMatchObject([{ id: 'G001', field: 'identities.wecom', to: 'zs' }]);
  });

  it('adds DingTalk accounts from both of its forms, older and newer', async () => {
    const port = await imported(two);
    await imported(
      sheetOf(
        ['员工UserID', '姓名', '手机号', '部门', '职位', '工号', '是否此部门主管(是/否)', '邮箱'],
        ['0124', '李四', '', '云岭县-青石镇-党政办', '', '', '否', ''],
      ),
      port,
    );
    await imported(
      sheetOf(
        ['员工UserID', '姓名', '1级部门', '2级部门', '3级部门', '主部门ID', '职位', '工号'],
        ['manager01', '张三', '云岭县', '县财政局', '预算股', '55', '', 'X-9'],
      ),
      port,
    );
    expect(await port.cadres()).toMatchObject([
      { name: '张三', identities: { dingtalk: 'manager01' } },
      { name: '李四', identities: { dingtalk: '0124' } },
    ]);
  });

  it('finds people by their id before their unit', async () => {
    const port = await imported(two);
    const header = ['员工UserID', '姓名', '部门', '工号'];
    const planned = await plan(sheetOf(header, ['77', '张三', '别处', 'G001']), port);
    expect(planned.changes.change).toMatchObject([{ id: 'G001', field: 'identities.dingtalk', to: '77' }]);
    expect(problemsOf(await plan(sheetOf(header, ['77', '王五', '别处', 'G001']), port))).toEqual([
      '2 D 该编号在信息库中属于张三（县财政局）',
    ]);
  });

  it('reports what could be two people, a changed account, and an account given twice', async () => {
    const port = await imported(sheetOf(HEADER, ROW, rowWith({ 人员编号: 'G002' })));
    const header = ['姓名', '账号', '部门'];
    expect(problemsOf(await plan(sheetOf(header, ['张三', 'a', '县财政局']), port))).toEqual([
      '2 A 该单位有多名同名人员，请在干部名册中填写各人的账号',
    ]);
    const known = await imported(sheetOf([...HEADER, '企业微信账号'], [...ROW, 'old']));
    expect(problemsOf(await plan(sheetOf(header, ['张三', 'new', '县财政局']), known))).toEqual([
      '2 B 张三（县财政局）已有账号 old；确需更换的，请在干部名册中修改',
    ]);
    expect(problemsOf(await plan(sheetOf(header, ['张三', 'b', '县财政局'], ['李四', 'B', '外包']), known))).toContain(
      '3 B 账号与第 2 行重复',
    );
  });
});

describe('finding the table of a file', () => {
  it('refuses a sheet without a known header', async () => {
    await expect(plan(sheetOf(['甲', '乙'], ['1', '2']))).rejects.toMatchObject({ code: 'import.no-table' });
  });

  it('takes the one sheet of a workbook that can be imported, and refuses to choose between two', async () => {
    const present = await presentIn(new MemoryRoster(UNITS));
    const notes = sheetOf(['说明'], ['请如实填写']);
    const people = sheetOf(HEADER, ROW);
    expect(planRosterFile([notes, people], present).changes.addCadres).toHaveLength(1);
    expect(() => planRosterFile([people, people], present)).toThrow(
      expect.objectContaining({ code: 'import.several-tables' }),
    );
    expect(() => planRosterFile([notes, notes], present)).toThrow(expect.objectContaining({ code: 'import.no-table' }));
  });
});

describe('whatever a sheet holds', () => {
  const cell = fc.oneof(
    { weight: 12, arbitrary: fc.constant(undefined) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        ' ',
        '无',
        '1975.13',
        '1990.02',
        '李四',
        '青石镇',
        'G002',
        '=1',
        '一级科员',
        '科员',
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  );
  const row = fc
    .tuple(
      fc.constantFrom('G001', 'G002', 'G003', ''),
      fc.constantFrom('张三', '李四', '王五'),
      fc.array(cell, { minLength: 9, maxLength: 9 }),
    )
    .map(([id, name, cells]) => [id, name, ...cells.map((text, index) => text ?? ROW[index + 2] ?? '')]);

  it('is taken whole or not at all, with a place for every problem, and once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 4 }),
        fc.array(row, { minLength: 1, maxLength: 4 }),
        async (first, second) => {
          const port = new MemoryRoster(UNITS);
          for (const rows of [first, second]) {
            const sheet = sheetOf(HEADER, ...rows);
            const planned = await plan(sheet, port);
            if (planned.problems.length > 0) {
              expect(planned.changes).toMatchObject({ addUnits: [], addCadres: [], change: [] });
              expect(
                planned.problems.every((problem) => problem.row > 1 && problem.column !== '' && problem.message !== ''),
              ).toBe(true);
              continue;
            }
            await applyRosterPlan(port, planned, { at: new Date(0) });
            expect(await plan(sheet, port)).toMatchObject({ problems: [], changes: { addCadres: [], change: [] } });
            const ids = (await port.cadres()).map((cadre) => cadre.id);
            expect(new Set(ids).size).toBe(ids.length);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
