import type { EnrollmentStore } from '../class/enrollments.ts';
import { type ClassResult, classResult, marksByPerson, type TestTaker, takersOf } from './class-result.ts';
import { growthByTopic, type TopicGrowth } from './growth.ts';
import type { Marked } from './test-question.ts';
import type { TestRules } from './test-rules.ts';
import type { TestSheetStore } from './test-sheets.ts';
import type { TestRow, TestStore } from './tests.ts';

interface Stores {
  tests: TestStore;
  testSheets: TestSheetStore;
  enrollments: EnrollmentStore;
}

/** How a test went: who took it, and once it is over how they did. */
export interface HeldTest {
  takers: TestTaker[];
  /** Once it is over. */
  result?: ClassResult;
  marks: ReadonlyMap<string, readonly Marked[]>;
  /** How each person grew by topic since the entry test of the class. */
  growthOf: (cadreId: string) => readonly TopicGrowth[];
}

/** Reads a test with its sheets; of an exit test also the entry test of its class. */
export async function heldTest(store: Stores, row: TestRow, rules: TestRules, now: Date): Promise<HeldTest> {
  const [trainees, sheets] = await Promise.all([
    store.enrollments.traineesOf(row.classId),
    store.testSheets.of(row._id),
  ]);
  const present = sheets.filter(({ cadreId }) => trainees.some((each) => each.cadreId === cadreId));
  const marks = marksByPerson(row, present, rules);
  const isClosed = now >= row.closesAt;
  const takers = takersOf(trainees, present, isClosed ? marks : undefined, now);
  const entry = isClosed && row.purpose === 'exit' ? await entryMarks(store, row, rules, now) : undefined;
  return {
    ...{ takers, marks },
    ...(isClosed ? { result: classResult(row, marks, entry) } : {}),
    growthOf: (cadreId) => {
      const [before, after] = [entry?.get(cadreId), marks.get(cadreId)];
      if (before === undefined || after === undefined) return [];
      return growthByTopic(new Map([[cadreId, before]]), new Map([[cadreId, after]])).topics;
    },
  };
}

/** How people answered the latest entry test of the class that is over. */
async function entryMarks(store: Stores, { classId }: TestRow, rules: TestRules, now: Date) {
  const rows = await store.tests.ofClasses([classId]);
  const entry = rows.find(({ purpose, state, closesAt }) => purpose === 'entry' && state === 'open' && closesAt <= now);
  return entry && marksByPerson(entry, await store.testSheets.of(entry._id), rules);
}
