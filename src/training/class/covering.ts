import type { Session } from './session.ts';

/** Something to choose by weight; of equal weights the smaller `id` comes first. */
export interface Weighed {
  id: string;
  weight: number;
}

/** The items with a weight above 0. */
export function weighSessions(sessions: readonly Session[], weightOf: (session: Session) => number): Weighed[] {
  return sessions.map((one) => ({ id: one.sessionId, weight: weightOf(one) })).filter((one) => one.weight > 0);
}

/** How many of the items, heaviest first, have the weight `need` together; absent if all of them have less. 0 if nothing is needed. */
export function fewestCovering(items: readonly Weighed[], need: number): number | undefined {
  let sum = 0;
  let count = 0;
  for (const item of heaviestFirst(items)) {
    if (sum >= need) break;
    sum += item.weight;
    count += 1;
  }
  return sum >= need ? count : undefined;
}

/**
 * `count` items whose total weight reaches `need` and cannot be lowered by exchanging a single one; the heaviest ones if none reach it.
 * Heaviest first. The result does not depend on the order of the items.
 */
export function pickCovering(items: readonly Weighed[], count: number, need: number): Weighed[] {
  const sorted = heaviestFirst(items);
  const picked = sorted.slice(0, count);
  const left = sorted.slice(count);
  for (;;) {
    const spare = picked.reduce((sum, one) => sum + one.weight, 0) - need;
    const swap = bestSwap(picked, left, spare);
    if (swap === undefined) return heaviestFirst(picked);
    const [out, into] = swap;
    picked[picked.indexOf(out)] = into;
    left[left.indexOf(into)] = out;
  }
}

/** The exchange that lowers the total weight most, but by no more than `spare`. */
function bestSwap(picked: readonly Weighed[], left: readonly Weighed[], spare: number): [Weighed, Weighed] | undefined {
  let best: [Weighed, Weighed] | undefined;
  let bestSaving = 0;
  for (const out of picked) {
    for (const into of left) {
      const saving = out.weight - into.weight;
      if (saving > bestSaving && saving <= spare) {
        best = [out, into];
        bestSaving = saving;
      }
    }
  }
  return best;
}

function heaviestFirst(items: readonly Weighed[]): Weighed[] {
  return [...items].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
}
