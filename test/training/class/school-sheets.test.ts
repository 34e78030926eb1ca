import type { Worksheet } from 'exceljs';
import { describe, expect, it } from 'vitest';
import { formatClock } from '../../../src/calendar/beijing-time.ts';
import { parseDelimited } from '../../../src/sheets/delimited.ts';
import { parseSheets } from '../../../src/sheets/parse-sheets.ts';
import { SHEET_LIMITS, type Sheet } from '../../../src/sheets/sheet.ts';
import type { SheetField } from '../../../src/training/class/sheet-column.ts';
import { isTimetable, readTimetable, type TimetableReading } from '../../../src/training/class/timetable-sheet.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { xlsx } from '../../sheets/workbooks.ts';

const rules = defaultRulePack().curriculum;
/** Monday to Friday. */
const week = { opensOn: '2026-03-16', closesOn: '2026-03-20' };

const sheetOf = (...lines: string[]) => parseDelimited(lines.join('\n'), '课程表', SHEET_LIMITS);
const read = (sheet: Sheet, days = week, answers?: ReadonlyMap<number, SheetField>) =>
  readTimetable(sheet, rules, days, answers);

async function workbook(fill: (sheet: Worksheet) => void): Promise<Sheet> {
  const [sheet] = await parseSheets(await xlsx(fill), '课程表.xlsx', SHEET_LIMITS);
  if (sheet === undefined) throw new Error('no sheet');
  return sheet;
}

/** `03-16 08:30-11:30 导论 张三 主课堂`, one for each session. */
function lessons({ sessions, problems }: TimetableReading): string[] {
  if (problems.length > 0) return problems.map(({ row, message }) => `${row} ${message}`);
  return sessions.map(({ dateOn, startsAt, endsAt, title, lecturer, place }) =>
    [dateOn.slice(5), `${formatClock(startsAt)}-${formatClock(endsAt)}`, title, lecturer, place]
      .filter((part) => part !== '')
      .join(' '),
  );
}

describe('sheets as schools have them', () => {
  it('one column of times with ranges, days without a year, a running number and a remark', () => {
    const sheet = sheetOf(
      '序号,日期,时间,课程内容,主讲人,地点,备注',
      '1,3月16日,8:30-11:30,党章党规党纪专题,县纪委监委,主课堂,',
      '2,3月16日,14：30—17：30,公文写作实务,张三,主课堂,带笔记本',
    );
    const found = read(sheet);
    expect(lessons(found)).toEqual([
      '03-16 08:30-11:30 党章党规党纪专题 县纪委监委 主课堂',
      '03-16 14:30-17:30 公文写作实务 张三 主课堂',
    ]);
    expect(found.reading).toEqual([
      '各列读作：日期→日期和时间，时间→日期和时间，课程内容→课程，主讲人→授课人，地点。',
      '未导入的列：序号、备注。',
      '未写全的日期读作：3月16日 周一。',
    ]);
    expect(found.sessions.map(({ parts }) => parts[0]?.type)).toEqual(['partySpirit', 'professional']);
    expect([...found.proposedTypes]).toEqual(['2026-03-16-0830', '2026-03-16-1430']);
    expect(found.proposedMethods.size).toBe(2);
  });

  it('merged cells for the date and the half-day, with a title above and a signature below', async () => {
    const sheet = await workbook((page) => {
      page.addRow(['2026年春季主体班课程安排表']);
      page.mergeCells('A1:F1');
      page.addRow(['日期', '星期', '午别', '授课题目', '授课人', '地点']);
      page.addRow(['3月16日', '星期一', '上午', '开班式', '', '礼堂']);
      page.addRow(['', '', '下午', '全过程人民民主', '李四', '主课堂']);
      page.mergeCells('A3:A4');
      page.mergeCells('B3:B4');
      page.addRow(['3月17日', '星期二', '上午', '红色故居现场教学', '讲解员', '故居']);
      page.addRow(['制表：教务处']);
      page.mergeCells('A6:F6');
    });
    const found = read(sheet);
    expect(lessons(found)).toEqual([
      '03-16 08:30-11:30 开班式 礼堂',
      '03-16 14:30-17:30 全过程人民民主 李四 主课堂',
      '03-17 08:30-11:30 红色故居现场教学 讲解员 故居',
    ]);
    expect(found.sessions.map(({ method, countsInRatio }) => [method, countsInRatio])).toEqual([
      ['opening', false],
      ['lecture', true],
      ['fieldTeaching', true],
    ]);
    expect(found.reading).toContain('未写时间的课按上午 08:30—11:30、下午 14:30—17:30安排。');
    expect(found.reading).toContain('未导入 1 行：制表：教务处。');
  });

  it('the day, the weekday and the time in one cell', () => {
    const sheet = sheetOf(
      '时间\t内容\t授课教师\t教学地点',
      '3月16日（周一）上午8:30-11:30\t中国式现代化的理论与实践\t王五\t主课堂',
      '3月16日（周一）下午2:30-5:30\t分组讨论\t班主任\t研讨室',
    );
    expect(lessons(read(sheet))).toEqual([
      '03-16 08:30-11:30 中国式现代化的理论与实践 王五 主课堂',
      '03-16 14:30-17:30 分组讨论 班主任 研讨室',
    ]);
  });

  it('第1天 and 第二天 instead of days, and blank cells where the day goes on', () => {
    const sheet = sheetOf(
      '天数,时段,课程名称,主讲人',
      '第1天,上午,导论,张三',
      ',下午,辅导讲座,李四',
      '第二天,上午,案例教学,王五',
    );
    const found = read(sheet, { opensOn: '2026-03-20', closesOn: '2026-03-24' });
    expect(lessons(found)).toEqual([
      '03-20 08:30-11:30 导论 张三',
      '03-20 14:30-17:30 辅导讲座 李四',
      '03-23 08:30-11:30 案例教学 王五',
    ]);
    expect(found.reading).toContain('日期空白的 1 行沿用上一行的日期。');
    expect(found.reading).toContain('未写全的日期读作：3月20日 周五、3月23日 周一。');
  });

  it('breaks between the lessons and units above them are left out, and said', () => {
    const sheet = sheetOf(
      '日期,时间,教学内容,主讲,地点',
      '第一单元　理论武装,,,,',
      '2026-03-16,8:30-10:00,导论,张三,主课堂',
      '2026-03-16,10:00-10:10,课间休息,,',
      '2026-03-16,10:10-11:40,讨论,张三,主课堂',
      '2026-03-16,12:00-14:00,午餐、午休,,食堂',
    );
    const found = read(sheet);
    expect(lessons(found)).toEqual(['03-16 08:30-10:00 导论 张三 主课堂', '03-16 10:10-11:40 讨论 张三 主课堂']);
    expect(found.reading.at(-1)).toMatch(/^未导入 3 行：第一单元/);
  });

  it('a week as a grid, with weekdays and dates in two rows and who and where in further lines', async () => {
    const sheet = await workbook((page) => {
      page.addRow(['时间', '星期一', '星期二']);
      page.addRow(['', '3月16日', '3月17日']);
      page.addRow([
        '上午8:30-11:30',
        '党章党规党纪专题\n主讲：县纪委监委\n地点：主课堂',
        '总体国家安全观\n张三\n第二会议室',
      ]);
      page.addRow(['午休', '', '']);
      page.addRow(['下午14:30-17:30', '现场教学', '']);
    });
    const found = read(sheet);
    expect(lessons(found)).toEqual([
      '03-16 08:30-11:30 党章党规党纪专题 县纪委监委 主课堂',
      '03-17 08:30-11:30 总体国家安全观 张三 第二会议室',
      '03-16 14:30-17:30 现场教学',
    ]);
    expect(found.reading[0]).toBe('按周课程表读取：每格首行读作课程，其余读作授课人和地点。');
  });

  it('date and time cells of a workbook, and the start and the end apart', async () => {
    const sheet = await workbook((page) => {
      page.addRow(['上课日期', '开始时间', '结束时间', '课题', '类别', '教学形式', '任课教师', '教室']);
      const row = page.addRow([
        ...[new Date('2026-03-16'), new Date('1899-12-30T08:30:00Z'), new Date('1899-12-30T11:30:00Z')],
        ...['导论', '理论教育', '专题讲座', '张三', '201'],
      ]);
      row.getCell(1).numFmt = 'm"月"d"日"';
      row.getCell(2).numFmt = 'h:mm';
      row.getCell(3).numFmt = 'h:mm';
    });
    const found = read(sheet);
    expect(lessons(found)).toEqual(['03-16 08:30-11:30 导论 张三 201']);
    expect(found.proposedTypes.size).toBe(0);
    expect(found.sessions[0]).toMatchObject({ method: 'guidedTalk', parts: [{ type: 'partyTheory', minutes: 180 }] });
  });

  it('lecturers with their post in a column of its own, and two columns for what is taught', () => {
    const sheet = sheetOf(
      '日期,星期,时间,课程内容,授课题目,主讲人,单位及职务,教学形式,地点',
      '3.16,一,8:30-11:30,专题辅导,新质生产力与县域产业,张三,县科工商务局局长,讲座,主课堂',
    );
    expect(lessons(read(sheet))).toEqual([
      '03-16 08:30-11:30 专题辅导：新质生产力与县域产业 张三（县科工商务局局长） 主课堂',
    ]);
  });

  it('a header in two rows, with name and post of the lecturer below one heading', async () => {
    const sheet = await workbook((page) => {
      page.addRow(['日期', '时间', '课程', '授课人', '', '地点']);
      page.addRow(['', '', '', '姓名', '职务', '']);
      page.addRow(['3月16日', '8:30-11:30', '导论', '张三', '副校长', '主课堂']);
      page.mergeCells('D1:E1');
      for (const column of ['A', 'B', 'C', 'F']) page.mergeCells(`${column}1:${column}2`);
    });
    expect(isTimetable(sheet)).toBe(true);
    expect(lessons(read(sheet))).toEqual(['03-16 08:30-11:30 导论 张三（副校长） 主课堂']);
  });

  it('modules instead of types, which are proposed; hours that agree', () => {
    const sheet = sheetOf(
      '日期,时间,模块,课程,授课人,学时',
      '3月16日,8:30-11:30,党性锤炼,对照检查,张三,4',
      '3月16日,14:30-17:30,能力提升,从一份会议纪要说起,李四,4',
    );
    const found = read(sheet);
    expect(found.sessions.map(({ parts }) => parts[0]?.type)).toEqual(['partySpirit', 'dutyCapability']);
    expect(found.proposedTypes.size).toBe(2);
  });

  it('only days of the month, spoken hours, and the whole name of a day', () => {
    const sheet = sheetOf('日期,时间,课程,主讲老师', '16日,8时30分至11时30分,导论,张三', '星期二,9点-11点,导论二,张三');
    expect(lessons(read(sheet))).toEqual(['03-16 08:30-11:30 导论 张三', '03-17 09:00-11:00 导论二 张三']);
  });

  it('the header printed again on the next page, and a class over the turn of the year', () => {
    const sheet = sheetOf(
      '日期,时间,课程名称,主讲人',
      '12月31日,8:30-11:30,导论,张三',
      '日期,时间,课程名称,主讲人',
      '1月4日,8:30-11:30,导论二,张三',
    );
    const found = read(sheet, { opensOn: '2026-12-28', closesOn: '2027-01-08' });
    expect(found.sessions.map(({ dateOn }) => dateOn)).toEqual(['2026-12-31', '2027-01-04']);
  });
});

describe('what a sheet does not say is asked or refused, never guessed', () => {
  it('a header nobody knows is named with what stands below it, as long as something is missing', () => {
    const sheet = sheetOf('日期,时间,课程名称,分管联系,地点', '3月16日,8:30-11:30,导论,张三,主课堂');
    const found = read(sheet);
    expect(found.unknown).toEqual([{ at: 4, header: '分管联系', samples: ['张三'] }]);
    expect(found.missing).toEqual(['lecturer', 'type', 'method']);
    const told = read(sheet, week, new Map([[4, 'lecturer']]));
    expect(told.unknown).toEqual([]);
    expect(lessons(told)).toEqual(['03-16 08:30-11:30 导论 张三 主课堂']);
  });

  it.each([
    ['a weekday that is not that of the date', '3月16日 周二,8:30-11:30,导论,张三', '2026-03-16是周一，表中写的是周二'],
    ['no time and no half-day', '3月16日,,导论,张三', '没有写明起止时间'],
    ['only a start', '3月16日,8:30,导论,张三', '请写明起止时间，如 08:30-11:30'],
    ['two times in one row', '3月16日,8:30-9:30 10:00-11:30,导论,张三', '一行写了几段时间，请分行填写'],
    ['twelve-hour times without a half', '3月16日,2:30-5:30,导论,张三', '时间请按 24 小时制填写，如 14:30'],
    ['a whole day', '3月16日,全天,导论,张三', '全天的课请分上午、下午两行填写'],
    ['several days in one row', '3月16日-17日,8:30-11:30,导论,张三', '一行写了几天，请每天分开填写'],
    ['a day that is none', '2月30日,8:30-11:30,导论,张三', '没有2026-02-30这一天'],
    ['a day the class has not', '第9天,8:30-11:30,导论,张三', '本班没有第9天'],
    ['an hour that is none', '3月16日,25:00-26:00,导论,张三', '时间应写成 08:30 的形式'],
    ['no day at all', ',8:30-11:30,导论,张三', '没有写明日期'],
  ])('%s', (_what, row, message) => {
    const found = read(sheetOf('日期,时间,课程名称,主讲人', row));
    expect(found.problems.map((problem) => problem.message)).toContain(message);
    expect(found.sessions).toEqual([]);
  });

  it('two lessons in one half-day without times', () => {
    const found = read(sheetOf('日期,时段,课程名称,主讲人', '3月16日,上午,导论,张三', '3月16日,上午,讨论,张三'));
    expect(lessons(found)).toEqual(['3 与第 2 行在同一时间，请写明各自的起止时间']);
  });

  it('a roster or a list of units is no timetable', () => {
    expect(isTimetable(sheetOf('姓名,单位,职务,出生年月', '张三,县财政局,科员,1990-01'))).toBe(false);
    expect(isTimetable(sheetOf('姓名,培训时间,课程名称,学时,地点', '张三,3月16日,导论,3,县委党校'))).toBe(false);
    expect(isTimetable(sheetOf('单位,时间,事项', '县财政局,3月16日,报送'))).toBe(false);
  });
});
