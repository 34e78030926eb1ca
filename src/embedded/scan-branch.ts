import { idOfEntry, prefixBytes } from './layout.ts';
import type { Entry } from './lmdb-files.ts';
import type { Plan } from './plan.ts';
import { RangeReader } from './range-reader.ts';
import type { Storage } from './storage.ts';

/** An entry as far as it is known: of the collection itself the stored document, of an index only the _id. */
interface Found {
  readonly id: Buffer;
  readonly value: Buffer | undefined;
}

/** Reads the entries of one plan: range after range, or merged where the plan promises an order. */
export class Branch {
  readonly #storage: Storage;
  readonly #plan: Plan;
  #readers: RangeReader[];
  /** Points that are still to be looked at. */
  readonly #points: Buffer[] | undefined;
  #inOrder = false;

  constructor(storage: Storage, plan: Plan, batchSize: number) {
    this.#storage = storage;
    this.#plan = plan;
    // The next one is the last of them.
    this.#points = plan.points && (plan.reverse ? [...plan.points] : [...plan.points].reverse());
    const ranges = plan.reverse ? [...plan.ranges].reverse() : plan.ranges;
    this.#readers = ranges.map((range) => new RangeReader(storage, range, plan.reverse, batchSize));
  }

  pause(): void {
    for (const reader of this.#readers) reader.pause();
    this.#inOrder = false;
  }

  next(): Found | undefined {
    if (this.#points !== undefined) return this.#nextPoint(this.#points);
    const isMerged = this.#plan.sorted && !this.#plan.inKeyOrder && this.#readers.length > 1;
    const reader = isMerged ? this.#lowest() : this.#firstLeft();
    const entry = reader?.take();
    return entry === undefined ? undefined : this.#read(entry);
  }

  #nextPoint(points: Buffer[]): Found | undefined {
    for (let key = points.pop(); key !== undefined; key = points.pop()) {
      const value = this.#storage.get(key);
      if (value !== undefined) return this.#read({ key, value });
    }
    return undefined;
  }

  #read(entry: Entry): Found {
    const index = this.#plan.index;
    if (index === undefined) return { id: entry.key.subarray(prefixBytes), value: entry.value };
    return { id: idOfEntry(index.record.unique, entry.key, entry.value), value: undefined };
  }

  #firstLeft(): RangeReader | undefined {
    while (this.#readers[0] !== undefined && this.#readers[0].peek() === undefined) this.#readers.shift();
    return this.#readers[0];
  }

  /**
   * The reader whose next entry comes first in the order of what follows the common part. The readers stand in that order, but for the first,
   * from which the last entry was taken.
   */
  #lowest(): RangeReader | undefined {
    if (!this.#inOrder) {
      this.#readers = this.#readers.filter((reader) => reader.peek() !== undefined).sort((a, b) => this.#compare(a, b));
      this.#inOrder = true;
      return this.#readers[0];
    }
    const moved = this.#readers.shift();
    if (moved?.peek() !== undefined) this.#readers.splice(this.#placeOf(moved), 0, moved);
    return this.#readers[0];
  }

  #placeOf(reader: RangeReader): number {
    let from = 0;
    for (let to = this.#readers.length; from < to; ) {
      const middle = (from + to) >>> 1;
      const other = this.#readers[middle];
      if (other !== undefined && this.#compare(other, reader) <= 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #compare(one: RangeReader, other: RangeReader): number {
    const ascending = Buffer.compare(one.order(), other.order());
    return this.#plan.reverse ? -ascending : ascending;
  }
}
