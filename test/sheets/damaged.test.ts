import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RuleError } from '../../src/errors.ts';
import { parseSheets } from '../../src/sheets/parse-sheets.ts';
import { SHEET_LIMITS } from '../../src/sheets/sheet.ts';
import { rawWorkbook, xlsx } from './workbooks.ts';

const LIMITS = { ...SHEET_LIMITS, inflatedBytes: 4 * 1024 * 1024, rows: 100 };

/** A damaged file is read or refused with a sentence; anything else would be a fault of ours. */
async function readOrRefused(bytes: Uint8Array, name = 'a.xlsx'): Promise<void> {
  const outcome = await parseSheets(bytes, name, LIMITS).catch((error: unknown) => error);
  expect(Array.isArray(outcome) || outcome instanceof RuleError ? 'fine' : outcome).toBe('fine');
}

describe('files that somebody damaged', () => {
  it('are read or refused, whichever bytes are others', async () => {
    const good = await xlsx((sheet) => {
      sheet.addRow(['姓名', '出生年月', 3.5, true]);
      sheet.getCell('C1').numFmt = '0.00';
      sheet.mergeCells('A2:B3');
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.nat(good.length),
        async (changes, length) => {
          const bytes = good.slice(0, length % 3 === 0 ? length : good.length);
          for (const [at, value] of changes) bytes[at] = value;
          await readOrRefused(bytes);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are read or refused, whatever stands in the attributes of a cell', async () => {
    const value = fc.oneof(
      fc.constantFrom(
        'A1',
        'B2:A1',
        'XFD1048576',
        '',
        '-1',
        '1e400',
        'NaN',
        's',
        'n',
        'd',
        'b',
        '0',
        '99999999999',
        '$A$1',
      ),
      fc.string({ maxLength: 5 }).map((text) => text.replace(/[<&"]/g, '')),
    );
    await fc.assert(
      fc.asyncProperty(value, value, value, value, value, async (r, t, s, v, ref) => {
        const cell = `<row r="${s === 's' ? r : 1}"><c r="${r}" t="${t}" s="${s}"><v>${v}</v></c></row>`;
        const after = `<mergeCells><mergeCell ref="${ref}"/></mergeCells><hyperlinks><hyperlink ref="${ref}"/></hyperlinks>`;
        await readOrRefused(
          rawWorkbook(`<cols><col min="${v}" max="${s}" hidden="1"/></cols><sheetData>${cell}</sheetData>${after}`),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('are read or refused as text and as forms, whatever the bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.constantFrom('a.csv', 'a.lrmx'),
        readOrRefused,
      ),
      { numRuns: 300 },
    );
  });

  it('are refused before a range that runs backwards hides one that is too large', async () => {
    const bytes = rawWorkbook(
      '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="XFD1048576:B2"/><mergeCell ref="A1:Z1048576"/></mergeCells>',
    );
    await expect(parseSheets(bytes, 'a.xlsx', LIMITS)).rejects.toMatchObject({ code: 'import.too-many-merges' });
  });
});
