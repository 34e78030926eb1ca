import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDelimited } from '../../src/sheets/delimited.ts';
import { csvRecord, safeCell } from '../../src/sheets/safe-cell.ts';
import { SHEET_LIMITS } from '../../src/sheets/sheet.ts';

describe('cells that are written', () => {
  it.each(['=', '+', '-', '@', '\t', '\n', '＝', '＋', '－', '＠'])('puts %j behind a quote mark', (start) => {
    expect(safeCell(`${start}1`)).toBe(`'${start}1`);
  });

  it.each([
    ['NUL', '\0'],
    ['an escape character', '\u001B'],
    ['a right-to-left override', '\u202E'],
    ['a zero-width space', '\u200B'],
  ])('drops %s, before it looks for formulas', (_what, sign) => {
    expect(safeCell(`张${sign}三`)).toBe('张三');
    expect(safeCell(`${sign}=1`)).toBe("'=1");
  });

  it('writes line breaks in one way', () => {
    expect(safeCell('甲\r\n乙\r丙')).toBe('甲\n乙\n丙');
  });

  it('leaves other texts as they are', () => {
    for (const text of ['', '张三', '1975.06', ' =1', "'=1"]) expect(safeCell(text)).toBe(text);
  });

  it('reads back from CSV exactly as written, and never as a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 6 }), (texts) => {
        const fields = ['a', 'b', ...texts];
        const [row] = parseDelimited(csvRecord(fields), 'x', SHEET_LIMITS).rows;
        for (const [index, field] of fields.entries()) {
          const cell = row?.cells.get(index + 1);
          if (safeCell(field).trim() === '') expect(cell).toBeUndefined();
          else expect(cell).toEqual({ kind: 'text', text: safeCell(field) });
        }
      }),
    );
  });
});
