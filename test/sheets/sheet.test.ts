import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { parseSheets } from '../../src/sheets/parse-sheets.ts';
import { readSheets } from '../../src/sheets/read-sheets.ts';
import { sheetsRefusals } from '../../src/sheets/refusals.ts';
import { SHEET_LIMITS, type Sheet, type SheetLimits } from '../../src/sheets/sheet.ts';
import { rawWorkbook, xlsx, zip } from './workbooks.ts';

/** In this thread; what the worker adds is tested apart. */
function read(bytes: Uint8Array, fileName: string, limits: SheetLimits = SHEET_LIMITS): Promise<Sheet[]> {
  return parseSheets(bytes, fileName, limits);
}

/** Every cell as `A1`-less pairs of kind and text, row by row. */
function shown(sheet: Sheet | undefined): string[][] {
  return [...(sheet?.rows ?? [])].map((row) => [...row.cells].map(([at, cell]) => `${at} ${cell.kind} ${cell.text}`));
}

async function csv(bytes: Uint8Array): Promise<Sheet> {
  const [sheet] = await read(bytes, '名册.csv');
  if (sheet === undefined) throw new Error('a csv is one sheet');
  return sheet;
}

function refused(code: string) {
  return expect.objectContaining({ name: 'RuleError', code });
}

describe('reading .xlsx files', () => {
  it('tells texts, numbers, dates, formulas, errors, links and merged cells apart', async () => {
    const bytes = await xlsx((sheet) => {
      sheet.addRow(['姓名', '出生年月', '人数', '合计', '错误', '邮箱', '是']);
      sheet.addRow([
        { richText: [{ text: '张' }, { text: '三' }] },
        new Date('1975-06-01'),
        3.5,
        { formula: 'SUM(C2:C3)', result: 7 },
        { error: '#N/A' },
        { text: '链接', hyperlink: 'https://example.com' },
        true,
      ]);
      sheet.getCell('B2').numFmt = 'yyyy"年"m"月"';
      sheet.getCell('A4').value = '合并';
      sheet.mergeCells('A4:B5');
    });
    const [sheet] = await read(bytes, '名册.XLSX');
    expect(sheet?.sheetName).toBe('干部名册');
    expect(shown(sheet).slice(1)).toEqual([
      [
        '1 text 张三',
        '2 date 1975-06',
        '3 number 3.5',
        '4 formula =SUM(C2:C3)',
        '5 error #N/A',
        '6 link 链接',
        '7 boolean TRUE',
      ],
      ['1 merged 合并', '2 merged 合并'],
      ['1 merged 合并', '2 merged 合并'],
    ]);
    expect([...(sheet?.rows ?? [])].map((row) => row.rowNumber)).toEqual([1, 2, 4, 5]);
  });

  it('shows numbers with the zeros that their format shows', async () => {
    const bytes = await xlsx((sheet) => {
      sheet.addRow([1975.1, 123, 1975.1]);
      sheet.getCell('A1').numFmt = '0.00';
      sheet.getCell('B1').numFmt = '000000';
    });
    expect(shown((await read(bytes, 'a.xlsx'))[0])).toEqual([
      ['1 number 1975.10', '2 number 000123', '3 number 1975.1'],
    ]);
  });

  it('reads a time of day, and a date with one', async () => {
    const bytes = await xlsx((sheet) => {
      sheet.addRow([
        new Date('1899-12-30T08:30:00Z'),
        new Date('2026-03-02T14:00:00Z'),
        new Date('2026-03-02T00:00:00Z'),
      ]);
      sheet.getCell('A1').numFmt = 'h:mm';
      sheet.getCell('B1').numFmt = 'yyyy-mm-dd h:mm';
      sheet.getCell('C1').numFmt = 'yyyy/m/d';
    });
    expect(shown((await read(bytes, 'a.xlsx'))[0])).toEqual([
      ['1 date 08:30', '2 date 2026-03-02 14:00', '3 date 2026-03-02'],
    ]);
  });

  it('names hidden sheets and does not read them', async () => {
    const bytes = await xlsx((sheet, workbook) => {
      sheet.addRow(['甲']);
      workbook.addWorksheet('隐藏', { state: 'hidden' }).addRow(['乙']);
      workbook.addWorksheet('第二').addRow(['丙']);
    });
    expect((await read(bytes, 'a.xlsx')).map((sheet) => [sheet.sheetName, sheet.hidden, shown(sheet)])).toEqual([
      ['干部名册', undefined, [['1 text 甲']]],
      ['隐藏', true, []],
      ['第二', undefined, [['1 text 丙']]],
    ]);
  });

  it('is not held up by a validation list on a whole column', async () => {
    const bytes = rawWorkbook(
      '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row></sheetData>' +
        '<dataValidations count="1"><dataValidation type="list" sqref="A1:Z1048576"><formula1>"是,否"</formula1></dataValidation></dataValidations>',
    );
    expect(shown((await read(bytes, 'a.xlsx'))[0])).toEqual([['1 text 甲']]);
  });
});

describe('hostile .xlsx files', () => {
  it('refuses a zip bomb without inflating it whole', async () => {
    const bytes = rawWorkbook(`<sheetData/>${' '.repeat(20 * 1024 * 1024)}`);
    expect(bytes.byteLength).toBeLessThan(100 * 1024);
    const limits = { ...SHEET_LIMITS, inflatedBytes: 1024 * 1024 };
    await expect(read(bytes, 'a.xlsx', limits)).rejects.toEqual(refused('import.inflates-too-much'));
  });

  it('counts all parts together against the inflated limit', async () => {
    const bytes = await xlsx((sheet, workbook) => {
      for (const each of [sheet, workbook.addWorksheet('第二')]) each.addRow(['甲'.repeat(200 * 1024)]);
      for (let row = 0; row < 15_000; row += 1) sheet.addRow([row]);
    });
    await expect(read(bytes, 'a.xlsx')).resolves.toHaveLength(2);
    await expect(read(bytes, 'a.xlsx', { ...SHEET_LIMITS, inflatedBytes: 1024 * 1024 })).rejects.toEqual(
      refused('import.inflates-too-much'),
    );
  });

  it('does not believe the sizes a zip declares', async () => {
    const bytes = Buffer.from(rawWorkbook(`<sheetData/>${' '.repeat(20 * 1024 * 1024)}`));
    const entry = bytes.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
    bytes.writeUInt32LE(10, entry + 24);
    const limits = { ...SHEET_LIMITS, inflatedBytes: 1024 * 1024 };
    await expect(read(bytes, 'a.xlsx', limits)).rejects.toEqual(refused('import.inflates-too-much'));
  });

  it('does not open what holds no cells, whatever it would inflate to', async () => {
    const bytes = rawWorkbook('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>', {
      'xl/media/a.bin': Buffer.alloc(60 * 1024 * 1024),
      'xl/drawings/drawing1.xml': '<not well-formed',
    });
    const limits = { ...SHEET_LIMITS, inflatedBytes: 1024 * 1024 };
    expect(shown((await read(bytes, 'a.xlsx', limits))[0])).toEqual([['1 number 1']]);
  });

  it.each([
    ['a cell in the millionth column', '<row r="1"><c r="BDWGN1"><v>1</v></c></row>', 'import.not-a-workbook'],
    ['a cell in the last column', '<row r="1"><c r="XFD1"><v>1</v></c></row>', 'import.too-many-columns'],
  ])('refuses %s', async (_what, row, code) => {
    await expect(read(rawWorkbook(`<sheetData>${row}</sheetData>`), 'a.xlsx')).rejects.toEqual(refused(code));
  });

  it('refuses too many cells that hold anything', async () => {
    const rows = Array.from(
      { length: 11 },
      (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>1</v></c></row>`,
    );
    const bytes = rawWorkbook(`<sheetData>${rows.join('')}</sheetData>`);
    await expect(read(bytes, 'a.xlsx', { ...SHEET_LIMITS, cells: 10 })).rejects.toEqual(
      refused('import.too-many-cells'),
    );
  });

  it('refuses a merged range over the whole sheet', async () => {
    const bytes = rawWorkbook('<sheetData/><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>');
    await expect(read(bytes, 'a.xlsx')).rejects.toEqual(refused('import.too-many-merges'));
  });

  it('gives up when a file takes more processor time than allowed', async () => {
    const bytes = await xlsx((sheet) => void sheet.addRow(['甲']));
    let usedMs = 0;
    const tooMuch = () => {
      usedMs += SHEET_LIMITS.cpuMs + 1;
      return usedMs;
    };
    await expect(readSheets(bytes, 'a.xlsx', SHEET_LIMITS, tooMuch)).rejects.toEqual(refused('import.too-slow'));
  });

  it('takes a file that needs just what is allowed', async () => {
    const bytes = await xlsx((sheet) => void sheet.addRow(['甲']));
    const [sheet] = await readSheets(bytes, 'a.xlsx', { ...SHEET_LIMITS, cpuMs: 5 }, () => 5);
    expect(shown(sheet)).toEqual([['1 text 甲']]);
  });

  it('survives a file that needs more memory than allowed', async () => {
    const rows = Array.from(
      { length: 1_200 },
      (_, at) => `<row><c t="inlineStr"><is><t>${`甲${at}`.repeat(3_000)}</t></is></c></row>`,
    );
    const bytes = rawWorkbook(`<sheetData>${rows.join('')}</sheetData>`);
    await expect(readSheets(bytes, 'a.xlsx', { ...SHEET_LIMITS, memoryMb: 24 })).rejects.toEqual(
      refused('import.too-much-memory'),
    );
  });

  it('refuses a short file that names a long text in every cell', async () => {
    const text = '甲'.repeat(30_000);
    const bytes = await xlsx((sheet) => {
      for (let row = 0; row < 2_000; row += 1) sheet.addRow([text]);
    });
    await expect(read(bytes, 'a.xlsx')).rejects.toEqual(refused('import.inflates-too-much'));
  });

  it('keeps the event loop free while it reads', async () => {
    const bytes = await xlsx((sheet) => {
      for (let row = 0; row < 500; row += 1) sheet.addRow(Array.from({ length: 20 }, (_, at) => `${row}-${at}`));
    });
    const start = performance.now();
    let last = start;
    let longestMs = 0;
    const tick = () => {
      longestMs = Math.max(longestMs, performance.now() - last);
      last = performance.now();
    };
    const timer = setInterval(tick, 5);
    const [sheet] = await readSheets(bytes, 'a.xlsx');
    tick();
    clearInterval(timer);
    expect(sheet?.rows).toHaveLength(500);
    // In this thread it would be a third of the time and more.
    expect(longestMs / (last - start)).toBeLessThan(0.2);
  });

  it.each([
    ['a word-processor file', zip({ 'word/document.xml': '<a/>' }), 'a.xlsx', 'import.not-a-workbook'],
    ['a cut file', rawWorkbook('<sheetData/>').slice(0, 200), 'a.xlsx', 'import.not-a-workbook'],
    ['an .xls or encrypted file', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'a.xlsx', 'import.old-or-encrypted'],
    ['text called .xlsx', new TextEncoder().encode('姓名,单位'), 'a.xlsx', 'import.wrong-extension'],
    ['a workbook called .csv', rawWorkbook('<sheetData/>'), 'a.csv', 'import.wrong-extension'],
    ['an unknown extension', new TextEncoder().encode('姓名'), 'a.txt', 'import.unknown-extension'],
    ['an empty file', new Uint8Array(0), 'a.csv', 'import.empty-file'],
  ])('refuses %s', async (_what, bytes, name, code) => {
    await expect(read(bytes, name)).rejects.toEqual(refused(code));
    expect(sheetsRefusals[code]?.({ extension: 'csv' })).toMatch(/。$/);
  });

  it('hands the reason of a refusal out of the worker', async () => {
    await expect(
      readSheets(new TextEncoder().encode('姓名\n甲\n乙'), 'a.csv', { ...SHEET_LIMITS, cells: 2 }),
    ).rejects.toEqual(expect.objectContaining({ code: 'import.too-many-cells', facts: { limit: 2 } }));
  });

  it('refuses a file over the size limit before looking at it', async () => {
    await expect(readSheets(new Uint8Array(101), 'a.xlsx', { ...SHEET_LIMITS, fileBytes: 100 })).rejects.toEqual(
      refused('import.file-too-large'),
    );
  });
});

describe('reading .csv files', () => {
  const text = '姓名,单位\r\n张三,县财政局\r\n';

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${text}`)],
    ['GBK', iconv.encode(text, 'gbk')],
    ['UTF-16 little-endian', iconv.encode(text, 'utf-16le', { addBOM: true })],
    ['UTF-16 big-endian', iconv.encode(text, 'utf-16be', { addBOM: true })],
  ])('reads %s', async (_encoding, bytes) => {
    expect(shown(await csv(bytes))).toEqual([
      ['1 text 姓名', '2 text 单位'],
      ['1 text 张三', '2 text 县财政局'],
    ]);
  });

  it('reads characters beyond GBK from GB18030', async () => {
    expect(shown(await csv(iconv.encode('姓名\n𫖮三,甲', 'gb18030')))[1]).toEqual(['1 text 𫖮三', '2 text 甲']);
  });

  it('reads quoted fields with commas, quotes and line breaks, and counts records as a spreadsheet counts rows', async () => {
    const sheet = await csv(Buffer.from('姓名,职务\n张三,"局长,\n""兼""书记"\n\n李四,科员\n'));
    expect(shown(sheet)[1]).toEqual(['1 text 张三', '2 text 局长,\n"兼"书记']);
    expect([...sheet.rows].map((row) => row.rowNumber)).toEqual([1, 2, 4]);
  });

  it('marks fields that a spreadsheet would take for formulas', async () => {
    expect(shown(await csv(Buffer.from('编号,姓名\n"=""00123""",张三')))[1]?.[0]).toBe('1 formula ="00123"');
  });

  it.each([
    ['behind', '编号\t,姓名\t\r\n001\t,张三\t\r\n'],
    ['before', '\t编号,\t姓名\n\t001,\t张三'],
    ['inside the quotes of', '"编号\t","姓名\t"\n"001\t","张三\t"'],
    ['behind the quotes of', '"编号"\t,"姓名"\t\n"001"\t,"张三"\t\n'],
  ])('does not take tabs %s every field for what separates them', async (_where, text) => {
    const cells = [...(await csv(Buffer.from(text))).rows].map((row) =>
      [...row.cells.values()].map((cell) => cell.text.trim()),
    );
    expect(cells).toEqual([
      ['编号', '姓名'],
      ['001', '张三'],
    ]);
  });

  it.each([
    ['371502198503072000', 'longNumber'],
    ['3.71502E+17', 'longNumber'],
    ['371502198503072316', 'text'],
    ['13800000000', 'text'],
  ])('takes the number %s for what a spreadsheet may have made of it', async (number, kind) => {
    expect(shown(await csv(Buffer.from(`编号,姓名\n${number},张三`)))[1]?.[0]).toBe(`1 ${kind} ${number}`);
  });

  it('reads tab-separated text', async () => {
    expect(shown(await csv(Buffer.from('姓名\t单位\n张三\t县财政局，预算股')))[1]).toEqual([
      '1 text 张三',
      '2 text 县财政局，预算股',
    ]);
  });

  it.each([
    ['a quote that is never closed', Buffer.from('姓名\n"张三'), 'import.csv-bad-quote'],
    ['text after a closing quote', Buffer.from('姓名\n"张"三'), 'import.csv-bad-quote'],
    ['bytes that are no text', Uint8Array.from([0xff, 0x00, 0x80, 0xff]), 'import.unreadable-text'],
  ])('refuses %s', async (_what, bytes, code) => {
    await expect(csv(bytes)).rejects.toEqual(refused(code));
  });
});
