import { describe, expect, it } from 'vitest';
import type { UnitRecord } from '../../../src/county/cadre.ts';
import { problemLine, rosterPreview } from '../../../src/county/roster/print.ts';
import { planRosterImport } from '../../helpers/whole-plan.ts';
import { sheetOf } from '../../sheets/workbooks.ts';

const UNITS: UnitRecord[] = [{ id: 'U001', name: '县财政局', kind: 'government', size: 40 }];
const present = { units: UNITS, cadres: [], todayOn: '2026-03-02' };
const HEADER = ['人员编号', '姓名', '单位', '职务', '性别', '出生年月', '参加工作时间', '任现职时间', '层级', '备注'];

function row(number: number, birth = '1980.05'): string[] {
  return [`G${number}`, '张三', '县财政局', '局长', '男', birth, '2003.07', '2019.03', '正科级', '好'];
}

describe('the preview of an import', () => {
  it('counts, and names what would be added', () => {
    expect(rosterPreview(planRosterImport(sheetOf(HEADER, row(1)), present))).toBe(
      [
        '工作表“名册”识别为干部名册，共 1 行。',
        '未使用的列：备注。',
        '表中没有“类别”列，新增人员的类别按单位类别确定。',
        '没有问题。新增 1 条，修改 0 处，0 行与信息库一致。',
        '  新增人员：张三（局长）',
      ].join('\n'),
    );
  });

  it('names changes from what to what, and says when there is nothing to do', () => {
    const { addCadres } = planRosterImport(sheetOf(HEADER, row(1)), present).changes;
    const known = { ...present, cadres: addCadres };
    const promoted = row(1).with(3, '二级调研员').with(8, '副处级');
    expect(rosterPreview(planRosterImport(sheetOf(HEADER, promoted), known))).toContain(
      '  张三（县财政局）：职务由“局长”改为“二级调研员”\n  张三（县财政局）：层级由“乡科级正职”改为“县处级”',
    );
    expect(rosterPreview(planRosterImport(sheetOf(HEADER, row(1)), known))).toContain('1 行与信息库一致。\n无需改动。');
  });

  it('shows the first problems by row and column, and all of them when asked', () => {
    const rows = Array.from({ length: 25 }, (_, index) => row(index, '1975.13'));
    const plan = planRosterImport(sheetOf(HEADER, ...rows), present);
    const short = rosterPreview(plan).split('\n');
    expect(short[2]).toBe('其中 0 行无误，发现 25 处问题，全部改正前不会导入：');
    expect(short[3]).toBe('  第 2 行 F 列（出生年月）：没有13月（填写的是“1975.13”）');
    expect(short.at(-1)).toBe('  ……另有 5 条');
    expect(rosterPreview(plan, true).split('\n')).toHaveLength(3 + 25);
  });

  it('keeps a problem on one line, however long the cell', () => {
    const value = `长${'文'.repeat(60)}\n第二行`;
    const line = problemLine({ row: 3, column: '', header: '职级', message: '缺少“职级”列', value });
    expect(line).toBe(`第 3 行：缺少“职级”列（填写的是“长${'文'.repeat(39)}…”）`);
  });
});
