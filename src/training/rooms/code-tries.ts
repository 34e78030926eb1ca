import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { once } from '../../store/once.ts';
import { date, type RowOf, rows, texts } from '../../store/row.ts';

const tries = rows(
  'codeTries',
  {
    /** The updates that named a wrong code. */
    updates: texts,
    forgetAt: date,
  },
  [{ keys: { forgetAt: 1 }, expireAfterSeconds: 0, usedBy: 'forgetting tries of past days' }],
);

/** Wrong codes of one person for one session; the id is `<session>:<cadre>`. */
type CodeTriesRow = RowOf<typeof tries>;

export class CodeTryStore {
  readonly #tries: Collection<CodeTriesRow>;

  constructor(database: Database) {
    this.#tries = database.of(tries);
  }

  async count(sessionId: string, cadreId: string): Promise<number> {
    return (await this.#tries.byId(`${sessionId}:${cadreId}`))?.updates.length ?? 0;
  }

  /** Notes a wrong code; the same update counts once. @returns how many there are */
  async note(sessionId: string, cadreId: string, byUpdate: string, forgetAt: Date): Promise<number> {
    const _id = `${sessionId}:${cadreId}`;
    await this.#tries.insertMissing([{ _id, updates: [byUpdate], forgetAt }]);
    const row = await once(this.#tries, _id, 'updates', byUpdate, () => ({
      given: {},
      change: { $push: { updates: byUpdate } },
    }));
    return row?.updates.length ?? 1;
  }
}
