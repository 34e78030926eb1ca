/** Who is on duty (值日) on a day of class. */
export interface DutyDay {
  dateOn: string;
  cadreId: string;
}

/**
 * Puts trainees on duty day by day: always who has been on duty least, of several the first by id. So nobody is on duty twice more than
 * another, as long as nobody was before.
 *
 * @param days - Beijing days
 * @param trainees - cadre ids, in any order; at least one
 * @param before - days of duty of each outside these days; those without any left out
 */
export function dutyRota(
  days: readonly string[],
  trainees: readonly string[],
  before: ReadonlyMap<string, number> = new Map(),
): DutyDay[] {
  const counts = new Map([...trainees].sort().map((cadreId) => [cadreId, before.get(cadreId) ?? 0]));
  return [...days].sort().flatMap((dateOn) => {
    const [next] = [...counts].sort(([, a], [, b]) => a - b);
    if (next === undefined) return [];
    const [cadreId, count] = next;
    counts.set(cadreId, count + 1);
    return [{ dateOn, cadreId }];
  });
}
