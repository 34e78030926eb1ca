import { TextDecoder } from 'node:util';
import { RuleError } from '../errors.ts';

/** An attribute's value by its local name. */
export type Attributes = (name: string) => string | undefined;

/** Called for the elements of a document in their order, by local name. */
export interface XmlVisitor {
  open?(name: string, attributes: Attributes): void;
  close?(name: string): void;
  /** A piece of text; the text of one element may come in several. */
  text?(text: string): void;
}

/**
 * Walks through an XML part: any prefix for a namespace, UTF-8, UTF-16 or the encoding it declares. Elements of namespaces that hold no
 * table data are passed over. Entities of a document type are not expanded.
 *
 * @throws RuleError `import.not-a-workbook` when it is not well-formed
 */
export async function readXml(pieces: AsyncIterable<Buffer>, visitor: XmlVisitor): Promise<void> {
  const { SaxesParser } = await import('saxes');
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (!NAMESPACES.has(uri)) return;
    visitor.open?.(local, (name) => {
      const plain = attributes[name];
      return (plain ?? Object.values(attributes).find((one) => one.local === name))?.value;
    });
  });
  if (visitor.close !== undefined) {
    parser.on('closetag', ({ local, uri }) => {
      if (NAMESPACES.has(uri)) visitor.close?.(local);
    });
  }
  if (visitor.text !== undefined) {
    parser.on('text', (text) => visitor.text?.(text));
    parser.on('cdata', (text) => visitor.text?.(text));
  }
  let decoder: TextDecoder | undefined;
  for await (const piece of pieces) {
    decoder ??= malformed(() => new TextDecoder(encodingOf(piece), { fatal: true }));
    const decode = decoder;
    malformed(() => parser.write(decode.decode(piece, { stream: true })));
  }
  malformed(() => parser.write(decoder?.decode() ?? '').close());
}

function malformed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RuleError) throw error;
    throw new RuleError('import.not-a-workbook');
  }
}

/** Tables of ECMA-376, transitional and strict; relationships; documents without a namespace. */
const NAMESPACES = new Set([
  '',
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
  'http://schemas.openxmlformats.org/package/2006/relationships',
]);

/** By the byte order mark, by the zeros of UTF-16, by the declaration (XML 1.0, appendix F). */
function encodingOf(start: Buffer): string {
  const [a, b] = start;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
  const declared = /^(?:\xEF\xBB\xBF)?<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']/.exec(
    start.toString('latin1', 0, 200),
  );
  return declared?.[1] ?? 'utf-8';
}

/** A boolean of the standard: `1`, `true`, `on`. */
export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}
