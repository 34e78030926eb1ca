import iconv from 'iconv-lite';
import { cleaned } from '../chat/plain-text.ts';
import { RuleError } from '../errors.ts';
import type { CellValue, Sheet, SheetLimits } from './sheet.ts';
import { ReadRows, RowsInMaking } from './sheet-rows.ts';

/**
 * Text of a CSV file as Excel, WPS, WeCom and DingTalk write them: UTF-16 and UTF-8 by their marks, then strict UTF-8, then GB18030
 * (of which GBK and GB2312 are parts).
 *
 * @throws RuleError `import.unreadable-text` when none of them fits
 */
export function decodeText(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const isUtf16 = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  const text = isUtf16
    ? iconv.decode(Buffer.from(bytes), a === 0xff ? 'utf-16le' : 'utf-16be')
    : (strictUtf8(bytes) ?? iconv.decode(Buffer.from(bytes), 'gb18030'));
  if (text.includes('\uFFFD') || text.includes('\0')) throw new RuleError('import.unreadable-text');
  return text.replace(/^\uFEFF/, '');
}

function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Reads delimited text (RFC 4180): a CSV file, or rows pasted in a chat. The delimiter is tab, comma, semicolon or a
 * full-width form of these. A field that starts with `=` is a formula, as a spreadsheet would take it.
 *
 * @throws RuleError `import.csv-bad-quote`, `import.too-many-cells`, `import.too-many-columns`
 */
export function parseDelimited(
  text: string,
  sheetName: string,
  limits: Pick<SheetLimits, 'cells' | 'columns' | 'inflatedBytes'>,
): Sheet {
  const rows = new RowsInMaking(limits.inflatedBytes);
  let rowNumber = 0;
  let filled = 0;
  for (const fields of records(text, delimiterOf(text))) {
    rowNumber += 1;
    const cells = fields.flatMap((field, index): [number, CellValue][] =>
      cleaned(field) === '' ? [] : [[index + 1, { kind: kindOf(field), text: field }]],
    );
    if (cells.length === 0) continue;
    if (fields.length > limits.columns) throw new RuleError('import.too-many-columns', { limit: limits.columns });
    filled += cells.length;
    if (filled > limits.cells) throw new RuleError('import.too-many-cells', { limit: limits.cells });
    for (const [column, cell] of cells) rows.cellsOf(rowNumber, false).set(column, cell);
  }
  return { sheetName, format: 'delimited', rows: new ReadRows(rows.packed()) };
}

/** A spreadsheet that saves a long number as text writes its last digits as zeros, or as a power of ten. */
function kindOf(field: string): 'text' | 'formula' | 'longNumber' {
  if (field.startsWith('=')) return 'formula';
  return /^\s*(?:\d{15}0{2,}|\d(?:\.\d+)?E\+\d{2})\s*$/i.test(field) ? 'longNumber' : 'text';
}

/** Whichever occurs most in the first lines; header and first rows of a table outweigh the commas of a sentence. */
function delimiterOf(text: string): string {
  const sample = text.slice(0, 4_096);
  // A tab right beside another delimiter stands there so that a spreadsheet keeps the field's digits.
  const tabs = sample.match(/(?<![,;，；\r\n"]|^)\t(?!"?(?:[,;，；\r\n]|$))/g)?.length ?? 0;
  const counts = [',', ';', '，', '；'].map((delimiter) => ({ delimiter, count: sample.split(delimiter).length - 1 }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most), { delimiter: '\t', count: tabs })
    .delimiter;
}

/** Yields the fields of each record; a quoted field may hold the delimiter, line breaks and doubled quotes. */
function* records(text: string, delimiter: string): Generator<string[]> {
  let fields: string[] = [];
  let at = 0;
  let recordNumber = 1;
  while (at < text.length) {
    const { field, end } = readField(text, at, delimiter, recordNumber);
    fields.push(field);
    if (text[end] === delimiter) {
      at = end + 1;
      if (at === text.length) fields.push('');
      continue;
    }
    yield fields;
    fields = [];
    recordNumber += 1;
    at = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
  }
  if (fields.length > 0) yield fields;
}

/** One field from `at`; `end` is where its delimiter, its line break or the end of the text stands. */
function readField(text: string, at: number, delimiter: string, record: number): { field: string; end: number } {
  if (text[at] !== '"') {
    let end = at;
    while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1;
    return { field: text.slice(at, end), end };
  }
  let from = at + 1;
  let field = '';
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) throw new RuleError('import.csv-bad-quote', { row: record });
    field += text.slice(from, quote);
    if (text[quote + 1] !== '"') {
      let end = quote + 1;
      while (end < text.length && text[end] !== delimiter && (text[end] === ' ' || text[end] === '\t')) end += 1;
      const after = text[end];
      if (after !== undefined && after !== delimiter && after !== '\n' && after !== '\r') {
        throw new RuleError('import.csv-bad-quote', { row: record });
      }
      return { field, end };
    }
    field += '"';
    from = quote + 2;
  }
}
