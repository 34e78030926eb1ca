/**
 * A text as it is kept: without characters that nobody sees (zero-width, soft hyphens, variation selectors, direction marks, controls), every
 * kind of space a plain one, line breaks as `\n`, no spaces outside, and one kind of middle dot between the parts of a name. Widths and case
 * stay as they were typed.
 */
export function cleaned(text: string): string {
  return visible(text)
    .normalize('NFC')
    .replace(RADICALS, (radical) => radical.normalize('NFKC'))
    .replace(DOTS_IN_NAMES, '·')
    .replace(SPACES, ' ')
    .trim();
}

/** A word as it is kept where width means nothing, e.g. an id or a name: as `cleaned`, half-width and without any space. Case stays. */
export function plainWord(text: string): string {
  return cleaned(text).replace(DOTS_IN_NAMES, '·').normalize('NFKC').replace(/\s/g, '');
}

/** What two texts are compared by: equal for what people read as the same, whatever its width, case, spaces, dashes and middle dots. */
export function comparable(text: string): string {
  return plainWord(visible(text).replace(MIDDLE_DOTS, '·').replace(DASHES, '-')).toLowerCase();
}

/** The text without characters that nobody sees; tabs and line breaks stay, the latter as `\n`. */
export function visible(text: string): string {
  return text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(UNSEEN, '');
}

/** `[…]` of everything that looks like a dot at half height. */
const DOT =
  '[\u00B7\u0387\u02D9\u1427\u16EB\u2022\u2024\u2027\u2218\u2219\u22C5\u25CF\u25E6\u2981\u2E30\u2E31\u2E33\u30FB\uA78F\uFF65\u{10101}]';
const MIDDLE_DOTS = new RegExp(DOT, 'gu');
/** Between Han letters a dot is that of a name; elsewhere it may be a bullet and stays. */
const DOTS_IN_NAMES = new RegExp(`${DOT}(?<=\\p{Script=Han}\\s{0,4}.)(?=\\s{0,4}\\p{Script=Han})`, 'gu');
const DASHES = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g;
const SPACES = /[^\S\n]/g;
/** Radicals that look like letters and come from texts copied out of a PDF. */
const RADICALS = /[\u2F00-\u2FD5]/g;
/**
 * What Unicode calls ignorable or a format character, controls other than tab and line feed, halves of surrogate pairs, the blank braille
 * pattern and the stand-in for an embedded object.
 */
const UNSEEN = /(?![\t\n])[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}\p{Cc}\u2800\uFFFC]/gu;
