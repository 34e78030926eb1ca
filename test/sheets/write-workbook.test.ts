import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSheets } from '../../src/sheets/parse-sheets.ts';
import { safeCell } from '../../src/sheets/safe-cell.ts';
import { SHEET_LIMITS } from '../../src/sheets/sheet.ts';
import { type SheetToWrite, writeWorkbook } from '../../src/sheets/write-workbook.ts';

const sheet = (rows: SheetToWrite['rows']): SheetToWrite => ({ name: '登记册', rows, headerRow: 1, widths: [8, 12] });

async function readByAnother(bytes: Buffer): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  const [found] = workbook.worksheets;
  if (found === undefined) throw new Error('no sheet was found');
  return found;
}

describe('writing .xlsx files', () => {
  it('is read by another program with its name, texts, numbers, widths, bold header and frozen rows', async () => {
    const found = await readByAnother(
      writeWorkbook(
        sheet([
          ['姓名', '总分'],
          ['张三', 92.5],
          ['', 0],
        ]),
      ),
    );
    expect(found.name).toBe('登记册');
    expect(found.getRow(1).values).toEqual([undefined, '姓名', '总分']);
    expect(found.getRow(2).values).toEqual([undefined, '张三', 92.5]);
    expect(found.getCell('B3').value).toBe(0);
    expect(found.getCell('A1').font.bold).toBe(true);
    expect(found.getCell('A2').font?.bold).toBeFalsy();
    expect(found.getColumn(2).width).toBe(12);
    expect(found.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
  });

  it.each(['_x003D_SUM(1)', '_x005F_x003D_1', 'a_x000D_b', '__x0041__', '<b>&"\'', ' 甲 ', '甲\n乙'])(
    'reads back %j as exactly that, in another program and in our own',
    async (text) => {
      const bytes = writeWorkbook(sheet([[text]]));
      expect((await readByAnother(bytes)).getCell('A1').value).toBe(text);
      const [own] = await parseSheets(bytes, 'a.xlsx', SHEET_LIMITS);
      expect(own?.rows.at(0)?.cells.get(1)).toEqual({ kind: 'text', text });
    },
  );

  it('writes no formula, no link and nothing unseen, whatever the texts are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 20 }), async (texts) => {
        const [own] = await parseSheets(writeWorkbook(sheet([texts])), 'a.xlsx', SHEET_LIMITS);
        for (const [at, text] of texts.entries()) {
          const cell = own?.rows.at(0)?.cells.get(at + 1);
          const expected = safeCell(text).replace(/[\uFFFE\uFFFF]/g, '');
          if (expected.trim() === '') expect(cell).toBeUndefined();
          else expect(cell).toEqual({ kind: 'text', text: expected });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('gives the same bytes for the same sheet', () => {
    expect(writeWorkbook(sheet([['甲', 1]]))).toEqual(writeWorkbook(sheet([['甲', 1]])));
  });
});
