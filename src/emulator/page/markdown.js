/** The Markdown both vendors draw, read into plain data: paragraphs, headings, quotes, lists. */
import { parseInline } from './markdown-inline.js';

/** @typedef {import('./markdown-inline.js').Inline} Inline */

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
