/** More than any flat callback has. */
const maxFlatChildren = 64;

/**
 * Reads `<xml>` whose children, 64 at most, hold either plain text or exactly one CDATA section, without attributes, entities or
 * carriage returns. Takes time in proportion to the length, whatever a stranger sends.
 * @returns `undefined` for everything else, well-formed or not: the parser decides about that
 */
export function scanFlatXml(text: string): ReadonlyMap<string, string> | undefined {
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
export function scanEnvelope(text: string): ReadonlyMap<string, string> | undefined {
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
