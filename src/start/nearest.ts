/** The known word that was most likely meant: the only one that begins so, or one of which at most a third of the letters differ. */
export function nearest(given: string, known: readonly string[]): string | undefined {
  const [begun, another] = known.filter((name) => given.length > 1 && name.startsWith(given));
  if (begun !== undefined && another === undefined) return begun;
  const [first] = known
    .map((name) => ({ name, apart: distance(given.toUpperCase(), name.toUpperCase()) }))
    .sort((a, b) => a.apart - b.apart);
  return first !== undefined && first.apart <= Math.max(1, given.length / 3) ? first.name : undefined;
}

/** How many letters must be added, left out, changed or swapped with the next to make one word of the other. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? (before[j - 2] ?? 0) + 1 : changed;
      row.push(Math.min(changed, swapped, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
