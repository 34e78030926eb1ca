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
  #point: Buffer | undefined;

  constructor(storage: Storage, plan: Plan, batchSize: number) {
    this.#storage = storage;
    this.#plan = plan;
    this.#point = plan.point;
    const ranges = plan.reverse ? [...plan.ranges].reverse() : plan.ranges;
    this.#readers = ranges.map((range) => new RangeReader(storage, range, plan.reverse, batchSize));
  }

  pause(): void {
    for (const reader of this.#readers) reader.pause();
  }

  next(): Found | undefined {
    if (this.#plan.point !== undefined) return this.#nextPoint();
    const reader = this.#plan.sorted && this.#readers.length > 1 ? this.#lowest() : this.#firstLeft();
    const entry = reader?.take();
    return entry === undefined ? undefined : this.#read(entry);
  }

  #nextPoint(): Found | undefined {
    const key = this.#point;
    this.#point = undefined;
    const value = key === undefined ? undefined : this.#storage.get(key);
    return key === undefined || value === undefined ? undefined : this.#read({ key, value });
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

  /** The reader whose next entry comes first in the order of what follows the common part. */
  #lowest(): RangeReader | undefined {
    this.#readers = this.#readers.filter((reader) => reader.peek() !== undefined);
    const sign = this.#plan.reverse ? -1 : 1;
    let lowest: RangeReader | undefined;
    for (const reader of this.#readers) {
      if (lowest === undefined || sign * Buffer.compare(reader.order(), lowest.order()) < 0) lowest = reader;
    }
    return lowest;
  }
}
