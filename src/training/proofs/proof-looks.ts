import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { date, type RowOf, rows, text } from '../../store/row.ts';

/** As long as records of access are kept: three years (docs/operating.md). */
const keepSeconds = 3 * 366 * 24 * 3600;

const proofLooks = rows(
  'proofLooks',
  {
    about: text,
    /** Whose proofs they are. */
    cadreId: text,
    by: text,
    at: date,
  },
  [
    { keys: { about: 1, at: 1 }, usedBy: 'of' },
    { keys: { at: 1 }, expireAfterSeconds: keepSeconds, usedBy: 'forgetting looks after three years' },
  ],
);

/** That somebody had proofs sent to them; the id is the update that asked. Outlives the proofs. */
export type ProofLookRow = RowOf<typeof proofLooks>;

export class ProofLookStore {
  readonly #looks: Collection<ProofLookRow>;

  constructor(database: Database) {
    this.#looks = database.of(proofLooks);
  }

  /** Notes a look before anything is sent; the same update does it once. */
  async note(row: ProofLookRow): Promise<void> {
    await this.#looks.insertMissing([row]);
  }

  /** Who looked at the proofs of something, the first look first. */
  of(about: string): Promise<ProofLookRow[]> {
    return this.#looks.find({ about }, { sort: { about: 1, at: 1 } });
  }
}
