import { RuleError } from '../../errors.ts';
import { ZipFile } from '../../sheets/zip-file.ts';
import { proofTypeOf } from '../proofs/proof-type.ts';

/** What a work may be: a text as people write it, nothing that runs. */
export type WorkType = 'docx' | 'doc' | 'pdf' | 'txt';

/** What the parts of a document may inflate to: some hundred pages. */
export const mostInflatedBytes = 32 * 1024 * 1024;

const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** The stream that makes a compound file a Word or WPS document; an installer, which is one as well, has none. */
const wordStream = Buffer.from('WordDocument', 'utf16le');

/** The type of a work by what it holds; a text file also needs its name. `undefined` for everything else, whatever its name says. */
export function workTypeOf(bytes: Buffer, name: string): WorkType | undefined {
  if (proofTypeOf(bytes) === 'pdf') return 'pdf';
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04') return isDocx(bytes) ? 'docx' : undefined;
  if (bytes.subarray(0, compound.length).equals(compound)) return bytes.includes(wordStream) ? 'doc' : undefined;
  return /\.txt$/i.test(name) && !isBinary(bytes) ? 'txt' : undefined;
}

/** A Word document without macros. */
function isDocx(bytes: Buffer): boolean {
  try {
    const zip = new ZipFile(bytes, mostInflatedBytes);
    return zip.has('word/document.xml') && !zip.has('word/vbaProject.bin');
  } catch (error) {
    if (error instanceof RuleError) return false;
    throw error;
  }
}

/** Control characters that no text has; UTF-16, whose zeros are none, begins with its mark. */
function isBinary(bytes: Buffer): boolean {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !isWide && bytes.subarray(0, 4096).some((each) => each < 9 || (each > 13 && each < 32 && each !== 27));
}

/** How it is called before people. */
export function workTypeName(type: WorkType): string {
  return { docx: 'Word文档', doc: 'Word文档', pdf: 'PDF文件', txt: '文本文件' }[type];
}
