import { describe, expect, it } from 'vitest';
import { parseSheets } from '../../../src/sheets/parse-sheets.ts';
import { SHEET_LIMITS, type Sheet } from '../../../src/sheets/sheet.ts';
import {
  type CurriculumImport,
  readCurriculum,
  readPastedCurriculum,
} from '../../../src/training/class/timetable-sheet.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { xlsx } from '../../sheets/workbooks.ts';

const rules = defaultRulePack().curriculum;
const HEADER = '日期,开始,结束,课程,类型,方式,授课人,地点,学时';

function pasted(...rows: string[]): CurriculumImport {
  return readPastedCurriculum([HEADER, ...rows].join('\n'), rules);
}

function problemsOf(read: CurriculumImport): string[] {
  return read.problems.map(({ row, column, message }) => `${row} ${column} ${message}`);
}

describe('reading a timetable', () => {
  it('gives sessions as the domain has them', () => {
    expect(pasted('2026-03-02,8:30,11:30,党性教育专题,党性教育,现场教学,张三,红色教育基地,3')).toEqual({
      problems: [],
      sessions: [
        {
          sessionId: '2026-03-02-0830',
          title: '党性教育专题',
          method: 'fieldTeaching',
          dateOn: '2026-03-02',
          startsAt: new Date('2026-03-02T00:30:00Z'),
          endsAt: new Date('2026-03-02T03:30:00Z'),
          parts: [{ type: 'partySpirit', minutes: 180 }],
          lecturer: '张三',
          place: '红色教育基地',
          countsInRatio: true,
        },
      ],
    });
  });

  it('reads what is pasted from a spreadsheet, and full-width punctuation', () => {
    const tabs =
      '日期\t开始时间\t结束时间\t课程名称\t课程类型\t教学方式\n2026年3月2日\t08：30\t11时30分\t导论\t理论教育\t讲授';
    const wide = '日期，开始，结束，课程，类型，方式\n2026/3/2，08：30，11：30，导论，党的理论教育，集中授课';
    const [one, other] = [tabs, wide].map((text) => readPastedCurriculum(text, rules));
    expect(one).toEqual(other);
    expect(one?.sessions).toHaveLength(1);
  });

  it('splits a session over types when the minutes are written', () => {
    expect(pasted('2026-03-02,8:30,11:30,综合,党性教育120+履职能力60,研讨,,,').sessions[0]?.parts).toEqual([
      { type: 'partySpirit', minutes: 120 },
      { type: 'dutyCapability', minutes: 60 },
    ]);
  });

  it('wants no type for an opening, which does not count', () => {
    expect(pasted('2026-03-02,8:30,9:00,开班式,,开班式,,,').sessions[0]).toMatchObject({ countsInRatio: false });
    expect(problemsOf(pasted('2026-03-02,8:30,9:00,导论,,讲授,,,'))).toEqual(['2 E “类型”不能为空']);
  });

  it('reads date and time cells of a workbook', async () => {
    const bytes = await xlsx((sheet) => {
      sheet.addRow(['课程表']);
      sheet.addRow(HEADER.split(','));
      const at = (clock: string) => new Date(`1899-12-30T${clock}:00Z`);
      const row = sheet.addRow([
        new Date('2026-03-02'),
        at('08:30'),
        at('11:10'),
        '导论',
        '知识培训',
        '授课',
        '张三',
        '主课堂',
        2.5,
      ]);
      row.getCell(1).numFmt = 'yyyy"年"m"月"d"日"';
      row.getCell(2).numFmt = 'h:mm';
      row.getCell(3).numFmt = 'h:mm';
    });
    const [sheet] = await parseSheets(bytes, '课程表.xlsx', SHEET_LIMITS);
    const read = readCurriculum(sheet as Sheet, rules);
    expect(problemsOf(read)).toEqual(['3 I 与起止时间不符，08:30 至 11:10 为160分钟']);
  });

  it('takes an hour of class for 60 or for 45 minutes', () => {
    expect(pasted('2026-03-02,8:30,11:30,导论,知识培训,授课,,,4').problems).toEqual([]);
    expect(pasted('2026-03-02,8:30,11:30,导论,知识培训,授课,,,3').problems).toEqual([]);
  });

  it.each([
    ['a date without a year', '3月16日,8:30,11:30,导论,知识培训,授课,,,', 'A 请写明年份，如 2026-03-02'],
    ['a short date without a year', '03-16,8:30,11:30,导论,知识培训,授课,,,', 'A 请写明年份，如 2026-03-02'],
    ['a date without a day', '2026-03,8:30,11:30,导论,知识培训,授课,,,', 'A 日期应写到日，如 2026-03-02'],
    ['a time that is none', '2026-03-02,25:00,26:00,导论,知识培训,授课,,,', 'B 时间应写成 08:30 的形式'],
    ['an end before the start', '2026-03-02,11:30,8:30,导论,知识培训,授课,,,', 'C 结束时间应晚于开始时间'],
    [
      'an unknown type',
      '2026-03-02,8:30,11:30,导论,文体活动,授课,,,',
      'E 应填党的理论教育、党性教育、履职能力、专业化培训、知识培训',
    ],
    [
      'types without minutes',
      '2026-03-02,8:30,11:30,导论,党性教育+知识培训,授课,,,',
      'E 分属几个类型的课要写明各多少分钟，如“党性教育120+履职能力60”',
    ],
    [
      'minutes that do not add up',
      '2026-03-02,8:30,11:30,导论,党性教育120+知识培训30,授课,,,',
      'E 各类型合计150分钟，起止时间为180分钟',
    ],
    ['an empty title', '2026-03-02,8:30,11:30,,知识培训,授课,,,', 'D “课程”不能为空'],
    [
      'a stray comma',
      '2026-03-02,8:30,11:30,导论,知识培训,授课,,,3,多',
      'J 这一行比表头多出单元格，内容里可能有未加引号的逗号',
    ],
  ])('reports %s, and gives no session at all', (_what, row, problem) => {
    const read = pasted('2026-03-03,8:30,11:30,好课,知识培训,授课,,,', row);
    expect(problemsOf(read).map((line) => line.replace(/^3 /, ''))).toContain(problem);
    expect(read.sessions).toEqual([]);
  });

  it('refuses text without a header, and a header without sessions', () => {
    expect(() => readPastedCurriculum('2026-03-02,8:30', rules)).toThrow(
      expect.objectContaining({ code: 'import.no-table' }),
    );
    expect(() => pasted()).toThrow(expect.objectContaining({ code: 'import.no-rows' }));
  });
});
