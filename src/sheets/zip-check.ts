import { inflateRawSync } from 'node:zlib';
import { RuleError } from '../errors.ts';

const MAX_ENTRIES = 2_000;
/** Cells that all merged ranges of a sheet may cover; the workbook reader visits each one. */
const MAX_MERGED_CELLS = 200_000;

/**
 * Inflates every part of an .xlsx once, within a budget, before the workbook reader sees the file: sizes declared in a zip are claims.
 *
 * @throws RuleError `import.inflates-too-much`, `import.too-many-merges`, `import.old-or-encrypted`, `import.not-a-workbook`
 */
export function checkZip(file: Buffer, maxInflatedBytes: number): void {
  let budgetBytes = maxInflatedBytes;
  let isWorkbook = false;
  for (const entry of entries(file)) {
    const content = inflate(file, entry, budgetBytes);
    budgetBytes -= content.byteLength;
    isWorkbook ||= /^\/?xl\/workbook\.xml$/.test(entry.name);
    if (/^\/?xl\/worksheets\/[^/]+\.xml$/.test(entry.name)) checkMerges(content);
  }
  if (!isWorkbook) throw new RuleError('import.not-a-workbook');
}

interface ZipEntry {
  name: string;
  deflated: boolean;
  compressedBytes: number;
  localOffset: number;
}

/** The central directory (PKWARE APPNOTE 4.3.12); zip64 is refused, no file within the size limit needs it. */
function entries(file: Buffer): ZipEntry[] {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > file.length) throw new RuleError('import.not-a-workbook');
  const count = file.readUInt16LE(end + 10);
  let at = file.readUInt32LE(end + 16);
  if (count > MAX_ENTRIES) throw new RuleError('import.not-a-workbook');
  const found: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) throw new RuleError('import.not-a-workbook');
    if ((file.readUInt16LE(at + 8) & 1) === 1) throw new RuleError('import.old-or-encrypted');
    const nameBytes = file.readUInt16LE(at + 28);
    found.push({
      name: file.toString('utf8', at + 46, at + 46 + nameBytes),
      deflated: file.readUInt16LE(at + 10) !== 0,
      compressedBytes: file.readUInt32LE(at + 20),
      localOffset: file.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return found;
}

function inflate(file: Buffer, entry: ZipEntry, budgetBytes: number): Buffer {
  const local = entry.localOffset;
  if (local + 30 > file.length || file.readUInt32LE(local) !== 0x04034b50) throw new RuleError('import.not-a-workbook');
  const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  const packed = file.subarray(start, start + entry.compressedBytes);
  if (!entry.deflated && packed.byteLength > budgetBytes) throw new RuleError('import.inflates-too-much');
  if (!entry.deflated) return packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, budgetBytes) });
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new RuleError(tooLarge ? 'import.inflates-too-much' : 'import.not-a-workbook');
  }
}

function checkMerges(sheetXml: Buffer): void {
  let cells = 0;
  for (const [, left = '', top, right = '', bottom] of sheetXml
    .toString('latin1')
    .matchAll(/<mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']/g)) {
    cells += (columnNumber(right) - columnNumber(left) + 1) * (Number(bottom) - Number(top) + 1);
    if (cells > MAX_MERGED_CELLS) throw new RuleError('import.too-many-merges');
  }
}

function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}
