import type { Score } from '../scoring/scoring.ts';
import type { GradingRules } from './grading-rules.ts';

export interface Ranking {
  cadreId: string;
  score: Score;
}

/** A person and their rank. */
export interface Ranked {
  cadreId: string;
  /** 1 for the best; equal people share a rank, and the next rank is skipped accordingly (1, 2, 2, 4). */
  rank: number;
  /** How many others share it. */
  tiedCount: number;
}

/**
 * Ranks people by total, then regular points, then the rule pack's tie indicators (attendance, discipline). People who are still equal
 * share a rank, unless the evaluation team's decision names every one of them, so that nobody is placed first without a reason.
 * The order of the input does not matter.
 *
 * @param decided - cadre ids, the best first; empty if nothing was decided
 */
export function rankTrainees(people: readonly Ranking[], decided: readonly string[], rules: GradingRules): Ranked[] {
  const sorted = [...people].sort((a, b) => compareMerit(a, b, rules) || (a.cadreId < b.cadreId ? -1 : 1));
  const groups: Ranking[][] = [];
  for (const person of sorted) {
    const group = groups.at(-1);
    const first = group?.[0];
    if (group !== undefined && first !== undefined && compareMerit(first, person, rules) === 0) group.push(person);
    else groups.push([person]);
  }
  const placeOf = new Map(decided.map((cadreId, place) => [cadreId, place]));
  const ranked: Ranked[] = [];
  for (const ids of groups.map((group) => group.map((person) => person.cadreId))) {
    const settled = ids.every((cadreId) => placeOf.has(cadreId));
    if (settled) ids.sort((a, b) => (placeOf.get(a) ?? 0) - (placeOf.get(b) ?? 0));
    const [firstRank, tiedCount] = [ranked.length + 1, ids.length - 1];
    for (const [index, cadreId] of ids.entries()) {
      ranked.push(
        settled ? { cadreId, rank: firstRank + index, tiedCount: 0 } : { cadreId, rank: firstRank, tiedCount },
      );
    }
  }
  return ranked;
}

function compareMerit(a: Ranking, b: Ranking, rules: GradingRules): number {
  const byPoints =
    b.score.totalHundredths - a.score.totalHundredths || b.score.regularHundredths - a.score.regularHundredths;
  if (byPoints !== 0) return byPoints;
  for (const item of rules.tieIndicators) {
    const difference = pointsOf(b.score, item) - pointsOf(a.score, item);
    if (difference !== 0) return difference;
  }
  return 0;
}

function pointsOf(score: Score, item: string): number {
  return score.indicators.find((indicator) => indicator.item === item)?.pointsHundredths ?? 0;
}
