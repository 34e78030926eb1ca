/**
 * A text as it is stored: without invisible characters (zero-width, soft hyphens, variation selectors, direction marks, controls), with plain
 * spaces for every kind of space, `\n` for line breaks, no spaces at either end, and one kind of middle dot between the parts of a name. Width
 * and case stay as typed.
 */
export function cleaned(text: string): string {
  return visible(text)
    .normalize('NFC')
    .replace(RADICALS, (radical) => radical.normalize('NFKC'))
    .replace(DOTS_IN_NAMES, '·')
    .replace(SPACES, ' ')
    .trim();
}

/** A word whose width does not matter, such as an id or a name, as it is stored: like `cleaned`, and half-width and without spaces. Case stays. */
export function plainWord(text: string): string {
  return cleaned(text).replace(DOTS_IN_NAMES, '·').normalize('NFKC').replace(/\s/g, '');
}

/** The form in which two texts are compared: equal whatever their width, case, spaces, dashes and middle dots. */
export function comparable(text: string): string {
  return plainWord(visible(text).replace(MIDDLE_DOTS, '·').replace(DASHES, '-')).toLowerCase();
}

/** The text without invisible characters; tabs stay, and line breaks as `\n`. */
export function visible(text: string): string {
  return text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(UNSEEN, '');
}

/** A character class of everything that looks like a middle dot. */
const DOT =
  '[\u00B7\u0387\u02D9\u1427\u16EB\u2022\u2024\u2027\u2218\u2219\u22C5\u25CF\u25E6\u2981\u2E30\u2E31\u2E33\u30FB\uA78F\uFF65\u{10101}]';
const MIDDLE_DOTS = new RegExp(DOT, 'gu');
/** Between Han characters a middle dot belongs to a name; elsewhere it may be a bullet and stays. */
const DOTS_IN_NAMES = new RegExp(`${DOT}(?<=\\p{Script=Han}\\s{0,4}.)(?=\\s{0,4}\\p{Script=Han})`, 'gu');
const DASHES = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g;
const SPACES = /[^\S\n]/g;
/** Radicals that look like ordinary characters; texts copied from a PDF contain them. */
const RADICALS = /[\u2F00-\u2FD5]/g;
/**
 * Invisible characters: what Unicode calls ignorable or a format character, controls other than tab and line feed, unpaired surrogates, the
 * blank braille pattern and the replacement character for an embedded object.
 */
const UNSEEN = /(?![\t\n])[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}\p{Cc}\u2800\uFFFC]/gu;
