import { growthByTopic, sharesByTopic, type TopicGrowth, type TopicShare } from './growth.ts';
import { type Marked, marksOf, type Score, scoreOf } from './test-question.ts';
import type { TestRules } from './test-rules.ts';
import type { TestSheetRow } from './test-sheets.ts';
import type { TestRow } from './tests.ts';

/** Where one trainee stands with a test. */
export interface TestTaker {
  cadreId: string;
  name: string;
  state: 'missing' | 'going' | 'done';
  /** Once the test is over. */
  score?: Score;
}

/** How a class did. */
export interface ClassResult {
  /** Of those who took it, rounded to hundredths; absent where nobody did. */
  meanHundredths?: number;
  mostHundredths: number;
  topics: readonly TopicShare[];
  /** At an exit test, against the entry test of the class. */
  growth?: { people: number; topics: readonly TopicGrowth[] };
}

/** How each of these people answered a test. */
export function marksByPerson(
  { questions }: Pick<TestRow, 'questions'>,
  sheets: readonly Pick<TestSheetRow, 'cadreId' | 'answers'>[],
  rules: TestRules,
): ReadonlyMap<string, Marked[]> {
  return new Map(sheets.map(({ cadreId, answers }) => [cadreId, marksOf(questions, answers, rules)]));
}

/** Everybody who is expected, those who have not begun first. @param marks - once the test is over */
export function takersOf(
  trainees: readonly { cadreId: string; name: string }[],
  sheets: readonly TestSheetRow[],
  marks: ReadonlyMap<string, readonly Marked[]> | undefined,
  now: Date,
): TestTaker[] {
  const takers = trainees.map(({ cadreId, name }): TestTaker => {
    const sheet = sheets.find((each) => each.cadreId === cadreId);
    if (sheet === undefined) return { cadreId, name, state: 'missing' };
    const state = sheet.state === 'done' || now >= sheet.endsAt ? 'done' : 'going';
    const own = marks?.get(cadreId);
    return { cadreId, name, state, ...(own === undefined ? {} : { score: scoreOf(own) }) };
  });
  return takers.sort((a, b) => Number(b.state === 'missing') - Number(a.state === 'missing'));
}

/** @param entry - how people answered the entry test, where this is an exit test */
export function classResult(
  { questions }: Pick<TestRow, 'questions'>,
  marks: ReadonlyMap<string, readonly Marked[]>,
  entry: ReadonlyMap<string, readonly Marked[]> | undefined,
): ClassResult {
  const scores = [...marks.values()].map(scoreOf);
  const sum = scores.reduce((total, { pointsHundredths }) => total + pointsHundredths, 0);
  const growth = entry && growthByTopic(entry, marks);
  return {
    ...(scores.length === 0 ? {} : { meanHundredths: Math.round(sum / scores.length) }),
    mostHundredths: questions.reduce((total, { points }) => total + points * 100, 0),
    topics: sharesByTopic([...marks.values()]),
    ...(growth === undefined || growth.people === 0 ? {} : { growth }),
  };
}
