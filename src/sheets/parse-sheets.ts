import { RuleError } from '../errors.ts';
import { readAppointmentForm } from './appointment-form.ts';
import { decodeText, parseDelimited } from './delimited.ts';
import type { Sheet, SheetLimits } from './sheet.ts';
import { readWorkbook } from './workbook.ts';

/**
 * Reads a file's bytes in this thread; `readSheets` is the bounded way in.
 *
 * @throws RuleError `import.*` for whatever a file can have wrong
 */
export async function parseSheets(bytes: Uint8Array, fileName: string, limits: SheetLimits): Promise<Sheet[]> {
  if (bytes.byteLength === 0) throw new RuleError('import.empty-file');
  const extension = /\.([^.]+)$/.exec(fileName.toLowerCase())?.[1] ?? '';
  const content = sniff(bytes);
  if (content === 'ole') throw new RuleError('import.old-or-encrypted');
  if (extension === 'xlsx' && content === 'zip') {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return readWorkbook(file, limits);
  }
  if (extension === 'csv' && content === 'other') {
    return [parseDelimited(decodeText(bytes), sheetNameOf(fileName), limits)];
  }
  if (extension === 'lrmx' && content === 'other') {
    return [await readAppointmentForm(Buffer.from(bytes), sheetNameOf(fileName))];
  }
  if (extension === 'xlsx' || extension === 'csv' || extension === 'lrmx')
    throw new RuleError('import.wrong-extension', { extension });
  throw new RuleError('import.unknown-extension', { extension });
}

/** By the first bytes: a zip (.xlsx), an OLE file (.xls, or an .xlsx under a password), or anything else. */
function sniff(bytes: Uint8Array): 'zip' | 'ole' | 'other' {
  const [a, b, c, d] = bytes;
  if (a === 0x50 && b === 0x4b) return 'zip';
  if (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0) return 'ole';
  return 'other';
}

function sheetNameOf(fileName: string): string {
  return fileName.replace(/^.*[/\\]/, '').replace(/\.(?:csv|lrmx)$/i, '');
}
