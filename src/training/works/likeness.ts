/** A run of so many characters counts as the same words. */
const shingleCharacters = 8;
/** Of so many runs in a row one is kept, so that every passage of 12 characters that two texts share is found. */
const windowShingles = 5;
/** Longer texts are compared by their beginning. */
const mostCharacters = 200_000;

/** How much of a text is found in another, by the runs of characters that both have. */
export interface Likeness {
  /** Rounded down. */
  percent: number;
  /** The work it is like. */
  workId: string;
}

/** The characters that are compared: letters and digits, whatever their width or case; no spaces, no punctuation. */
export function comparedText(text: string): string {
  return text
    .slice(0, mostCharacters)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * The fingerprint of a text (winnowing): numbers from which no word can be read back, the same for the same passages wherever they stand.
 * @returns ascending, each number once; empty for a text shorter than a run
 */
export function fingerprintOf(text: string): Uint32Array {
  const characters = [...comparedText(text)].map((each) => each.codePointAt(0) ?? 0);
  const hashes: number[] = [];
  for (let at = 0; at + shingleCharacters <= characters.length; at += 1) hashes.push(hashAt(characters, at));
  const kept = new Set<number>();
  const last = Math.max(0, hashes.length - windowShingles);
  for (let at = 0; hashes.length > 0 && at <= last; at += 1)
    kept.add(Math.min(...hashes.slice(at, at + windowShingles)));
  return Uint32Array.from(kept).sort();
}

/** Which share of the first text is found in the second, in percent, rounded down. */
export function sharePercent(own: Uint32Array, other: Uint32Array): number {
  if (own.length === 0) return 0;
  let same = 0;
  for (let a = 0, b = 0; a < own.length && b < other.length; ) {
    const [mine, theirs] = [own[a] ?? 0, other[b] ?? 0];
    if (mine === theirs) same += 1;
    if (mine <= theirs) a += 1;
    if (theirs <= mine) b += 1;
  }
  return Math.floor((same * 100) / own.length);
}

/** The work that a text is most like; of equally like ones the one with the smaller id. Nothing below the share that is worth a hint. */
export function mostLike(
  own: Uint32Array,
  others: Iterable<{ workId: string; print: Uint32Array }>,
  hintPercent: number,
): Likeness | undefined {
  let best: Likeness | undefined;
  for (const { workId, print } of others) {
    const percent = sharePercent(own, print);
    if (percent < hintPercent) continue;
    const isMore = best === undefined || percent > best.percent || (percent === best.percent && workId < best.workId);
    if (isMore) best = { percent, workId };
  }
  return best;
}

/** FNV-1a over the code points, mixed so that its smallest values are spread over all passages. */
function hashAt(characters: readonly number[], from: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < from + shingleCharacters; at += 1) {
    const code = characters[at] ?? 0;
    hash = Math.imul(hash ^ (code & 0xffff), 0x01000193);
    hash = Math.imul(hash ^ (code >>> 16), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
