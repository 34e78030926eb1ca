/**
 * A text as it is stored: without invisible characters (zero-width, soft hyphens, variation selectors, direction marks, controls), with plain
 * spaces for every kind of space, `\n` for line breaks, no spaces at either end, and one kind of middle dot between the parts of a name. Width
 * and case stay as typed.
 */
export function cleaned(text: string): string {
  if (isPlain(text)) return text;
  return visible(text)
    .normalize('NFC')
    .replace(RADICALS, (radical) => radical.normalize('NFKC'))
    .replace(DOTS_IN_NAMES, '·')
    .replace(SPACES, ' ')
    .trim();
}

/** A word whose width does not matter, such as an id or a name, as it is stored: like `cleaned`, and half-width and without spaces. Case stays. */
export function plainWord(text: string): string {
  if (isPlain(text)) return text;
  return cleaned(text).replace(DOTS_IN_NAMES, '·').normalize('NFKC').replace(/\s/g, '').normalize('NFC');
}

/** The form in which two texts are compared: equal whatever their width, case, spaces, dashes and middle dots. */
export function comparable(text: string): string {
  if (isPlain(text)) return text.toLowerCase();
  return plainSigns(plainWord(plainSigns(visible(text))))
    .toLowerCase()
    .normalize('NFC');
}

/** With one kind of middle dot and dash; asked before and after the width is made plain, which brings some of them forth and hides others. */
function plainSigns(text: string): string {
  return text.replace(MIDDLE_DOTS, '·').replace(DASHES, '-');
}

/**
 * What words and numbers that people type are compared by: as `comparable`, without what a sentence puts around a word, e.g. `“签到”。` is
 * `签到`. Of signs alone nothing is taken.
 */
export function typedWord(text: string): string {
  const word = comparable(text);
  const bare = word.replace(OPENING, '').replace(CLOSING, '');
  return bare === '' ? word : bare;
}

/** The number of a class, a notice, a survey and the like, as it is kept: `2026-01-T1`. */
export function typedNumber(text: string): string {
  return typedWord(text).toUpperCase().normalize('NFC');
}

/** Whether people read the two as the same word. */
export function isSameWord(one: string, other: string): boolean {
  return typedWord(one) === typedWord(other);
}

/** A person's name as it is kept: as `plainWord`, with one kind of dot between its parts, also where a full stop was typed. */
export function plainName(text: string): string {
  return plainWord(text).replace(STOPS, '·');
}

/** What a typed name of a person is compared by: as `typedWord`, with one kind of dot between its parts. */
export function typedName(text: string): string {
  return typedWord(text).replace(STOPS, '·');
}

/** A title as it is kept: as `cleaned`, with digits, letters, `-` and `/` in their plain width; Chinese punctuation stays. */
export function plainTitle(text: string): string {
  return cleaned(text).replace(/[０-９Ａ-Ｚａ-ｚ－／]/g, (sign) => sign.normalize('NFKC'));
}

/** The parts of a typed answer such as `1、3，5` or `①③`, each as `typedWord`; what only separates them is no part. */
export function typedParts(text: string): string[] {
  const spaced = visible(text).replace(ROUND_NUMBERS, ' $& ').normalize('NFKC').replace(KEYCAP, ' ');
  return spaced
    .split(/[\s,、;.。!~()|]+/)
    .filter((part) => part !== '')
    .map(typedWord);
}

/** Whether there is nothing in it that any of these would change but the case: what nearly every cell of a sheet holds. */
function isPlain(text: string): boolean {
  return /^[\u4E00-\u9FFF\dA-Za-z./_-]*$/.test(text);
}

/** The text without characters that nobody sees; tabs and line breaks stay, the latter as `\n`. */
export function visible(text: string): string {
  return text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(UNSEEN, '');
}

/** A character class of everything that looks like a middle dot. */
const DOT =
  '[\u00B7\u0387\u02D9\u1427\u16EB\u2022\u2024\u2027\u2218\u2219\u22C5\u25CF\u25E6\u2981\u2E30\u2E31\u2E33\u30FB\uA78F\uFF65\u{10101}]';
const MIDDLE_DOTS = new RegExp(DOT, 'gu');
/** Between Han characters a middle dot belongs to a name; elsewhere it may be a bullet and stays. */
const DOTS_IN_NAMES = new RegExp(`${DOT}(?<=\\p{Script=Han}\\s{0,4}.)(?=\\s{0,4}\\p{Script=Han})`, 'gu');
/** What stands between the parts of a name where its dot was typed as a full stop. */
const STOPS = /[.．。｡]/g;
/** Quotation marks, brackets, stops and the like, as `comparable` leaves them, in front of a word and behind it. */
const OPENING = /^(?:[\p{Ps}\p{Pi}"'`“”‘’,、。.:;!?~…])+/u;
const CLOSING = /(?:[\p{Pe}\p{Pf}"'`“”‘’,、。.:;!?~…])+$/u;
const ROUND_NUMBERS = /[\u2460-\u2473\u2474-\u2487\u2488-\u249B\u2776-\u277F]/g;
/** Drawn around the digit in front of it. */
const KEYCAP = /\u20E3/g;
const DASHES = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g;
const SPACES = /[^\S\n]/g;
/** Radicals that look like ordinary characters; texts copied from a PDF contain them. */
const RADICALS = /[\u2F00-\u2FD5]/g;
/**
 * Invisible characters: what Unicode calls ignorable or a format character, controls other than tab and line feed, unpaired surrogates, the
 * blank braille pattern and the replacement character for an embedded object.
 */
const UNSEEN = /(?![\t\n])[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}\p{Cc}\u2800\uFFFC]/gu;
