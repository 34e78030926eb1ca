import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { once } from '../../store/once.ts';
import { date, list, optional, type RowOf, rows, text, value } from '../../store/row.ts';
import type { AskedQuestion } from './satisfaction-forms.ts';

/** Who gave a class questions of its own, or gave them up (then there are none). */
interface QuestionChange {
  by: string;
  byUpdate: string;
  at: Date;
  questions: readonly AskedQuestion[];
}

/** Questions that were shown and wait for 确认. */
interface QuestionDraft {
  byUpdate: string;
  questions: readonly AskedQuestion[];
}

const satisfactionSets = rows(
  'satisfactionSets',
  {
    /** When the first ones came. */
    madeAt: date,
    by: text,
    draft: optional(value<QuestionDraft>()),
    /** Oldest first; the last one holds. */
    changes: list<QuestionChange>(),
  },
  [],
);

/** The questions a class is asked at its end in place of those of the rule pack; the id is the class. */
export type QuestionSetRow = RowOf<typeof satisfactionSets>;

export class QuestionSetStore {
  readonly #sets: Collection<QuestionSetRow>;

  constructor(database: Database) {
    this.#sets = database.of(satisfactionSets);
  }

  byId(classId: string) {
    return this.#sets.byId(classId);
  }

  /** The class's own questions; none where the rule pack's hold. */
  async ownOf(classId: string): Promise<readonly AskedQuestion[]> {
    return (await this.byId(classId))?.changes.at(-1)?.questions ?? [];
  }

  /** Keeps questions until they are confirmed; those shown last count. */
  async keep(classId: string, draft: QuestionDraft, by: string, madeAt: Date): Promise<void> {
    if (await this.#sets.insertNew({ _id: classId, madeAt, by, draft, changes: [] })) return;
    await this.#sets.updateOne({ _id: classId }, { $set: { draft } });
  }

  async forget(classId: string): Promise<void> {
    await this.#sets.updateOne({ _id: classId }, { $unset: { draft: 1 } });
  }

  /** Changes the questions, once. @returns the row as it is now; its `changes` tell whether this update changed them */
  change(classId: string, change: QuestionChange): Promise<QuestionSetRow | null> {
    return once(this.#sets, classId, 'changes.byUpdate', change.byUpdate, () => ({
      given: {},
      change: { $push: { changes: change } },
    }));
  }
}
