import { isNoted } from './noted.ts';
import type { Place, StoredRow } from './row.ts';
import type { SharedReads } from './shared-reads.ts';
import type { SharedWrites } from './shared-writes.ts';
import { each, type Outcome, Together } from './together.ts';

/** A change of one row that notes in it the update that makes it. */
export interface NotedChange {
  readonly id: string;
  /** What the row must be like. */
  readonly given: object;
  /** The (dotted) name of the field that notes the update. */
  readonly mark: string;
  readonly updateId: string;
  readonly change: object;
}

/**
 * Conditional changes that meet become one bulk write. What such a write did to which row it does not tell, so the rows are read again:
 * whichever notes its update was changed by it.
 */
export class NotedChanges {
  readonly #place: Place;
  readonly #reads: SharedReads;
  readonly #writes: SharedWrites;
  readonly #together = new Together<NotedChange, StoredRow | null>((changes) => this.#all(changes));

  constructor(place: Place, reads: SharedReads, writes: SharedWrites) {
    this.#place = place;
    this.#reads = reads;
    this.#writes = writes;
  }

  /** @returns the row as it is now; `null` when it was not changed */
  change(change: NotedChange): Promise<StoredRow | null> {
    return this.#together.ask(change);
  }

  async #all(changes: readonly NotedChange[]): Promise<Outcome<StoredRow | null>[]> {
    if (changes.length === 1) return each(changes, (only) => this.#one(only));
    return each(changes, async ({ id, given, mark, updateId, change }) => {
      await this.#writes.update([{ filter: { ...given, _id: id }, change }]);
      const [row = null] = await this.#reads.rows({ filter: { _id: id } });
      return isNoted(row, mark, updateId) ? (row as StoredRow) : null;
    });
  }

  #one({ id, given, change }: NotedChange): Promise<StoredRow | null> {
    const filter = { ...given, _id: id };
    return this.#place
      .model()
      .findOneAndUpdate(filter, { ...change }, { returnDocument: 'after' })
      .lean<StoredRow>()
      .exec();
  }
}
