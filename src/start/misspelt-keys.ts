/** Beginnings of names that are ours alone: any other key that begins so is a mistake. */
const ownBeginnings = /^(WECOM|DINGTALK)/i;

/**
 * Faults of keys that look like ours and are not: a misspelt one would be passed over in silence. Other programs' keys are left alone.
 * @param given - the keys of the environment that have a value
 * @param known - our keys
 */
export function misspeltKeys(given: readonly string[], known: readonly string[]): string[] {
  const ours = new Set(known);
  return given.flatMap((key) => {
    if (ours.has(key)) return [];
    const [nearest] = known
      .map((each) => ({ name: each, apart: distance(key.toUpperCase(), each) }))
      .sort((a, b) => a.apart - b.apart);
    if (nearest === undefined || !isMeantForUs(key, nearest.name, nearest.apart)) return [];
    const advice = nearest.apart <= key.length / 3 ? `是否应为 ${nearest.name}` : '请对照 .env.example';
    return [`${key}: 没有这一项设置，${advice}`];
  });
}

/** Single words are common elsewhere: without a beginning of ours only `TWO_WORDS` can be meant for us. */
function isMeantForUs(key: string, nearest: string, apart: number): boolean {
  if (ownBeginnings.test(key)) return true;
  const mostApart = nearest.length < 10 ? 1 : 2;
  return key.includes('_') && nearest.includes('_') && apart <= mostApart;
}

/** How many letters must be added, left out, changed or swapped with the next to make one word of the other. */
function distance(a: string, b: string): number {
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
