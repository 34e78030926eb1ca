import { munkres } from 'munkres';

/** More than any sum of costs that rules can give: such a pair is not made. */
const NEVER = 1e9;

/**
 * Which row goes with which column, so that as many pairs as may be, at most `most`, are made, and no other choice of so many costs less.
 * Each row and column is in one pair at most.
 *
 * @param costs - whole numbers from 0 to 100,000, a list for each row; `undefined` for two that may not go together
 * @returns pairs of positions, by row
 */
export function cheapestPairs(
  costs: readonly (readonly (number | undefined)[])[],
  most = Number.POSITIVE_INFINITY,
): [row: number, column: number][] {
  const rows = costs.length;
  const columns = costs[0]?.length ?? 0;
  const wanted = Math.min(most, rows, columns);
  if (wanted === 0) return [];
  // Who is left over goes with one who stands for nobody; two such never go together, so that exactly `wanted` are left for real pairs.
  const nobodyRows = columns - wanted;
  const nobodyColumns = rows - wanted;
  const matrix = costs.map((row) => [...row.map((cost) => cost ?? NEVER), ...new Array<number>(nobodyColumns).fill(0)]);
  for (let each = 0; each < nobodyRows; each += 1)
    matrix.push([...new Array<number>(columns).fill(0), ...new Array<number>(nobodyColumns).fill(NEVER)]);
  return munkres(matrix)
    .filter(([row, column]) => costs[row]?.[column] !== undefined)
    .sort((a, b) => a[0] - b[0]);
}
