/** How much a text counts against a limit. */
export type SizeOf = (text: string) => number;

/** In UTF-8. */
export function utf8Bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** In UTF-8, as the text stands inside JSON: a line end counts two. */
export function jsonBytes(text: string): number {
  return utf8Bytes(JSON.stringify(text)) - 2;
}

/**
 * Cuts text into parts that fit, at the end of a paragraph, else of a line, else of a sentence, else between two members of a list (never inside a person or a command), else between two characters as
 * people see them.
 * Nothing is lost but the line breaks at the cuts.
 *
 * @param max - most of what `sizeOf` counts in each part; room for at least one character
 * @returns at least one part; none is empty unless the text is
 */
export function splitText(text: string, max: number, sizeOf: SizeOf = utf8Bytes): string[] {
  const parts: string[] = [];
  let rest = text;
  while (sizeOf(rest) > max) {
    const cut = cutWithin(rest, max, sizeOf);
    parts.push(rest.slice(0, cut).replace(/\n+$/, ''));
    rest = rest.slice(cut).replace(/^\n+/, '');
  }
  const said = [...parts, rest].filter((part) => part !== '');
  return said.length === 0 ? [''] : said;
}

/**
 * The longest beginning of at most `maxChars` UTF-16 units that ends well, with `…` where something is missing.
 * @param maxChars - 3 or more
 */
export function shortened(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const cut = cutWithin(text, maxChars - 1, (part) => part.length);
  return `${text.slice(0, cut).trimEnd()}…`;
}

/** As `shortened`, for a limit in UTF-8 bytes. @param maxBytes - 64 or more */
export function shortenedToBytes(text: string, maxBytes: number): string {
  if (utf8Bytes(text) <= maxBytes) return text;
  return `${text.slice(0, cutWithin(text, maxBytes - utf8Bytes('…'), utf8Bytes)).trimEnd()}…`;
}

const closing = '”’」』）)';
const sentenceEnd = new RegExp(`[。！？；!?;][${closing}]*$`);

/** A line that begins with it belongs to the line before: a name and the reasons for it, a command and what it does. */
const indent = '　';

/** What stands between the people of a list. */
const separators = '、；，;,';
const opening = '（(“‘《【「';
const closingOf = '）)”’》】」';

/**
 * Where to cut: behind the last paragraph, line, sentence or member of a list that ends in the second half of what fits, else in the first,
 * else behind the last character. What stands in brackets or quotation marks, such as the unit of a person or a command, is not cut as a list.
 */
function cutWithin(text: string, max: number, sizeOf: SizeOf): number {
  const ends = characterEnds(text, max, sizeOf);
  const last = ends.at(-1) ?? 0;
  const late = ends.filter((end) => end >= last / 2);
  return wellEnding(text, late) ?? wellEnding(text, ends) ?? last;
}

function wellEnding(text: string, ends: readonly number[]): number | undefined {
  const lines = ends.filter((end) => text[end - 1] === '\n');
  const paragraph = lines.findLast((end) => text[end] !== indent) ?? lines.at(-1);
  if (paragraph !== undefined) return paragraph;
  return ends.findLast((end) => isSentenceEnd(text, end)) ?? betweenMembers(text, ends);
}

/** Behind the last separator that stands in no brackets or quotation marks. */
function betweenMembers(text: string, ends: readonly number[]): number | undefined {
  const possible = new Set(ends);
  let depth = 0;
  let found: number | undefined;
  for (let at = 0; at < (ends.at(-1) ?? 0); at += 1) {
    const sign = text[at] ?? '';
    if (opening.includes(sign)) depth += 1;
    else if (closingOf.includes(sign)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && separators.includes(sign) && possible.has(at + 1)) found = at + 1;
  }
  return found;
}

/** A closing quote or bracket belongs to the sentence before it. */
function isSentenceEnd(text: string, end: number): boolean {
  return !closing.includes(text[end] ?? ' ') && sentenceEnd.test(text.slice(Math.max(0, end - 8), end));
}

/** Ends of the characters that fit. A single character too long for one part, e.g. with endless marks, is cut between code points. */
function characterEnds(text: string, max: number, sizeOf: SizeOf): number[] {
  const whole = new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text);
  const ends = endsOf(segmentsOf(whole), max, sizeOf);
  return ends.length > 0 ? ends : endsOf(text, max, sizeOf);
}

function endsOf(characters: Iterable<string>, max: number, sizeOf: SizeOf): number[] {
  const ends: number[] = [];
  let size = 0;
  let end = 0;
  for (const character of characters) {
    size += sizeOf(character);
    if (size > max) break;
    end += character.length;
    ends.push(end);
  }
  return ends;
}

function* segmentsOf(segments: Intl.Segments): Iterable<string> {
  for (const { segment } of segments) yield segment;
}
