import { columnLetters } from './cell-range.ts';
import { PackedText } from './packed-text.ts';
import { safeCell } from './safe-cell.ts';
import { withEscapes } from './shared-strings.ts';
import { writeZip } from './write-zip.ts';
import type { PackedPart } from './zip-file.ts';

/** A row of a sheet: texts and numbers, nothing else, so that nothing in it can run. */
export type RowToWrite = readonly (string | number)[];

/** What stands around the rows of a sheet to be written. */
interface SheetFrame {
  name: string;
  /** The row (from 1) that names the columns: bold, and it stays in view with what stands above it. */
  headerRow: number;
  /** Column widths in characters, from the first column. */
  widths?: readonly number[];
}

export interface SheetToWrite extends SheetFrame {
  rows: readonly RowToWrite[];
}

/** A first sheet, whose rows may be many, and small ones behind it. */
export interface WorkbookFrame extends SheetFrame {
  behind?: readonly SheetToWrite[];
}

/** Texts of the shared table. */
const mostShared = 10_000;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The bytes of an .xlsx file with this sheet. `makeWorkbook` writes one whose rows may be many. */
export function writeWorkbook({ rows, ...frame }: SheetToWrite & WorkbookFrame): Buffer {
  const writer = new WorkbookWriter(frame);
  writer.add(rows);
  return writer.end();
}

/** Writes an .xlsx file, packing the rows of its first sheet as they come. Every text is made safe (`safeCell`) and reads back as exactly that. */
export class WorkbookWriter {
  readonly #frame: WorkbookFrame;
  /** Each text with its number. */
  readonly #shared = new Map<string, number>();
  readonly #first: SheetWriter;

  constructor(frame: WorkbookFrame) {
    this.#frame = frame;
    this.#first = new SheetWriter(frame, this.#shared);
  }

  /** What the rows take in the file so far. */
  get packedBytes(): number {
    return this.#first.packedBytes;
  }

  add(rows: Iterable<RowToWrite>): void {
    this.#first.add(rows);
  }

  end(): Buffer {
    const { name, behind = [] } = this.#frame;
    const others = behind.map(({ rows, ...frame }) => {
      const sheet = new SheetWriter(frame, this.#shared);
      sheet.add(rows);
      return sheet;
    });
    const around = [
      ...partsAround([name, ...behind.map((each) => each.name)]),
      ['xl/sharedStrings.xml', stringsXml(this.#shared.keys())] as const,
    ];
    const parts = around.map(([part, content]) => [part, XML + content] as const);
    return writeZip([...parts, ...[this.#first, ...others].map((sheet, at) => sheet.end(`xl/${sheetPart(at)}`))]);
  }
}

class SheetWriter {
  readonly #frame: SheetFrame;
  readonly #shared: Map<string, number>;
  readonly #sheet = new PackedText();
  readonly #letters: string[] = [];
  #rows = 0;

  /** @param shared - the texts of all sheets, each with its number */
  constructor(frame: SheetFrame, shared: Map<string, number>) {
    this.#frame = frame;
    this.#shared = shared;
    const { headerRow, widths = [] } = frame;
    const pane = `<pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/>`;
    const columns = widths.map(
      (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
    );
    this.#sheet.add(
      `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`,
    );
    this.#sheet.add(`${columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`}<sheetData>`);
  }

  get packedBytes(): number {
    return this.#sheet.packedBytes;
  }

  add(rows: Iterable<RowToWrite>): void {
    for (const row of rows) this.#addRow(row);
  }

  end(name: string): PackedPart {
    this.#sheet.add('</sheetData></worksheet>');
    return this.#sheet.end(name);
  }

  #addRow(row: RowToWrite): void {
    this.#rows += 1;
    const style = this.#rows === this.#frame.headerRow ? ' s="1"' : '';
    let cells = `<row r="${this.#rows}">`;
    for (const [column, value] of row.entries()) {
      this.#letters[column] ??= columnLetters(column + 1);
      const start = `<c r="${this.#letters[column]}${this.#rows}"${style}`;
      if (typeof value === 'string') cells += this.#textCell(start, value);
      else if (Number.isFinite(value)) cells += `${start}><v>${value}</v></c>`;
    }
    this.#sheet.add(`${cells}</row>`);
  }

  /** The first texts stand once, in a table that is kept until the last row; when it is full, others stand in their cells. */
  #textCell(start: string, text: string): string {
    const known = this.#shared.get(text);
    if (known !== undefined) return `${start} t="s"><v>${known}</v></c>`;
    const safe = safeCell(text);
    if (safe === '') return '';
    if (this.#shared.size === mostShared) return `${start} t="inlineStr"><is>${textXml(safe)}</is></c>`;
    this.#shared.set(text, this.#shared.size);
    return `${start} t="s"><v>${this.#shared.size - 1}</v></c>`;
  }
}

function stringsXml(strings: Iterable<string>): string {
  const items = [...strings].map((text) => `<si>${textXml(safeCell(text))}</si>`);
  return `<sst xmlns="${MAIN}">${items.join('')}</sst>`;
}

function textXml(text: string): string {
  return `<t xml:space="preserve">${xmlText(withEscapes(text))}</t>`;
}

const sheetPart = (at: number) => `worksheets/sheet${at + 1}.xml`;

function partsAround(sheetNames: readonly string[]): (readonly [name: string, content: string])[] {
  const sheets = sheetNames.map(
    (name, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  return [
    ['[Content_Types].xml', contentTypes(sheetNames.length)],
    ['_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])],
    ['xl/workbook.xml', `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets></workbook>`],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        ...sheetNames.map((_, at) => ['worksheet', sheetPart(at)] as const),
        ['styles', 'styles.xml'],
        ['sharedStrings', 'sharedStrings.xml'],
      ]),
    ],
    ['xl/styles.xml', STYLES],
  ];
}

function xmlText(text: string): string {
  if (!/[&<>"\uFFFE\uFFFF]/.test(text)) return text;
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

function contentTypes(sheets: number): string {
  const parts = [
    ['workbook.xml', 'sheet.main'],
    ...Array.from({ length: sheets }, (_, at) => [sheetPart(at), 'worksheet']),
    ['styles.xml', 'styles'],
    ['sharedStrings.xml', 'sharedStrings'],
  ];
  return [
    `<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    ...parts.map(([part, type]) => `<Override PartName="/xl/${part}" ContentType="${TYPE}.${type}+xml"/>`),
    '</Types>',
  ].join('');
}

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
