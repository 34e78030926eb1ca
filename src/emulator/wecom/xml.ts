/** One element: text goes into CDATA, numbers are written as they are, a list becomes nested elements. */
export type XmlElement = readonly [name: string, value: string | number | bigint | readonly XmlElement[]];

/**
 * A whole document under `<xml>`.
 * @param lineBreaks - how many line breaks are spread between the elements; the vendor's samples have none to one each
 */
export function writeXml(elements: readonly XmlElement[], lineBreaks: number): string {
  const gaps = elements.length + 1;
  const breaksAt = (gap: number) => '\n'.repeat(Math.floor(lineBreaks / gaps) + (gap < lineBreaks % gaps ? 1 : 0));
  const parts = elements.map((element, index) => `${breaksAt(index)}${writeElement(element)}`);
  return `<xml>${parts.join('')}${breaksAt(gaps - 1)}</xml>`;
}

function writeElement([name, value]: XmlElement): string {
  if (typeof value === 'string') return `<${name}>${cdata(value)}</${name}>`;
  if (typeof value === 'object') return `<${name}>${value.map(writeElement).join('')}</${name}>`;
  return `<${name}>${value}</${name}>`;
}

/** Splits `]]>` over two sections and leaves out what XML 1.0 cannot carry. */
function cdata(text: string): string {
  const legal = [...text].filter(isXmlCharacter).join('');
  return `<![CDATA[${legal.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function isXmlCharacter(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}

/** CDATA, a comment, a tag, text; a `<` by itself is a fault. */
const TOKENS = /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<\/?[A-Za-z_][\w.-]*\s*\/?>|[^<]+|</g;

/** What `readXml` makes of an element: its text and its children by name, each name as often as it came. */
export interface XmlNode {
  text: string;
  children: Map<string, XmlNode[]>;
}

/**
 * Reads a reply document as bots of all kinds write it: elements, empty ones too, text, CDATA, the five named entities and characters by number; before
 * and between them a BOM, an XML declaration and comments.
 * @throws Error for everything a vendor would not read
 */
export function readXml(source: string): XmlNode {
  const bare = source.trim().replace(/^<\?xml\s[^<>]*\?>/, '');
  const tokens = bare.match(TOKENS) ?? [];
  const root: XmlNode = { text: '', children: new Map() };
  const open: { name: string; node: XmlNode }[] = [{ name: '', node: root }];
  for (const token of tokens) {
    const top = open[open.length - 1];
    if (top === undefined) throw new Error('closed too often');
    if (token.startsWith('<![CDATA[')) top.node.text += token.slice(9, -3);
    else if (token.startsWith('<!--')) continue;
    else if (token.startsWith('</')) close(open, token.slice(2, -1).trim());
    else if (token === '<') throw new Error('not an element');
    else if (token.startsWith('<')) openElement(open, top.node, token.slice(1, -1));
    else top.node.text += decodeEntities(token);
  }
  const [document] = root.children.get('xml') ?? [];
  if (open.length !== 1 || document === undefined) throw new Error('not one <xml> document');
  return document;
}

/** The text of the first child of that name, or ''. */
export function childText(node: XmlNode | undefined, name: string): string {
  return node?.children.get(name)?.[0]?.text ?? '';
}

function openElement(open: { name: string; node: XmlNode }[], parent: XmlNode, tag: string): void {
  const isEmpty = tag.endsWith('/');
  const name = tag.replace('/', '').trim();
  if (open.length > 8) throw new Error('nested too deep');
  const node: XmlNode = { text: '', children: new Map() };
  parent.children.set(name, [...(parent.children.get(name) ?? []), node]);
  if (!isEmpty) open.push({ name, node });
}

function close(open: { name: string; node: XmlNode }[], name: string): void {
  if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`);
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decodeEntities(text: string): string {
  return text.replace(/&([^;]*);?/g, (whole, name: string) => {
    const decoded = ENTITIES.get(name) ?? characterOf(name);
    if (decoded === undefined) throw new Error(`unknown entity ${whole}`);
    return decoded;
  });
}

/** `#20154` or `#x4eba`. */
function characterOf(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
  const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
