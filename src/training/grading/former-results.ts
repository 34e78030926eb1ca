import type { PresentNames } from '../../county/cadres.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among } from '../../store/filter.ts';
import { number, type RowOf, rows, text, value } from '../../store/row.ts';
import type { AssessmentRow } from './assessments.ts';

const formerResults = rows(
  'formerResults',
  {
    classId: text,
    cadreId: text,
    name: text,
    /** Of the reopening (`Reopening.number`) that put it aside. */
    reopening: number,
    result: value<AssessmentRow>(),
  },
  [{ keys: { classId: 1, reopening: 1 }, usedBy: 'ofClass, of' }],
);

/** A published result that was put aside when its class was graded anew; the id is `<class>:<cadre>:<reopening>`. */
export type FormerResultRow = RowOf<typeof formerResults>;

/** Published results as they stood before each reopening. Nothing is ever taken out. */
export class FormerResultStore {
  readonly #rows: Collection<FormerResultRow>;

  constructor(database: Database, presentNames: PresentNames) {
    this.#rows = database.of(formerResults, { asRead: presentNames });
  }

  /** Keeps the results of a class; repeating it changes nothing. */
  async keep(reopening: number, results: readonly AssessmentRow[]): Promise<void> {
    await this.#rows.insertMissing(
      results.map((result) => {
        const { _id, classId, cadreId, name } = result;
        return { _id: `${_id}:${reopening}`, classId, cadreId, name, reopening, result };
      }),
    );
  }

  /** Everything that was ever put aside of a class, the oldest first. */
  ofClass(classId: string) {
    return this.#rows.find({ classId }, { sort: { classId: 1, reopening: 1 } });
  }

  /** What was put aside of one trainee's results, the oldest first. */
  ofTrainee(classId: string, cadreId: string, reopenings: readonly number[]) {
    const ids = reopenings.map((number) => `${classId}:${cadreId}:${number}`);
    return this.#rows.find({ _id: among(ids) }, { sort: { _id: 1 } });
  }

  /** What this reopening of a class put aside. */
  of(classId: string, reopening: number) {
    return this.#rows.find({ classId, reopening });
  }
}
