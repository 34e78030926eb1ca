import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDelimited } from '../../src/sheets/delimited.ts';
import { csvRecord, safeCell } from '../../src/sheets/safe-cell.ts';
import { SHEET_LIMITS } from '../../src/sheets/sheet.ts';

describe('cells that are written', () => {
  it.each(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'])(
    'puts %j behind a quote mark',
    (start) => {
      expect(safeCell(`${start}1`)).toBe(`'${start}1`);
    },
  );

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
          if (field.trim() === '' && safeCell(field) === field) expect(cell).toBeUndefined();
          else expect(cell).toEqual({ kind: 'text', text: safeCell(field) });
        }
      }),
    );
  });
});
