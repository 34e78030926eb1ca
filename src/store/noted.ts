/** Whether a row notes this update at a (dotted) place: one update, a list of them, or the lists of what updates did, each with its update. */
export function isNoted(row: object | null | undefined, mark: string, updateId: string): boolean {
  return row !== null && row !== undefined && valuesAt(row, mark).includes(updateId);
}

/** What a row holds at a (dotted) place; of lists, what each of their elements holds there. */
export function valuesAt(row: object, place: string): unknown[] {
  let found: unknown[] = [row];
  for (const name of place.split('.')) found = found.flat().flatMap((each) => (isObject(each) ? [each[name]] : []));
  return found.flat();
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
