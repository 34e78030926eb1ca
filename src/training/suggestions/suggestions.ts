import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent } from '../../store/filter.ts';
import { createNumbered } from '../../store/numbering.ts';
import { once } from '../../store/once.ts';
import { date, list, number, optional, type RowOf, rows, text } from '../../store/row.ts';

const suggestions = rows(
  'suggestions',
  {
    year: text,
    /** Counts within the year, from 1. */
    number,
    cadreId: text,
    words: text,
    madeAt: date,
    /** The update that made it, so that making it twice makes one. */
    byUpdate: text,
    answer: optional(text),
    answeredBy: optional(text),
    answeredByUpdate: optional(text),
    answeredAt: optional(date),
    /** What whoever answered wrote before they corrected it, oldest first. */
    formerAnswers: optional(list<{ answer: string; answeredAt: Date }>()),
  },
  [
    { keys: { byUpdate: 1 }, unique: true, usedBy: 'create' },
    { keys: { year: 1, number: 1 }, unique: true, usedBy: 'create, ofYear' },
    { keys: { answeredAt: 1, madeAt: 1 }, usedBy: 'waiting' },
  ],
);

/** What somebody complained of or suggested (意见建议), with its answer. Its number, e.g. `Y2026-1`, is its id. */
export type SuggestionRow = RowOf<typeof suggestions>;

export class SuggestionStore {
  readonly #suggestions: Collection<SuggestionRow>;

  constructor(database: Database) {
    this.#suggestions = database.of(suggestions);
  }

  byId(id: string) {
    return this.#suggestions.byId(id);
  }

  /** Those of a year, newest first. */
  ofYear(year: string) {
    return this.#suggestions.find({ year }, { sort: { year: -1, number: -1 } });
  }

  /** Those without an answer, oldest first. */
  waiting() {
    return this.#suggestions.find({ answeredAt: absent() }, { sort: { answeredAt: 1, madeAt: 1 } });
  }

  /** Keeps a suggestion under the year's next free number; the same update makes the same one. */
  create(wanted: Omit<SuggestionRow, '_id' | 'number'>): Promise<SuggestionRow> {
    const { year } = wanted;
    return createNumbered(
      this.#suggestions,
      wanted,
      async () => (await this.#suggestions.findOne({ year }, { sort: { year: -1, number: -1 } }))?.number ?? 0,
      (next) => ({ _id: `Y${year}-${next}`, number: next, ...wanted }),
    );
  }

  /**
   * Answers; the first answer stands, unless the same person corrects it.
   * @returns the suggestion as it is now: answered by this update only if its `answeredByUpdate` says so
   */
  answer(
    id: string,
    set: Required<Pick<SuggestionRow, 'answer' | 'answeredBy' | 'answeredByUpdate' | 'answeredAt'>>,
  ): Promise<SuggestionRow | null> {
    return once(this.#suggestions, id, 'answeredByUpdate', set.answeredByUpdate, (present) => {
      const { answer, answeredAt, answeredBy, answeredByUpdate } = present;
      if (answer === undefined || answeredAt === undefined || answeredByUpdate === undefined)
        return { given: { answeredAt: absent() }, change: { $set: set } };
      if (answeredBy !== set.answeredBy || answer === set.answer) return undefined;
      return { given: { answeredByUpdate }, change: { $set: set, $push: { formerAnswers: { answer, answeredAt } } } };
    });
  }
}

/** The delivery key of the card about a suggestion. */
export function suggestionCardKey(id: string, cadreId: string): `suggestion:${string}` {
  return `suggestion:${id}:${cadreId}`;
}
