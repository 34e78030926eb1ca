import { XMLParser } from 'fast-xml-parser';
import { CallbackRefused } from './callback-refused.ts';

/** An element's content: text, child elements by name, or a list where a name repeats. Text is never turned into a number. */
export type XmlValue = string | XmlElement | (string | XmlElement)[];
export type XmlElement = ReadonlyMap<string, XmlValue>;

const maxDepth = 8;
/** More than any flat callback has. */
const maxFlatChildren = 64;

/**
 * The children of `<xml>`. Flat documents, which is nearly all of them, take the quick way; the rest goes through the real parser.
 * @throws CallbackRefused for anything that is not one well-formed `<xml>` element, for a repeated child, DOCTYPE, comment, unknown entity or a
 * depth over 8
 */
export function readXml(text: string): XmlElement {
  return scanFlatXml(text) ?? parseXml(text);
}

/**
 * Reads `<xml>` whose children, 64 at most, hold either plain text or exactly one CDATA section, without attributes, entities or
 * carriage returns. Takes time in proportion to the length, whatever a stranger sends.
 * @returns `undefined` for everything else, well-formed or not: the parser decides about that
 */
export function scanFlatXml(text: string): XmlElement | undefined {
  if (!text.startsWith('<xml>')) return undefined;
  const children = new Map<string, string>();
  let at = afterSpace(text, 5);
  while (!text.startsWith('</', at)) {
    const nameEnd = text.indexOf('>', at);
    if (nameEnd < 0 || text.charCodeAt(at) !== lessThan || children.size === maxFlatChildren) return undefined;
    const name = text.slice(at + 1, nameEnd);
    if (!flatName.test(name) || children.has(name)) return undefined;
    const isCdata = text.startsWith('<![CDATA[', nameEnd + 1);
    const start = isCdata ? nameEnd + 10 : nameEnd + 1;
    const end = text.indexOf(isCdata ? ']]>' : '<', start);
    const value = text.slice(start, end);
    if (end < 0 || value.includes('\r') || (!isCdata && value.includes('&'))) return undefined;
    at = afterClosingTag(text, isCdata ? end + 3 : end, name);
    if (at < 0) return undefined;
    children.set(name, value);
  }
  return afterClosingTag(text, at, 'xml') === text.length ? children : undefined;
}

/**
 * Reads an envelope, in bytes as latin1: `<xml>` whose children hold neither elements nor spaces. Relays put things around it that WeCom
 * does not write: a byte order mark, an XML declaration, comments, line breaks. Takes time in proportion to the length.
 * @returns `undefined` for everything else
 */
export function scanEnvelope(text: string): XmlElement | undefined {
  const bare = withoutComments(text.replace(/^\u00ef\u00bb\u00bf/, ''));
  return bare === undefined ? undefined : scanFlatXml(withoutDeclaration(bare.replace(/[ \t\r\n]+/g, '')));
}

function withoutDeclaration(text: string): string {
  if (!text.startsWith('<?xml')) return text;
  const end = text.indexOf('?>');
  return end < 0 ? text : text.slice(end + 2);
}

/** @returns `undefined` where `<!` begins anything but a comment or a CDATA section */
function withoutComments(text: string): string | undefined {
  let kept = '';
  let from = 0;
  for (let at = text.indexOf('<!'); at >= 0; at = text.indexOf('<!', from)) {
    const isComment = text.startsWith('<!--', at);
    if (!isComment && !text.startsWith('<![CDATA[', at)) return undefined;
    const end = text.indexOf(isComment ? '-->' : ']]>', at + 4);
    if (end < 0) return undefined;
    kept += text.slice(from, isComment ? at : end + 3);
    from = end + 3;
  }
  return kept + text.slice(from);
}

/** Names as WeCom writes them; the parser has its own way with words that mean something in JavaScript. */
const flatName = /^[A-Z][A-Za-z0-9_]{0,63}$/;
const lessThan = '<'.charCodeAt(0);
const greaterThan = '>'.charCodeAt(0);

/** Where the text goes on after `</name>` and white space; -1 when something else stands there. */
function afterClosingTag(text: string, at: number, name: string): number {
  const end = at + 2 + name.length;
  const isThere = text.startsWith('</', at) && text.startsWith(name, at + 2) && text.charCodeAt(end) === greaterThan;
  return isThere ? afterSpace(text, end + 1) : -1;
}

function afterSpace(text: string, start: number): number {
  let at = start;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

/** What XML calls white space: space, tab, line feed, carriage return. */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

type Ordered = Readonly<Record<string, unknown>>;

/**
 * The children of `<xml>` by the real parser; repeated elements deeper down become lists.
 * @throws CallbackRefused as `readXml`
 */
export function parseXml(text: string): XmlElement {
  // Comments are refused with DOCTYPE: no callback has them, and they could hide one from this check.
  if (hasDeclaration(text)) throw new CallbackRefused('xml-doctype');
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreDeclaration: true,
    ignorePiTags: true,
    parseTagValue: false,
    trimValues: false,
    processEntities: false,
    cdataPropName: '#cdata',
    maxNestedTags: maxDepth,
  });
  let roots: Ordered[];
  try {
    roots = parser.parse(text, true) as Ordered[];
  } catch {
    throw new CallbackRefused('xml');
  }
  const elements = roots.filter((node) => !('#text' in node));
  const [root] = elements;
  const children = root?.xml;
  if (elements.length !== 1 || !Array.isArray(children)) throw new CallbackRefused('xml-root');
  const value = content(children, 1);
  if (typeof value === 'string') {
    if (value.trim() !== '') throw new CallbackRefused('xml-root');
    return new Map();
  }
  for (const child of value.values()) {
    if (Array.isArray(child)) throw new CallbackRefused('xml-repeated');
  }
  return value;
}

/** Whether `<!` stands anywhere but at the start of a closed CDATA section. */
function hasDeclaration(text: string): boolean {
  let at = text.indexOf('<!');
  while (at >= 0) {
    const end = text.startsWith('<![CDATA[', at) ? text.indexOf(']]>', at) : -1;
    if (end < 0) return true;
    at = text.indexOf('<!', end);
  }
  return false;
}

function content(nodes: readonly Ordered[], depth: number): string | XmlElement {
  if (depth > maxDepth) throw new CallbackRefused('xml-depth');
  const children = new Map<string, XmlValue>();
  let text = '';
  for (const node of nodes) {
    const name = Object.keys(node).find((key) => key !== ':@');
    if (name === '#text') text += decoded(String(node[name]));
    else if (name === '#cdata') text += (node[name] as Ordered[]).map((part) => String(part['#text'])).join('');
    else if (name !== undefined) {
      const value = content(node[name] as Ordered[], depth + 1);
      const before = children.get(name);
      if (before === undefined) children.set(name, value);
      else children.set(name, Array.isArray(before) ? [...before, value] : [before, value]);
    }
  }
  if (children.size === 0) return text;
  if (text.trim() !== '') throw new CallbackRefused('xml-mixed');
  return children;
}

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The five named entities and numeric ones; any other is refused. */
function decoded(text: string): string {
  return text.replace(/&([^;&]{0,12});?/g, (whole, name: string) => {
    const known = entities.get(name);
    if (known !== undefined && whole.endsWith(';')) return known;
    const number = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
    const point = number === null ? Number.NaN : Number.parseInt(number[1] ?? number[2] ?? '', number[1] ? 16 : 10);
    const isCharacter = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
    if (!isCharacter || !whole.endsWith(';')) throw new CallbackRefused('xml-entity');
    return String.fromCodePoint(point);
  });
}
