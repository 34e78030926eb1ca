import { writeZip } from '../../sheets/write-zip.ts';

const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A4 with the margins of official documents (GB/T 9704): 37 mm above, 35 below, 28 left, 26 right; in twentieths of a point. */
const PAGE =
  '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1134" w:gutter="0"/></w:sectPr>';
const TEXT_WIDTH = 11906 - 1588 - 1474;

/** In half points: 二号, 三号, 四号, 五号. */
const SIZE = { title: 44, body: 32, small: 28, table: 21 } as const;

/** A Word document of paragraphs and tables: what a template is before the county makes its own of it. */
export function simpleDocument(body: readonly string[]): Buffer {
  const parts: [string, string][] = [
    [
      '[Content_Types].xml',
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ],
    [
      '_rels/.rels',
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ],
    ['word/document.xml', `<w:document xmlns:w="${MAIN}"><w:body>${body.join('')}${PAGE}</w:body></w:document>`],
  ];
  return writeZip(parts.map(([name, content]) => [name, XML + content]));
}

/** What the document is called. */
export const title = (text: string) => lineOf(text, { size: SIZE.title, font: '方正小标宋简体', align: 'center' });

/** Its number, under the title. */
export const numberLine = (text: string) => lineOf(text, { size: SIZE.small, align: 'center', afterTwips: 280 });

/** A paragraph, its first line indented by two signs. */
export const paragraph = (text: string) =>
  lineOf(text, { size: SIZE.body, indent: 'w:firstLineChars="200" w:firstLine="640"' });

/** Whom it is for. */
export const addressees = (text: string) => lineOf(text, { size: SIZE.body });

/** Who issues it, or the day: four signs from the right edge. */
export const signature = (text: string) =>
  lineOf(text, { size: SIZE.body, align: 'right', indent: 'w:rightChars="400" w:right="1280"' });

/** What is attached begins on a page of its own. */
export const attachment = (text: string) => lineOf(text, { size: SIZE.body, onNewPage: true });

/** What stands above or under a table. */
export const note = (text: string) => lineOf(text, { size: SIZE.small });

/** An empty line: Word wants a paragraph behind a table. */
export const gap = () => lineOf('', { size: SIZE.table });

/** A column: what stands above it, what stands in each row, and its share of the width. */
export type Column = readonly [header: string, field: string, share: number];

/** A list, as wide as the text; its header stands on every page. @param repeated - the field whose rows it shows */
export function listOf(repeated: string, columns: readonly Column[]): string {
  const widths = widthsOf(columns.map(([, , share]) => share));
  const last = columns.length - 1;
  const fields = columns.map(([, field], index) => {
    const open = index === 0 ? `{#${repeated}}` : '';
    return `${open}{${field}}${index === last ? `{/${repeated}}` : ''}`;
  });
  const headers = columns.map(([header]) => header);
  return table(widths, [rowOf(headers, widths, '<w:tblHeader/>'), rowOf(fields, widths)]);
}

/** A form: labels and what stands beside them, row by row. */
export function formOf(shares: readonly number[], rows: readonly (readonly string[])[]): string {
  const widths = widthsOf(shares);
  return table(
    widths,
    rows.map((cells) => rowOf(cells, widths)),
  );
}

interface Look {
  size: number;
  font?: string;
  align?: 'left' | 'center' | 'right';
  indent?: string;
  afterTwips?: number;
  onNewPage?: boolean;
}

function lineOf(
  text: string,
  { size, font = '仿宋', align = 'left', indent, afterTwips = 0, onNewPage = false }: Look,
): string {
  const fonts = `<w:rFonts w:ascii="${font}" w:hAnsi="${font}" w:eastAsia="${font}"/>`;
  const height = size > SIZE.table ? 'w:line="580" w:lineRule="exact"' : 'w:line="240" w:lineRule="auto"';
  const spacing = `<w:spacing w:after="${afterTwips}" ${height}/>`;
  const start = onNewPage ? '<w:pageBreakBefore/>' : '';
  const indented = indent === undefined ? '' : `<w:ind ${indent}/>`;
  return `<w:p><w:pPr>${start}${spacing}${indented}<w:jc w:val="${align}"/></w:pPr><w:r><w:rPr>${fonts}<w:sz w:val="${size}"/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

function widthsOf(shares: readonly number[]): number[] {
  const all = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => Math.round((TEXT_WIDTH * share) / all));
}

function rowOf(cells: readonly string[], widths: readonly number[], kind = ''): string {
  const drawn = cells.map((text, index) => {
    const width = `<w:tcW w:w="${widths[index]}" w:type="dxa"/><w:vAlign w:val="center"/>`;
    return `<w:tc><w:tcPr>${width}</w:tcPr>${lineOf(text, { size: SIZE.table, align: 'center' })}</w:tc>`;
  });
  return `<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="454" w:hRule="atLeast"/>${kind}</w:trPr>${drawn.join('')}</w:tr>`;
}

function table(widths: readonly number[], rows: readonly string[]): string {
  const edges = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'];
  const borders = edges.map((edge) => `<w:${edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`).join('');
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  return `<w:tbl><w:tblPr><w:tblW w:w="${TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${rows.join('')}</w:tbl>`;
}
