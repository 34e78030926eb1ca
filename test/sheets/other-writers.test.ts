import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { parseSheets } from '../../src/sheets/parse-sheets.ts';
import { type CellValue, SHEET_LIMITS, type Sheet } from '../../src/sheets/sheet.ts';
import { rawWorkbook, zip } from './workbooks.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const STRICT = 'http://purl.oclc.org/ooxml/spreadsheetml/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const STRICT_OFFICE = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

async function sheetsOf(bytes: Uint8Array): Promise<Sheet[]> {
  return parseSheets(bytes, 'a.xlsx', SHEET_LIMITS);
}

/** The cells of the first row. */
async function cellsOf(bytes: Uint8Array): Promise<CellValue[]> {
  const [sheet] = await sheetsOf(bytes);
  return [...(sheet?.rows.at(0)?.cells.values() ?? [])];
}

async function texts(bytes: Uint8Array): Promise<string[]> {
  return (await cellsOf(bytes)).map((cell) => `${cell.kind} ${cell.text}`);
}

const relations = (items: readonly (readonly [id: string, type: string, target: string])[]) =>
  `<Relationships xmlns="${PACKAGE}">${items
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

const ROW = '<sheetData><row><c t="s"><v>0</v></c><c><v>3</v></c></row></sheetData>';
const STRINGS = `<sst xmlns="${MAIN}"><si><t>甲</t></si></sst>`;

/** A workbook of these parts, every one at the place where the standard's examples put it unless told otherwise. */
function workbook(changes: Readonly<Record<string, string | Buffer>>): Uint8Array {
  return rawWorkbook(ROW, {
    'xl/_rels/workbook.xml.rels': relations([
      ['rId1', `${OFFICE}/worksheet`, 'worksheets/sheet1.xml'],
      ['rId2', `${OFFICE}/sharedStrings`, 'sharedStrings.xml'],
    ]),
    'xl/sharedStrings.xml': STRINGS,
    ...changes,
  });
}

/** A row whose cells carry these formats: built in by number, others by text. */
function formatted(cells: readonly (readonly [value: string, format: number | string])[], more = ''): Uint8Array {
  const formats = cells.map(([, format], at) =>
    typeof format === 'number' ? undefined : ([200 + at, format] as const),
  );
  const styles = [
    `<styleSheet xmlns="${MAIN}"><numFmts>`,
    ...formats.map((one) =>
      one ? `<numFmt numFmtId="${one[0]}" formatCode="${one[1].replaceAll('"', '&quot;')}"/>` : '',
    ),
    '</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>',
    ...cells.map(([, format], at) => `<xf numFmtId="${typeof format === 'number' ? format : 200 + at}"/>`),
    '</cellXfs><dxfs><dxf><numFmt numFmtId="200" formatCode="0"/></dxf></dxfs></styleSheet>',
  ];
  const row = cells.map(([value], at) => `<c s="${at}"><v>${value}</v></c>`).join('');
  return rawWorkbook(`${more}<sheetData><row>${row}</row></sheetData>`, {
    'xl/_rels/workbook.xml.rels': relations([
      ['rId1', `${OFFICE}/worksheet`, 'worksheets/sheet1.xml'],
      ['rId2', `${OFFICE}/styles`, 'styles.xml'],
    ]),
    'xl/styles.xml': styles.join(''),
  });
}

describe('workbooks of other writers', () => {
  it('are read in the strict form of the standard', async () => {
    const bytes = zip({
      '_rels/.rels': relations([['rId1', `${STRICT_OFFICE}/officeDocument`, 'xl/workbook.xml']]),
      'xl/workbook.xml': `<workbook xmlns="${STRICT}" xmlns:q="${STRICT_OFFICE}"><sheets><sheet name="S" sheetId="1" q:id="rId1"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': relations([
        ['rId1', `${STRICT_OFFICE}/worksheet`, 'worksheets/sheet1.xml'],
        ['rId2', `${STRICT_OFFICE}/sharedStrings`, 'sharedStrings.xml'],
      ]),
      'xl/worksheets/sheet1.xml': `<worksheet xmlns="${STRICT}">${ROW}</worksheet>`,
      'xl/sharedStrings.xml': STRINGS.replace(MAIN, STRICT),
    });
    expect(await texts(bytes)).toEqual(['text 甲', 'number 3']);
  });

  it.each([
    ['absolute targets', '/xl/worksheets/sheet1.xml'],
    ['targets with dots', './../xl/worksheets/sheet1.xml'],
    ['targets in another case', 'Worksheets/Sheet1.XML'],
    ['targets with backslashes', 'worksheets\\sheet1.xml'],
  ])('are read with %s', async (_what, target) => {
    const rels = relations([
      ['rId1', `${OFFICE}/worksheet`, target],
      ['rId2', `${OFFICE}/sharedStrings`, '/xl/sharedStrings.xml'],
    ]);
    expect(await texts(workbook({ 'xl/_rels/workbook.xml.rels': rels }))).toEqual(['text 甲', 'number 3']);
  });

  it('are read with the workbook at another place, and with percent signs in names', async () => {
    const bytes = zip({
      '_rels/.rels': relations([['a', `${OFFICE}/officeDocument`, '/book/main.xml']]),
      'book/main.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="x"/></sheets></workbook>`,
      'book/_rels/main.xml.rels': relations([
        ['x', `${OFFICE}/worksheet`, '%E8%A1%A8.xml'],
        ['y', `${OFFICE}/sharedStrings`, '../strings.xml'],
      ]),
      'book/表.xml': `<worksheet xmlns="${MAIN}">${ROW}</worksheet>`,
      'strings.xml': STRINGS,
    });
    expect(await texts(bytes)).toEqual(['text 甲', 'number 3']);
  });

  it('are read without styles, shared strings, content types and root relations', async () => {
    const bytes = zip({
      'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': relations([['rId1', `${OFFICE}/worksheet`, 'worksheets/sheet1.xml']]),
      'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData><row><c s="7"><v>3</v></c></row></sheetData></worksheet>`,
    });
    expect(await texts(bytes)).toEqual(['number 3']);
  });

  it.each(['utf-16le', 'utf-16be', 'gb18030'])('are read with parts in %s', async (encoding) => {
    const declared = encoding.startsWith('utf-16') ? 'UTF-16' : encoding;
    const part = `<?xml version="1.0" encoding="${declared}"?>${STRINGS}`;
    const bytes = iconv.encode(part, encoding, { addBOM: encoding.startsWith('utf-16') });
    expect(await texts(workbook({ 'xl/sharedStrings.xml': bytes }))).toEqual(['text 甲', 'number 3']);
  });

  it('are read beside broken parts that hold no data', async () => {
    const junk = {
      'docProps/app.xml': '<a',
      'docProps/core.xml': '',
      'xl/theme/theme1.xml': '\0',
      'xl/drawings/drawing1.xml': '<x:y/>',
      'xl/calcChain.xml': 'x',
      'customXml/item1.xml': '<',
      'xl/worksheets/_rels/sheet1.xml.rels': '<a',
    };
    expect(await texts(workbook(junk))).toEqual(['text 甲', 'number 3']);
  });

  it('are read without what extensions and reading aids add', async () => {
    const strings = `<sst xmlns="${MAIN}"><si><r><t>张</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></si></sst>`;
    const sheet = `<worksheet xmlns="${MAIN}" xmlns:x="urn:other"><sheetData><x:row/><row><x:c t="s"><x:v>9</x:v></x:c><c t="s"><v>0</v></c></row></sheetData><extLst><ext><row><c><v>7</v></c></row></ext></extLst></worksheet>`;
    expect(await texts(workbook({ 'xl/sharedStrings.xml': strings, 'xl/worksheets/sheet1.xml': sheet }))).toEqual([
      'text 张 三',
    ]);
  });

  it('are read from zips with sizes behind the data and in 64 bits', async () => {
    expect(await texts(otherZip())).toEqual(['number 3']);
  });

  it('are refused when a part is damaged, instead of being read otherwise', async () => {
    const bytes = Buffer.from(rawWorkbook('<sheetData><row><c><v>3</v></c></row></sheetData>'));
    const entry = bytes.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
    bytes.writeUInt32LE((bytes.readUInt32LE(entry + 16) ^ 1) >>> 0, entry + 16);
    await expect(sheetsOf(bytes)).rejects.toMatchObject({ code: 'import.not-a-workbook' });
  });

  it('are refused when they declare entities that would grow', async () => {
    const sheet = `<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet xmlns="${MAIN}"><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>`;
    await expect(sheetsOf(workbook({ 'xl/worksheets/sheet1.xml': sheet }))).rejects.toMatchObject({
      code: 'import.not-a-workbook',
    });
  });

  it.each([
    ['_x000D_ and a line break', '甲_x000D_\n', '甲\r\n'],
    ['an escaped underscore', '_x005F_x003D_1', '_x003D_1'],
    ['a tab', '甲_x0009_乙', '甲\t乙'],
  ])('have %s alike in shared, inline and plain strings', async (_what, written, read) => {
    const sheet = `<worksheet xmlns="${MAIN}"><sheetData><row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>${written}</t></is></c><c t="str"><v>${written}</v></c></row></sheetData></worksheet>`;
    const strings = `<sst xmlns="${MAIN}"><si><t>${written}</t></si></sst>`;
    const cells = await cellsOf(workbook({ 'xl/sharedStrings.xml': strings, 'xl/worksheets/sheet1.xml': sheet }));
    expect(cells.map(({ text }) => text)).toEqual([read, read, read]);
  });
});

describe('what a number cell shows', () => {
  it.each([
    [27, '1985-03'],
    [31, '1985-03-07'],
    [36, '1985-03'],
    [50, '1985-03'],
    [52, '1985-03'],
    [57, '1985-03'],
    [14, '1985-03-07'],
    [30, '1985-03-07'],
    ['yyyy"年"m"月"', '1985-03'],
    ['[$-804]yyyy"年"m"月"d"日";@', '1985-03-07'],
    ['[DBNum1][$-804]yyyy"年"m"月"', '1985-03'],
    ['e-mm-dd', '1985-03-07'],
    ['yyyy\\.mm', '1985-03'],
    ['yyyy/m/d h:mm', '1985-03-07 00:00'],
    ['yyyy-mm-dd aaaa', '1985-03-07'],
  ])('is a date with format %s', async (format, text) => {
    expect(await texts(formatted([['31113', format]]))).toEqual([`date ${text}`]);
  });

  it.each([28, 29, 51, 53, 54, 58, 16, 'm"月"d"日"', 'yyyy', 'aaaa', 'mm:ss'])(
    'is not a whole date with format %s',
    async (format) => {
      const [cell] = await cellsOf(formatted([['31113', format]]));
      expect(cell).toMatchObject({ kind: 'date', shows: format === 'mm:ss' ? 'time' : 'partial' });
    },
  );

  it.each([32, 33, 34, 35, 55, 56, 18, 20, 21, 'h"时"mm"分"', '上午/下午h:mm', '[h]:mm'])(
    'is a time with format %s',
    async (format) => {
      expect(await texts(formatted([['0.354166666666667', format]]))).toEqual(['date 08:30']);
    },
  );

  it.each([
    ['1975.1', '0.00', 'number 1975.10'],
    ['123', '000000', 'number 000123'],
    ['1', '"G"000', 'number G001'],
    ['40', '0"人"', 'number 40人'],
    ['0.5', 9, 'number 50%'],
    ['1234', 3, 'number 1234'],
    ['1975.1', 'General', 'number 1975.1'],
    ['1975.1', 'G/通用格式', 'number 1975.1'],
    ['1975.0999999999999', 0, 'number 1975.1'],
    ['0.30000000000000004', 0, 'number 0.3'],
    ['1.3812345678E10', 0, 'number 13812345678'],
    ['13812345678', 49, 'number 13812345678'],
    ['1975.06', 1, 'oddNumber 1975.06'],
    ['123456', 11, 'oddNumber 123456'],
    ['0.5', 12, 'oddNumber 0.5'],
    ['13812345678', '000-0000-0000', 'oddNumber 13812345678'],
    ['5', '[>3]"多";"少"', 'oddNumber 5'],
    ['5', ';;;', 'oddNumber 5'],
    ['5000', '0,', 'oddNumber 5000'],
    ['30', '[h]:mm', 'oddNumber 30'],
    ['371502198503072316', 0, 'longNumber 371502198503072316'],
    ['3.7150219850307232E+17', 0, 'longNumber 371502198503072300'],
    ['999999999999999', 0, 'number 999999999999999'],
    ['1000000000000000', 1, 'longNumber 1000000000000000'],
    ['abc', 0, 'error abc'],
    ['-5', 14, 'error 无效日期'],
    ['3000000', 14, 'error 无效日期'],
  ])('%s with format %s is %s', async (value, format, shown) => {
    expect(await texts(formatted([[value, format]]))).toEqual([shown]);
  });

  it('counts days from 1904 where the workbook says so, and keeps the 1900 calendar’s own days', async () => {
    const parts = formatted([['29651', 14]]);
    expect(await texts(parts)).toEqual(['date 1981-03-06']);
    const book = `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`;
    const in1904 = rawWorkbook('<sheetData><row><c s="0"><v>29651</v></c></row></sheetData>', {
      'xl/workbook.xml': book,
      'xl/_rels/workbook.xml.rels': relations([
        ['rId1', `${OFFICE}/worksheet`, 'worksheets/sheet1.xml'],
        ['rId2', `${OFFICE}/styles`, 'styles.xml'],
      ]),
      'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>`,
    });
    expect(await texts(in1904)).toEqual(['date 1985-03-07']);
    expect(
      await texts(
        formatted([
          ['1', 14],
          ['59', 14],
          ['61', 14],
        ]),
      ),
    ).toEqual(['date 1900-01-01', 'date 1900-02-28', 'date 1900-03-01']);
  });

  it.each([
    ['2026-03-02T00:00:00', 'date 2026-03-02'],
    ['2026-03-02', 'date 2026-03-02'],
    ['2026-03-02T14:30:00.000Z', 'date 2026-03-02 14:30'],
    ['14:30:00', 'date 14:30'],
    ['2026-02-30', 'error 2026-02-30'],
    ['2026-03-02T14:30:00+08:00', 'error 2026-03-02T14:30:00+08:00'],
  ])('%s in a cell of the standard’s date type is %s', async (value, shown) => {
    expect(await texts(rawWorkbook(`<sheetData><row><c t="d"><v>${value}</v></c></row></sheetData>`))).toEqual([shown]);
  });

  it('is a formula with or without a result, and a text that a program wrote is no formula', async () => {
    const row = [
      '<c><f>SUM(A2:A3)</f><v>7</v></c>',
      '<c><f>NOW()</f></c>',
      '<c><f t="shared" si="0"/><v>8</v></c>',
      '<c t="str"><v>甲</v></c>',
      '<c t="e"><v>#N/A</v></c>',
      '<c t="b"><v>1</v></c>',
      '<c t="s"><v>99</v></c>',
    ].join('');
    expect(await texts(rawWorkbook(`<sheetData><row>${row}</row></sheetData>`))).toEqual([
      'formula =SUM(A2:A3)',
      'formula =NOW()',
      'formula =8',
      'text 甲',
      'error #N/A',
      'boolean TRUE',
      'error ',
    ]);
  });
});

/** One part with a data descriptor behind it, the directory in zip64 form. */
function otherZip(): Uint8Array {
  const source = rawWorkbook('<sheetData><row><c><v>3</v></c></row></sheetData>');
  const bytes = Buffer.from(source);
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const directoryAt = bytes.readUInt32LE(end + 16);
  const count = bytes.readUInt16LE(end + 10);
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let from = directoryAt;
  let offset = 0;
  for (let index = 0; index < count; index += 1) {
    const nameBytes = bytes.readUInt16LE(from + 28);
    const entry = Buffer.from(bytes.subarray(from, from + 46));
    const name = bytes.subarray(from + 46, from + 46 + nameBytes);
    const packedBytes = entry.readUInt32LE(20);
    const start = entry.readUInt32LE(42) + 30 + nameBytes;
    const packed = bytes.subarray(start, start + packedBytes);
    const local = Buffer.alloc(30);
    local.write('PK\x03\x04', 'latin1');
    local.writeUInt16LE(8, 6);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(nameBytes, 26);
    const descriptor = Buffer.alloc(16);
    descriptor.write('PK\x07\x08', 'latin1');
    entry.copy(descriptor, 4, 16, 28);
    const wide = Buffer.alloc(28);
    wide.writeUInt16LE(1, 0);
    wide.writeUInt16LE(24, 2);
    wide.writeBigUInt64LE(BigInt(entry.readUInt32LE(24)), 4);
    wide.writeBigUInt64LE(BigInt(packedBytes), 12);
    wide.writeBigUInt64LE(BigInt(offset), 20);
    for (const at of [20, 24, 42]) entry.writeUInt32LE(0xffffffff, at);
    entry.writeUInt16LE(8, 8);
    entry.writeUInt16LE(wide.length, 30);
    directory.push(entry, name, wide);
    const piece = Buffer.concat([local, name, packed, descriptor]);
    pieces.push(piece);
    offset += piece.length;
    from += 46 + nameBytes;
  }
  const listed = Buffer.concat(directory);
  const record = Buffer.alloc(56);
  record.write('PK\x06\x06', 'latin1');
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(listed.length), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(BigInt(offset + listed.length), 8);
  locator.writeUInt32LE(1, 16);
  const tail = Buffer.alloc(22, 0xff);
  tail.write('PK\x05\x06', 'latin1');
  tail.writeUInt16LE(0, 20);
  return new Uint8Array(Buffer.concat([...pieces, listed, record, locator, tail]));
}
