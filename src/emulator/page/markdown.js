/** The Markdown both vendors draw, read into plain data: headings, quotes, lists, bold, italic, code, links, colours. */

/**
 * @typedef {{ kind: 'text', text: string }
 *   | { kind: 'code', text: string }
 *   | { kind: 'break' }
 *   | { kind: 'image', label: string }
 *   | { kind: 'strong' | 'em', inside: Inline[] }
 *   | { kind: 'font', color: string, inside: Inline[] }
 *   | { kind: 'link', href: string, inside: Inline[] }} Inline
 */

/**
 * @typedef {{ kind: 'heading', level: number, inside: Inline[] }
 *   | { kind: 'paragraph' | 'quote', inside: Inline[] }
 *   | { kind: 'list', ordered: boolean, start: number, items: Inline[][] }
 *   | { kind: 'rule' }} Block
 */

const HEADING = /^(#{1,6})\s+(.*)$/;
const QUOTE = /^>\s?(.*)$/;
const LIST_ITEM = /^\s{0,3}(?:[-*+]|(\d{1,9})\.)\s+(.*)$/;
const RULE = /^\s{0,3}(?:-{3,}|\*{3,})\s*$/;

/**
 * @param {string} markdown
 * @param {'hard' | 'soft'} lineEnd - `hard`: every line end is drawn as one (WeCom); `soft`: only after two spaces (DingTalk)
 * @returns {Block[]}
 */
export function parseMarkdown(markdown, lineEnd) {
  /** @type {Block[]} */
  const blocks = [];
  for (const group of groupLines(markdown.split(/\r?\n/))) {
    const block = readGroup(group, lineEnd);
    if (block !== undefined) blocks.push(block);
  }
  return blocks;
}

/**
 * Lines that make up one block stand together.
 * @param {string[]} lines
 * @returns {{ kind: string, lines: string[] }[]}
 */
function groupLines(lines) {
  /** @type {{ kind: string, lines: string[] }[]} */
  const groups = [];
  for (const line of lines) {
    const kind = kindOf(line);
    const last = groups.at(-1);
    if (last !== undefined && last.kind === kind && kind !== 'heading') last.lines.push(line);
    else groups.push({ kind, lines: [line] });
  }
  return groups;
}

/** @param {string} line */
function kindOf(line) {
  if (line.trim() === '') return 'empty';
  if (HEADING.test(line)) return 'heading';
  if (RULE.test(line)) return 'rule';
  if (QUOTE.test(line)) return 'quote';
  const item = LIST_ITEM.exec(line);
  if (item !== null) return item[1] === undefined ? 'bullets' : 'numbers';
  return 'paragraph';
}

/**
 * @param {{ kind: string, lines: string[] }} group
 * @param {'hard' | 'soft'} lineEnd
 * @returns {Block | undefined}
 */
function readGroup({ kind, lines }, lineEnd) {
  const first = lines[0] ?? '';
  if (kind === 'empty') return undefined;
  if (kind === 'rule') return { kind: 'rule' };
  if (kind === 'heading') {
    const [, marks = '#', text = ''] = HEADING.exec(first) ?? [];
    return { kind: 'heading', level: marks.length, inside: parseInline(text) };
  }
  if (kind === 'quote') {
    return {
      kind: 'quote',
      inside: joinLines(
        lines.map((line) => QUOTE.exec(line)?.[1] ?? ''),
        'hard',
      ),
    };
  }
  if (kind === 'bullets' || kind === 'numbers') {
    const start = Number(LIST_ITEM.exec(first)?.[1] ?? 1);
    const items = lines.map((line) => parseInline(LIST_ITEM.exec(line)?.[2] ?? ''));
    return { kind: 'list', ordered: kind === 'numbers', start, items };
  }
  return { kind: 'paragraph', inside: joinLines(lines, lineEnd) };
}

/**
 * @param {string[]} lines
 * @param {'hard' | 'soft'} lineEnd
 * @returns {Inline[]}
 */
function joinLines(lines, lineEnd) {
  return lines.flatMap((line, index) => {
    const inline = parseInline(line.trim());
    if (index === lines.length - 1) return inline;
    const hard = lineEnd === 'hard' || line.endsWith('  ');
    return [
      ...inline,
      hard ? { kind: /** @type {const} */ ('break') } : { kind: /** @type {const} */ ('text'), text: ' ' },
    ];
  });
}

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
