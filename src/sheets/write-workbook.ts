import { columnLetters } from './cell-range.ts';
import { safeCell } from './safe-cell.ts';
import { withEscapes } from './shared-strings.ts';
import { writeZip } from './write-zip.ts';

/** A sheet to be written: texts and numbers, nothing else, so that nothing in it can run. */
export interface SheetToWrite {
  name: string;
  rows: readonly (readonly (string | number)[])[];
  /** The row (from 1) that names the columns: bold, and it stays in view with what stands above it. */
  headerRow: number;
  /** Column widths in characters, from the first column. */
  widths?: readonly number[];
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The bytes of an .xlsx file with this one sheet. Every text is made safe (`safeCell`) and reads back as exactly that. */
export function writeWorkbook(sheet: SheetToWrite): Buffer {
  const strings = new Map<string, number>();
  const sheetPart = sheetXml(sheet, (text) => {
    const number = strings.get(text) ?? strings.size;
    strings.set(text, number);
    return number;
  });
  const parts: [string, string][] = [
    ['[Content_Types].xml', CONTENT_TYPES],
    ['_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${xmlText(sheet.name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        ['worksheet', 'worksheets/sheet1.xml'],
        ['styles', 'styles.xml'],
        ['sharedStrings', 'sharedStrings.xml'],
      ]),
    ],
    ['xl/worksheets/sheet1.xml', sheetPart],
    ['xl/styles.xml', STYLES],
    ['xl/sharedStrings.xml', stringsXml([...strings.keys()])],
  ];
  return writeZip(parts.map(([name, content]) => [name, XML + content]));
}

function sheetXml({ rows, headerRow, widths = [] }: SheetToWrite, numberOf: (text: string) => number): string {
  const pane = `<pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/>`;
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  const lines = rows.map((row, at) => {
    const style = at + 1 === headerRow ? ' s="1"' : '';
    const cells = row.map((value, column) => {
      const start = `<c r="${columnLetters(column + 1)}${at + 1}"${style}`;
      if (typeof value === 'number') return Number.isFinite(value) ? `${start}><v>${value}</v></c>` : '';
      const text = safeCell(value);
      return text === '' ? '' : `${start} t="s"><v>${numberOf(text)}</v></c>`;
    });
    return `<row r="${at + 1}">${cells.join('')}</row>`;
  });
  return [
    `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`,
    columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`,
    `<sheetData>${lines.join('')}</sheetData></worksheet>`,
  ].join('');
}

function stringsXml(strings: readonly string[]): string {
  const items = strings.map((text) => `<si><t xml:space="preserve">${xmlText(withEscapes(text))}</t></si>`);
  return `<sst xmlns="${MAIN}">${items.join('')}</sst>`;
}

function xmlText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\uFFFE\uFFFF]/g, '');
}

function relations(targets: readonly (readonly [kind: string, target: string])[]): string {
  const items = targets.map(
    ([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;
}

const CONTENT_TYPES = [
  `<Types xmlns="${PACKAGE}/content-types">`,
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
  '<Default Extension="xml" ContentType="application/xml"/>',
  ...[
    ['workbook.xml', 'sheet.main'],
    ['worksheets/sheet1.xml', 'worksheet'],
    ['styles.xml', 'styles'],
    ['sharedStrings.xml', 'sharedStrings'],
  ].map(([part, type]) => `<Override PartName="/xl/${part}" ContentType="${TYPE}.${type}+xml"/>`),
  '</Types>',
].join('');

/** Style 0 is plain, style 1 bold. */
const STYLES = [
  `<styleSheet xmlns="${MAIN}">`,
  '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts>',
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>',
  '</styleSheet>',
].join('');
