/**
 * Cuts text into parts that fit, at the end of a paragraph, else of a sentence, else between two characters as people see them.
 * Nothing is lost but the line breaks at the cuts.
 *
 * @param maxBytes - most UTF-8 bytes per part, 64 or more
 */
export function splitText(text: string, maxBytes: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (bytesOf(rest) > maxBytes) {
    const cut = cutWithin(rest, maxBytes, bytesOf);
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
  if (bytesOf(text) <= maxBytes) return text;
  return `${text.slice(0, cutWithin(text, maxBytes - bytesOf('…'), bytesOf)).trimEnd()}…`;
}

const SENTENCE_END = /[。！？；!?;]/;

/** Where to cut: behind the last paragraph or sentence that ends in the second half of what fits, else behind the last character. */
function cutWithin(text: string, max: number, sizeOf: (part: string) => number): number {
  const ends = characterEnds(text, max, sizeOf);
  const last = ends.at(-1) ?? 0;
  const late = ends.filter((end) => end >= last / 2);
  const paragraph = late.findLast((end) => text[end - 1] === '\n');
  return paragraph ?? late.findLast((end) => SENTENCE_END.test(text[end - 1] ?? '')) ?? last;
}

/** Ends of the characters that fit. A single character too long for one part, e.g. with endless marks, is cut between code points. */
function characterEnds(text: string, max: number, sizeOf: (part: string) => number): number[] {
  const whole = new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text);
  const ends = endsOf(segmentsOf(whole), max, sizeOf);
  return ends.length > 0 ? ends : endsOf(text, max, sizeOf);
}

function endsOf(characters: Iterable<string>, max: number, sizeOf: (part: string) => number): number[] {
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

function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
