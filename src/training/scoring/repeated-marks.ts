import { indicatorOf, ratedPartOf, type ScoreEvent, settledEvents } from './score-event.ts';
import type { ScoringScheme } from './scoring-scheme.ts';

type Mark = Pick<ScoreEvent, 'cadreId' | 'item' | 'step' | 'authorId'>;

/** Those of the new marks that will not count, because the same marker has marked the same part of the same trainee: the first one counts. */
export function repeatedMarks<Entered extends Mark>(
  entered: readonly Entered[],
  present: readonly ScoreEvent[],
  scheme: ScoringScheme,
): Entered[] {
  const keyOf = ({ cadreId, item, step, authorId }: Mark) => [cadreId, item, step, authorId].join(' ');
  const marked = new Set(settledEvents(present).standing.map(keyOf));
  return entered.filter((mark) => {
    if (ratedPartOf(indicatorOf(mark.item, scheme), mark.step) === undefined) return false;
    const key = keyOf(mark);
    const isRepeated = marked.has(key);
    marked.add(key);
    return isRepeated;
  });
}
