import type { ClassRow } from '../class/classes.ts';
import { isGraded } from '../scoring/graded-class.ts';
import type { ScoreEventStore } from '../scoring/score-events.ts';
import type { ScoringScheme } from '../scoring/scoring-scheme.ts';
import { standAs } from '../scoring/source-events.ts';
import type { HeldTest } from './held-test.ts';
import { scoreOf } from './test-question.ts';
import type { TestRules } from './test-rules.ts';
import { testEvent, testSource } from './test-scores.ts';
import type { TestRow } from './tests.ts';

/** Enters the results of a test that is over into the score where the rules say so, until the class is graded. Done again it changes nothing. */
export async function enterTestPoints(
  store: { scoreEvents: ScoreEventStore },
  { row, trainingClass, held }: { row: TestRow; trainingClass: ClassRow; held: Pick<HeldTest, 'marks'> },
  { tests, scoring }: { tests: TestRules; scoring: ScoringScheme },
  at: Date,
): Promise<void> {
  if (isGraded(trainingClass) || tests.counts?.purpose !== row.purpose) return;
  for (const [cadreId, marks] of held.marks) {
    const event = testEvent(row, cadreId, scoreOf(marks), tests, scoring);
    const of = { classId: row.classId, cadreId, source: testSource(row._id) };
    const by = { reason: '测试答案更正', authorId: row.createdBy, at };
    if (event !== undefined) await standAs(store, of, [event], by);
  }
}
