/** Where the middle half of some numbers lies, and the middle of all. */
export interface Spread {
  from: number;
  middle: number;
  to: number;
}

/**
 * Where a class lies, without telling anybody's number as the best or the worst: the quarter marks, between two numbers in proportion.
 * @param leastPeople - for fewer nothing is told
 */
export function spreadOf(numbers: readonly number[], leastPeople: number): Spread | undefined {
  if (numbers.length === 0 || numbers.length < leastPeople) return undefined;
  const sorted = [...numbers].sort((a, b) => a - b);
  return { from: quarter(sorted, 1), middle: quarter(sorted, 2), to: quarter(sorted, 3) };
}

function quarter(sorted: readonly number[], which: 1 | 2 | 3): number {
  const at = ((sorted.length - 1) * which) / 4;
  const [below = 0, above = below] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below + (above - below) * (at - Math.floor(at));
}
