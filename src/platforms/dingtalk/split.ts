/**
 * Cuts a text into parts of at most `maxBytes`, between paragraphs if it can, else between sentences, else between characters as
 * people see them.
 *
 * @param maxBytes - counted as the text stands inside JSON, in UTF-8 (a line end counts two)
 * @returns at least one part; none is empty unless the text is
 */
export function splitText(text: string, maxBytes: number): string[] {
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const piece of pieces(text, maxBytes)) {
    const bytes = jsonBytes(piece);
    if (used + bytes > maxBytes && part.trim() !== '') {
      parts.push(part.trim());
      part = '';
      used = 0;
    }
    part += piece;
    used += bytes;
  }
  if (part.trim() !== '' || parts.length === 0) parts.push(part.trim());
  return parts;
}

/** The pieces that may stay whole: together they are the text. */
function* pieces(text: string, maxBytes: number): Generator<string> {
  for (const paragraph of text.split(/(?<=\n)/)) {
    if (jsonBytes(paragraph) <= maxBytes) yield paragraph;
    else for (const sentence of sentences(paragraph)) yield* charactersIfTooLong(sentence, maxBytes);
  }
}

function sentences(paragraph: string): string[] {
  return paragraph.match(/[^。！？；!?;]+[。！？；!?;]*[”’」』）)]*|[。！？；!?;]+/g) ?? [paragraph];
}

function* charactersIfTooLong(sentence: string, maxBytes: number): Generator<string> {
  if (jsonBytes(sentence) <= maxBytes) {
    yield sentence;
    return;
  }
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(sentence)) {
    if (jsonBytes(segment) <= maxBytes) yield segment;
    else yield* segment;
  }
}

function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}
