import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { UnitRecord } from '../../../src/county/cadre.ts';
import { readJoinedParty } from '../../../src/county/roster/party.ts';
import { problemLine } from '../../../src/county/roster/print.ts';
import type { RosterPresent } from '../../../src/county/roster/roster-plan.ts';
import { readBirthMonth, readKnownDate } from '../../../src/sheets/known-dates.ts';
import { parseSheets } from '../../../src/sheets/parse-sheets.ts';
import { SHEET_LIMITS } from '../../../src/sheets/sheet.ts';
import { planRosterFile, type WholePlan } from '../../helpers/whole-plan.ts';
import { xlsx } from '../../sheets/workbooks.ts';

const UNITS: UnitRecord[] = [
  { id: 'U001', name: '县财政局', kind: 'government', size: 40 },
  { id: 'U002', name: '青石镇', kind: 'town', size: 90 },
  { id: 'U003', name: '县委组织部', kind: 'partyOrgan', size: 30 },
  { id: 'U004', name: '县委', kind: 'partyOrgan', size: 30 },
];

const present = (cadres: RosterPresent['cadres'] = []): RosterPresent => ({
  units: UNITS,
  cadres,
  todayOn: '2026-11-30',
});

async function planOf(bytes: Uint8Array, name = '名册.xlsx', cadres: RosterPresent['cadres'] = []): Promise<WholePlan> {
  return planRosterFile(await parseSheets(bytes, name, SHEET_LIMITS), present(cadres));
}

function problemsOf(plan: WholePlan): string[] {
  return plan.problems.map(({ row, column, message }) => `${row} ${column} ${message}`);
}

const text = (value: string) => ({ kind: 'text' as const, text: value });

describe('dates as forms of this trade write them', () => {
  it.each([
    ['1985.03（41岁）', '1985-03'],
    ['1985.03\n(41岁)', '1985-03'],
    ['1985.03 （ 41 岁 ）', '1985-03'],
    ['1985.03（41）', '1985-03'],
    ['1985.03(41周岁)', '1985-03'],
    ['1985年3月41岁', '1985-03'],
    ['1985年3月生', '1985-03'],
    ['198503（41岁）', '1985-03'],
    ['1985.03 41岁', '1985-03'],
  ])('a month of birth: %j', (written, month) => {
    expect(readBirthMonth(text(written))).toEqual({ value: month });
  });

  it.each([
    ['1985年03月', '1985-03'],
    ['1985年3月份', '1985-03'],
    ['一九八五年三月', '1985-03'],
    ['二〇〇八年十二月二十一日', '2008-12-21'],
    ['二○一〇年十月', '2010-10'],
    ['1985、03', '1985-03'],
    ['1985。03', '1985-03'],
    ['1985·03', '1985-03'],
    ['1985．03．07', '1985-03-07'],
    ['1985－03', '1985-03'],
    ['1985 03', '1985-03'],
    ['19850300', '1985-03'],
    ['1985.03.00', '1985-03'],
    ['1985-03-07 00:00:00', '1985-03-07'],
    ['1985/3/7 0:00', '1985-03-07'],
    ['1985-03-07T00:00:00', '1985-03-07'],
  ])('a date: %j', (written, date) => {
    expect(readKnownDate(text(written))).toEqual({ value: date });
  });

  it.each([
    '1985.03（农历）',
    '1985-03-07 16:00:00',
    '85.03',
    '1985.1',
    '1985.13',
    '约1985.03',
    '1985.03/04',
    '1985',
    '1985.0341岁',
  ])('no date, and said so: %j', (written) => {
    expect(readBirthMonth(text(written))).toHaveProperty('message');
  });

  it('a year in a cell that shows dates is no date of 1905', () => {
    const cell = { kind: 'date', text: '1905-06', day: '1905-06-07', time: '00:00', shows: 'month' } as const;
    expect(readKnownDate(cell)).toHaveProperty('message');
  });
});

describe('the box for the party', () => {
  it.each([
    ['2005.06', '2005-06'],
    ['中共党员（2005.06）', '2005-06'],
    ['2005.06（中共）', '2005-06'],
    ['2005年6月加入中国共产党', '2005-06'],
    ['中共预备党员\n（2026.06）', '2026-06'],
    ['2026.06预备', '2026-06'],
    ['2005.06；民建（2010.01）', '2005-06'],
    ['民盟（1999.03）；2005.06', '2005-06'],
    ['民盟 1999.03', null],
    ['九三学社社员', null],
    ['农工党1999.03', null],
    ['致公党', null],
    ['无党派人士', null],
    ['共青团员', null],
    ['群 众', null],
    ['—', null],
  ])('%j', (written, joinedOn) => {
    expect(readJoinedParty(text(written))).toEqual({ value: joinedOn });
  });

  it.each(['中共党员', '党员', '2005.06、2006.06', '民盟（1999.13）', '2006.06转正', '是'])(
    'is not certain, and said so: %j',
    (written) => {
      expect(readJoinedParty(text(written))).toHaveProperty('message');
    },
  );
});

describe('usual rosters (花名册)', () => {
  it('have a title, two header rows with merged names, running numbers, remarks and signatures', async () => {
    const bytes = await xlsx((sheet) => {
      sheet.addRow(['云岭县科级干部花名册']);
      sheet.mergeCells('A1:J1');
      sheet.addRow(['填报单位：县委组织部', '', '', '', '', '', '', '', '2026年11月']);
      sheet.addRow(['序号', '姓  名', '基本情况', '', '', '单位', '任职情况', '', '职级', '备注']);
      sheet.addRow(['', '', '性别', '出生年月\n（岁）', '参加工作\n时间', '', '职务', '任现职时间', '', '']);
      for (const column of ['A', 'B', 'F', 'I', 'J']) sheet.mergeCells(`${column}3:${column}4`);
      sheet.mergeCells('C3:E3');
      sheet.mergeCells('G3:H3');
      sheet.addRow([
        1,
        '赵一平',
        '男',
        '1985.03（41岁）',
        '2008.07',
        '县财政局',
        '副局长',
        '2019.05',
        '三级主任科员',
        '',
      ]);
      sheet.addRow([
        2,
        '钱二平',
        '女',
        '1986.11（40岁）',
        '2009.07',
        '青石镇',
        '镇长',
        '2021.03',
        '一级主任科员',
        '挂职',
      ]);
      sheet.addRow([3]);
      sheet.addRow([
        '序号',
        '姓名',
        '性别',
        '出生年月（岁）',
        '参加工作时间',
        '单位',
        '职务',
        '任现职时间',
        '职级',
        '备注',
      ]);
      sheet.addRow(['合计', 2]);
      sheet.addRow(['备注：本表一式两份。']);
      sheet.mergeCells('A10:J10');
      sheet.addRow(['填表人：王五', '', '', '审核人：李四', '', '', '联系电话：5550000']);
    });
    const plan = await planOf(bytes);
    expect(problemsOf(plan)).toEqual([]);
    expect(plan.changes.addCadres).toMatchObject([
      {
        name: '赵一平',
        birthMonth: '1985-03',
        joinedWorkOn: '2008-07',
        unitId: 'U001',
        post: '副局长',
        inPostSince: '2019-05',
      },
      { name: '钱二平', sex: 'female', unitId: 'U002', post: '镇长', rankLevel: 'townshipChief' },
    ]);
    expect(plan.notes.filter((note) => note.includes('没有读取'))).toEqual([
      '第 8 行不是名册记录，没有读取：序号 姓名 性别 出生年月（岁） 参加工作时间 单位 职务 任现职时间 职级 备注',
      '第 9 行不是名册记录，没有读取：合计 2',
      '第 10 行不是名册记录，没有读取：备注：本表一式两份。',
      '第 11 行不是名册记录，没有读取：填表人：王五 审核人：李四 联系电话：5550000',
    ]);
  });

  it('have unit and post in one column', async () => {
    const row = (place: string) => ['赵一平', '男', '1985.03', '2008.07', place, '2019.05—', '科员'];
    const header = ['姓名', '性别', '出生年月', '参加工作时间', '工作单位及职务', '任现职务时间', '层级'];
    const read = async (place: string) =>
      planOf(await xlsx((sheet) => void [header, row(place)].map((one) => sheet.addRow(one))));
    for (const [place, unitId, post] of [
      ['县财政局党组成员、副局长', 'U001', '党组成员、副局长'],
      ['云岭县财政局 副局长', 'U001', '副局长'],
      ['中共云岭县委组织部副部长、县委党校副校长', 'U003', '副部长、县委党校副校长'],
    ] as const) {
      expect((await read(place)).changes.addCadres).toMatchObject([{ unitId, post, inPostSince: '2019-05' }]);
    }
    const unclear = '2 E 看不出是单位名册中的哪个单位，请分“单位”“职务”两列填写';
    expect(problemsOf(await read('县教育局副局长'))).toEqual([unclear]);
    expect(problemsOf(await read('县财政局青石镇财政所所长'))).toEqual([unclear]);
    expect(problemsOf(await read('县财政局'))).toEqual(['2 E 只写了单位，没有写职务']);
  });

  it('do not take the names of relatives for those of cadres', async () => {
    const bytes = await xlsx((sheet) => {
      sheet.addRow(['姓名', '性别', '出生年月', '参加工作时间', '单位', '职务', '任现职时间', '层级', '家庭成员', '']);
      sheet.addRow(['', '', '', '', '', '', '', '', '姓名', '出生年月']);
      for (const column of 'ABCDEFGH') sheet.mergeCells(`${column}1:${column}2`);
      sheet.mergeCells('I1:J1');
      sheet.addRow(['赵一平', '男', '1985.03', '2008.07', '县财政局', '科员', '2019.05', '科员', '孙四', '1986.01']);
    });
    const plan = await planOf(bytes);
    expect(plan).toMatchObject({ problems: [], unused: ['家庭成员姓名', '家庭成员出生年月'] });
    expect(plan.changes.addCadres).toMatchObject([{ name: '赵一平', birthMonth: '1985-03' }]);
  });

  it('do not hide anything: hidden rows, closed groups, hidden columns and sheets are named', async () => {
    const header = ['姓名', '性别', '出生年月', '参加工作时间', '单位', '职务', '任现职时间', '层级', '备注'];
    const row = (name: string) => [name, '男', '1985.03', '2008.07', '县财政局', '科员', '2019.05', '科员', '1'];
    const bytes = await xlsx((sheet, workbook) => {
      for (const one of [header, ...['赵一平', '钱二平', '孙三平', '李四平'].map(row)]) sheet.addRow(one);
      sheet.getRow(3).hidden = true;
      sheet.getRow(4).hidden = true;
      sheet.getColumn(3).hidden = true;
      sheet.getColumn(9).hidden = true;
      workbook.addWorksheet('旧表', { state: 'veryHidden' }).addRow(header);
    });
    const plan = await planOf(bytes);
    expect(problemsOf(plan)).toEqual([
      '1 C 这一列是隐藏的，请取消隐藏并核对后再导入',
      '3  第 3 至 4 行是隐藏的（如已筛选），请取消隐藏并核对，不需要的请删除',
    ]);
    expect(plan.notes).toContain('隐藏的工作表“旧表”没有读取。');
  });

  it('report numbers among ids with leading zeros', async () => {
    const header = ['人员编号', '姓名', '性别', '出生年月', '参加工作时间', '单位', '职务', '任现职时间', '层级'];
    const row = (id: string | number, name: string) => [
      ...[id, name, '男', '1985.03', '2008.07', '县财政局', '科员', '2019.05', '科员'],
    ];
    const bytes = await xlsx((sheet) => {
      for (const one of [header, row('000123', '赵一平'), row(124, '钱二平'), row(125, '孙三平')]) sheet.addRow(one);
      sheet.getCell('A4').numFmt = '000000';
    });
    expect(problemsOf(await planOf(bytes))).toEqual([
      '3 A 同列有以 0 开头的编号，这一格是数字，开头的 0 可能已丢失，请设为文本格式后重新填写',
    ]);
  });

  it('report a line of text between the records once', async () => {
    const header = ['姓名', '性别', '出生年月', '参加工作时间', '单位', '职务', '任现职时间', '层级'];
    const row = ['赵一平', '男', '1985.03', '2008.07', '县财政局', '科员', '2019.05', '科员'];
    const bytes = await xlsx((sheet) => void [header, ['一、县财政局'], row].map((one) => sheet.addRow(one)));
    expect(problemsOf(await planOf(bytes))).toEqual(['2 A 这一行只有一项内容，不像一条记录，请补全或删去']);
  });
});

describe('one 干部任免审批表 (.lrmx)', () => {
  const form = (changes: Readonly<Record<string, string>> = {}) => {
    const boxes = {
      XingMing: '赵一平',
      XingBie: '男',
      ChuShengNianYue: '198503',
      MinZu: '汉族',
      RuDangShiJian: '200606',
      CanJiaGongZuoShiJian: '200807',
      XianRenZhiWu: '县财政局党组成员、副局长，三级主任科员',
      JianLi:
        '2004.09--2008.07  某大学经济系学习\n2008.07--2019.05  县财政局科员\n2019.05--         县财政局党组成员、副局长',
      ZhaoPian: 'iVBORw0KGgo=',
      ShenFenZheng: '000000198503070000',
      ...changes,
    };
    const elements = Object.entries(boxes).map(([name, value]) => `<${name}>${value}</${name}>`);
    return `<Person>${elements.join('')}<JiaTingChengYuan><Item><XingMing>孙四</XingMing><ChuShengRiQi>198601</ChuShengRiQi></Item></JiaTingChengYuan></Person>`;
  };
  const read = (xml: string, cadres: RosterPresent['cadres'] = []) => planOf(Buffer.from(xml), '赵一平.lrmx', cadres);

  it('is one person’s record', async () => {
    const plan = await read(form());
    expect(plan.problems).toEqual([]);
    expect(plan.changes.addCadres).toMatchObject([
      {
        name: '赵一平',
        sex: 'male',
        birthMonth: '1985-03',
        unitId: 'U001',
        post: '党组成员、副局长',
        gradeRank: '三级主任科员',
        rankLevel: 'townshipDeputy',
        joinedWorkOn: '2008-07',
        joinedPartyOn: '2006-06',
        inPostSince: '2019-05',
      },
    ]);
  });

  it('is the same in other encodings and with what editors add', async () => {
    const expected = (await read(form())).changes.addCadres;
    const gbk = iconv.encode(`<?xml version="1.0" encoding="GB2312"?>${form()}`, 'gb18030');
    const utf16 = iconv.encode(`<?xml version="1.0" encoding="utf-16"?>\r\n${form()}`, 'utf-16le', { addBOM: true });
    for (const bytes of [gbk, utf16]) {
      expect((await planOf(bytes, '赵一平.lrmx')).changes.addCadres).toEqual(expected);
    }
    const dotted = form({ ChuShengNianYue: '1985.03', RuDangShiJian: '<![CDATA[中共（2006.06）]]>' });
    expect((await read(dotted)).changes.addCadres).toEqual(expected);
  });

  it('changes the person who is there, and leaves the rest as it is', async () => {
    const [known] = (await read(form())).changes.addCadres;
    if (known === undefined) throw new Error('nobody was read');
    const plan = await read(form({ XianRenZhiWu: '县财政局局长', JianLi: '2026.05--  县财政局局长' }), [known]);
    expect(plan.problems).toEqual([]);
    expect(plan.changes.change.map(({ label, toText }) => [label, toText])).toEqual([
      ['职务', '局长'],
      ['任现职时间', '2026-05'],
      ['其他任职', '县财政局党组成员、副局长（2019-05 至 2026-05）'],
    ]);
  });

  it('says which box is wrong', async () => {
    const two = '2018.01--  县财政局副局长\n2019.05--  兼县国资中心主任';
    expect((await read(form({ JianLi: two }))).problems.map(({ message }) => message)).toEqual([
      '简历中有几段至今仍在任，看不出任现职的时间',
    ]);
    const plan = await read(form({ ChuShengNianYue: '198513', JianLi: '2008.07--2019.05 县财政局科员' }));
    expect(plan.problems.map(problemLine)).toEqual([
      '“出生年月”一栏：没有13月（填写的是“198513”）',
      '“简历”一栏：简历中没有至今仍在任的一段（填写的是“2008.07--2019.05 县财政局科员”）',
    ]);
  });

  it.each([
    ['another document', '<a><XingMing>赵一平</XingMing></a>', 'import.not-a-form'],
    ['a broken one', '<Person><XingMing>赵', 'import.not-a-form'],
    ['something zipped', 'PK\x03\x04', 'import.wrong-extension'],
  ])('is refused when it is %s', async (_what, content, code) => {
    await expect(read(content)).rejects.toMatchObject({ code });
  });
});
