import { describe, expect, it } from 'vitest';
import { readSheets } from '../../../src/sheets/read-sheets.ts';
import type { Sheet } from '../../../src/sheets/sheet.ts';
import { writeWorkbook } from '../../../src/sheets/write-workbook.ts';
import { comesBeforeNextLesson } from '../../../src/training/attendance/carried-tasks.ts';
import type { ClassRow } from '../../../src/training/class/classes.ts';
import type { EnrollmentRow } from '../../../src/training/class/enrollments.ts';
import { readSeatSheet, sharedSeats } from '../../../src/training/class/seat-sheet.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';

const entered = { by: 'school', byUpdate: 'test', enteredAt: new Date(0) };
const trainingClass = {
  ...{ _id: '2026-01', name: '中青年干部培训班' },
  rooms: [{ room: '1', name: '青山镇分课堂', isOpen: true, ...entered }],
} as unknown as ClassRow;
const place = { by: 'school', byUpdate: 'test', at: new Date(0) };
const trainee = (cadreId: string, name: string, more: Partial<EnrollmentRow> = {}): EnrollmentRow => ({
  ...{ _id: `2026-01:${cadreId}`, classId: '2026-01', cadreId, unitId: 'u1', name, state: 'enrolled' },
  ...{ enrolledAt: new Date(0), ...more },
});
const trainees = [
  trainee('zhao', '赵一', { places: [{ room: '1', seat: '3', ...place }] }),
  trainee('qian', '钱二'),
  trainee('sun', '孙三'),
];

async function sheetOf(rows: readonly (readonly string[])[]): Promise<Sheet> {
  const written = writeWorkbook({ name: '名单', rows: [['编号', '姓名', '课堂', '座号'], ...rows], headerRow: 1 });
  const [sheet] = await readSheets(written, '座位表.xlsx');
  if (sheet === undefined) throw new Error('no sheet');
  return sheet;
}

describe('a seat sheet', () => {
  it('says for each what changes, keeps the room or the seat that is not filled in, and leaves out what holds already', async () => {
    const sheet = await sheetOf([
      ['', '赵一', '', '5'],
      ['', '钱二', '青山镇', ''],
      ['', '孙三', '主课堂', ''],
    ]);
    expect(readSeatSheet(sheet, trainingClass, trainees)).toEqual({
      problems: [],
      entries: [
        { cadreId: 'zhao', name: '赵一', room: '1', seat: '5' },
        { cadreId: 'qian', name: '钱二', room: '1' },
      ],
    });
  });

  it('takes a seat number away by 无', async () => {
    const { entries } = readSeatSheet(await sheetOf([['', '赵一', '', '无']]), trainingClass, trainees);
    expect(entries).toEqual([{ cadreId: 'zhao', name: '赵一', room: '1' }]);
  });

  it('is taken whole or not at all: a room nobody knows, a person named twice, a seat too long', async () => {
    const sheet = await sheetOf([
      ['', '赵一', '三楼', '5'],
      ['', '钱二', '', '7'],
      ['', '钱二', '', '8'],
      ['', '孙三', '', '十二号楼三层第五排靠窗'],
    ]);
    const { entries, problems } = readSeatSheet(sheet, trainingClass, trainees);
    expect(entries).toEqual([]);
    expect(problems.map(({ row, header }) => `${row} ${header}`)).toEqual(['2 课堂', '4 姓名', '5 座号']);
    expect(problems[0]?.message).toBe('应填主课堂、青山镇分课堂');
  });

  it('says which seats several people would have, also with people it does not name', () => {
    const entries = [{ cadreId: 'qian', name: '钱二', room: '1', seat: '3' }];
    expect(sharedSeats(trainingClass, trainees, entries)).toEqual([
      { room: '青山镇分课堂', seat: '3', names: ['赵一', '钱二'] },
    ]);
    expect(sharedSeats(trainingClass, trainees, [])).toEqual([]);
  });
});

describe('what the card of the next morning says', () => {
  const { reminders } = defaultRulePack();
  const lesson = (dateOn: string, clock: string) => ({ dateOn, startsAt: new Date(`${dateOn}T${clock}:00+08:00`) });
  const sessions = [lesson('2026-03-16', '08:30'), lesson('2026-03-16', '14:30'), lesson('2026-03-17', '08:30')];
  const comes = (at: string) => comesBeforeNextLesson(sessions, reminders, new Date(`${at}+08:00`));

  it('comes in time before the first lesson and after the last of a day, not between card and lesson, nor at the end', () => {
    expect(comes('2026-03-15T20:00:00')).toBe(true);
    expect(comes('2026-03-16T08:29:00')).toBe(false);
    expect(comes('2026-03-16T12:00:00')).toBe(false);
    expect(comes('2026-03-16T14:31:00')).toBe(true);
    expect(comes('2026-03-17T08:31:00')).toBe(false);
  });
});
