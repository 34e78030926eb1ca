/** A typed command: `/点名 2026-01 20` becomes `{ name: '点名', args: ['2026-01', '20'] }`. */
export interface Command {
  name: string;
  /** Words after the name, on the first line. */
  args: readonly string[];
  /** Everything after the first line, for pasted tables; empty when there is none. */
  body: string;
}

/**
 * Reads a command. Full-width slashes, spaces and digits are as good as plain ones.
 *
 * @returns `undefined` when the text is no command
 */
export function readCommand(text: string): Command | undefined {
  const lines = text.replaceAll('\r\n', '\n').trim().split('\n');
  const head = (lines[0] ?? '').replaceAll(/[\u3000\u00a0\t]/g, ' ').trim();
  if (!/^[/／]/.test(head)) return undefined;
  const [name = '', ...args] = head.slice(1).trim().split(/ +/);
  return { name: plain(name).toLowerCase(), args: args.map(plain), body: lines.slice(1).join('\n') };
}

/** The text with half-width digits, letters and signs; Chinese punctuation stays. */
export function plain(word: string): string {
  return word.replaceAll(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0d\uff0f]/g, (sign) =>
    String.fromCharCode(sign.charCodeAt(0) - 0xfee0),
  );
}

/**
 * Numbers typed as an answer: `1`, `1 3`, `1、3，5`, full-width digits too.
 *
 * @returns the numbers, or `undefined` when the text is anything else
 */
export function readNumbers(text: string): number[] | undefined {
  const words = plain(text)
    .trim()
    .split(/[\s,，、.。;；]+/)
    .filter((word) => word !== '');
  if (words.length === 0 || !words.every((word) => /^\d{1,3}$/.test(word))) return undefined;
  return words.map(Number);
}

/**
 * The known name nearest to what was typed, for "did you mean".
 *
 * @returns `undefined` when nothing is near: more than half of the letters differ
 */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, distance: editDistance(typed, name) }))
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name));
  const best = ranked[0];
  if (best === undefined || best.distance > Math.max(1, Math.ceil(best.name.length / 2))) return undefined;
  return best.name;
}

function editDistance(a: string, b: string): number {
  const from = [...a].slice(0, 40);
  const to = [...b].slice(0, 40);
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  from.forEach((letter, i) => {
    const next = [i + 1];
    to.forEach((other, j) => {
      const replace = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replace, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    });
    row = next;
  });
  return row[to.length] ?? 0;
}
