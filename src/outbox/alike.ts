/** Rows that become the same. */
export interface Alike<Change> {
  readonly change: Change;
  readonly keys: readonly string[];
}

/** Puts together the rows with equal changes, so that each change is written down once for all of them. */
export function alike<Change>(changes: readonly { readonly key: string; readonly change: Change }[]): Alike<Change>[] {
  const known = new Map<string, { change: Change; keys: string[] }>();
  for (const { key, change } of changes) {
    const words = JSON.stringify(change);
    const same = known.get(words);
    if (same === undefined) known.set(words, { change, keys: [key] });
    else same.keys.push(key);
  }
  return [...known.values()];
}
