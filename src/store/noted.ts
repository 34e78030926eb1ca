/** Whether a row notes this update at a (dotted) place: one update, a list of them, or the lists of what updates did, each with its update. */
export function isNoted(row: object | null | undefined, mark: string, updateId: string): boolean {
  let found: unknown[] = [row];
  for (const name of mark.split('.')) found = found.flatMap((each) => (isObject(each) ? each[name] : []));
  return found.flat().includes(updateId);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
