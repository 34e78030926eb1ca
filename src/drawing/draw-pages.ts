import { createHash } from 'node:crypto';
import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';
import { fontFiles } from './fonts.ts';
import { type Block, mostPages, type Pages } from './pages.ts';

const margin = 56;
const footHeight = 40;
const bodySize = 10.5;
const cellSize = 9;
const pad = 4;
const codeSize = 84;

/** A document as a PDF with its fonts in it, and the check of its last page. The same pages give the same bytes. */
export async function drawPages(pages: Pages): Promise<{ bytes: Buffer; check: string }> {
  const press = new Press(pages);
  for (const block of pages.blocks) press.put(block);
  return press.finish();
}

type Doc = InstanceType<typeof PDFDocument>;

/** Puts blocks one below the other, and begins a new page where one does not fit. */
class Press {
  readonly #pages: Pages;
  readonly #doc: Doc;
  readonly #chunks: Buffer[] = [];
  /** What was written on each page, for its check. */
  readonly #written: string[][] = [[]];
  #y = margin;

  constructor(pages: Pages) {
    this.#pages = pages;
    const { regular, bold } = fontFiles();
    const { title, madeAt } = pages;
    this.#doc = new PDFDocument({
      ...{ size: 'A4', margin: 0, bufferPages: true, lang: 'zh-CN', displayTitle: true, font: '' },
      info: { Title: title, Producer: '学册', Creator: '学册', CreationDate: madeAt, ModDate: madeAt },
    });
    this.#doc.registerFont('regular', regular).registerFont('bold', bold);
    this.#doc.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
  }

  get #width(): number {
    return this.#doc.page.width - 2 * margin;
  }

  get #bottom(): number {
    return this.#doc.page.height - margin - footHeight;
  }

  put(block: Block): void {
    switch (block.kind) {
      case 'text':
        this.#text(block);
        break;
      case 'fields':
        this.#fields(block);
        break;
      case 'table':
        this.#table(block);
        break;
      case 'space':
        this.#y += block.points;
        break;
      case 'code':
        this.#code(block);
        break;
    }
  }

  async finish(): Promise<{ bytes: Buffer; check: string }> {
    const { foot, frame, check: name } = this.#pages;
    let check = '';
    const count = this.#written.length;
    for (const [index, written] of this.#written.entries()) {
      this.#doc.switchToPage(index);
      const words = `${foot}　第 ${index + 1}/${count} 页`;
      check = createHash('sha256')
        .update(`${check}\n${written.join('\n')}\n${words}`)
        .digest('hex');
      if (frame) this.#drawFrame();
      const y = this.#doc.page.height - margin - 14;
      this.#doc.font('regular').fontSize(8).fillColor('#616e7c');
      this.#doc.text(words, margin, y, { width: this.#width, lineBreak: false });
      if (name !== undefined)
        this.#doc.text(`${name} ${shortCheck(check)}`, margin, y + 12, { width: this.#width, lineBreak: false });
    }
    const ended = new Promise<void>((resolve, reject) => this.#doc.once('end', resolve).once('error', reject));
    this.#doc.end();
    await ended;
    return { bytes: Buffer.concat(this.#chunks), check: shortCheck(check) };
  }

  #drawFrame(): void {
    const { width, height } = this.#doc.page;
    this.#doc.lineWidth(2).strokeColor('#a61b1b');
    this.#doc.rect(28, 28, width - 56, height - 56).stroke();
    this.#doc.lineWidth(0.6);
    this.#doc.rect(34, 34, width - 68, height - 68).stroke();
  }

  /** Begins a new page unless so much still fits. */
  #room(height: number): boolean {
    if (this.#y + height <= this.#bottom) return false;
    if (this.#written.length >= mostPages) throw new RangeError(`more than ${mostPages} pages`);
    this.#doc.addPage();
    this.#written.push([]);
    this.#y = margin;
    return true;
  }

  #note(...texts: readonly string[]): void {
    this.#written.at(-1)?.push(texts.join('\t'));
  }

  #use(size: number, bold = false): void {
    this.#doc
      .font(bold ? 'bold' : 'regular')
      .fontSize(size)
      .fillColor('#1f2933');
  }

  #text({ text, size = bodySize, align = 'left', bold, indent }: Extract<Block, { kind: 'text' }>): void {
    this.#use(size, bold);
    const options = { width: this.#width, align, lineGap: size * 0.35, ...(indent && { indent: size * 2 }) };
    this.#room(this.#doc.heightOfString(text, options));
    this.#note(text);
    this.#use(size, bold);
    this.#doc.text(text, margin, this.#y, options);
    this.#y = this.#doc.y + 4;
  }

  /** Two beside each other. */
  #fields({ fields }: Extract<Block, { kind: 'fields' }>): void {
    const pairs = fields.filter((_, index) => index % 2 === 0).map((left, at) => [left, fields[at * 2 + 1]] as const);
    const rows = pairs.map(([left, right]) => [left.label, left.value, right?.label ?? '', right?.value ?? '']);
    this.#grid([], [2, 5, 2, 5], rows, [0, 2]);
  }

  #table({ head, widths, rows }: Extract<Block, { kind: 'table' }>): void {
    this.#grid(head, widths, rows, []);
  }

  #grid(
    head: readonly string[],
    widths: readonly number[],
    rows: readonly (readonly string[])[],
    boldColumns: readonly number[],
  ): void {
    const sum = widths.reduce((all, each) => all + each, 0);
    const columns = widths.map((each) => (each / sum) * this.#width);
    if (head.length > 0) this.#row(head, columns, () => true);
    for (const row of rows) {
      const height = this.#rowHeight(row, columns, (column) => boldColumns.includes(column));
      if (this.#room(height) && head.length > 0) this.#row(head, columns, () => true);
      this.#row(row, columns, (column) => boldColumns.includes(column));
    }
    this.#y += 8;
  }

  #rowHeight(row: readonly string[], columns: readonly number[], isBold: (column: number) => boolean): number {
    const heights = columns.map((width, column) => {
      this.#use(cellSize, isBold(column));
      return this.#doc.heightOfString(row[column] || '　', { width: width - 2 * pad, lineGap: 2 });
    });
    return Math.max(...heights) + 2 * pad;
  }

  #row(row: readonly string[], columns: readonly number[], isBold: (column: number) => boolean): void {
    const height = this.#rowHeight(row, columns, isBold);
    this.#room(height);
    this.#note(...row);
    let x = margin;
    for (const [column, width] of columns.entries()) {
      this.#doc.lineWidth(0.5).strokeColor('#9aa5b1').rect(x, this.#y, width, height).stroke();
      this.#use(cellSize, isBold(column));
      this.#doc.text(row[column] ?? '', x + pad, this.#y + pad, { width: width - 2 * pad, lineGap: 2 });
      x += width;
    }
    this.#y += height;
  }

  #code({ address, lines }: Extract<Block, { kind: 'code' }>): void {
    this.#room(codeSize + 8);
    this.#note(address, ...lines);
    this.#y = Math.max(this.#y, this.#bottom - codeSize - 8);
    const { data, size } = QRCode.create(address).modules;
    const side = codeSize / size;
    this.#doc.fillColor('#000000');
    for (let at = 0; at < size * size; at += 1)
      if (data[at]) this.#doc.rect(margin + (at % size) * side, this.#y + Math.floor(at / size) * side, side, side);
    this.#doc.fill();
    this.#use(9);
    const beside = { width: this.#width - codeSize - 12, lineGap: 3 };
    this.#doc.text(lines.join('\n'), margin + codeSize + 12, this.#y + 10, beside);
    this.#y += codeSize + 8;
  }
}

/** Enough to compare by eye. */
function shortCheck(check: string): string {
  return (check.slice(0, 16).toUpperCase().match(/.{4}/g) ?? []).join('-');
}
