import { createHash } from 'node:crypto';
import type { TestQuestion } from './test-question.ts';

/** The questions in one person's order, their options too; the same for the same test and person. What is right or wrong stays in its order. */
export function shuffledFor(questions: readonly TestQuestion[], testId: string, cadreId: string): TestQuestion[] {
  const seed = `${testId}:${cadreId}`;
  return shuffled(questions, seed, ({ id }) => id).map((question) =>
    question.options.length === 2
      ? question
      : { ...question, options: shuffled(question.options, `${seed}:${question.id}`, ({ value }) => value) },
  );
}

function shuffled<Item>(items: readonly Item[], seed: string, nameOf: (item: Item) => string): Item[] {
  const placed = items.map((item) => ({
    item,
    place: createHash('sha256')
      .update(`${seed}:${nameOf(item)}`)
      .digest('hex'),
  }));
  return placed.sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0)).map(({ item }) => item);
}
