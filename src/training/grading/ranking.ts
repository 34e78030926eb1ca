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

/** Who may be told apart by people, where the rules rank them equally. */
export interface TieOrder {
  /** Cadre ids in the order the evaluation team decided on, the best first; empty if nothing was decided. */
  decided: readonly string[];
  /** Those whose grade is 优秀: only between them an order is needed. */
  contenders: ReadonlySet<string>;
}

/**
 * Ranks people by total, then regular points, then the rule pack's tie indicators (attendance, discipline). People who are still equal
 * share a rank, unless the evaluation team's decision names every contender of them, so that nobody is placed first without a reason; whoever
 * is equal to them and no contender shares the rank after them. Where nobody is a contender it has to name everybody.
 * The order of the input does not matter.
 */
export function rankTrainees(people: readonly Ranking[], order: TieOrder, rules: GradingRules): Ranked[] {
  const sorted = [...people].sort((a, b) => compareMerit(a, b, rules) || (a.cadreId < b.cadreId ? -1 : 1));
  const groups: Ranking[][] = [];
  for (const person of sorted) {
    const group = groups.at(-1);
    const first = group?.[0];
    if (group !== undefined && first !== undefined && compareMerit(first, person, rules) === 0) group.push(person);
    else groups.push([person]);
  }
  const ranked: Ranked[] = [];
  for (const group of groups) {
    const { placed, sharing } = parted(
      group.map((person) => person.cadreId),
      order,
    );
    for (const cadreId of placed) ranked.push({ cadreId, rank: ranked.length + 1, tiedCount: 0 });
    const [rank, tiedCount] = [ranked.length + 1, sharing.length - 1];
    for (const cadreId of sharing) ranked.push({ cadreId, rank, tiedCount });
  }
  return ranked;
}

/** Of people who are equal: those whom the decision puts in an order, and those who share what is left. */
function parted(ids: readonly string[], { decided, contenders }: TieOrder) {
  const among = ids.filter((cadreId) => contenders.has(cadreId));
  const needed = among.length > 0 ? among : ids;
  if (!needed.every((cadreId) => decided.includes(cadreId))) return { placed: [], sharing: ids };
  return {
    placed: decided.filter((cadreId) => ids.includes(cadreId)),
    sharing: ids.filter((cadreId) => !decided.includes(cadreId)),
  };
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
