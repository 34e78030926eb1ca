import type { Score } from './scoring.ts';

/** How an indicator lies in a class. */
export interface IndicatorSpread {
  name: string;
  maxHundredths: number;
  /** Whose points are told; those who wait for marks are left out. */
  people: number;
  leastHundredths: number;
  middleHundredths: number;
  mostHundredths: number;
  /** How many have everything that can be reached. */
  full: number;
  /** All have the same, so that the indicator does not tell anybody from another. */
  isFlat: boolean;
}

/**
 * The indicators of a class that are marked, in the order of the table. Those the class does not have are left out.
 * @param leastPeople - for fewer nothing is told of an indicator
 */
export function indicatorSpreads(scores: readonly Score[], leastPeople: number): IndicatorSpread[] {
  return (scores[0]?.indicators ?? []).flatMap(({ item, name, maxHundredths }) => {
    const marked = scores.flatMap(({ indicators }) =>
      indicators.filter((each) => each.item === item && each.unrated.length === 0),
    );
    const points = marked.map(({ pointsHundredths }) => pointsHundredths).sort((a, b) => a - b);
    const [least] = points;
    const most = points.at(-1);
    if (maxHundredths === 0 || points.length < leastPeople || least === undefined || most === undefined) return [];
    return [
      {
        ...{ name, maxHundredths, people: points.length, leastHundredths: least, mostHundredths: most },
        middleHundredths: middleOf(points),
        full: points.filter((each) => each === maxHundredths).length,
        isFlat: least === most,
      },
    ];
  });
}

/** @param sorted - not empty */
function middleOf(sorted: readonly number[]): number {
  const at = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(at)] ?? 0) + (sorted[Math.ceil(at)] ?? 0)) / 2;
}
