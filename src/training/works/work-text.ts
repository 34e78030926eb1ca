import { RuleError } from '../../errors.ts';
import { ZipFile } from '../../sheets/zip-file.ts';
import { mostInflatedBytes, type WorkType } from './work-file.ts';

/** The text of a work, as far as it can be read; `undefined` where it cannot: it is then not compared with others. */
export async function textOfWork(type: WorkType, bytes: Buffer): Promise<string | undefined> {
  if (type === 'txt') return plainTextOf(bytes);
  return type === 'docx' ? textOfDocx(bytes) : undefined;
}

async function textOfDocx(bytes: Buffer): Promise<string | undefined> {
  try {
    const pieces: Buffer[] = [];
    for await (const piece of new ZipFile(bytes, mostInflatedBytes).read('word/document.xml')) pieces.push(piece);
    return textOfXml(Buffer.concat(pieces).toString('utf8'));
  } catch (error) {
    if (error instanceof RuleError) return undefined;
    throw error;
  }
}

/** What stands in the runs of a document, a line for each paragraph; deleted text and the code of fields are no runs of text. */
function textOfXml(xml: string): string {
  const parts = xml.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>|<\/w:p>|<w:(?:tab|br)(?:\s[^>]*)?\/>/g);
  return [...parts].map(([whole, said]) => (said === undefined ? between(whole) : decoded(said))).join('');
}

function between(tag: string): string {
  return tag === '</w:p>' ? '\n' : ' ';
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&(#x[\da-f]+|#\d+|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** UTF-8, UTF-16 by its mark, or what Chinese Windows writes. */
function plainTextOf(bytes: Buffer): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
