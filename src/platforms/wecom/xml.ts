import { XMLParser } from 'fast-xml-parser';
import { CallbackRefused } from './callback-refused.ts';
import { scanFlatXml } from './xml-scan.ts';

/** An element's content: text, child elements by name, or a list where a name repeats. Text is never turned into a number. */
export type XmlValue = string | XmlElement | (string | XmlElement)[];
export type XmlElement = ReadonlyMap<string, XmlValue>;

const maxDepth = 8;

/**
 * The children of `<xml>`. Flat documents, which is nearly all of them, take the quick way; the rest goes through the real parser.
 * @throws CallbackRefused for anything that is not one well-formed `<xml>` element, for a repeated child, DOCTYPE, comment, unknown
 * entity or a depth over 8
 */
export function readXml(text: string): XmlElement {
  return scanFlatXml(text) ?? parseXml(text);
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
