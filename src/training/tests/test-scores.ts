import { ratedPartOf, type ScoreEvent, scoreEvent } from '../scoring/score-event.ts';
import type { ScoringScheme } from '../scoring/scoring-scheme.ts';
import { markIn, type Score } from './test-question.ts';
import type { TestRules } from './test-rules.ts';
import type { TestRow } from './tests.ts';

/** What the entries of a test in the score come from. */
export function testSource(testId: string): string {
  return `test:${testId}`;
}

/**
 * The entry that a result makes in the score: its share of the part's points. None where the rules say that tests of this purpose give no
 * points, or the class's scheme has no such part that one person marks.
 */
export function testEvent(
  row: Pick<TestRow, '_id' | 'name' | 'purpose' | 'createdBy' | 'closesAt'>,
  cadreId: string,
  score: Score,
  { counts }: Pick<TestRules, 'counts'>,
  scheme: ScoringScheme,
): ScoreEvent | undefined {
  const indicator = scheme.indicators.find(({ id }) => id === counts?.item);
  const part = indicator && counts && ratedPartOf(indicator, counts.part);
  if (part === undefined || counts?.purpose !== row.purpose || part.markers !== 1) return undefined;
  const markHundredths = markIn(part.maxHundredths, score);
  const source = testSource(row._id);
  return scoreEvent(
    {
      ...{ _id: `${source}:${cadreId}:${markHundredths}`, cadreId, item: counts.item, step: part.id },
      ...{ markHundredths, reason: row.name, source, authorId: row.createdBy, at: row.closesAt },
    },
    scheme,
  );
}
