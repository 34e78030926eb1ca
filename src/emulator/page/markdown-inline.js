/** What stands inside one line of Markdown: bold, italic, code, links, colours. */

/**
 * @typedef {{ kind: 'text', text: string }
 *   | { kind: 'code', text: string }
 *   | { kind: 'break' }
 *   | { kind: 'image', label: string }
 *   | { kind: 'strong' | 'em', inside: Inline[] }
 *   | { kind: 'font', color: string, inside: Inline[] }
 *   | { kind: 'link', href: string, inside: Inline[] }} Inline
 */

/** Each pattern is anchored and linear; the first that fits at a place wins. */
const INLINE = [
  { kind: 'text', pattern: /^\\([!-/:-@[-`{-~])/ },
  { kind: 'image', pattern: /^!\[([^\]]*)\]\(([^()\s]*)\)/ },
  { kind: 'link', pattern: /^\[((?:\\.|[^\]\\])+)\]\(((?:[^()\s]|\([^()\s]*\))+)\)/ },
  { kind: 'code', pattern: /^`([^`]+)`/ },
  { kind: 'strong', pattern: /^\*\*((?:\\.|[^*\\])+)\*\*/ },
  { kind: 'em', pattern: /^\*((?:\\.|[^*\s\\])(?:\\.|[^*\\])*)\*/ },
  { kind: 'font', pattern: /^<font color="?([#\w]{1,20})"?>([^<]*)<\/font>/ },
];

const INLINE_START = /[\\![`*<]/;

/**
 * @param {string} text
 * @returns {Inline[]}
 */
export function parseInline(text) {
  /** @type {Inline[]} */
  const found = [];
  let plain = '';
  let rest = text;
  while (rest !== '') {
    const hit = matchInline(rest);
    if (hit === undefined) {
      const next = rest.slice(1).search(INLINE_START);
      const length = next < 0 ? rest.length : next + 1;
      plain += rest.slice(0, length);
      rest = rest.slice(length);
    } else {
      if (plain !== '') found.push({ kind: 'text', text: plain });
      plain = '';
      found.push(hit.inline);
      rest = rest.slice(hit.length);
    }
  }
  if (plain !== '') found.push({ kind: 'text', text: plain });
  return found;
}

/**
 * @param {string} rest
 * @returns {{ inline: Inline, length: number } | undefined}
 */
function matchInline(rest) {
  for (const { kind, pattern } of INLINE) {
    const match = pattern.exec(rest);
    if (match !== null) return { inline: toInline(kind, match[1] ?? '', match[2] ?? ''), length: match[0].length };
  }
  return undefined;
}

/**
 * @param {string} kind
 * @param {string} first
 * @param {string} second
 * @returns {Inline}
 */
function toInline(kind, first, second) {
  switch (kind) {
    case 'text':
      return { kind: 'text', text: first };
    case 'image':
      return { kind: 'image', label: first };
    case 'link':
      return { kind: 'link', href: second, inside: parseInline(first) };
    case 'code':
      return { kind: 'code', text: first };
    case 'font':
      return { kind: 'font', color: first, inside: parseInline(second) };
    case 'strong':
      return { kind: 'strong', inside: parseInline(first) };
    default:
      return { kind: 'em', inside: parseInline(first) };
  }
}
